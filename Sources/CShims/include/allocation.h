#ifndef HESAP_ALLOCATION_H
#define HESAP_ALLOCATION_H

/// Two allocation arenas instead of eight a core: threads that mostly wait would each keep their own peak for ever.
void hesap_memory_begin(void);

/// Gives free memory back to the operating system; takes a millisecond or so.
void hesap_memory_trim(void);

#endif
