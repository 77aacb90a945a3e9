#if __has_include(<lz4frame.h>)
#include <lz4frame.h>
#else
#error "lz4frame.h was not found: run 'apt-get install liblz4-dev', or build without it (see README, 'Install')"
#endif
