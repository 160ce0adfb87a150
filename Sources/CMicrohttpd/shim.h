#include <stdint.h>
#include <sys/socket.h>
#include <microhttpd.h>
