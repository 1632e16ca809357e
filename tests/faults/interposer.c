/* Stands between a program and the C library and lets the N-th change below a folder go wrong.
 *
 * Built as a shared library by the tests and named in LD_PRELOAD. Counted are the calls that change files below
 * FAULTS_UNDER: write, fsync, rename, unlink, link, mkdir, creating open, ftruncate, chmod and their kin. At number
 * FAULTS_AT the fault FAULTS_FAULT happens:
 *
 *   kill         the process dies before the call
 *   kill-after   the process dies once the call is done
 *   fail:ERRNO   the call fails, later ones do not
 *   full:ERRNO   this and every later call that takes space fails (others are not counted)
 *   short:ERRNO  a write writes half of its bytes, every later call that takes space fails
 *   signal:N     the process gets signal N, the call goes on
 *   lock:ERRNO   no file can be locked (nothing else is counted)
 *   count        nothing happens; at the end the number of calls is told
 *
 * What happened is written to FAULTS_SAID, so that the tests know whether there was an N-th call at all. Calls are
 * passed on with syscall(), which keeps the library free of everything it stands in front of. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#if !defined(__linux__) || !defined(__LP64__)
#error "written for Linux on 64 bits"
#endif

enum fault { NO_FAULT, KILL, KILL_AFTER, FAIL_ONCE, FULL, SHORT, SIGNAL, LOCK, COUNT };
/* What is to become of a call. */
enum fate { GO, REFUSE, HALVE, GO_AND_DIE };
/* Only calls that take space can meet a full disk. */
enum effect { TAKES_SPACE, TAKES_NONE, LOCKS };

static enum fault fault = NO_FAULT;
static int number;
static long at;
static const char *under;
static size_t under_length;
static atomic_long counted;
static atomic_int happened;

static int begins(const char *text, const char *with) { return strncmp(text, with, strlen(with)) == 0; }

__attribute__((constructor)) static void read_orders(void) {
    const char *name = getenv("FAULTS_FAULT");
    const char *when = getenv("FAULTS_AT");
    under = getenv("FAULTS_UNDER");
    if (!name || !when || !under) return;
    under_length = strlen(under);
    at = atol(when);
    const char *colon = strchr(name, ':');
    number = colon ? atoi(colon + 1) : 0;
    if (begins(name, "kill-after")) fault = KILL_AFTER;
    else if (begins(name, "kill")) fault = KILL;
    else if (begins(name, "fail:")) fault = FAIL_ONCE;
    else if (begins(name, "full:")) fault = FULL;
    else if (begins(name, "short:")) fault = SHORT;
    else if (begins(name, "signal:")) fault = SIGNAL;
    else if (begins(name, "lock:")) fault = LOCK;
    else if (begins(name, "count")) fault = COUNT;
}

static void say(const char *call, const char *path) {
    const char *said = getenv("FAULTS_SAID");
    if (!said) return;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, said, O_WRONLY | O_CREAT | O_APPEND, 0666);
    if (fd < 0) return;
    char line[PATH_MAX + 64];
    int length = snprintf(line, sizeof line, "%s %s\n", call, path);
    if (length > 0) syscall(SYS_write, fd, line, (size_t)length);
    syscall(SYS_close, fd);
}

__attribute__((destructor)) static void tell_number(void) {
    char calls[32];
    snprintf(calls, sizeof calls, "%ld", atomic_load(&counted));
    if (fault == COUNT) say(calls, "calls");
}

static void die(void) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
}

static enum fate fate_of(const char *call, const char *path, enum effect effect) {
    if (fault == NO_FAULT || strncmp(path, under, under_length) != 0) return GO;
    if (path[under_length] != '/' && path[under_length] != '\0') return GO;
    if ((fault == FULL || fault == SHORT) && effect != TAKES_SPACE) return GO;
    if ((fault == FULL || fault == SHORT) && atomic_load(&happened)) {
        errno = number;
        return REFUSE;
    }
    if (fault == SHORT && strstr(call, "write") == NULL) return GO;
    if ((fault == LOCK) != (effect == LOCKS)) return GO;
    if (atomic_fetch_add(&counted, 1) + 1 != at && fault != LOCK) return GO;
    if (fault == COUNT) return GO;
    atomic_store(&happened, 1);
    say(call, path);
    switch (fault) {
    case KILL: die(); return GO;
    case KILL_AFTER: return GO_AND_DIE;
    case SIGNAL: syscall(SYS_kill, getpid(), number); return GO;
    case SHORT: return HALVE;
    default: errno = number; return REFUSE;
    }
}

/* The path of an open file; empty where it has none. */
static void path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, (size_t)PATH_MAX - 1);
    path[length > 0 ? length : 0] = '\0';
}

static enum fate fate_of_fd(const char *call, int fd, enum effect effect) {
    if (fault == NO_FAULT) return GO;
    int before = errno;
    char path[PATH_MAX];
    path_of(fd, path);
    errno = before;
    return fate_of(call, path, effect);
}

static enum fate fate_at(const char *call, int folder, const char *name, enum effect effect) {
    if (fault == NO_FAULT || !name) return GO;
    if (name[0] == '/') return fate_of(call, name, effect);
    int before = errno;
    char path[2 * PATH_MAX];
    if (folder == AT_FDCWD) {
        if (syscall(SYS_getcwd, path, (size_t)PATH_MAX) < 0) path[0] = '\0';
    } else {
        path_of(folder, path);
    }
    errno = before;
    size_t length = strlen(path);
    snprintf(path + length, sizeof path - length, "/%s", name);
    return fate_of(call, path, effect);
}

/* Passes a call on as its fate wants it. */
#define PASS(decision, type, call)                                                                               \
    do {                                                                                                       \
        enum fate decided = (decision);                                                                        \
        if (decided == REFUSE) return -1;                                                                      \
        type result = (type)(call);                                                                            \
        if (decided == GO_AND_DIE) die();                                                                      \
        return result;                                                                                         \
    } while (0)

/* The same for calls that can do less than they were asked. */
#define PASS_SOME(decision, length, call)                                                                      \
    do {                                                                                                       \
        enum fate decided = (decision);                                                                        \
        if (decided == HALVE && (length) < 2) {                                                                \
            errno = number;                                                                                    \
            return -1;                                                                                         \
        }                                                                                                      \
        if (decided == REFUSE) return -1;                                                                      \
        if (decided == HALVE) (length) /= 2;                                                                   \
        ssize_t result = (ssize_t)(call);                                                                      \
        if (decided == GO_AND_DIE) die();                                                                      \
        return result;                                                                                         \
    } while (0)

ssize_t write(int fd, const void *bytes, size_t length) {
    PASS_SOME(fate_of_fd("write", fd, TAKES_SPACE), length, syscall(SYS_write, fd, bytes, length));
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    PASS_SOME(fate_of_fd("pwrite", fd, TAKES_SPACE), length, syscall(SYS_pwrite64, fd, bytes, length, offset));
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
    return pwrite64(fd, bytes, length, offset);
}

/* Half of several pieces is the first piece, or half of it. */
ssize_t writev(int fd, const struct iovec *pieces, int count) {
    enum fate fate = fate_of_fd("writev", fd, TAKES_SPACE);
    if (fate == HALVE && count > 0) {
        size_t length = count > 1 ? pieces[0].iov_len : pieces[0].iov_len / 2;
        return (ssize_t)syscall(SYS_write, fd, pieces[0].iov_base, length);
    }
    PASS(fate, ssize_t, syscall(SYS_writev, fd, pieces, count));
}

ssize_t copy_file_range(int from, off64_t *from_at, int to, off64_t *to_at, size_t length, unsigned flags) {
    PASS_SOME(fate_of_fd("copy_file_range: a write", to, TAKES_SPACE), length,
              syscall(SYS_copy_file_range, from, from_at, to, to_at, length, flags));
}

ssize_t sendfile64(int to, int from, off64_t *offset, size_t length) {
    PASS_SOME(fate_of_fd("sendfile: a write", to, TAKES_SPACE), length,
              syscall(SYS_sendfile, to, from, offset, length));
}

ssize_t sendfile(int to, int from, off_t *offset, size_t length) { return sendfile64(to, from, offset, length); }

int fsync(int fd) { PASS(fate_of_fd("fsync", fd, TAKES_SPACE), int, syscall(SYS_fsync, fd)); }

int fdatasync(int fd) { PASS(fate_of_fd("fdatasync", fd, TAKES_SPACE), int, syscall(SYS_fdatasync, fd)); }

int ftruncate64(int fd, off64_t length) {
    PASS(fate_of_fd("ftruncate", fd, TAKES_SPACE), int, syscall(SYS_ftruncate, fd, length));
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int fchmod(int fd, mode_t mode) { PASS(fate_of_fd("fchmod", fd, TAKES_NONE), int, syscall(SYS_fchmod, fd, mode)); }

int chmod(const char *path, mode_t mode) {
    PASS(fate_at("chmod", AT_FDCWD, path, TAKES_NONE), int, syscall(SYS_fchmodat, AT_FDCWD, path, mode));
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    PASS(fate_at("rename to", to_folder, to, TAKES_SPACE), int,
         syscall(SYS_renameat2, from_folder, from, to_folder, to, flags));
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    return renameat2(from_folder, from, to_folder, to, 0);
}

int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

int unlinkat(int folder, const char *name, int flags) {
    PASS(fate_at("unlink", folder, name, TAKES_NONE), int, syscall(SYS_unlinkat, folder, name, flags));
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }

int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    PASS(fate_at("link", to_folder, to, TAKES_SPACE), int,
         syscall(SYS_linkat, from_folder, from, to_folder, to, flags));
}

int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

int mkdirat(int folder, const char *name, mode_t mode) {
    PASS(fate_at("mkdir", folder, name, TAKES_SPACE), int, syscall(SYS_mkdirat, folder, name, mode));
}

int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int flock(int fd, int operation) {
    enum fate fate = operation & LOCK_UN ? GO : fate_of_fd("flock", fd, LOCKS);
    PASS(fate, int, syscall(SYS_flock, fd, operation));
}

static int open_counted(int folder, const char *name, int flags, mode_t mode) {
    enum fate fate = (flags & (O_CREAT | O_TRUNC)) ? fate_at("open", folder, name, TAKES_SPACE) : GO;
    PASS(fate, int, syscall(SYS_openat, folder, name, flags, mode));
}

#define MODE_OF(flags, mode)                                                                                   \
    mode_t mode = 0;                                                                                           \
    if ((flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE) {                                               \
        va_list rest;                                                                                          \
        va_start(rest, flags);                                                                                 \
        mode = va_arg(rest, mode_t);                                                                           \
        va_end(rest);                                                                                          \
    }

int open(const char *path, int flags, ...) {
    MODE_OF(flags, mode)
    return open_counted(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    MODE_OF(flags, mode)
    return open_counted(AT_FDCWD, path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...) {
    MODE_OF(flags, mode)
    return open_counted(folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...) {
    MODE_OF(flags, mode)
    return open_counted(folder, path, flags, mode);
}
