// What Swift cannot say itself: cache prefetch hints.
#ifndef FLOWSTATE_SHIMS_H
#define FLOWSTATE_SHIMS_H

static inline void flowstate_prefetch_read(const void *address) { __builtin_prefetch(address, 0, 3); }
static inline void flowstate_prefetch_write(const void *address) { __builtin_prefetch(address, 1, 3); }

#endif
