#include "certificates.h"
#include "places.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* A leaf with its intermediate authorities; longer chains are nobody's. */
enum { CHAIN_MAX = 16, PLACES = 8 };

struct hesap_certificate {
    gnutls_pcert_st chain[CHAIN_MAX];
    unsigned int count;
    gnutls_privkey_t key;
    struct hesap_certificate *earlier;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct hesap_certificate *shown[PLACES];

static int show(int place, gnutls_pcert_st **chain, unsigned int *count, gnutls_privkey_t *key) {
    pthread_mutex_lock(&lock);
    struct hesap_certificate *now = shown[place];
    pthread_mutex_unlock(&lock);
    if (!now)
        return -1;
    *chain = now->chain;
    *count = now->count;
    *key = now->key;
    return 0;
}

#define SHOW(place)                                                                                                    \
    static int show_##place(gnutls_session_t session, const gnutls_datum_t *names, int name_count,                     \
                            const gnutls_pk_algorithm_t *kinds, int kind_count, gnutls_pcert_st **chain,               \
                            unsigned int *count, gnutls_privkey_t *key) {                                              \
        (void)session, (void)names, (void)name_count, (void)kinds, (void)kind_count;                                   \
        return show(place, chain, count, key);                                                                         \
    }

SHOW(0)
SHOW(1)
SHOW(2)
SHOW(3)
SHOW(4)
SHOW(5)
SHOW(6)
SHOW(7)

static gnutls_certificate_retrieve_function2 *const showers[PLACES] = {show_0, show_1, show_2, show_3,
                                                                       show_4, show_5, show_6, show_7};

void *hesap_certificate_shower(int place) {
    return (void *)showers[place];
}

static int read_chain(struct hesap_certificate *certificate, const char *pem) {
    gnutls_datum_t text = {(unsigned char *)pem, (unsigned int)strlen(pem)};
    unsigned int count = CHAIN_MAX;
    if (gnutls_pcert_list_import_x509_raw(certificate->chain, &count, &text, GNUTLS_X509_FMT_PEM, 0) != 0)
        return -1;
    certificate->count = count;
    return count > 0 ? 0 : -1;
}

static int read_key(struct hesap_certificate *certificate, const char *pem) {
    gnutls_datum_t text = {(unsigned char *)pem, (unsigned int)strlen(pem)};
    if (gnutls_privkey_init(&certificate->key) != 0)
        return -1;
    return gnutls_privkey_import_x509_raw(certificate->key, &text, GNUTLS_X509_FMT_PEM, NULL, 0);
}

/* Whether the leaf's public key is that of the private key. */
static int fit(struct hesap_certificate *certificate) {
    unsigned char ours[64], theirs[64];
    size_t our_size = sizeof ours, their_size = sizeof theirs;
    gnutls_pubkey_t public_key;
    if (gnutls_pubkey_init(&public_key) != 0)
        return 0;
    int is_same = gnutls_pubkey_import_privkey(public_key, certificate->key, 0, 0) == 0
                  && gnutls_pubkey_get_key_id(public_key, GNUTLS_KEYID_USE_SHA256, ours, &our_size) == 0
                  && gnutls_pubkey_get_key_id(certificate->chain[0].pubkey, GNUTLS_KEYID_USE_SHA256, theirs,
                                              &their_size) == 0
                  && our_size == their_size && memcmp(ours, theirs, our_size) == 0;
    gnutls_pubkey_deinit(public_key);
    return is_same;
}

struct hesap_certificate *hesap_certificate_read(const char *chain_pem, const char *key_pem) {
    struct hesap_certificate *certificate = calloc(1, sizeof *certificate);
    if (!certificate)
        return NULL;
    if (read_chain(certificate, chain_pem) == 0 && read_key(certificate, key_pem) == 0 && fit(certificate))
        return certificate;
    hesap_certificate_free(certificate);
    return NULL;
}

void hesap_certificate_free(struct hesap_certificate *certificate) {
    for (unsigned int index = 0; index < certificate->count; index++)
        gnutls_pcert_deinit(&certificate->chain[index]);
    if (certificate->key)
        gnutls_privkey_deinit(certificate->key);
    free(certificate);
}

int hesap_certificate_place(struct hesap_certificate *certificate) {
    int found = -1;
    pthread_mutex_lock(&lock);
    for (int place = 0; place < PLACES && found < 0; place++)
        if (!shown[place])
            found = place;
    if (found >= 0)
        shown[found] = certificate;
    pthread_mutex_unlock(&lock);
    return found;
}

void hesap_certificate_renew(int place, struct hesap_certificate *certificate) {
    pthread_mutex_lock(&lock);
    certificate->earlier = shown[place];
    shown[place] = certificate;
    pthread_mutex_unlock(&lock);
}

void hesap_certificate_leave(int place) {
    pthread_mutex_lock(&lock);
    struct hesap_certificate *each = shown[place];
    shown[place] = NULL;
    pthread_mutex_unlock(&lock);
    while (each) {
        struct hesap_certificate *earlier = each->earlier;
        hesap_certificate_free(each);
        each = earlier;
    }
}
