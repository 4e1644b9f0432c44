/* Makes chosen calls of the system fail: the Nth write or sync below a folder, or a clock that jumps. Or ends the process
 * before the Nth call that changes something below a folder, as a kill would.
 *
 * FAILING_FOLDER  only files below it
 * FAILING_AT      which call fails, from 1
 * FAILING_ERROR   with this errno
 * FAILING_ON      all calls behind it fail too
 * FAILING_NOTE    a file that is made once a call failed
 * FAILING_KILL    the process is killed instead; names that are made, moved and removed count as calls too
 * JUMPING_CLOCK   the time of day jumps by up to two years, forth and back, at every question
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static atomic_long calls;

static void note(void) {
    const char *path = getenv("FAILING_NOTE");
    if (path) {
        int fd = syscall(SYS_openat, AT_FDCWD, path, O_CREAT | O_WRONLY, 0600);
        if (fd >= 0) syscall(SYS_close, fd);
    }
}

static int counts(const char *path) {
    const char *folder = getenv("FAILING_FOLDER"), *at = getenv("FAILING_AT");
    if (!folder || !at || strncmp(path, folder, strlen(folder))) return 0;
    long number = atomic_fetch_add(&calls, 1) + 1, wanted = atol(at);
    if (number != wanted && !(getenv("FAILING_ON") && number > wanted)) return 0;
    note();
    if (getenv("FAILING_KILL")) {
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
    errno = atoi(getenv("FAILING_ERROR"));
    return 1;
}

static int fails(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return counts(path);
}

static void named(const char *path) {
    if (getenv("FAILING_KILL")) counts(path);
}

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *bytes, size_t count) {
    REAL(write);
    return fails(fd) ? -1 : real(fd, bytes, count);
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    REAL(pwrite);
    return fails(fd) ? -1 : real(fd, bytes, count, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    REAL(pwrite64);
    return fails(fd) ? -1 : real(fd, bytes, count, at);
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(writev);
    return fails(fd) ? -1 : real(fd, parts, count);
}
int fsync(int fd) {
    REAL(fsync);
    return fails(fd) ? -1 : real(fd);
}
int fdatasync(int fd) {
    REAL(fdatasync);
    return fails(fd) ? -1 : real(fd);
}
int ftruncate(int fd, off_t length) {
    REAL(ftruncate);
    return fails(fd) ? -1 : real(fd, length);
}
int ftruncate64(int fd, off64_t length) {
    REAL(ftruncate64);
    return fails(fd) ? -1 : real(fd, length);
}
int fallocate(int fd, int mode, off_t from, off_t length) {
    REAL(fallocate);
    return fails(fd) ? -1 : real(fd, mode, from, length);
}
int posix_fallocate(int fd, off_t from, off_t length) {
    REAL(posix_fallocate);
    return fails(fd) ? atoi(getenv("FAILING_ERROR")) : real(fd, from, length);
}

int rename(const char *from, const char *to) {
    REAL(rename);
    named(to);
    return real(from, to);
}
int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    named(path);
    return real(path, mode);
}
int rmdir(const char *path) {
    REAL(rmdir);
    named(path);
    return real(path);
}
int unlink(const char *path) {
    REAL(unlink);
    named(path);
    return real(path);
}
int unlinkat(int fd, const char *path, int flags) {
    REAL(unlinkat);
    if (getenv("FAILING_KILL")) fails(fd);
    return real(fd, path, flags);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    static atomic_long asked;
    int answer = syscall(SYS_clock_gettime, clock, now);
    if (clock == CLOCK_REALTIME && getenv("JUMPING_CLOCK")) {
        long turn = atomic_fetch_add(&asked, 1) % 7 - 3;
        now->tv_sec += turn * 20000000;
    }
    return answer;
}
