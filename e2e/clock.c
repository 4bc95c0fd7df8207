/*
 * Loaded before a program (LD_PRELOAD), makes it believe that its start was at another time: CLOCK_BEGAN, in seconds since
 * 1970. Time goes on from there, and how long something takes stays true. It asks for no memory, so that it gets along with
 * any allocator; that is what keeps the library one would take for this from being used.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static time_t moved_by;

__attribute__((constructor)) static void begin(void) {
  const char *at = getenv("CLOCK_BEGAN");
  struct timespec now;
  if (at && syscall(SYS_clock_gettime, CLOCK_REALTIME, &now) == 0) moved_by = (time_t)atoll(at) - now.tv_sec;
}

int clock_gettime(clockid_t which, struct timespec *time) {
  int failed = (int)syscall(SYS_clock_gettime, which, time);
  if (!failed && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) time->tv_sec += moved_by;
  return failed;
}

int gettimeofday(struct timeval *time, void *zone) {
  struct timespec now;
  (void)zone;
  if (clock_gettime(CLOCK_REALTIME, &now)) return -1;
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *told) {
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now)) return (time_t)-1;
  if (told) *told = now.tv_sec;
  return now.tv_sec;
}
