#if __has_include(<zlib.h>)
#include <zlib.h>
#else
#error "zlib.h was not found: run 'apt-get install zlib1g-dev', or build without it (see README, 'Install')"
#endif
