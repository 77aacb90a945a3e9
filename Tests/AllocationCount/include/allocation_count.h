// Counts the calls of malloc, calloc and realloc of each thread, for tests that promise no allocation.
#ifndef FLOWSTATE_ALLOCATION_COUNT_H
#define FLOWSTATE_ALLOCATION_COUNT_H

/* Calls of this thread so far; always 0 where a sanitizer has malloc for itself. */
unsigned long flowstate_allocations(void);
/* Whether calls are counted. */
int flowstate_counts_allocations(void);

#endif
