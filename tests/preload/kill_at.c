/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Loaded before the C library: the process gets signal KILL_SIGNAL (default: 9) at step KILL_AT of
 * writing a file. Each call below is three steps: before it, in the middle of it, and behind it. */
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static void step(void)
{
    static long count;
    const char *at = getenv("KILL_AT"), *number = getenv("KILL_SIGNAL");
    if (at && ++count == atol(at))
        kill(getpid(), number ? atoi(number) : SIGKILL);
}

#define NEXT(NAME) (*(__typeof__(&NAME) *)&(void *){dlsym(RTLD_NEXT, #NAME)})

#define WRAP(TYPE, NAME, PARAMETERS, ARGUMENTS)                                                    \
    TYPE NAME PARAMETERS                                                                           \
    {                                                                                              \
        step();                                                                                    \
        TYPE result = NEXT(NAME) ARGUMENTS;                                                        \
        step();                                                                                    \
        return result;                                                                             \
    }

WRAP(int, mkostemp, (char *name, int flags), (name, flags))
WRAP(int, fchown, (int file, uid_t owner, gid_t group), (file, owner, group))
WRAP(int, fchmod, (int file, mode_t mode), (file, mode))
WRAP(int, fsync, (int file), (file))
WRAP(int, rename, (const char *from, const char *to), (from, to))
WRAP(char *, mkdtemp, (char *name), (name))
WRAP(int, mkdirat, (int directory, const char *name, mode_t mode), (directory, name, mode))

ssize_t write(int file, const void *bytes, size_t size)
{
    step();
    size_t half = size / 2;
    ssize_t first = half ? NEXT(write)(file, bytes, half) : 0;
    step();
    if (first < 0 || (size_t)first < half)
        return first;
    ssize_t second = NEXT(write)(file, (const char *)bytes + half, size - half);
    step();
    return second < 0 ? second : first + second;
}
