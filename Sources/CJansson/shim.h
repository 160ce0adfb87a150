#include <jansson.h>
static inline void hesap_json_decref(json_t *value) { json_decref(value); }
