#ifndef HESAP_PROCESSES_H
#define HESAP_PROCESSES_H

#include <stdint.h>

/* Waits for a semaphore (sem_t) until a moment of CLOCK_MONOTONIC; 0 or an errno. */
int hesap_wait_semaphore(void *semaphore, int64_t until_microseconds);

/*
 * Starts a program in a session of its own, with standard input from /dev/null, standard output and error to the
 * descriptor `output`, and no other descriptor of ours. `arguments` and `environment` end with NULL. Gives the process
 * id, or -errno.
 */
int hesap_spawn(const char *program, const char *const *arguments, const char *const *environment, int output);

/* A nameless file in memory for a program's output: a descriptor, or -1. */
int hesap_memory_file(void);

/* Waits for a child: 0 while it runs, otherwise 1 and its exit status (128 + the signal that ended it). */
int hesap_reap(int process, int *status, int block);

#endif
