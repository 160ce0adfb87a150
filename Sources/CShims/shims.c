#define _GNU_SOURCE
#include "cshims.h"
#include "places.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <zlib.h>

/* ---- libmicrohttpd ---- */

/* The path stays as it was sent: libmicrohttpd's own unescaping would end it at %00. */
static size_t keep_escapes(void *owner, struct MHD_Connection *connection, char *text) {
    (void)owner;
    (void)connection;
    return strlen(text);
}

static void drop_log(void *owner, const char *format, va_list arguments) {
    (void)owner;
    (void)format;
    (void)arguments;
}

struct MHD_Daemon *hesap_daemon_start(const struct hesap_daemon_options *o) {
    int has_tls = o->certificate_place >= 0;
    unsigned int flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_ALLOW_UPGRADE
                         | MHD_USE_ERROR_LOG;
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_CERT_CALLBACK, 0, has_tls ? hesap_certificate_shower(o->certificate_place) : NULL},
        {MHD_OPTION_HTTPS_PRIORITIES, 0, "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"},
        {MHD_OPTION_END, 0, NULL},
    };
    struct MHD_OptionItem plain[] = {{MHD_OPTION_END, 0, NULL}};
    if (has_tls)
        flags |= MHD_USE_TLS;
    return MHD_start_daemon(
        flags, 0, NULL, NULL, (MHD_AccessHandlerCallback)o->on_access, o->owner,
        MHD_OPTION_EXTERNAL_LOGGER, &drop_log, NULL,
        MHD_OPTION_LISTEN_SOCKET, (MHD_socket)o->listener,
        MHD_OPTION_THREAD_POOL_SIZE, o->threads,
        MHD_OPTION_CONNECTION_LIMIT, o->connection_limit,
        MHD_OPTION_CONNECTION_TIMEOUT, o->idle_seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, o->connection_memory,
        MHD_OPTION_STRICT_FOR_CLIENT, (int)1,
        MHD_OPTION_UNESCAPE_CALLBACK, &keep_escapes, NULL,
        MHD_OPTION_URI_LOG_CALLBACK, o->on_target, o->owner,
        MHD_OPTION_NOTIFY_CONNECTION, (MHD_NotifyConnectionCallback)o->on_connection, o->owner,
        MHD_OPTION_NOTIFY_COMPLETED, (MHD_RequestCompletedCallback)o->on_completed, o->owner,
        MHD_OPTION_ARRAY, has_tls ? tls : plain,
        MHD_OPTION_END);
}

static uint16_t bound_port_of(int listener) {
    struct sockaddr_storage bound;
    socklen_t size = sizeof bound;
    if (getsockname(listener, (struct sockaddr *)&bound, &size) != 0)
        return 0;
    if (bound.ss_family == AF_INET6)
        return ntohs(((struct sockaddr_in6 *)&bound)->sin6_port);
    return ntohs(((struct sockaddr_in *)&bound)->sin_port);
}

int hesap_listen(const char *host, uint16_t port, int backlog, uint16_t *bound_port) {
    char service[8];
    struct addrinfo hints, *found = NULL;
    int on = 1, off = 0, failure = EADDRNOTAVAIL;
    snprintf(service, sizeof service, "%u", (unsigned)port);
    memset(&hints, 0, sizeof hints);
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    if (getaddrinfo(host, service, &hints, &found) != 0) {
        errno = EADDRNOTAVAIL;
        return -1;
    }
    for (struct addrinfo *each = found; each; each = each->ai_next) {
        int listener = socket(each->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (listener < 0) {
            failure = errno;
            continue;
        }
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        if (each->ai_family == AF_INET6)
            setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
        if (bind(listener, each->ai_addr, each->ai_addrlen) == 0 && listen(listener, backlog) == 0) {
            freeaddrinfo(found);
            *bound_port = bound_port_of(listener);
            return listener;
        }
        failure = errno;
        close(listener);
    }
    freeaddrinfo(found);
    errno = failure;
    return -1;
}

int hesap_stop_listening(int listener) {
    struct sockaddr_un nameless = {.sun_family = AF_UNIX};
    int deaf = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (deaf < 0)
        return -1;
    /* Bound to nothing but its family, it gets a name of the kernel's choice. */
    if (bind(deaf, (struct sockaddr *)&nameless, sizeof nameless.sun_family) != 0 || listen(deaf, 1) != 0
        || dup3(deaf, listener, O_CLOEXEC) < 0) {
        close(deaf);
        return -1;
    }
    close(deaf);
    return 0;
}

int hesap_connection_descriptor(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

void *hesap_connection_context(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

int hesap_connection_address(struct MHD_Connection *connection, char *text, size_t size) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (!info || !info->client_addr)
        return 0;
    if (info->client_addr->sa_family == AF_INET) {
        const struct sockaddr_in *four = (const struct sockaddr_in *)info->client_addr;
        return inet_ntop(AF_INET, &four->sin_addr, text, (socklen_t)size) != NULL;
    }
    if (info->client_addr->sa_family == AF_INET6) {
        const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)info->client_addr;
        if (IN6_IS_ADDR_V4MAPPED(&six->sin6_addr))
            return inet_ntop(AF_INET, six->sin6_addr.s6_addr + 12, text, (socklen_t)size) != NULL;
        return inet_ntop(AF_INET6, &six->sin6_addr, text, (socklen_t)size) != NULL;
    }
    return 0;
}

int hesap_upgrade_close(struct MHD_UpgradeResponseHandle *handle) {
    return MHD_upgrade_action(handle, MHD_UPGRADE_ACTION_CLOSE);
}

/* ---- Linux: epoll, eventfd, thread names ---- */

int hesap_poller_open(void) {
    return epoll_create1(EPOLL_CLOEXEC);
}

int hesap_poller_watch(int poller, int descriptor, uint64_t id, int flags, int known) {
    struct epoll_event event = {.events = 0, .data = {.u64 = id}};
    if (flags & HESAP_READABLE)
        event.events |= EPOLLIN;
    if (flags & HESAP_WRITABLE)
        event.events |= EPOLLOUT;
    return epoll_ctl(poller, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, descriptor, &event);
}

int hesap_poller_forget(int poller, int descriptor) {
    struct epoll_event ignored = {0};
    return epoll_ctl(poller, EPOLL_CTL_DEL, descriptor, &ignored);
}

int hesap_poller_wait(int poller, struct hesap_ready *ready, int capacity, int milliseconds) {
    struct epoll_event events[128];
    int found = epoll_wait(poller, events, capacity < 128 ? capacity : 128, milliseconds);
    for (int i = 0; i < found; i++) {
        ready[i].id = events[i].data.u64;
        ready[i].flags = (events[i].events & EPOLLIN ? HESAP_READABLE : 0)
                         | (events[i].events & EPOLLOUT ? HESAP_WRITABLE : 0)
                         | (events[i].events & (EPOLLHUP | EPOLLERR) ? HESAP_HUNG_UP : 0);
    }
    return found;
}

int hesap_bell_open(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

void hesap_bell_ring(int bell) {
    eventfd_write(bell, 1);
}

void hesap_bell_hush(int bell) {
    eventfd_t rings;
    eventfd_read(bell, &rings);
}

void hesap_name_thread(const char *name) {
    pthread_setname_np(pthread_self(), name);
}

static _Thread_local int lent;

int hesap_thread_is_lent(void) { return lent; }

void hesap_thread_lend(int now) { lent = now; }

/* ---- zlib ---- */

size_t hesap_gzip(const uint8_t *bytes, size_t count, uint8_t *room, size_t capacity) {
    z_stream stream = {0};
    if (deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return 0;
    stream.next_in = (Bytef *)bytes;
    stream.avail_in = (uInt)count;
    stream.next_out = room;
    stream.avail_out = (uInt)capacity;
    int done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    size_t packed = stream.total_out;
    deflateEnd(&stream);
    return done ? packed : 0;
}

/* ---- libcurl ---- */

int hesap_curl_set_long(void *easy, int option, long value) {
    return curl_easy_setopt(easy, (CURLoption)option, value);
}

int hesap_curl_set_offset(void *easy, int option, int64_t value) {
    return curl_easy_setopt(easy, (CURLoption)option, (curl_off_t)value);
}

int hesap_curl_set_text(void *easy, int option, const char *value) {
    return curl_easy_setopt(easy, (CURLoption)option, value);
}

int hesap_curl_set_pointer(void *easy, int option, void *value) {
    return curl_easy_setopt(easy, (CURLoption)option, value);
}

int hesap_curl_set_sink(void *easy, int option, hesap_curl_sink sink) {
    return curl_easy_setopt(easy, (CURLoption)option, sink);
}

static int is_public_four(const unsigned char *a) {
    if (a[0] == 0 || a[0] == 10 || a[0] == 127 || a[0] >= 224)
        return 0;
    if (a[0] == 100 && (a[1] & 0xc0) == 64)
        return 0;
    if ((a[0] == 169 && a[1] == 254) || (a[0] == 172 && (a[1] & 0xf0) == 16) || (a[0] == 192 && a[1] == 168))
        return 0;
    if ((a[0] == 192 && a[1] == 0 && (a[2] == 0 || a[2] == 2)) || (a[0] == 198 && (a[1] & 0xfe) == 18))
        return 0;
    return 1;
}

/* Global unicast without the ranges that carry an IPv4 address inside (mapped, NAT64, 6to4) or Teredo. */
static int is_public_six(const unsigned char *a) {
    if ((a[0] & 0xe0) != 0x20)
        return 0;
    if (a[0] == 0x20 && (a[1] == 0x02 || (a[1] == 0x01 && a[2] == 0 && a[3] == 0)))
        return 0;
    return 1;
}

static int is_public(const struct sockaddr *address) {
    if (address->sa_family == AF_INET)
        return is_public_four((const unsigned char *)&((const struct sockaddr_in *)address)->sin_addr);
    if (address->sa_family == AF_INET6)
        return is_public_six(((const struct sockaddr_in6 *)address)->sin6_addr.s6_addr);
    return 0;
}

static curl_socket_t open_public(void *owner, curlsocktype purpose, struct curl_sockaddr *address) {
    (void)owner;
    (void)purpose;
    if (!is_public(&address->addr))
        return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int hesap_curl_public_addresses_only(void *easy) {
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_public);
}

int hesap_curl_get_long(void *easy, int info, long *value) {
    return curl_easy_getinfo(easy, (CURLINFO)info, value);
}

int hesap_curl_get_offset(void *easy, int info, int64_t *value) {
    curl_off_t offset = 0;
    int result = curl_easy_getinfo(easy, (CURLINFO)info, &offset);
    *value = offset;
    return result;
}

int hesap_curl_get_pointer(void *easy, int info, void **value) {
    return curl_easy_getinfo(easy, (CURLINFO)info, value);
}

int hesap_curl_multi_set_long(void *multi, int option, long value) {
    return curl_multi_setopt(multi, (CURLMoption)option, value);
}
