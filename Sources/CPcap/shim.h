#if __has_include(<pcap/pcap.h>)
#include <pcap/pcap.h>
#else
#error "pcap/pcap.h was not found: run 'apt-get install libpcap-dev', or build without it (see README, 'Install')"
#endif
