/* Preloaded before libc: the n-th call that writes below a folder named .csr-*.part fails, or writes half. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long left = -1; /* calls until the fault; below 0: none is planned */
static int number, half;

void plan_fault(long calls, int error, int short_write) {
    left = calls;
    number = error;
    half = short_write;
}

long calls_left(void) { return left; }

static int is_part(int descriptor) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strstr(path, "/.csr-") != NULL && strstr(path, ".part") != NULL;
}

/* 0: go on; 1: fail with errno; 2: write half. */
static int due(int descriptor) {
    if (left < 0 || !is_part(descriptor) || left-- > 0) return 0;
    left = -1;
    if (half) return 2;
    errno = number;
    return 1;
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    int fault = due(descriptor);
    if (fault == 1) return -1;
    return real(descriptor, bytes, fault == 2 && count > 1 ? count / 2 : count);
}

int fsync(int descriptor) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    return due(descriptor) == 1 ? -1 : real(descriptor);
}
