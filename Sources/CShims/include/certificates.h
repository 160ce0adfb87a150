#ifndef HESAP_CERTIFICATES_H
#define HESAP_CERTIFICATES_H

/*
 * The certificate that a TLS server shows, to be changed while it runs: libmicrohttpd asks for it at each handshake
 * (MHD_OPTION_HTTPS_CERT_CALLBACK) without saying which server asks, so each server has a place with a function of
 * its own.
 */

struct hesap_certificate;

/* A chain (the leaf first) and its key, both PEM. NULL when one cannot be read or the key is another's. */
struct hesap_certificate *hesap_certificate_read(const char *chain_pem, const char *key_pem);
void hesap_certificate_free(struct hesap_certificate *certificate);

/* Takes a place, and the certificate with it; -1 when all places are taken. */
int hesap_certificate_place(struct hesap_certificate *certificate);
/* From the next handshake on, this one; the place takes it. The earlier one stays for the handshakes that have it. */
void hesap_certificate_renew(int place, struct hesap_certificate *certificate);
/* Gives the place back and frees what was shown there; only after the server has stopped. */
void hesap_certificate_leave(int place);

#endif
