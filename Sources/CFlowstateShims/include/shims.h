// What Swift cannot say itself: cache prefetch hints, and the heap's size.
#ifndef FLOWSTATE_SHIMS_H
#define FLOWSTATE_SHIMS_H

#include <malloc.h>
#include <stddef.h>

static inline void flowstate_prefetch_read(const void *address) { __builtin_prefetch(address, 0, 3); }
static inline void flowstate_prefetch_write(const void *address) { __builtin_prefetch(address, 1, 3); }

/* Octets of the heap in use, for tests that promise no allocation. */
static inline size_t flowstate_heap_in_use(void) { return mallinfo2().uordblks; }

#endif
