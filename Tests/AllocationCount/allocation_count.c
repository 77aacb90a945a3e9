#include "allocation_count.h"

#include <stddef.h>

#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

#if defined(__GLIBC__) || defined(__linux__)
#if !defined(SANITIZED)
#define COUNTS 1
#endif
#endif

static _Thread_local unsigned long count;

unsigned long flowstate_allocations(void) { return count; }

#ifdef COUNTS
/* glibc's own, under the names that it keeps for those who put something in front of malloc. */
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);

void *malloc(size_t size) {
  count++;
  return __libc_malloc(size);
}
void *calloc(size_t number, size_t size) {
  count++;
  return __libc_calloc(number, size);
}
void *realloc(void *old, size_t size) {
  count++;
  return __libc_realloc(old, size);
}
int flowstate_counts_allocations(void) { return 1; }
#else
int flowstate_counts_allocations(void) { return 0; }
#endif
