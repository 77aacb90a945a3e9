#if __has_include(<zstd.h>)
#include <zstd.h>
#else
#error "zstd.h was not found: run 'apt-get install libzstd-dev', or build without it (see README, 'Install')"
#endif
