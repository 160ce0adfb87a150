#ifndef HESAP_PLACES_H
#define HESAP_PLACES_H

/* The function by which libmicrohttpd asks for the certificate of a place. */
void *hesap_certificate_shower(int place);

#endif
