#ifndef HESAP_CSHIMS_H
#define HESAP_CSHIMS_H

#include <stddef.h>
#include <stdint.h>

#include "allocation.h"
#include "certificates.h"

/* Swift cannot call variadic C functions; each one that Hesap needs has a fixed-arity twin here. */

/* ---- libmicrohttpd ---- */

struct MHD_Daemon;
struct MHD_Connection;
struct MHD_UpgradeResponseHandle;

typedef int (*hesap_on_access)(void *owner, struct MHD_Connection *connection, const char *path,
                               const char *method, const char *version, const char *upload,
                               size_t *upload_size, void **slot);
typedef void (*hesap_on_completed)(void *owner, struct MHD_Connection *connection, void **slot, int why);
typedef void (*hesap_on_connection)(void *owner, struct MHD_Connection *connection, void **context, int event);
typedef void *(*hesap_on_target)(void *owner, const char *target, struct MHD_Connection *connection);

struct hesap_daemon_options {
    void *owner;
    int listener;
    unsigned int threads;
    unsigned int connection_limit;
    unsigned int idle_seconds;
    size_t connection_memory;
    int certificate_place; /* below zero: plain HTTP */
    hesap_on_access on_access;
    hesap_on_completed on_completed;
    hesap_on_connection on_connection;
    hesap_on_target on_target;
};

/* Starts a daemon with epoll threads, suspend/resume and upgrade; NULL when it cannot start. */
struct MHD_Daemon *hesap_daemon_start(const struct hesap_daemon_options *options);

/* A listening TCP socket on a numeric or named host; port 0 picks one. Returns -1 with errno set. */
int hesap_listen(const char *host, uint16_t port, int backlog, uint16_t *bound_port);

/*
 * Makes a listening socket deaf while its number stays valid, by putting one in its place that nobody can reach.
 * MHD_quiesce_daemon would do, were it not that it and a worker may both take the socket out of the worker's epoll
 * set, and the second to try ends the process (0.9.75).
 */
int hesap_stop_listening(int listener);

int hesap_connection_descriptor(struct MHD_Connection *connection);
void *hesap_connection_context(struct MHD_Connection *connection);
/* Writes the peer's address as text (an IPv4-mapped address as IPv4); 0 when there is none. */
int hesap_connection_address(struct MHD_Connection *connection, char *text, size_t size);
int hesap_upgrade_close(struct MHD_UpgradeResponseHandle *handle);

/* ---- Linux: epoll, eventfd, thread names ---- */

enum { HESAP_READABLE = 1, HESAP_WRITABLE = 2, HESAP_HUNG_UP = 4 };

struct hesap_ready {
    uint64_t id;
    int flags;
};

int hesap_poller_open(void);
/* Adds a descriptor, or changes what a `known` one is watched for. */
int hesap_poller_watch(int poller, int descriptor, uint64_t id, int flags, int known);
int hesap_poller_forget(int poller, int descriptor);
int hesap_poller_wait(int poller, struct hesap_ready *ready, int capacity, int milliseconds);
int hesap_bell_open(void);
void hesap_bell_ring(int bell);
void hesap_bell_hush(int bell);
void hesap_name_thread(const char *name);
/* Whether the calling thread has been lent to tasks: while it is, they go on where they are brought on. */
int hesap_thread_is_lent(void);
void hesap_thread_lend(int lent);

/* ---- zlib ---- */

/* Packs bytes in gzip's form (RFC 1952) into room of `capacity`; 0 when they do not fit. */
size_t hesap_gzip(const uint8_t *bytes, size_t count, uint8_t *room, size_t capacity);

/* ---- libcurl ---- */

int hesap_curl_set_long(void *easy, int option, long value);
int hesap_curl_set_offset(void *easy, int option, int64_t value);
int hesap_curl_set_text(void *easy, int option, const char *value);
int hesap_curl_set_pointer(void *easy, int option, void *value);
typedef size_t (*hesap_curl_sink)(char *bytes, size_t size, size_t count, void *owner);
int hesap_curl_set_sink(void *easy, int option, hesap_curl_sink sink);
/* Connects to public addresses only: private, loopback, link-local and multicast ones are refused. */
int hesap_curl_public_addresses_only(void *easy);
int hesap_curl_get_long(void *easy, int info, long *value);
int hesap_curl_get_offset(void *easy, int info, int64_t *value);
int hesap_curl_get_pointer(void *easy, int info, void **value);
int hesap_curl_multi_set_long(void *multi, int option, long value);

#endif
