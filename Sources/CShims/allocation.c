#include "allocation.h"

#include <malloc.h>

void hesap_memory_begin(void) {
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_TRIM_THRESHOLD, 1 << 20);
}

void hesap_memory_trim(void) { malloc_trim(0); }
