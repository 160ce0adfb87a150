#define _GNU_SOURCE
#include "processes.h"

#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>

int hesap_wait_semaphore(void *semaphore, int64_t until_microseconds) {
    struct timespec until = {until_microseconds / 1000000, (until_microseconds % 1000000) * 1000};
    while (sem_clockwait(semaphore, CLOCK_MONOTONIC, &until) != 0) {
        if (errno != EINTR) return errno;
    }
    return 0;
}

int hesap_spawn(const char *program, const char *const *arguments, const char *const *environment, int output) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    pid_t process;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&files, output, 1);
    posix_spawn_file_actions_adddup2(&files, 1, 2);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, 3);
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    int failure = posix_spawnp(&process, program, &files, &attributes, (char *const *)arguments, (char *const *)environment);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return failure ? -failure : process;
}

int hesap_memory_file(void) { return memfd_create("output", MFD_CLOEXEC); }

int hesap_reap(int process, int *status, int block) {
    int raw = 0;
    pid_t ended;
    do ended = waitpid(process, &raw, block ? 0 : WNOHANG); while (ended < 0 && errno == EINTR);
    if (ended == 0) return 0;
    *status = ended < 0 ? 127 : WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
    return 1;
}
