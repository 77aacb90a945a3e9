// Written by `swift run flowstate-generate`. Do not edit.
// swift-format-ignore-file
extension ExplainTexts {
  /// Markdown by language and id.
  static let pages: [String: [String: String]] = [
    "en": [
      "accept-queue-overflow": #"""
# accept-queue-overflow: The server's accept queue is full

The client finished the handshake, but the server has no room left for finished connections that its program has not accepted yet. Linux ignores the third ACK, so the client believes it is connected while the server is still in SYN-RECEIVED.

## What you see

SYN, SYN-ACK, ACK; the server repeats the SYN-ACK at 1, 3, 7, 15 s and ignores both ACKs and data. The client's request is retransmitted with growing gaps. New clients may get no answer to their SYN at all. With SYN cookies in use the repeats are missing too.

## Why it happens

1. The program accepts too slowly: blocked event loop, exhausted worker pool, slow lock or database.
2. The backlog is too small: min(`listen()` argument, `net.core.somaxconn`).
3. A burst of connections after an outage.
4. The process hangs.

## How to confirm it

- `ss -ltn 'sport = :PORT'`: for a listener, Recv-Q is the queue's length and Send-Q its limit. Recv-Q above Send-Q is full.
- `nstat -az TcpExtListenOverflows TcpExtListenDrops`, twice: both grow.
- `cat /proc/PID/stack`, `strace -p PID` or a profiler: why is `accept` not called?

## What to do

First make the program accept (more workers, a separate accept thread), then raise the backlog and `somaxconn`, and restart the listener so that they take effect. `tcp_abort_on_overflow` = 1 makes the failure visible but turns waiting into errors.

## What it is not

`third-ack-lost-behind-capture` (one segment lost, the next one heals it); deferred accept (heals with the first data); `syn-flood` (handshakes are not completed); `third-ack-answered-by-rst` (overflow with RST); `syn-dropped-by-listener` (only SYNs ignored).

## How sure

Certain near the server, where the ignored segments are seen to arrive. Midway or near the client, persistent one-way loss is the rival; several connections to one port in the same state make overflow much likelier.

## References

- RFC 9293 3.10.7.4
- RFC 4987 3.2
- Linux Documentation/networking/ip-sysctl.rst (tcp_abort_on_overflow, somaxconn)
"""#,
      "ack-of-unsent": #"""
# ack-of-unsent: An ACK covers data that was never sent

A segment acknowledges bytes beyond anything its peer had sent, as far as the capture shows. Mostly the capture missed the data.

## What you see

ACK number above the peer's highest sequence number. If the peer continues from there, the bytes existed. If it answers with an ACK and does not move, the ACK was invalid.

## Why it happens

1. The capture dropped the data segments.
2. Asymmetric path for part of the data.
3. Optimistic or forged acknowledgments.
4. A device shifted sequence numbers on one side.

## How to confirm it

- `tshark -r FILE -Y tcp.analysis.ack_lost_segment`: many on all connections mean capture loss.
- Peer: `nstat -az TcpExtTCPChallengeACK` rises for invalid ACKs.

## What to do

Repair the capture. If invalid: look for the device or sender by TTL.

## What it is not

`capture-drops` (first explanation); `optimistic-ack` (repeated pattern); `sequence-rewritten`; `synack-wrong-ack` (in the handshake); an accepted zero-window probe byte.

## How sure

Certain as invalid only near the peer, where all it sends is seen, and with its answer. Otherwise information.

## References

- RFC 9293 3.10.7.4
- RFC 5961 5.2
"""#,
      "ack-regression": #"""
# ack-regression: The acknowledgment number went back

A newer segment acknowledges less than an older one of the same side. A healthy TCP never takes an acknowledgment back.

## What you see

ACK below the sender's highest ACK, although timestamp or IP ID show that the segment is newer.

## Why it happens

1. Two machines answer under one address.
2. A middlebox generates ACKs of its own (proxy, WAN optimiser).
3. A forged segment.
4. Reordering, if timestamps and IP ID do not help.

## How to confirm it

- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e frame.number -e ip.ttl -e ip.id -e tcp.ack -e tcp.options.timestamp.tsval`.
- `arping` for duplicate addresses; balancer and cluster state.

## What to do

Find the second speaker by TTL or MAC address.

## What it is not

`out-of-order` pure ACKs (older timestamp: harmless); `ack-too-old`; `capture-reordered`; `old-duplicate-segment`.

## How sure

Strong with timestamps, weak with IP ID alone, since some hosts use random IDs.

## References

- RFC 9293 3.4
- RFC 9293 3.10.7.4
"""#,
      "ack-scan": #"""
# ack-scan: Lone ACKs probe the filters

Single ACK segments go to ports where no connection exists. The answer shows whether a firewall is stateful, not whether the port is open.

## What you see

ACK without history; reply RST with SEQ equal to the ACK number (reachable), or none (filtered). Five or more targets of one source in a minute.

## Why it happens

1. `nmap -sA` or `-sW`; host discovery by ACK (`-PA`).
2. Load balancers that test whether a peer is alive.
3. Ends of connections lost by NAT or reboot.

## How to confirm it

- `tcpdump -ni any 'tcp[13] = 0x10 and src host SOURCE'`.
- Target: `nstat -az TcpOutRsts`; `ss -tan` has no such tuple.

## What to do

Stateful filtering hides the answer.

## What it is not

`half-open-data-reset` (data on a former connection); `capture-mid-stream` (traffic continues); `backscatter`; `keepalive` of an unknown connection.

## How sure

Needs a capture that began well before; a few single ACKs prove nothing.

## References

- RFC 9293 3.5.2
- RFC 9293 3.10.7.2
"""#,
      "ack-storm": #"""
# ack-storm: Two ends acknowledge each other without end

Both sides send ACKs that the other considers wrong, each provoking the next. No data moves; CPU and network are burnt.

## What you see

Fifty or more alternating pure ACKs within a second, numbers unchanged, each unacceptable to its receiver.

## Why it happens

1. Foreign data was injected and acknowledged: the ends have lost step (hijacking).
2. A sequence-rewriting device lost its offset.
3. Faulty stacks that answer RST with ACK and ACK with RST.

## How to confirm it

- `tshark -r FILE -Y 'tcp.stream==N && tcp.len==0' -T fields -e frame.time_relative -e ip.src -e tcp.seq_raw -e tcp.ack_raw`.
- `sysctl net.ipv4.tcp_invalid_ratelimit` (500 ms on Linux ends such loops); `nstat -az TcpExtTCPACKSkippedSeq`.

## What to do

Reset the connection (`ss -K dst HOST dport = PORT`); find the injector or device; update the stack.

## What it is not

`duplicate-ack-burst` (one side, data outstanding); `keepalive` (slow); `rst-storm`.

## How sure

Certain as a pattern. Which end lost step shows in comparing their numbers.

## References

- RFC 5961 7
- RFC 9293 3.10.7.4
"""#,
      "ack-too-old": #"""
# ack-too-old: An ACK lies far in the past

An acknowledgment number is older than any window allows. It is either very late or forged, and the receiver discards the segment.

## What you see

ACK below the peer's oldest unacknowledged byte minus the largest window ever offered. RFC 5961 hosts answer with a challenge ACK.

## Why it happens

1. A blind attacker who guesses numbers.
2. An old duplicate or a replayed packet.
3. A sequence-rewriting device with a wrong offset.

## How to confirm it

- Receiver: `nstat -az TcpExtTCPChallengeACK TcpExtTCPACKSkippedChallenge`.
- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e frame.number -e ip.ttl -e tcp.seq_raw -e tcp.ack_raw`.

## What to do

Single ones: nothing. Many: see blind data attempts.

## What it is not

`ack-regression` (slightly older, newer segment); `old-duplicate-segment`; `blind-data-attempts` (series); `segment-out-of-window` (the SEQ is off).

## How sure

Needs the largest window and its scale, thus the handshake. Then certain as arithmetic.

## References

- RFC 5961 5.2
- RFC 9293 3.10.7.4
"""#,
      "backscatter": #"""
# backscatter: Answers to packets that this host never sent

SYN-ACKs or RSTs arrive at a host that had asked for nothing. Somebody sends SYNs to the other side with this host's address as the forged source: the sender of the answers is the victim of a flood.

## What you see

SYN-ACK without a preceding SYN, perhaps repeated at 1, 3, 7 s; the host replies RST with SEQ = the ACK number, or nothing. Acknowledgment numbers bear no relation to traffic of this host. Often many ports, few sources.

## Why it happens

1. A SYN flood with random forged sources hits the answering server.
2. Reflection: this host is the target, and servers are used to multiply traffic.
3. Asymmetric routing: the SYN did leave, but is not captured.
4. The capture began after the SYN.

## How to confirm it

- On this host: `nstat -az TcpOutRsts`, growing with every SYN-ACK; `ss -tan` has no such tuple.
- `tcpdump -ni any 'tcp[13] = 0x12'` against outgoing SYNs `'tcp[13] = 0x02'` (IPv4; for IPv6 `ip6[53]` instead of `tcp[13]`).

## What to do

At low rate nothing; it is Internet noise. At high rate (reflection) ask the provider to filter, and drop unsolicited SYN-ACKs statefully.

## What it is not

`synack-wrong-ack` (this host has a SYN pending); `capture-one-sided` (the host's own direction is missing); `stale-syn-reset`; `rst-in-listen-or-closed` (single RSTs).

## How sure

Needs proof that this host's outgoing direction is captured and that the capture started well before. Its RST confirms that it had sent no SYN. Otherwise weak.

## References

- RFC 9293 3.10.7.1
- RFC 9293 3.5.2
- RFC 4987 2
"""#,
      "blind-data-attempts": #"""
# blind-data-attempts: Forged data is thrown at a connection

Segments with data and guessed numbers hit an open connection. Should one fit, foreign bytes would enter the stream.

## What you see

Ten or more data segments within a minute whose SEQ or ACK lies outside everything valid, in a sweep.

## Why it happens

1. A blind injection attack.
2. A faulty device that mixes up flows.
3. A replay tool.

## How to confirm it

- `nstat -az TcpExtTCPChallengeACK TcpExtTCPACKSkippedSeq TcpExtBeyondWindow`.
- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e ip.ttl -e ip.id -e tcp.seq_raw -e tcp.ack_raw -e tcp.len`.

## What to do

Encrypt and authenticate (TLS turns injection into an aborted connection); TCP-AO; timestamps make guessing harder.

## What it is not

`overlap-conflict` (one hit the window); `ack-too-old`, `segment-out-of-window` (single); `old-duplicate-segment`.

## How sure

Strong as a sweep. Needs window scale and full direction; in mid-stream suppressed.

## References

- RFC 5961 5
- RFC 5961 7
"""#,
      "blind-reset-attempts": #"""
# blind-reset-attempts: Somebody guesses sequence numbers to reset a connection

Many RSTs with varying numbers hit one open connection. An attacker who cannot see the traffic tries to kill it.

## What you see

Ten or more RSTs within a minute on one synchronized four-tuple, SEQ in equal steps or random, most outside the window. In-window ones draw challenge ACKs.

## Why it happens

1. A blind attack, typically on long-lived sessions with known ports (BGP).
2. A middlebox that fires a volley to hit the window.
3. A faulty peer.

## How to confirm it

- `nstat -az TcpExtTCPChallengeACK TcpExtTCPACKSkippedChallenge`.
- `tshark -r FILE -Y 'tcp.stream==N && tcp.flags.reset==1' -T fields -e frame.time_relative -e ip.ttl -e tcp.seq_raw`.

## What to do

Systems with RFC 5961 (Linux since 3.6) resist; use TCP-AO or MD5 and TTL security for BGP; anti-spoofing filters at the edge.

## What it is not

`rst-storm` (same number or genuine); `rst-injected` (sees the traffic, hits exactly); `blind-syn-attempts`, `blind-data-attempts`.

## How sure

Strong as a sweep. Challenge counts near 100 per second hint at probing of a shared limit (CVE-2016-5696).

## References

- RFC 5961 3
- RFC 5961 7
- RFC 4953
"""#,
      "blind-syn-attempts": #"""
# blind-syn-attempts: Forged SYNs hit an open connection

Many SYNs arrive on a four-tuple whose connection is open. Formerly a SYN in the window killed it; today each draws at most a challenge ACK.

## What you see

Ten or more SYNs with varying numbers within a minute on one synchronized connection.

## Why it happens

1. A blind attack, or probing whether the four-tuple exists (the challenge betrays it).
2. Clients behind NAT that collide on one port, over and over.
3. A client that retries from a fixed port against a dead connection.

## How to confirm it

- `nstat -az TcpExtTCPSYNChallenge TcpExtTCPACKSkippedChallenge`.
- TTL of the SYNs against that of the connection's segments.

## What to do

Anti-spoofing filters; larger NAT pool; nothing on a current kernel.

## What it is not

`syn-challenged` (single); `half-open-discovered` (honest restart); `blind-reset-attempts`; `syn-flood` (many tuples).

## How sure

Strong by number and variety. A foreign TTL supports forgery, an equal one does not exclude it.

## References

- RFC 5961 4
- RFC 5961 7
"""#,
      "capture-drops": #"""
# capture-drops: The capture missed frames

The two ends exchanged packets that are not in the file. Every "never seen" loses weight by it.

## What you see

Bytes that the receiver acknowledges, that were never captured and are never sent again; or drop counters in the file (pcapng interface statistics). Rates are given per direction with their margin.

## Why it happens

1. The capturing host was too slow: disk, CPU, small buffer.
2. An oversubscribed mirror port: two directions of one link into one port.
3. NIC ring overflow.
4. Part of the traffic takes another path.

## How to confirm it

- `tcpdump` at exit: "packets dropped by kernel".
- `ethtool -S IFACE | grep -iE 'drop|miss|fifo'`; `cat /proc/net/softnet_stat`.
- Switch: output drops of the mirror port.

## What to do

Larger buffer (`tcpdump -B 65536`), shorter snap length (`-s 128`), a filter, faster disk, a tap instead of a mirror.

## What it is not

`loss-before-capture`, `loss-after-capture` (real loss is repaired by retransmission); `capture-one-sided`; `snaplen-truncated`; `filtered-capture`.

## How sure

Strong: TCP itself proves the delivery. Pure ACKs that are missing leave no trace. What was sent before the capture began is not counted.

## References

- RFC 9293 3.4
- RFC 9293 3.10.7.4
"""#,
      "capture-duplicate": #"""
# capture-duplicate: The same frame was recorded more than once

The capture contains copies of packets that the network carried only once. Copies are counted, and hidden from all other rules, because they would look like retransmissions.

## What you see

Same TCP header and payload, same IP ID, microseconds to 10 ms apart; MAC addresses, VLAN tag or TTL may differ. The peer shows no reaction to the second copy. It is told once, of the capture: more than 1 % of at least a hundred frames is a warning.

## Why it happens

1. A mirror port copies a packet on entering and on leaving the switch.
2. Several mirrored VLANs or both sides of a router (TTL differs by one).
3. Linux `-i any` sees a packet on the bridge, the veth and the physical interface.
4. The files of two taps were merged.

## How to confirm it

- `editcap -D 20 FILE /dev/null` reports identical frames.
- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e ip.id -e ip.ttl -e eth.src -e vlan.id`.

## What to do

Mirror one direction per port or only the ports of interest; capture on one interface instead of `any`. The report can be trusted as it is.

## What it is not

`retransmission` (a new IP ID as a rule, and at least an RTO or duplicate ACKs before it); duplication by the network, which makes the receiver send a DSACK (`dsack`); `nat-both-sides` (addresses differ).

## How sure

IP ID alone never decides: Linux sends ID 0 in some packets, and a host may reuse it. For IPv6 and ID 0 the timestamps must match and the time limit is 1 ms, or 10 ms when the TTL differs. Weak when SYNs without ID and timestamps alone stand twice: an end may send those again as soon; where bare ACKs or RSTs without an ID alone repeat, nothing is reported, because their sender does that itself.

## References

- RFC 9293 3.8.1
- RFC 6864 4
- RFC 791 3.1
"""#,
      "capture-ends-mid-connection": #"""
# capture-ends-mid-connection: The capture ended while something was pending

At the last frame an answer was still due. "Never answered" would be premature, so such findings are held back or marked weak.

## What you see

Less than the horizon (3 s, or twice the last retransmission gap) between an open question, such as SYN, FIN or data, and the end of the capture.

## Why it happens

1. The capture was stopped by hand or by a packet limit (`-c`).
2. A rotated file without its successor.
3. The file is truncated.

## How to confirm it

- `capinfos FILE`: end time; a warning "cut short" means truncation.
- Next file of the set: analyze both in one run.

## What to do

Let the capture run some minutes past the problem; analyze all files together.

## What it is not

`connection-open-at-end` (nothing pending); `syn-unanswered`, `fin-unanswered` (waited long enough); `capture-mid-stream` (the other edge).

## How sure

Certain about the capture. What came after is unknown; timers such as TIME-WAIT remain open, with the time left.

## References

- RFC 9293 3.8.1
- RFC 6298 5
"""#,
      "capture-mid-stream": #"""
# capture-mid-stream: The connection was already open when the capture began

The first captured packet belongs to a connection whose beginning was missed. It is analyzed with what can be known, and claims that need the handshake are left out.

## What you see

The first frame has no SYN. Both ends are taken for synchronized, presumably ESTABLISHED, or for a closing state if a FIN comes first. Window scale, MSS, SACK permission and ISNs are unknown.

## Why it happens

1. Capturing started during a long-lived connection.
2. A ring buffer or file rotation has removed the beginning.
3. A filter or sampling discarded the SYN.
4. It is no connection at all: scan, backscatter, stray segment.

## How to confirm it

- The first frame's time against the start of the capture: connections that begin mid-stream long after the start point to loss or filters.
- On a live host: `ss -tani` shows scale factors (`wscale:a,b`), MSS and age-related counters of open connections.

## What to do

Start earlier, or give all files of a rotated set together. For a live problem, force a reconnect while capturing.

## What it is not

`capture-one-sided` (the SYN was in the missing direction); `filtered-capture`; `capture-drops`; `ack-scan` and `backscatter` (never a connection).

## How sure

Certain as a statement about the capture. What the states were before the first frame cannot be known; who is client is guessed from ports and later behaviour.

## References

- RFC 9293 3.5
- RFC 7323 2.2
"""#,
      "capture-one-sided": #"""
# capture-one-sided: Only one direction was captured

The capture holds what one end sent and nothing of the other, although the other end is alive. Half of the evidence is missing.

## What you see

Several segments one way, none the other, while the acknowledgment numbers of the captured side advance: it does receive something.

## Why it happens

1. Asymmetric routing: the return path does not pass the tap.
2. A mirror port configured for receive or transmit only; one fibre of an optical tap.
3. A filter such as `src host X`.
4. Hardware that steers the two directions to different interfaces or files.

## How to confirm it

- `tshark -r FILE -q -z conv,tcp`: zero frames in one column.
- Switch: mirror direction (`both`); tap cabling; capture filter; whether a second interface or file exists.
- Host capture: compare `tcpdump -Q in` and `-Q out`.

## What to do

Mirror both directions, capture on the host itself, or give both files in one run: frames of several files are merged by time.

## What it is not

`syn-unanswered` and `fin-unanswered` (the other side is really silent: nothing advances); `capture-mid-stream`; `vlan-asymmetric` (both directions present but tagged differently); `backscatter`.

## How sure

Certain when acknowledgments advance. Most findings are suppressed on such connections, because "never answered" cannot be told from "not captured"; the silent side's states are inferred from what its peer acknowledges.

## References

- RFC 9293 3.10.7.4
"""#,
      "capture-reordered": #"""
# capture-reordered: The file's order is not the order on the wire

Frames stand in the file in an order that cannot have happened. The fault is in the capture.

## What you see

Effect before cause: an ACK before its data, a SYN-ACK before its SYN, a timestamp echo before its value; often with equal or reversed capture times.

## Why it happens

1. Multi-queue NICs: each queue is delivered in batches.
2. Two interfaces or taps with clocks that differ, merged.
3. Capture in a virtual switch or bonded link.

## How to confirm it

- `tshark -r FILE -T fields -e frame.number -e frame.time_delta | awk '$2<0'`: negative steps.
- `ethtool -l IFACE` (queues); `reordercap IN OUT` sorts by time only.
- Clock offset between taps: compare one segment in both.

## What to do

One queue for capturing (`ethtool -L IFACE combined 1`), synchronised clocks (PTP), or hardware timestamps. Small displacements are repaired by the analyzer in a bounded window.

## What it is not

`out-of-order` (real: IP IDs tell); `timestamps-go-back`, `clock-step`; `data-before-established` (often an effect).

## How sure

Certain where causality is broken. Order within one direction can be off without any trace.

## References

- RFC 9293 3.10.7.4
- RFC 7323 3.2
"""#,
      "checksum-bad": #"""
# checksum-bad: The TCP checksum is wrong

The segment was damaged after its checksum had been computed. The receiver discards it in silence, so the analyzer lets it change nothing either.

## What you see

Checksum verification fails on a completely captured packet, and not in the manner of offload. The sender retransmits the same bytes later.

## Why it happens

1. A faulty device: NIC, memory, switch, cable with weak link checks.
2. A NAT, tunnel or packet-rewriting program that does not update the checksum.
3. Deliberately bad checksums to mislead monitoring (evasion).
4. Offload that was not recognised.

## How to confirm it

- Receiver: `nstat -az TcpInCsumErrors` grows with each.
- `ethtool -S IFACE | grep -iE 'crc|csum|err'`.
- `tshark -o tcp.check_checksum:TRUE -r FILE -Y 'tcp.checksum.status==0'`.
- Test with `ethtool -K IFACE tx off rx off gro off`.

## What to do

Replace or update the device in question; compare captures before and after each hop to find it. If one sender always fails but is acknowledged, it is offload.

## What it is not

`checksum-offload` (sender's capture, value is a pseudo-header sum); `snaplen-truncated` (cannot be verified at all); `overlap-conflict` (both versions with good checksums).

## How sure

Certain as arithmetic. If the peer nevertheless acknowledges these very bytes before they are sent again, the packet was sound on the wire and the verdict is taken back.

## References

- RFC 9293 3.1
- RFC 1122 4.2.2.7
"""#,
      "checksum-offload": #"""
# checksum-offload: Checksums are not yet computed in this capture

The packets were recorded on their sender before the network card filled in the checksum. They are sound on the wire and treated as good.

## What you see

All segments of one host carry a "wrong" TCP checksum, equal to the sum of the pseudo-header alone; the peer acknowledges them.

## Why it happens

1. Transmit checksum offload on the capturing host.
2. Virtual interfaces (veth, virtio), where no checksum is ever needed.

## How to confirm it

- `ethtool -k IFACE | grep checksum`.
- Capture at the peer: the checksum is right there.
- `ethtool -K IFACE tx off` for a test.

## What to do

Nothing. In Wireshark leave checksum validation off.

## What it is not

`checksum-bad` (damage: single packets, retransmitted); `segmentation-offload` (goes with it: huge frames).

## How sure

Certain by the value. It also shows that the capture was made on the sending host, which helps to place all else.

## References

- RFC 9293 3.1
"""#,
      "clock-step": #"""
# clock-step: The capture clock jumped

The recording host's clock was set during the capture. Gaps and durations across the step are wrong: findings that rest on them (slow-close, tuple-reuse-after-2msl and the like) are not told of connections during which the clock was set, and time that did not pass is no wait for an answer.

## What you see

TCP timestamps of three or more connections agree that another amount of time passed than the capture says, by more than half a second, at a leap of the capture time, forward or back. They are on two hosts or more, and no other connection's timestamps went along with the leap. The details give the size of the first step (positive: forward).

## Why it happens

1. An NTP step at start of the service.
2. A virtual machine paused, migrated or restored.
3. Files of different machines were joined.

## How to confirm it

- `journalctl -u chronyd -u systemd-timesyncd`; `chronyc tracking`.
- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e frame.time_epoch -e tcp.options.timestamp.tsval`: the relation breaks at one frame.

## What to do

Slew instead of stepping (`chronyd` without `makestep` in operation); do not trust times across the step.

## What it is not

`timestamps-go-back` (order); `paws-rejected` (a sender's clock); an idle gap (TCP timestamps grow along with it).

## How sure

Strong, because several independent hosts contradict the one clock.

## References

- RFC 7323 5.4
- RFC 9293 3.8.1
"""#,
      "close-wait-stuck": #"""
# close-wait-stuck: One side closed long ago, the other never does

The peer has said goodbye and the local application does not react. The socket stays in CLOSE-WAIT until the process closes it: a classic descriptor leak.

## What you see

FIN of A acknowledged by B; then neither FIN, RST nor data from B for more than a minute.

## Why it happens

1. A bug: the program ignores end of file (`read` returning 0) or loses the descriptor.
2. A pool keeps connections that the other side closed.
3. A blocked or dead-locked thread.
4. Deliberate half-close with a long wait for the answer.

## How to confirm it

- B: `ss -tanp state close-wait | sort | uniq -c`: count by process; growing means leak.
- `ls /proc/PID/fd | wc -l` against `ulimit -n`; `lsof -p PID | grep CLOSE_WAIT`.
- A is in FIN-WAIT-2 or, as an orphan on Linux, already gone after 60 s.

## What to do

Repair the program; no sysctl shortens CLOSE-WAIT. Restarting the process clears it. Keep-alives end it only if A is truly gone.

## What it is not

`half-close` (B keeps sending); `fin-unanswered` (FIN not acknowledged); `fin-wait-2-expired` (what follows when B closes at last); `connection-open-at-end`.

## How sure

Certain as a state. Pending if the capture ends less than a minute after the FIN.

## References

- RFC 9293 3.6
- RFC 9293 3.10.4
"""#,
      "connection-open-at-end": #"""
# connection-open-at-end: The capture ended with the connection open

When the recording stopped, the connection was still alive. Its final states are those of the last frame, and nothing is closed by force.

## What you see

No FIN pair, no RST; both ends ESTABLISHED or in another synchronized state at the last frame.

## Why it happens

1. A long-lived connection: database, message broker, WebSocket, SSH.
2. The capture was stopped in the middle of work.
3. The close was missed, or one end is gone (idle for long).

## How to confirm it

- On a live host: `ss -tano dst HOST`: still ESTAB, last activity with `-i` (`lastsnd`, `lastrcv` in ms).
- Time from its last frame to the end of the capture.

## What to do

Nothing. To see the end, capture longer; a rotated set can be analyzed in one run.

## What it is not

`capture-ends-mid-connection` (something was pending); `close-wait-stuck` (half closed); `half-open-data-reset` (turns out dead later).

## How sure

Certain about what the capture shows. A silent end may have crashed long ago; no packet tells.

## References

- RFC 9293 3.3.2
"""#,
      "crossing-connections": #"""
# crossing-connections: Two connections were opened in opposite directions

Two hosts connected to each other at the same moment, but on different port pairs. These are two separate connections, not a simultaneous open.

## What you see

A to B and B to A within a round trip, each with its own SYN, SYN-ACK and ACK. The four-tuples are not mirror images of each other.

## Why it happens

1. Symmetric protocols in which both peers dial: BGP, clusters, peer-to-peer.
2. Call-back protocols such as active-mode FTP or NFS locking.
3. Hole punching, which may produce this and a simultaneous open at once.

## How to confirm it

- `ss -tan dst HOST`: two lines with different local ports, one of them using the service port.
- BGP: its collision rule closes one of the two by router identifier.

## What to do

Nothing. Protocols of this kind must settle collisions themselves.

## What it is not

`simultaneous-open` (ports mirrored, a single connection); `split-handshake`; `nat-both-sides` (the same connection before and after translation).

## How sure

Certain: a connection is defined by its pair of sockets, and the pairs differ.

## References

- RFC 9293 3.4
- RFC 4271 6.8
"""#,
      "data-after-close": #"""
# data-after-close: Payload after both sides had closed

Both FINs were acknowledged, and still data arrived. It reaches nobody.

## What you see

New payload beyond the FIN, or old payload more than two round trips after the full close. The answer is an ACK (from TIME-WAIT) or RST (from CLOSED).

## Why it happens

1. A late retransmission or duplicate.
2. A forged or replayed segment.
3. A new incarnation whose SYN was missed.

## How to confirm it

- Receiver: `ss -tan state time-wait`, `nstat -az TcpExtTCPACKSkippedTimeWait TcpOutRsts`.
- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e ip.id -e tcp.seq -e tcp.len -e tcp.options.timestamp.tsval`: does an earlier frame carry the same bytes?

## What to do

Single ones: nothing. Systematic ones: find the sender of new bytes after its own FIN.

## What it is not

`old-duplicate-segment` (known bytes); `data-after-fin` (only one side had closed); `unread-data-reset` (the receiver closed with data coming); `capture-reordered`.

## How sure

Certain by the numbers if the complete close was captured; reordering within a round trip is excluded.

## References

- RFC 9293 3.10.7.4
- RFC 9293 3.6.1
"""#,
      "data-after-fin": #"""
# data-after-fin: A side sent data beyond its own FIN

After announcing the end of its stream, the same side sent further bytes. That contradicts the protocol; a forged or foreign segment is the likelier explanation.

## What you see

Payload with SEQ at or above the sequence number that follows the sender's FIN.

## Why it happens

1. The FIN was injected by a device or attacker.
2. Two hosts share the address and ports (NAT, failover).
3. A new incarnation whose SYN was not captured.
4. A broken TCP stack or a traffic generator.

## How to confirm it

- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e frame.number -e ip.ttl -e ip.id -e tcp.seq_raw -e tcp.len -e tcp.flags.str`: does the FIN differ from its neighbours?
- Capture at the sender.

## What to do

Find the source of the odd segment; receivers ignore data after FIN.

## What it is not

`half-close` (the other side sends); `fin-seq-changed` (two FINs); `data-after-close`; `keepalive` (SEQ one below, no new byte); `retransmission` of data before the FIN.

## How sure

Certain by the numbers; who is guilty, FIN or data, rests on TTL, IP ID and what the peer acknowledges.

## References

- RFC 9293 3.6
- RFC 9293 3.10.7.4
"""#,
      "data-after-rst": #"""
# data-after-rst: A side went on sending after its own reset

An RST of one side had been accepted, and yet that side sent payload later. Either the RST was not its own, or the data was already on the way.

## What you see

Payload with the sender's normal numbers, later than the RST by more than a round trip.

## Why it happens

1. The RST was injected by a device.
2. The reset was lost behind this point, or ignored, and the receiver goes on.
3. Queued segments that left late.
4. A new incarnation whose SYN was missed.

## How to confirm it

- Compare TTL, IP ID and timestamps of RST and data.
- Receiver: `ss -tan`: is the connection still there?
- Capture at the sender: did the RST leave there?

## What to do

See the attribution in `rst-injected`; search for the device.

## What it is not

`rst-injected` (if the evidence is enough, this is part of it); `rst-out-of-window` (the RST did not count); `tuple-reuse-while-open`; data in flight for less than a round trip.

## How sure

The order at this point is certain. At the ends it holds only beyond a round trip.

## References

- RFC 9293 3.5.3
- RFC 5961 3
"""#,
      "data-before-established": #"""
# data-before-established: The server sent data before the handshake was seen complete

Payload came from the server although no third ACK of the client had been captured. Usually the ACK passed unseen; a real violation is rare.

## What you see

SYN, SYN-ACK, then data from the server with SEQ = its ISN + 1, no client segment between, no Fast Open.

## Why it happens

1. The third ACK was not captured, or is recorded later because of reordering.
2. Asymmetric routing for single packets.
3. Injected data that tries to win the race against the true server.
4. A TCP implementation that ignores the handshake.

## How to confirm it

- Server: `ss -tan` or a capture there: is the third ACK received?
- Compare TTL and IP ID of the data with those of the SYN-ACK.
- Capture statistics: dropped packets as printed by `tcpdump` at exit.

## What to do

Repair the capture first. If the server repeats its SYN-ACK afterwards, it was in SYN-RECEIVED and the data is foreign or illegal.

## What it is not

`tfo-data-accepted` (allowed with Fast Open); `third-ack-recovered-by-data` (data from the client); `capture-drops`, `capture-reordered` (usual explanation).

## How sure

Weak as long as a missed ACK explains it; certain when the server shows afterwards, by a SYN-ACK repeated on its timer, that it was not established.

## References

- RFC 9293 3.10.2
- RFC 9293 3.10.7.4
"""#,
      "delayed-ack-too-long": #"""
# delayed-ack-too-long: An acknowledgment was held back too long

The receiver had the data in order but acknowledged later than 500 ms, or after more than two full segments.

## What you see

Near the receiver: in-order data, then no ACK for over half a second; or several full-sized segments covered by a single late ACK.

## Why it happens

1. The host is overloaded or asleep.
2. A stack with long delayed-ACK timers.
3. Receive offload (GRO) merges segments: not a fault.
4. The ACK path is slow and the capture point is not near.

## How to confirm it

- Receiver: `ss -ti` (`ato`), `nstat -az TcpExtDelayedACKs TcpExtDelayedACKLocked TcpExtTCPAckCompressed`.
- `ethtool -k IFACE | grep generic-receive-offload`; `vmstat 1` for run queue.

## What to do

Relieve the host; `TCP_NODELAY` on the writer or `TCP_QUICKACK` on the reader help with request patterns that hit Nagle plus delayed ACK (about 40 ms on Linux).

## What it is not

`slow-handshake`; `zero-window`; `loss-after-capture` (ACK lost); `segmentation-offload`.

## How sure

Meaningful only near the receiver; elsewhere the delay includes the path.

## References

- RFC 9293 3.8.6.3
- RFC 1122 4.2.3.2
"""#,
      "dsack": #"""
# dsack: The receiver got data twice

The receiver reports a range that it already had. Something was sent, or delivered, one time too many.

## What you see

First SACK block at or below the cumulative ACK, or contained in the second block.

## Why it happens

1. A needless retransmission: early timer, lost ACK, reordering.
2. Tail-loss probe of data that had arrived.
3. The network duplicated a packet.

## How to confirm it

- Receiver: `nstat -az TcpExtTCPDSACKOldSent TcpExtTCPDSACKOfoSent`; sender: `TcpExtTCPDSACKRecv TcpExtTCPDSACKUndo`; `ss -ti` (`dsack_dups`).
- `tshark -r FILE -Y tcp.options.sack.dsack`.

## What to do

Nothing at low rates: senders undo their slowdown. Many point to reordering or delay spikes.

## What it is not

`sack-invalid`; `retransmission` of kind `spurious` (the cause); `capture-duplicate` (no DSACK follows); `duplicate-ack-burst`.

## How sure

Certain that the receiver had it twice. Whether sender or network doubled it shows in whether two copies with different IP IDs passed.

## References

- RFC 2883 4
- RFC 8985 3
- RFC 3708
"""#,
      "duplicate-ack-burst": #"""
# duplicate-ack-burst: The receiver repeats its ACK

Three or more identical ACKs: something is missing at the receiver and later data keeps arriving. They trigger fast retransmit.

## What you see

Pure ACKs with equal number and window while data is outstanding; with SACK, changing blocks.

## Why it happens

1. Loss of a segment.
2. Reordering.
3. Data sent twice (the receiver answers each copy).

## How to confirm it

- Sender: `ss -ti` (`sacked`, `lost`, `reordering`), `nstat -az TcpExtTCPSackRecovery TcpExtTCPFastRetrans`.
- Receiver: `nstat -az TcpExtTCPOFOQueue TcpExtTCPDSACKOldSent`.

## What to do

Look for the loss; the ACKs are the messenger.

## What it is not

Window updates (window differs); `keepalive` answers (nothing outstanding); `ack-storm` (both sides, no progress); `zero-window-probe` answers; challenge ACKs.

## How sure

Certain as a pattern. Loss or reordering shows in what follows: a repeat, or the missing segment itself.

## References

- RFC 5681 2
- RFC 5681 3.2
- RFC 2018 4
"""#,
      "filtered-capture": #"""
# filtered-capture: Only some kinds of segments were captured

Data, or control segments, are missing throughout. The capture filter let only part of each connection pass.

## What you see

Sequence numbers advance between SYN and FIN, yet no payload was captured; or data without any SYN, FIN or RST.

## Why it happens

1. A filter on flags such as `tcp[tcpflags] & (tcp-syn|tcp-fin) != 0`.
2. A device that exports only connection starts, or samples.
3. Hardware that offloads established flows past the tap (SmartNIC, fast path).

## How to confirm it

- `capinfos FILE` or the pcapng's interface options show the capture filter.
- `tshark -r FILE -q -z io,stat,0,'tcp.len>0','tcp.flags.syn==1'`.

## What to do

Capture without flag filters; limit by host or port and by snap length instead.

## What it is not

`snaplen-truncated` (packets there, cut); `capture-drops` (random); `capture-one-sided`; `capture-mid-stream`.

## How sure

Strong when all connections show it. States stay right where SYN, FIN and RST are present; loss and windows cannot be judged. Findings that rest on a missing ACK or on missing octets are not told while only such segments were seen, or are info.

## References

- RFC 9293 3.4
"""#,
      "fin-before-missing-data": #"""
# fin-before-missing-data: The FIN arrived ahead of missing data

The end-of-stream mark overtook data that is still missing. The receiver must not close yet: a FIN counts only when everything before it has arrived.

## What you see

FIN whose SEQ is above the receiver's next expected byte; the receiver repeats its ACK at the hole and stays ESTABLISHED. When the hole is filled, one ACK covers data and FIN.

## Why it happens

1. The last data segments were lost or reordered.
2. The FIN rides on a short last segment that took another queue.
3. The capture missed the data (then the receiver's ACK covers it at once).

## How to confirm it

- Sender: `ss -ti state fin-wait-1` shows unacked, sacked and retrans.
- Receiver: `nstat -az TcpExtTCPOFOQueue` grows.

## What to do

Nothing beyond treating the loss itself.

## What it is not

`hole-never-filled` (the data never came); `half-close`; `capture-drops` (covered without having been seen); `fin-retransmitted`.

## How sure

Certain if the receiver's ACK stays at the hole. That its state does not change until then is certain too, whatever the FIN flag suggests.

## References

- RFC 9293 3.10.7.4
- RFC 9293 3.4
"""#,
      "fin-null-xmas-scan": #"""
# fin-null-xmas-scan: Probes with odd flags and no connection

Segments with FIN, with no flag at all, or with FIN, PSH and URG arrive where no connection exists. They test ports without a SYN, to slip past simple filters and logs.

## What you see

Such a segment on a four-tuple without history. A closed port answers RST,ACK; an open one on most systems says nothing. Windows answers RST either way.

## Why it happens

1. `nmap -sF`, `-sN`, `-sX`, `-sM`.
2. The tail of a connection whose beginning was not captured (FIN only).
3. A fuzzer.

## How to confirm it

- `tcpdump -ni any 'tcp[13] & 0x17 == 0x01 or tcp[13] & 0x3f == 0 or tcp[13] & 0x3f == 0x29'`.
- `conntrack -S` (`invalid`).

## What to do

Drop invalid packets statefully (`ct state invalid drop`).

## What it is not

`fin-without-ack` (on a connection); `ack-scan`; `illegal-flags` (contradictory combinations); `capture-mid-stream` (a normal FIN,ACK first).

## How sure

Strong if the capture has run longer than four minutes before. Silence means open or filtered; the two cannot be told apart.

## References

- RFC 9293 3.10.7.1
- RFC 9293 3.10.7.2
- RFC 9293 3.5.2
"""#,
      "fin-retransmitted": #"""
# fin-retransmitted: The FIN was sent again

The end of the stream had to be announced more than once, because its acknowledgment did not come in time.

## What you see

A FIN that ends at the same sequence number as an earlier one, perhaps together with the last data. Kinds: `ack-lost` (a covering ACK had passed here before and got lost behind the capture point), `fin-lost` (none had, and the receiver asked for it by duplicate ACKs or SACK), `unacknowledged` (none had: the FIN or its ACK got lost), `needless` (info: later segments show that the first one arrived).

## Why it happens

1. Loss of the FIN or of its ACK.
2. The peer is dead or cut off.
3. The peer's host is overloaded. (A frozen process alone does not matter: its kernel acknowledges.)
4. A tail-loss probe repeats the last segment although nothing was lost.

## How to confirm it

- `ss -tanoi state fin-wait-1` and `state last-ack`: timer, retries, rto.
- `nstat -az TcpRetransSegs TcpExtTCPLossProbes TcpExtTCPTimeouts`.
- `tshark -r FILE -Y tcp.fin_retransmission` lists them.

## What to do

Nothing for single cases. Regular repeats at close often mean a stateful firewall that deletes its entry at the first FIN and drops what follows: lengthen its FIN timeout.

## What it is not

`last-ack-lost` (answered again from TIME-WAIT); `fin-unanswered` (never answered); `premature-close-fin-answered-by-rst` (answered by RST); `fin-seq-changed` (ends elsewhere); `capture-duplicate`.

## How sure

The repetition is certain once capture duplicates are excluded. Why it was sent again is known as far as a covering ACK, a D-SACK or an echoed timestamp tells. An ACK with FIN, as BSD and macOS send them until their FIN is acknowledged, is not counted.

## References

- RFC 9293 3.6
- RFC 6298 5.5
- RFC 8985 7
"""#,
      "fin-seq-changed": #"""
# fin-seq-changed: The FIN was repeated at another position

A side ended its stream twice, at two different sequence numbers. Either one of the FINs is not its own, or its numbers were changed.

## What you see

Two FINs of one side whose end (SEQ + payload + 1) differs. A retransmission that is merely cut differently keeps its end. Kind `renumbered`: the second FIN carries on its sender's IP ID and TTL, so it is the sender's (causes 2 and 3). Kind `forged`: one of them does not fit the end's other segments.

## Why it happens

1. One FIN was injected by a middlebox or attacker.
2. A sequence-rewriting device changed its offset in between.
3. A faulty stack that sends more data and closes again, or counts its FIN once more with every repetition.

## How to confirm it

- Compare TTL, IP ID, window and MAC address of both: `tshark -r FILE -Y 'tcp.stream==N && tcp.flags.fin==1' -T fields -e ip.ttl -e ip.id -e eth.src -e tcp.seq_raw -e tcp.len`.
- Which one does the peer acknowledge?

## What to do

Find the device; check proxies and intrusion prevention systems on the path.

## What it is not

`fin-retransmitted` (same end); `data-after-fin`; `sequence-rewritten` (constant offset everywhere); `tuple-reuse-while-open` (another incarnation).

## How sure

The contradiction is certain; the attribution is not. The peer's acknowledgment shows which one counted.

## References

- RFC 9293 3.4
- RFC 9293 3.6
"""#,
      "fin-unanswered": #"""
# fin-unanswered: A FIN was never acknowledged

One side wanted to close and the other never confirmed it. The closer repeats its FIN and finally gives up; the other end may believe that the connection is still open.

## What you see

FIN, repeated at doubling intervals, no ACK that covers it and no RST. Kind `gave-up`: the repeats stop. On Linux an orphaned socket stops after `net.ipv4.tcp_orphan_retries` (0 means 8), otherwise after `tcp_retries2`.

## Why it happens

1. The peer is gone: crash, sleep, network change, cable.
2. A firewall or NAT forgot the connection and drops silently.
3. The acknowledgments take a path that is not captured.
4. The peer's host is frozen or out of memory.

## How to confirm it

- Closer: `ss -tano state fin-wait-1` or `state last-ack` shows the timer and retries; `nstat -az TcpExtTCPAbortOnTimeout TcpExtTCPTimeouts`.
- Peer: is the tuple still in `ss -tan` as ESTAB? Then the FIN never arrived.

## What to do

Check idle timeouts of stateful devices against the application's idle times; use keep-alives. Many sockets in FIN-WAIT-1 point to one dead peer or path.

## What it is not

`fin-retransmitted` (repeated, but answered in the end); `last-ack-lost` (an ACK was seen); `close-wait-stuck` (FIN acknowledged, no FIN in return); `capture-ends-mid-connection`.

## How sure

Near the sender the FIN certainly left. The capture must go on for at least 3 s, or twice the last retransmission gap, after the last FIN; otherwise the case stays open.

## References

- RFC 9293 3.8.3
- RFC 9293 3.6
- RFC 6298 5.5
"""#,
      "fin-wait-2-expired": #"""
# fin-wait-2-expired: The closer stopped waiting for the other FIN

One side closed and waited for the other to close too. That took so long that its kernel dropped the half-closed socket; when the FIN or data finally came, it was answered by RST.

## What you see

FIN of A, ACK of B; a pause of about 60 s or more; then B's FIN or data; RST from A with SEQ equal to B's ACK number.

## Why it happens

1. B's application noticed the end of the connection late: a pooled connection, a blocked thread, a missing read.
2. A called `close()` (not `shutdown`), so its socket is an orphan and Linux limits FIN-WAIT-2 to `net.ipv4.tcp_fin_timeout` (60 s).
3. No TIME-WAIT bucket was free (`net.ipv4.tcp_max_tw_buckets`): Linux then drops the socket at once, without any pause.

## How to confirm it

- A: `ss -tano state fin-wait-2` (timer `timewait` and the time left), `sysctl net.ipv4.tcp_fin_timeout net.ipv4.tcp_max_tw_buckets`.
- B: `ss -tanp state close-wait`: the process that does not close.
- A: `nstat -az TcpOutRsts TcpExtTCPTimeWaitOverflow`.

## What to do

Make B close when it reads end of file; evict idle pooled connections before the peer's timeout. A longer `tcp_fin_timeout` only hides the delay.

## What it is not

`premature-close-fin-answered-by-rst` (B's FIN had already been acknowledged once); `unread-data-reset` (data within seconds of the FIN); `half-close` (A's socket still reads); `close-wait-stuck` (B has not closed yet).

## How sure

Certain that A no longer had the connection, from the RST's shape. That the timer ended it is inferred from the pause; an RST by a firewall whose entry expired looks the same except for TTL.

## References

- RFC 9293 3.6.1
- RFC 9293 3.5.2
- Linux Documentation/networking/ip-sysctl.rst (tcp_fin_timeout)
"""#,
      "fin-without-ack": #"""
# fin-without-ack: A FIN came without the ACK flag

Every segment after the first SYN carries ACK. A FIN without it does not come from an ordinary TCP; receivers drop it.

## What you see

FIN set, ACK not set, no SYN. On an open connection nothing happens; a closed port answers RST,ACK.

## Why it happens

1. A FIN scan.
2. A packet generator or fuzzer.
3. A damaged or rewritten header.

## How to confirm it

- `tcpdump -ni any 'tcp[tcpflags] & (tcp-fin|tcp-ack) == tcp-fin'`.
- Firewall: conntrack counts it as invalid: `conntrack -S` (`invalid`).

## What to do

Drop such packets at the edge (`ct state invalid drop`). On a real connection, look for the device that forges them.

## What it is not

`fin-null-xmas-scan` (no connection, series of probes); `segment-without-ack` (no FIN); `fin-retransmitted`.

## How sure

The flag is certain. It changes neither end's state.

## References

- RFC 9293 3.1
- RFC 9293 3.10.7.4
"""#,
      "fragments-unassembled": #"""
# fragments-unassembled: TCP arrived in IP fragments that could not be joined

Some segments were split by IP, and not all pieces are in the capture. Only the first piece has the TCP header.

## What you see

IP packets with "more fragments" or an offset, incomplete or beyond the memory limits. Fragments that became a segment, and those of UDP, are not counted.

## Why it happens

1. A tunnel or link with a small MTU and without path-MTU discovery.
2. Evasion, or a fragment attack.
3. The capture filter matched ports only, which later fragments do not have.

## How to confirm it

- `tcpdump -ni any 'ip[6:2] & 0x3fff != 0'`; `nstat -az IpReasmReqds IpReasmFails IpFragCreates`.
- `tracepath HOST` for MTU.

## What to do

Clamp the MSS on the tunnel; extend the filter: `tcp port 80 or (ip[6:2] & 0x1fff != 0)`.

## What it is not

`segmentation-offload` (no IP fragmentation); `capture-drops`; `snaplen-truncated`; `undecoded`.

## How sure

Certain that pieces are missing here. The receiver may well have had them all.

## References

- RFC 791 3.2
- RFC 8200 4.5
- RFC 9293 3.7.2
"""#,
      "half-close": #"""
# half-close: One side has closed, the other keeps sending

One end said "I have nothing more to send" and the other went on delivering data. This is legal: a TCP connection is closed one direction at a time.

## What you see

FIN of one end (A), acknowledged; afterwards new payload from the other end (B). A is in FIN-WAIT-2, B in CLOSE-WAIT, until B sends its own FIN.

## Why it happens

1. The application called `shutdown(SHUT_WR)` to mark the end of its input: `ssh`, `rsh`, `nc -N`, some HTTP/1.0 and proxy code.
2. A proxy forwards the FIN of one side while the other side is still answering.
3. A long download whose requester closed early; it will end in `unread-data-reset` if A's socket is fully closed.

## How to confirm it

- A: `ss -tan state fin-wait-2`; B: `ss -tan state close-wait`.
- A's socket still belongs to a process (`ss -tanp`): deliberate half-close. Without a process it is an orphan, which Linux drops after `net.ipv4.tcp_fin_timeout`.

## What to do

Nothing if the protocol wants it. Middleboxes with short half-closed timeouts need raising, or else the tail of the data is cut off.

## What it is not

`close-wait-stuck` (B neither sends nor closes); `data-after-fin` (the closer itself sends more); `simultaneous-close` (both FINs cross); data that was in flight when the FIN left.

## How sure

Certain when B sent new bytes after it had acknowledged the FIN. Near A, segments that crossed the FIN must be set aside first.

## References

- RFC 9293 3.6.1
- RFC 9293 3.6
"""#,
      "half-open-data-reset": #"""
# half-open-data-reset: Data was sent to a host that no longer knows the connection

One side kept a connection that the other side had lost. The first data or keep-alive after that was answered by RST. The application sees "connection reset by peer", typically after a quiet period.

## What you see

An established connection, usually idle for a while; a data segment or keep-alive; RST from the other end with SEQ equal to that segment's ACK number. No FIN or RST before it. The end that resets had been silent for at least 200 ms (`unknown_round_trip`): one that was alive a moment ago may as well have aborted, which looks the same.

## Why it happens

1. The peer rebooted or its process crashed with the host.
2. A load balancer or failover sent the segment to another server.
3. A NAT or firewall on the way expired its entry and resets in the peer's name.
4. The peer gave up earlier (retransmission or keep-alive timeout) and its RST was lost.

## How to confirm it

- On the peer: `uptime`, `journalctl -b -1 -n 50`, and `ss -tan` without this tuple.
- On the peer: `nstat -az TcpOutRsts` grows by one per such segment.
- Compare the TTL of the RST with earlier segments of the peer.

## What to do

Retry in the application; validate pooled connections before use; set keep-alives shorter than the shortest idle timeout on the path.

## What it is not

`idle-expired` (a device on the path reset it: TTL or IP ID differ); `rst-injected`; `rst-abort` (the peer still knew the connection and gave it up); `data-after-close` and `unread-data-reset` (the peer had closed); `ack-scan` (no connection ever existed).

## How sure

The RST's shape shows that its sender had no such connection. Whether that sender is the peer or a device depends on TTL, IP ID and round-trip time, best judged near the peer. What happened during the idle time cannot be seen.

## References

- RFC 9293 3.5.1 (Figure 10)
- RFC 9293 3.5.2
- RFC 9293 3.10.7.1
"""#,
      "half-open-discovered": #"""
# half-open-discovered: One end had restarted and both found out

One host forgot the connection (reboot, crash) and opens a new one from the same port. The other still has the old one open. Their exchange uncovers the mismatch and clears the way.

## What you see

SYN on an open connection; ACK with the old numbers; RST from the SYN's sender with SEQ equal to that ACK number; then its SYN again, and a normal handshake. Between RST and SYN lie some milliseconds on Linux, up to about a second elsewhere.

## Why it happens

1. A host crash or power loss without FIN.
2. A virtual machine restored from a snapshot, or a container recreated with the same address and fixed source port.
3. A failover that moved the address without the connection table.

## How to confirm it

- `last -x reboot` or `uptime` on the SYN's sender; container restart times.
- Before the RST, the other host's `ss -tano` shows the old connection, typically idle.
- `nstat -az TcpExtTCPSYNChallenge TcpEstabResets` on that host.

## What to do

The connection is repaired, but data written into the old one is lost: the application must retry. Keep-alives (`SO_KEEPALIVE`, `TCP_KEEPIDLE`) or `TCP_USER_TIMEOUT` find dead peers earlier.

## What it is not

`tuple-reuse-refused-in-time-wait`: the same dialogue, but the challenged side had already sent and received FIN. `syn-challenged`: no RST follows. `half-open-data-reset`: data, not a SYN, found out. `stale-syn-reset`: nothing was established yet.

## How sure

Certain from the sequence numbers: challenge and RST must match exactly. Strong when the connection before is not in the capture. Why the host forgot is outside the capture.

## References

- RFC 9293 3.5.1 (Figure 9)
- RFC 9293 3.10.7.4
- RFC 5961 4.2
"""#,
      "hole-never-filled": #"""
# hole-never-filled: Bytes are missing to the end

A part of the stream was never seen. Either the capture missed it, or it was never delivered.

## What you see

A gap in the sequence numbers that stays open until the connection ends. Covered by the peer's ACK: capture loss. Not covered: the data did not arrive.

## Why it happens

1. The capture dropped frames.
2. The connection was aborted during recovery.
3. The sender died, or the path broke.

## How to confirm it

- `tshark -r FILE -Y 'tcp.analysis.lost_segment || tcp.analysis.ack_lost_segment'`.
- Sender: `nstat -az TcpExtTCPAbortOnTimeout`.
- Capture statistics: dropped by kernel or interface.

## What to do

Covered: repair the capture. Uncovered: see why the connection ended.

## What it is not

`capture-drops` (the sum of covered holes); `loss-before-capture` (filled later); `fin-before-missing-data`; `connection-open-at-end`.

## How sure

Certain in both kinds, given the peer's direction. With one direction only, covered and uncovered cannot be told apart.

## References

- RFC 9293 3.4
- RFC 9293 3.10.7.4
"""#,
      "host-sweep": #"""
# host-sweep: One source tries one port on many hosts

Somebody searches the network for one particular service.

## What you see

Within a minute, 25 or more hosts on one port from one source, over 80 % of them without success.

## Why it happens

1. A worm or scanner after a known weakness.
2. Inventory, monitoring, device discovery (printers, media).
3. A client with an outdated list of servers.

## How to confirm it

- `tcpdump -nni any 'src host SOURCE and dst port PORT and tcp[13] = 0x02'`.
- On the source: `ss -tnp state syn-sent` names the process.
- ARP requests for many addresses in the local network go along with it.

## What to do

Inside: isolate and examine the source. Outside: nothing but patching; filter the port at the edge.

## What it is not

`port-scan` (many ports of one host); peer-to-peer churn (varied ports); `syn-flood`; `capture-one-sided` (answers not captured).

## How sure

Certain as a pattern. Beyond 512 probes of a source the number of hosts is an estimate. Single attempts from the 25th on are info and say `one_of_many`: `hosts`. Success is judged by completed handshakes, so both directions are needed.

## References

- RFC 9293 3.5.2
- RFC 9293 3.10.7.1
"""#,
      "icmp-blind-reset": #"""
# icmp-blind-reset: An ICMP error quotes a segment that was never sent

An ICMP "unreachable" claims to answer a TCP segment, but the quoted number was not in flight. A forger may want to break the connection.

## What you see

ICMP type 3 or ICMPv6 type 1 (or "packet too big") with this connection's addresses and ports, quoted SEQ outside the unacknowledged range.

## Why it happens

1. A blind ICMP attack.
2. A very late genuine error.
3. A NAT or firewall that translates the quote wrongly.

## How to confirm it

- `nstat -az TcpExtOutOfWindowIcmps`: Linux counts and ignores these.
- `tshark -r FILE -Y 'icmp.type==3 && tcp' -T fields -e ip.src -e icmp.code -e tcp.seq_raw`.

## What to do

Nothing on current systems, which treat hard errors on open connections as soft. Do not block all ICMP: path-MTU discovery needs it.

## What it is not

`syn-icmp-refused` (quotes a real SYN); `sequence-rewritten` (constant offset); path-MTU messages with valid quotes.

## How sure

Certain that the number was not in flight, if the sender's direction was captured completely.

## References

- RFC 5927 4
- RFC 5927 5
- RFC 9293 3.9.2.2
"""#,
      "idle-expired": #"""
# idle-expired: The path forgot an idle connection

After a long pause the first segment was answered by RST, or vanished. Both ends still had the connection; a NAT, firewall or load balancer between them did not.

## What you see

Pause of a minute or more on an established connection; then data or keep-alive; RST with SEQ equal to its ACK number, but with a TTL or IP ID unlike the peer's. Or no answer at all, while the peer is alive on other connections.

## Why it happens

1. Idle timeout of a stateful device shorter than the application's pauses.
2. The device restarted or failed over without state.
3. Its table was full and the oldest entry was dropped.

## How to confirm it

- Peer: `ss -tan` still shows ESTAB.
- Device: `conntrack -L -p tcp`, `sysctl net.netfilter.nf_conntrack_tcp_timeout_established`, or its vendor's equivalent.
- Try pauses of growing length: the limit shows as a sharp edge.

## What to do

Keep-alives with `TCP_KEEPIDLE` well below the limit, a longer timeout, or shorter-lived pooled connections.

## What it is not

`half-open-data-reset` (the peer itself forgot: TTL fits); `rst-both-sides`; `keepalive-unanswered` (peer dead); `rst-abort`.

## How sure

Strong when TTL or IP ID exclude the peer. A reboot of the peer looks the same if these agree.

## References

- RFC 5382 5 (REQ-5)
- RFC 9293 3.8.4
- RFC 9293 3.5.1
"""#,
      "illegal-flags": #"""
# illegal-flags: A combination of flags that makes no sense

SYN with FIN, SYN with RST, FIN with RST, all or none: no TCP sends that. The sender tests, attacks, or is broken.

## What you see

Contradictory control bits. Linux ignores SYN+FIN on a listener; a closed port answers RST,ACK. Older filters look at SYN alone and are deceived.

## Why it happens

1. Operating-system fingerprinting, scans, evasion.
2. A fuzzer or load generator.
3. Damaged headers; a broken middlebox.

## How to confirm it

- `tcpdump -ni any 'tcp[13] & 0x03 == 0x03 or tcp[13] & 0x06 == 0x06 or tcp[13] & 0x05 == 0x05'`.
- `nft list ruleset | grep 'tcp flags'`.

## What to do

Drop: `nft add rule inet filter input 'tcp flags & (fin|syn) == (fin|syn) drop'`, and so on.

## What it is not

`fin-null-xmas-scan` (unusual, not contradictory); `segment-without-ack`; `checksum-bad` (damage: check first); `syn-with-data`.

## How sure

Certain as to the header. No state is derived from it.

## References

- RFC 9293 3.1
- RFC 9293 3.10.7.2
- RFC 9293 3.10.7.4
"""#,
      "isn-below-previous": #"""
# isn-below-previous: The new initial sequence number is not above the old range

The ports were reused soon, and the new connection starts with a sequence number inside or below the range of the former one. Old segments could be taken for new.

## What you see

Same four-tuple within 240 s; the new ISN of either end is at or below the highest sequence number of the earlier incarnation (modulo 2^32).

## Why it happens

1. Random ISNs (BSD systems, NAT that randomises): half of all cases by chance.
2. The host rebooted and its ISN secret changed.
3. Two hosts behind one address.
4. A stack with constant ISNs.

## How to confirm it

- `tshark -r FILE -Y tcp.flags.syn==1 -T fields -e frame.time -e ip.src -e tcp.seq_raw -e tcp.options.timestamp.tsval`.
- `sysctl net.ipv4.tcp_timestamps`: 1 protects by PAWS.

## What to do

Keep timestamps on both ends; avoid quick port reuse. Otherwise nothing.

## What it is not

`tuple-reuse-in-time-wait-illegal` (and accepted during TIME-WAIT); `isn-predictable` (across connections); `old-duplicate-segment` (the harm itself).

## How sure

The comparison is exact if the old connection's highest number was captured. Without timestamps more serious, since nothing else tells old from new.

## References

- RFC 9293 3.4.1
- RFC 6528 3
- RFC 7323 5
"""#,
      "isn-predictable": #"""
# isn-predictable: Initial sequence numbers can be guessed

The host chooses its initial sequence numbers by a rule that an outsider can compute. Connections could then be forged or reset blindly.

## What you see

Over different four-tuples: equal ISNs, a fixed step, one clock common to all, or small increments. The report names test (kind), sample size (`samples`, `peers`) and probability of chance (`chance_exponent`, a power of ten), and, from six numbers on, nmap's GCD, ISR and SP for comparison. Kind `isn-clock` is info and no weakness: the numbers of one four-tuple follow a clock, as RFC 6528 has it; its rate (`value`, numbers a second) hints at the system, 15.625 MHz at Linux. Kind `user-mode-nat` is info, too: the numbers are those of a virtual machine's user-mode NAT (slirp), a multiple of 64000 and one, not those of the host that the SYN-ACKs name.

## Why it happens

1. An old or embedded TCP stack, printers, PLCs, boot loaders.
2. A test tool with constant ISNs, or a replayed capture.
3. A SYN proxy or NAT that mixes hosts (misleading).

## How to confirm it

- `nmap -O -v HOST`: "TCP Sequence Prediction".
- `tshark -r FILE -Y 'tcp.flags.syn==1 && ip.src==HOST' -T fields -e frame.time_epoch -e tcp.dstport -e tcp.seq_raw`.

## What to do

Update firmware; put the host behind a proxy or firewall that randomises ISNs.

## What it is not

`isn-below-previous` (one tuple); `syn-cookies-in-use` (ISN follows the client's by design); TIME-WAIT reuse (+65537). A clock on one and the same four-tuple is RFC 6528 at work and no weakness.

## How sure

Depends on n: 2 samples show repetition only, 4 a clock (5 one of unknown rate), 5 a step or small increments, 32 parity, 80 uniformity. Below that: too few, never "random".

## References

- RFC 6528 3
- RFC 9293 3.4.1
"""#,
      "keepalive-unanswered": #"""
# keepalive-unanswered: Keep-alive probes got no answer

The peer no longer answers on an idle connection. After several probes the connection is declared dead.

## What you see

Three or more keep-alives without ACK, then often RST from the prober. Linux: `tcp_keepalive_probes` = 9, each `tcp_keepalive_intvl` = 75 s, unless the application set others. The application gets "connection timed out".

## Why it happens

1. The peer is gone: crash, sleep, network change.
2. NAT or firewall dropped its entry and discards silently.
3. The path is broken.

## How to confirm it

- `ss -tano`: `timer:(keepalive,TIME,N)` with N rising.
- `nstat -az TcpExtTCPKeepAlive TcpExtTCPAbortOnTimeout`.
- Reach the peer by other means (`ping`, a new connection).

## What to do

Reconnect. If new connections work at once, an idle timeout on the path is to blame: shorter keep-alive interval.

## What it is not

`keepalive` (answered); `idle-expired` (answered by RST or lost, peer alive); `zero-window-probe-unanswered`; `rst-by-retransmission-timeout`.

## How sure

Strong near the prober with both directions captured. Lost single probes prove nothing.

## References

- RFC 9293 3.8.4
- RFC 1122 4.2.3.6
"""#,
      "keepalive": #"""
# keepalive: Keep-alive probes on an idle connection

One end checks whether the other is still there by sending a segment that the other has already received. The answer, a plain ACK, keeps both ends and the devices between them informed.

## What you see

After silence, a segment with SEQ one below the next to be sent and no or one byte of payload; a bare ACK with unchanged numbers follows. Linux: first probe after `tcp_keepalive_time` (7200 s), only if the application set `SO_KEEPALIVE`.

## Why it happens

1. The application or its library asked for it: databases, SSH (`TCPKeepAlive`), message brokers, connection pools.
2. A load balancer or proxy keeps its connections warm.

## How to confirm it

- `ss -tano` shows `timer:(keepalive,TIME,PROBES)`.
- `nstat -az TcpExtTCPKeepAlive` counts probes sent.
- `sysctl net.ipv4.tcp_keepalive_time net.ipv4.tcp_keepalive_intvl net.ipv4.tcp_keepalive_probes`.

## What to do

Nothing. To survive a NAT or firewall timeout, set the interval (`TCP_KEEPIDLE`) below it, for example 60 s for a 350 s limit.

## What it is not

`keepalive-unanswered`; `zero-window-probe` (Linux probes look alike, but the window is 0); `retransmission` of a single byte; application-level pings, which carry new data.

## How sure

Certain if nothing is outstanding, the window is open and the answer changes nothing. On connections found in mid-stream the first probe may be mistaken for a one-byte retransmission.

## References

- RFC 9293 3.8.4
- RFC 1122 4.2.3.6
"""#,
      "land": #"""
# land: Source and destination are the same

A segment names the same address and port as source and destination. Across a network that is an attack of 1997; old systems looped and froze.

## What you see

SYN with equal addresses and equal ports.

## Why it happens

1. The LAND attack, or a test tool.
2. On the loopback interface: a client that happened to connect to itself, a simultaneous open with its own port.
3. A NAT hairpin fault.

## How to confirm it

- `tcpdump -eni IFACE 'tcp and src host ADDRESS and dst host ADDRESS'`: the MAC address shows where it came from.
- `ss -tan '( sport = :PORT and dport = :PORT )'` finds self-connections.
- `nstat -az TcpExtIPReversePathFilter`; `sysctl net.ipv4.conf.all.rp_filter`.

## What to do

Drop packets from outside with own addresses (rp_filter, edge filters). Self-connection: reserve the port.

## What it is not

`simultaneous-open` (two hosts); `nat-both-sides` (hairpin copies).

## How sure

Certain. Harmless to current systems.

## References

- RFC 1122 3.2.1.3
- RFC 2827
"""#,
      "last-ack-lost": #"""
# last-ack-lost: The last ACK got lost and TIME-WAIT repaired it

The final acknowledgment of the close did not reach the other side, which repeated its FIN; the side in TIME-WAIT acknowledged once more. This is exactly what TIME-WAIT is for.

## What you see

FIN of B, ACK of A; later than a round trip, the same FIN of B again; a second ACK of A with the same numbers. B stays in LAST-ACK until it arrives, then CLOSED. A's 2MSL timer starts anew.

## Why it happens

1. The ACK was lost between this point and B.
2. B dropped it (checksum, overload), or a firewall deleted its entry on seeing the FINs and discarded the ACK.

## How to confirm it

- A: `ss -tano state time-wait` shows the remaining time restarted. On Linux it lasts 60 s, a constant, not a sysctl.
- B: `ss -tano state last-ack` while waiting.
- A: `nstat -az TcpExtTCPACKSkippedTimeWait`: rate-limited answers (one per 500 ms).

## What to do

Nothing, and in particular do not shorten or disable TIME-WAIT. If all closes look like this, inspect the firewall between the capture point and B.

## What it is not

`premature-close-fin-answered-by-rst` (A answers RST because it did not wait); `fin-retransmitted` (no ACK had been seen before); `capture-duplicate`; `simultaneous-close`.

## How sure

Certain that A was in TIME-WAIT, proved by its second ACK. That the first ACK was lost rather than ignored is certain only at B. Near B the first ACK may never have passed this point.

## References

- RFC 9293 3.6.1
- RFC 9293 3.10.7.4
- RFC 9293 3.6 (Figure 12)
"""#,
      "late-synack-reset": #"""
# late-synack-reset: The SYN-ACK came after the client had given up

The server did answer, but too late: the client no longer wanted the connection and reset it.

## What you see

One SYN number only, perhaps repeated; a SYN-ACK more than a second after the first SYN; then RST from the client with SEQ = its ISN + 1. Kind `happy-eyeballs`: another address of the same service was quicker and won the race.

## Why it happens

1. The application's connect timeout was shorter than the server's answer (overload, long path, sleeping host).
2. Happy Eyeballs: IPv4 and IPv6 were tried in parallel and the loser was closed.
3. The process was cancelled or killed while connecting.

## How to confirm it

- Client: `strace -f -e trace=connect,close,poll -p PID` shows the close before the answer. Closing in SYN-SENT sends nothing, so the capture shows only the later RST.
- Client: `nstat -az TcpOutRsts`; server: `nstat -az TcpExtEmbryonicRsts TcpAttemptFails`.
- Measure the server: `curl -o /dev/null -s -w '%{time_connect}\n' URL`, repeatedly.

## What to do

Happy Eyeballs: nothing. Otherwise find why the SYN-ACK is late (queue, wake-up, path), or allow more than 3 s for connecting so that one lost SYN is survived.

## What it is not

`syn-scan-open` has the same shape but a quick answer and many targets; `stale-syn-reset` involves a second ISN; `synack-wrong-ack` has an ACK number that the client never sent; `slow-handshake` was late, but accepted.

## How sure

The reset is certain, the motive is not: for a single connection, a scan and a cancelled connect look alike. Near the client the delay is measured where it counts; elsewhere the SYN-ACK may have lingered before it passed.

## References

- RFC 9293 3.10.7.1
- RFC 9293 3.5.2
- RFC 8305 5
"""#,
      "loss-after-capture": #"""
# loss-after-capture: Segments were lost between this point and the receiver

Packets passed the capture point and never arrived. The fault lies on the receiver's side.

## What you see

Data or a FIN seen here, not acknowledged for a round trip, and sent again; nothing shows that the first one arrived (no D-SACK, no ACK that echoes its timestamp or comes too soon for the second). Often duplicate ACKs or SACK blocks leave it out. SYNs and SYN-ACKs have findings of their own.

## Why it happens

1. Congestion or a policer towards the receiver.
2. Wireless last hop.
3. The receiver drops: bad checksum, full socket buffer or backlog, firewall.

## How to confirm it

- Receiver: `nstat -az TcpInCsumErrors TcpExtTCPRcvQDrop TcpExtTCPBacklogDrop TcpExtPruneCalled`; `ethtool -S IFACE | grep -iE 'drop|miss|err'`.
- `cat /proc/net/softnet_stat`: second column counts drops in the receive path.
- A capture at the receiver tells path loss from host drop.

## What to do

Move towards the receiver to isolate the section, then repair or relieve it.

## What it is not

`loss-before-capture`; `retransmission` of kind `spurious` (it had arrived); `third-ack-lost-behind-capture`, `last-ack-lost` (special cases); `out-of-order`.

## How sure

Strong when the receiver asked for it by duplicate ACKs or SACK; otherwise weak, because its ACK may have been lost instead. Never told toward the host that captures, nor for data that its receiver ignored. The report's `lost_after_capture` counts the same. Loss and discard at the host are one and the same from outside.

## References

- RFC 5681 3.2
- RFC 6675
- RFC 2018 4
"""#,
      "loss-before-capture": #"""
# loss-before-capture: Segments were lost between the sender and this point

Packets that the sender had sent never reached the capture point. The fault lies on the sender's side of it.

## What you see

A hole in the sequence numbers that only a retransmission fills: its timestamp, or its IP ID where those count up, is newer than that of the segment that opened the hole. The receiver asks for it with duplicate ACKs or SACK.

## Why it happens

1. Congestion or a policer on the sender's side.
2. The sender's NIC, driver or qdisc drops.
3. Bad cable or radio there.
4. The capture itself missed frames.

## How to confirm it

- Sender: `ss -ti` (`retrans`, `lost`), `tc -s qdisc`, `ethtool -S IFACE | grep -iE 'drop|err'`.
- Move the capture point towards the sender until the loss lies behind it.
- Capture drops: `tcpdump`'s closing statistics.

## What to do

Repair or relieve the section found; shape below the policer's rate.

## What it is not

`loss-after-capture`; `capture-drops` (the receiver acknowledges without a repeat); `out-of-order`; `retransmission` (each single repeat).

## How sure

Strong where timestamp or IP ID show that what fills the hole was sent after what opened it; weak where only the time does, more than a round trip later: a segment may be overtaken by long. Octets that the receiver had acknowledged were not lost, and a hole that somebody else opened in the sender's name is none. A rate with few losses has a wide margin; the count is given with it.

## References

- RFC 5681 3.2
- RFC 6675
- RFC 6298 5
"""#,
      "mptcp-fallback": #"""
# mptcp-fallback: Multipath TCP was offered and fell back to plain TCP

The connection works, but as ordinary TCP: only one path, no failover.

## What you see

MP_CAPABLE in the SYN, none in the SYN-ACK (refused); or agreed and missing in the third ACK or first data; or MP_FAIL later.

## Why it happens

1. The server does not speak MPTCP.
2. A middlebox strips the option or changes payload, so that data checksums fail.
3. Different versions (0 and 1).
4. A transparent proxy ends the connection.

## How to confirm it

- `nstat -az MPTcpExtMPCapableFallbackSYNACK MPTcpExtMPCapableFallbackACK MPTcpExtMPCapableDataFallback MPTcpExtMPFailRx`.
- `ss -Mi` shows `fallback`; `sysctl net.mptcp.enabled` on the server.
- Capture at both ends and compare options.

## What to do

Enable MPTCP on the server, or let the device pass option 30.

## What it is not

`mptcp-handshake` (successful); `options-stripped` (other options); a client that offered nothing.

## How sure

Certain that no agreement came about. Refusal and removal look alike in one capture; the same server granting MPTCP to others points to the path.

## References

- RFC 8684 3.7
- RFC 8684 3.1
"""#,
      "mptcp-handshake": #"""
# mptcp-handshake: A Multipath TCP connection or subflow was opened

Client and server agreed on Multipath TCP: one data stream over several TCP connections. The subflows belong together.

## What you see

MP_CAPABLE in SYN, SYN-ACK and third ACK (first subflow), or MP_JOIN with a token (further ones). Each subflow is a TCP connection with states of its own.

## Why it happens

1. The application asked for `IPPROTO_MPTCP`, or `mptcpize` did.
2. Phones that use Wi-Fi and mobile network together.
3. A proxy that aggregates links.

## How to confirm it

- `sysctl net.mptcp.enabled`; `ss -Mia`; `ip mptcp endpoint show`; `ip mptcp limits show`.
- `nstat -az MPTcpExtMPCapableSYNRX MPTcpExtMPCapableACKRX MPTcpExtMPJoinAckRx`.
- `tshark -r FILE -Y 'tcp.option_kind == 30'`.

## What to do

Nothing. Judge throughput and loss over all subflows together.

## What it is not

`mptcp-fallback` (offered and lost); `tuple-reuse-after-2msl`; `options-stripped`.

## How sure

Certain when all three segments of the handshake were captured. An MP_JOIN can be assigned to its connection only if the first subflow's keys were seen.

## References

- RFC 8684 3.1
- RFC 8684 3.2
"""#,
      "mss-anomaly": #"""
# mss-anomaly: The maximum segment size is unusual

One side announced an MSS that is missing, very small, larger than the link allows, or changed between two copies of a SYN.

## What you see

No MSS option (then 536 for IPv4 and 1220 for IPv6 apply); less than those values; more than MTU minus headers; or different values in SYN and repeated SYN.

## Why it happens

1. MSS clamping on a tunnel, PPPoE line or VPN: normal and useful.
2. Jumbo frames configured on one side only.
3. A probe or an attack: a tiny MSS multiplies packets.
4. A small embedded stack.

## How to confirm it

- `ip link show IFACE` (MTU), `ip route get HOST` (`advmss`, `mtu`), `ss -ti` (`mss`, `pmtu`, `advmss`).
- `nft list ruleset | grep -i maxseg` or `iptables -t mangle -S | grep TCPMSS`.
- `ping -M do -s SIZE HOST` finds the path MTU.

## What to do

Clamped: leave. Too large: set the MTU equal on the link or clamp. Too small: `sysctl net.ipv4.tcp_min_snd_mss` bounds the damage.

## What it is not

`segmentation-offload` (frames larger than the MSS in the capture); `options-stripped`; `syn-cookies-in-use` (rounds the client's MSS down for the server's own use).

## How sure

The option's value is certain. That it does harm must be seen in retransmissions of full-size segments.

## References

- RFC 9293 3.7.1
- RFC 6691 2
"""#,
      "nat-both-sides": #"""
# nat-both-sides: One connection was captured before and after NAT

The same connection appears twice, with different addresses. Both are listed; what is wrong with it is told of one of them, and of the other at severity info, with the id of its `twin`.

## What you see

Two four-tuples with equal ISNs in both directions and as much payload, a few milliseconds apart, always in the same order. Kind `per-direction`: of each tuple one direction alone is there, and the acknowledgments of one continue the numbers of the other.

## Why it happens

1. Capturing on the NAT device or Kubernetes node on `any`.
2. Taps on both sides, merged.
3. A transparent load balancer.

## How to confirm it

- `conntrack -L -p tcp` lists both tuples of each entry.
- `tshark -r FILE -Y tcp.flags.syn==1 -T fields -e ip.src -e tcp.srcport -e ip.dst -e tcp.dstport -e tcp.seq_raw`: the same ISN twice.

## What to do

Capture on one interface, or use the pair: the time between both copies is the device's delay.

## What it is not

`capture-duplicate` (same addresses); `sequence-rewritten` (numbers differ too); a proxy (two true connections with ISNs of their own).

## How sure

Strong: two equal 32-bit numbers by chance are practically excluded. If the device also rewrites ISNs the pair is not recognised.

## References

- RFC 3022 2
- RFC 5382 4
"""#,
      "old-duplicate-segment": #"""
# old-duplicate-segment: A segment from an earlier connection turned up

A packet that belongs to a previous connection on the same ports, or to an early part of this one, arrived late. Normally it is recognised and dropped.

## What you see

SEQ and ACK fit the former incarnation's ranges, not the present one's; the timestamp is older, or the IP ID equals that of a frame seen before. The receiver answers with a bare ACK, with RST if it is closed, or not at all.

## Why it happens

1. A retransmission whose original had arrived, overtaken by the close.
2. Long queues, route changes, link failover.
3. A device that buffers packets and releases them later; a replayed capture.

## How to confirm it

- Receiver: `nstat -az TcpExtPAWSEstab TcpExtPAWSTimewait TcpExtTCPACKSkippedPAWS TcpExtTCPACKSkippedSeq`.
- `tshark -r FILE -Y 'ip.id==ID'` finds the original and thus the delay.

## What to do

Nothing when dropped. If it also fits the new connection's window (reported as danger), data may be corrupted: enable timestamps, do not reuse tuples within 2MSL.

## What it is not

`retransmission` (bytes of the present connection); `capture-duplicate` (microseconds apart); `capture-reordered` (the capture's fault); `paws-rejected` (timestamps going back within one connection); `stale-syn-reset` (an old SYN).

## How sure

Strong with timestamps or a known original. A SYN-ACK is one only when its timestamp is older than what its sender sent before, or its handshake was complete: after Fast Open data or a bare ACK, an end in SYN-RECEIVED repeats it by its timer. Without timestamps and with random IP IDs it rests on the numbers alone; a slow capture queue can fake it.

## References

- RFC 9293 3.4.3
- RFC 7323 5
- RFC 9293 3.10.7.4
"""#,
      "optimistic-ack": #"""
# optimistic-ack: Data is acknowledged before it can have arrived

The receiver confirms bytes that it does not yet have, to make the sender go faster. Loss is no longer noticed, and congestion control is defeated.

## What you see

Near the receiver: ACKs above what has passed towards it, again and again, and no loss recovery though gaps exist.

## Why it happens

1. A receiver that cheats (modified stack).
2. A performance-enhancing proxy between here and there.
3. Capture drops (by far the most frequent explanation).

## How to confirm it

- IP IDs of the data: a gap means that the capture missed frames.
- `tshark -r FILE -Y tcp.analysis.ack_lost_segment -T fields -e frame.number -e tcp.ack`.
- Capture statistics: dropped frames.

## What to do

Rule out drops. Satellite and mobile proxies acknowledge early on purpose.

## What it is not

`capture-drops`; `ack-of-unsent` (single); `capture-reordered`; `out-of-order`.

## How sure

Strong only near the receiver with continuous IP IDs; otherwise not decidable.

## References

- RFC 5681 5
- RFC 9293 3.10.7.4
"""#,
      "options-stripped": #"""
# options-stripped: A TCP option disappeared on the way

One side offered an option that the other is known to support, and the answer lacks it. A device in between probably removed it. Throughput suffers most when window scaling or SACK is lost.

## What you see

SYN offers window scale, SACK, timestamps, Fast Open or MPTCP; the SYN-ACK lacks it although the same listener grants it to others. Kind `fillers`: NOPs in a row, as many as options that are missing take up, are the classic trace of erasure; three at the end of the list show that the others were moved together.

## Why it happens

1. A firewall "normalises" options.
2. A load balancer or proxy answers in place of the server.
3. Socket or route settings that differ per client.

## How to confirm it

- Capture at both ends and compare the SYN's options: `tshark -r FILE -Y tcp.flags.syn==1 -V -O tcp`.
- `ss -ti` shows `ts sack wscale:a,b` as agreed.
- `sysctl net.ipv4.tcp_window_scaling net.ipv4.tcp_sack net.ipv4.tcp_timestamps`.

## What to do

Turn off option clearing on the device, or update it.

## What it is not

`syn-cookies-in-use` (Linux drops scale and SACK for clients without timestamps); `mss-anomaly` (MSS clamping is normal); `mptcp-fallback`, `tfo-data-ignored` (their own rules).

## How sure

Two captures prove it. With one, the proof is that the same listener grants the option elsewhere; per-socket settings remain possible. NOPs that align options prove nothing and are not told.

## References

- RFC 7323 1.3
- RFC 7323 2.2
- RFC 2018 2
- RFC 9293 3.1
"""#,
      "out-of-order": #"""
# out-of-order: Segments arrived in the wrong order

A segment was overtaken by later ones. TCP sorts it out; only strong reordering costs speed, because it looks like loss.

## What you see

Bytes never seen before with a SEQ below the highest so far; IP ID or timestamp shows that they were sent before what overtook them, or they come sooner than a round trip after the hole appeared. The same for a bare ACK below bytes that were sent after it.

## Why it happens

1. Parallel paths: ECMP or link aggregation per packet, multi-queue devices, radio retransmission.
2. A route change.
3. The capture, not the network.

## How to confirm it

- Receiver: `nstat -az TcpExtTCPOFOQueue TcpExtTCPOFOMerge`; sender: `TcpExtTCPSACKReorder TcpExtTCPTSReorder`, `ss -ti` (`reordering:N`, `reord_seen:N`).
- Switch: hash by flow, not round robin.

## What to do

Make load sharing per flow. Linux adapts its tolerance by itself (RACK).

## What it is not

`retransmission` (sent again: newer IP ID and timestamp); `capture-reordered` (artefact); `loss-before-capture` (the hole is filled by a repeat); `old-duplicate-segment` (a copy of what had come in its place).

## How sure

Strong with IP ID or timestamps in order, or well within a round trip; then even a long delay is reordering. Without them it is weak: a quick retransmission looks the same. So is an ACK alone where other segments are copies: it may be one, too.

## References

- RFC 9293 3.10.7.4
- RFC 8985 3
- RFC 4737
"""#,
      "overlap-conflict": #"""
# overlap-conflict: The same byte was sent with two different values

Two segments cover the same sequence numbers but carry different content. Which one the receiver used depends on its system; inspection devices can be deceived.

## What you see

Overlapping ranges, differing captured bytes, both checksums good.

## Why it happens

1. Evasion of intrusion detection, or injection into a stream (race with the true server).
2. A middlebox rewrote one copy only.
3. Memory corruption in a host or NIC.
4. The garbage byte of a keep-alive or window probe (harmless, excluded).

## How to confirm it

- `tshark -r FILE -o tcp.desegment_tcp_streams:TRUE -Y tcp.segment.overlap.conflict`.
- Compare TTL, IP ID and timestamps of both copies.
- Capture at the sender: which copy left it?

## What to do

Treat as a security event if TTL differs. Otherwise test memory and NIC; disable payload rewriting.

## What it is not

`retransmission` (same bytes); `checksum-bad` (one damaged on the way); `snaplen-truncated`; `rst-injected` (injection without data).

## How sure

Certain if both payloads were captured whole with good checksums. Who forged is inferred.

## References

- RFC 9293 3.4
- RFC 9293 3.10.7.4
"""#,
      "paws-rejected": #"""
# paws-rejected: A segment was refused because its timestamp was too old

The timestamp option went backwards, so the receiver took the segment for an old duplicate, dropped it and repeated its ACK.

## What you see

TSval lower than the sender's last in-order one by more than a tick; a duplicate ACK; the bytes are sent again later. When they are acknowledged without that, nothing was refused.

## Why it happens

1. A truly old duplicate.
2. Several hosts behind one NAT address, each with its own clock.
3. A load balancer that moves a connection, or a virtual machine migrated or restored.
4. A device that rewrites timestamps in part.

## How to confirm it

- Receiver: `nstat -az TcpExtPAWSEstab TcpExtPAWSActive TcpExtPAWSTimewait TcpExtTCPACKSkippedPAWS`.
- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e frame.number -e ip.src -e tcp.seq -e tcp.options.timestamp.tsval`.

## What to do

Find who changes the clock; per-connection timestamp offsets (`net.ipv4.tcp_timestamps`=1, the default) are right for clients behind NAT.

## What it is not

`old-duplicate-segment` (another incarnation); `out-of-order` and `retransmission` (older timestamp with old SEQ is normal); `timestamp-echo-invalid`; `timestamp-missing`.

## How sure

The going back is certain; the rejection is shown by the ACK and by the bytes being sent again. PAWS does not apply after 24 idle days.

## References

- RFC 7323 5.3
- RFC 9293 3.10.7.4
"""#,
      "persist-abort": #"""
# persist-abort: A connection was given up while its window was closed

The receiver answered every probe with "still full", and in the end the sender lost patience. This is policy, not the protocol: TCP itself would wait for ever.

## What you see

Window 0, probes with ACKs, then RST or FIN of the prober.

## Why it happens

1. `TCP_USER_TIMEOUT`, or a write timeout in the application or proxy.
2. The socket was orphaned: Linux limits orphans by `net.ipv4.tcp_orphan_retries`.
3. A defence against sockstress; memory pressure.

## How to confirm it

- Sender: `nstat -az TcpExtTCPAbortOnTimeout TcpExtTCPAbortOnMemory`; `ss -tno` (`timer:(persist,…)`).
- Proxy: send or write timeout settings.

## What to do

Make the receiver read. A longer timeout only if pauses are legitimate.

## What it is not

`zero-window-stall` (still waiting); `zero-window-probe-unanswered` (no answers); `rst-abort` (window open).

## How sure

The sequence is certain; who decided, kernel or application, is not on the wire.

## References

- RFC 9293 3.8.6.1
- RFC 6429
"""#,
      "port-scan": #"""
# port-scan: One source tries many ports of a host

Somebody looks for open services on this host.

## What you see

Within a minute, 15 or more ports of one host from one source, most of them refused, unanswered or broken off. The method is named: connect, half-open, FIN, NULL, XMAS, ACK.

## Why it happens

1. Reconnaissance: nmap, masscan, worms.
2. An authorised vulnerability scanner or inventory.
3. Service discovery, peer-to-peer, misconfigured monitoring.

## How to confirm it

- `tcpdump -nni any 'src host SOURCE and tcp[13] = 0x02'`.
- `ss -ltn` on the host: what could have been found?
- Rate of refusals: `nstat -az TcpOutRsts`.

## What to do

From inside: find the process on the source (`ss -tnp`, audit). From outside: close what should not be open; rate limits slow scans.

## What it is not

`host-sweep` (one port, many hosts); `syn-flood` (one port, many sources); `syn-scan-open` (single probes); `backscatter`.

## How sure

Counts are exact; of a source that sends more than 512 probes, a scan is counted from its first probe to its last. Slow scans stay below the threshold. Of the single attempts the first 14 are told with their own severity, because nothing that was told is taken back; later ones are info and say `one_of_many`: `ports`. The intention is not visible, and spoofed decoys may hide the real source.

## References

- RFC 9293 3.5.2
- RFC 9293 3.10.7.1
"""#,
      "premature-close-fin-answered-by-rst": #"""
# premature-close-fin-answered-by-rst: TIME-WAIT ended too early, and a FIN got RST

The side that closed first should remember the connection for 2MSL, so that it can acknowledge a repeated FIN. It had forgotten already and answered with RST. The other end learns "reset by peer" for a close that was perfectly regular.

## What you see

FIN of A, acknowledged; FIN of B, acknowledged by A; B repeats its FIN because that ACK got lost; A answers RST with SEQ = the FIN's ACK number. Less than 2MSL has passed (60 s on Linux, 240 s in the RFC). B leaves LAST-ACK by reset.

## Why it happens

1. Too many TIME-WAIT sockets: `net.ipv4.tcp_max_tw_buckets` exceeded, Linux then keeps none.
2. TIME-WAIT was killed by a RST or an old segment (`time-wait-assassinated`).
3. A stack that does not wait (embedded systems, some load balancers).
4. A NAT or firewall deleted its entry and resets by itself.
5. The tuple was reused and reset meanwhile.

## How to confirm it

- A: `nstat -az TcpExtTCPTimeWaitOverflow TcpExtTW TcpOutRsts`; `sysctl net.ipv4.tcp_max_tw_buckets`; `ss -s` (timewait).
- A: `ss -tan state time-wait 'dport = :PORT'` lacks the tuple.
- Compare the RST's TTL with A's other segments.

## What to do

Raise `tcp_max_tw_buckets`, set `tcp_rfc1337` to 1 if assassination recurs, or let the client close first.

## What it is not

`last-ack-lost` (answered by ACK, as it should be); `fin-wait-2-expired` (B's FIN had never been acknowledged); `rst-after-fin`; `old-duplicate-segment`.

## How sure

A was CLOSED when it sent the RST: proved. Whether it had ever been in TIME-WAIT shows only if its first ACK was captured; near B that may be missing.

## References

- RFC 9293 3.6.1
- RFC 9293 3.10.7.4
- RFC 1122 4.2.2.13
"""#,
      "retransmission": #"""
# retransmission: Bytes were sent again

The sender repeated data because it believed it lost. Each repeat costs time; a few per thousand are normal, more than one in a hundred is not.

## What you see

A sequence range that the same side had already sent. Kinds: `fast` (after duplicate ACKs or SACK), `tlp` (tail-loss probe, after about two round trips), `rto` (timer, 200 ms or more), `spurious` (the receiver had it already), `late-first-copy` (the first one was lost before this point).

## Why it happens

1. Congestion: a full queue dropped the packet.
2. Wireless or faulty links; duplex mismatch; policers.
3. Reordering or a sudden delay, mistaken for loss (spurious).
4. MTU problems: large segments vanish, small ones pass.

## How to confirm it

- `ss -ti dst HOST`: retrans, lost, rtt, rto, reordering, dsack_dups.
- `nstat -az TcpRetransSegs TcpExtTCPFastRetrans TcpExtTCPLossProbes TcpExtTCPTimeouts TcpExtTCPSpuriousRTOs`; divide by `TcpOutSegs`.
- `ethtool -S`, `tc -s qdisc`, and interface drop counters along the path; `ping -M do -s 1472 HOST` for MTU.

## What to do

Find the hop by comparing loss before and behind the capture point, then repair the link, enlarge the policer's burst, or correct the MTU.

## What it is not

`capture-duplicate`; `out-of-order` (a first copy, late); `keepalive` and `zero-window-probe` (repeat on purpose); `syn-retransmitted`, `fin-retransmitted`.

## How sure

The repetition is certain near the sender. The kind is inferred from timing and feedback. Near the receiver a repeat may be the first copy seen.

## References

- RFC 6298 5
- RFC 5681 3.2
- RFC 8985
- RFC 6675
- RFC 2883
"""#,
      "rst-abort": #"""
# rst-abort: A connection was aborted with RST

One end ended an established connection by RST instead of FIN. The other application sees "connection reset by peer", and anything not yet delivered is gone.

## What you see

After ESTABLISHED an RST, usually with ACK, whose SEQ is exactly what the receiver expects. Both ends are CLOSED at once, without TIME-WAIT. The finding says how many bytes were never acknowledged and could have been; with such bytes it is a warning. What the aborting end sent right before its RST does not count: it arrives first.

## Why it happens

1. The application closes with `SO_LINGER` 0, or the process was killed with data unread.
2. A server drops idle or surplus connections this way to avoid TIME-WAIT; browsers and load balancers do so after the response.
3. A timeout in a proxy.
4. A keep-alive or user timeout expired.

## How to confirm it

- Sender: `nstat -az TcpExtTCPAbortOnData TcpExtTCPAbortOnClose TcpExtTCPAbortOnTimeout TcpExtTCPAbortOnLinger TcpExtTCPAbortOnMemory`. A zero linger counts under AbortOnData, unread data under AbortOnClose.
- `bpftrace -e 'tracepoint:tcp:tcp_send_reset { printf("%s\n", kstack); }'` on the sender, `tcp:tcp_receive_reset` on the receiver.
- Logs of proxy and application at that second.

## What to do

If data was lost: close gracefully (`shutdown`, read to the end, `close`). If everything had been delivered, it is a habit, not a fault.

## What it is not

`unread-data-reset`, `rst-by-retransmission-timeout`, `half-open-data-reset`, `idle-expired` (special causes); `rst-injected` (someone else sent it); `rst-after-fin` (after a FIN).

## How sure

The reset is certain if its SEQ was exact. Its author is certain only near the sender; elsewhere nothing speaks against the named end, which is less than proof.

## References

- RFC 9293 3.5.3
- RFC 9293 3.10.5
- RFC 9293 3.5.2
"""#,
      "rst-after-fin": #"""
# rst-after-fin: A FIN was followed by RST of the same side

The close began properly and ended abruptly. Before counting resets as failures, look which kind this is: many are harmless habit.

## What you see

FIN of A, later RST of A. Either in answer to data of B, or to B's FIN, or spontaneous within a round trip.

## Why it happens

1. Load balancers and Windows services that free resources at once.
2. Data arrived after close (`unread-data-reset`).
3. The orphan expired (`fin-wait-2-expired`) or TIME-WAIT was not kept (`premature-close-fin-answered-by-rst`).
4. `TCP_LINGER2` below zero, or memory pressure.

## How to confirm it

- A: `nstat -az TcpExtTCPAbortOnData TcpExtTCPAbortOnLinger TcpExtTCPAbortOnMemory`.
- Does B lose anything? Compare what B sent with what A acknowledged before the RST.

## What to do

Nothing if all data had been acknowledged. Otherwise see the special finding.

## What it is not

`rst-abort` (no FIN before); `rst-injected`; `time-wait-assassinated` (RST against TIME-WAIT).

## How sure

Order and numbers are certain near A. Midway the two can have been sent by different devices: compare TTL.

## References

- RFC 9293 3.6
- RFC 9293 3.5.2
"""#,
      "rst-bad-shape": #"""
# rst-bad-shape: A reset with numbers that no rule produces

TCP says exactly what an RST looks like. This one differs, so its sender is an unusual stack, a device, or a forger.

## What you see

In answer to a segment with ACK: SEQ must equal that ACK number. In answer to one without: SEQ 0 and ACK = SEQ + length. An abort carries the sender's next number. Anything else, and every RST that answers an RST, is reported with its deviation.

## Why it happens

1. A firewall or load balancer that builds resets by hand.
2. Injection.
3. An embedded or test stack.
4. Data of the sender was not captured, so that its next number looks too high.

## How to confirm it

- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e frame.number -e ip.src -e tcp.seq_raw -e tcp.ack_raw -e tcp.len -e tcp.flags.str`.
- Does the same host send correct resets elsewhere?

## What to do

Use it as a fingerprint to find the device.

## What it is not

`rst-injected` (weighs this with other evidence); `rst-out-of-window` (ignored); `rst-challenged`; `capture-drops`.

## How sure

The deviation is arithmetic, provided that the segment it answers was captured.

## References

- RFC 9293 3.5.2
- RFC 9293 3.10.7.1
"""#,
      "rst-both-sides": #"""
# rst-both-sides: Both ends were reset at the same moment

A device in the middle cut the connection and told both ends. Neither of them sent the resets that bear their names.

## What you see

RST to A and RST to B within about a millisecond, each with exactly the number its receiver expects, neither an answer to the other, and no FIN before them. Kind `after-idle`: after a pause of a minute or more.

## Why it happens

1. Idle timeout of a load balancer or firewall (350 s and 240 s are typical of cloud services; also 300, 900, 1800, 3600 s).
2. Policy: intrusion prevention, URL filter, administrator's "kill session".
3. Failover of a stateful device.

## How to confirm it

- Firewall or balancer log at that second; its idle timeout setting.
- TTL of both RSTs against the ends' own segments gives the device's distance.
- Neither end's `nstat -az TcpOutRsts` grows.

## What to do

Keep-alives below the timeout, a longer timeout, or an exception in the policy. The NAT standard asks for at least 2 h 4 min for established connections.

## What it is not

`rst-injected` (one direction, or only half visible); `rst-abort` (one end's own); an RST answered by RST; ends that are closing and answer what still comes, each by an RST of its own.

## How sure

Certain only midway, where both are seen. Near one end just its half is visible.

## References

- RFC 5382 5 (REQ-5)
- RFC 3360
- RFC 9293 3.5.3
"""#,
      "rst-by-retransmission-timeout": #"""
# rst-by-retransmission-timeout: The sender gave up after many retransmissions

Data was sent again and again without any acknowledgment, until TCP declared the connection dead. The application sees "connection timed out".

## What you see

Three or more transmissions of the same bytes with growing gaps, then an RST or silence. Linux gives up after `tcp_retries2` = 15 doublings, about 15 minutes, and usually sends nothing at that moment; an RST may answer a late packet.

## Why it happens

1. The peer is gone: power, network, sleep, moved address.
2. The path broke: route, link, firewall entry.
3. Large packets only: MTU blackhole.
4. `TCP_USER_TIMEOUT` is set short.

## How to confirm it

- `ss -tnoi`: `timer:(on,TIME,N)`, `backoff:N`, `unacked`.
- `nstat -az TcpExtTCPAbortOnTimeout TcpExtTCPTimeouts`; `sysctl net.ipv4.tcp_retries2`.
- `ping -M do -s 1472 HOST` against small pings.

## What to do

Find where the segments end by capturing further on; set `TCP_USER_TIMEOUT` in applications that must notice earlier.

## What it is not

`keepalive-unanswered`, `zero-window-probe-unanswered`, `persist-abort` (probes, not data); `fin-unanswered`; `rst-abort`.

## How sure

Strong near the sender. If the peer's ACKs take another path, the repeats look unanswered but stop soon.

## References

- RFC 9293 3.8.3
- RFC 6298 5.5
- RFC 1122 4.2.3.5
"""#,
      "rst-challenged": #"""
# rst-challenged: An inexact RST was questioned, not obeyed

A reset arrived with a sequence number inside the receive window, but not exactly the next one expected. The receiver kept the connection and sent a challenge ACK.

## What you see

RST with SEQ in the window; from the receiver a bare ACK with its current numbers. If the RST was honest, its sender answers with a second RST carrying exactly that ACK number, and the connection ends; if not, it goes on.

## Why it happens

1. Data was lost in front of the RST, so its SEQ is ahead of what the receiver has.
2. A middlebox guessed the number from what it had seen.
3. A blind attacker sweeps the window.

## How to confirm it

- Receiver: `nstat -az TcpExtTCPChallengeACK TcpExtTCPACKSkippedChallenge`, `sysctl net.ipv4.tcp_challenge_ack_limit net.ipv4.tcp_invalid_ratelimit`.
- `tshark -r FILE -Y 'tcp.flags.reset==1' -T fields -e ip.ttl -e ip.id -e tcp.seq_raw`, compared with the named sender's other segments.

## What to do

After an honest close with loss: nothing. If the second RST never comes, find the device or attacker; encrypting does not help against RSTs, but TCP-AO and RFC 5961 do.

## What it is not

`rst-out-of-window` (ignored without answer); `rst-abort` (exact, obeyed); `rst-injected` (attribution); `blind-reset-attempts` (a series); `ack-storm` (challenge and RST alternate for ever).

## How sure

Certain when the challenge follows within a round trip and the receiver goes on. Linux sends at most one such ACK per connection in 500 ms, so a missing challenge proves nothing. Stacks older than RFC 5961 accept the RST.

## References

- RFC 5961 3.2
- RFC 9293 3.5.3
- RFC 9293 3.10.7.4
"""#,
      "rst-in-listen-or-closed": #"""
# rst-in-listen-or-closed: A reset for no known connection

An RST arrived where there was no connection. It is dropped without an answer.

## What you see

RST on a four-tuple without any earlier segment. Kind `late`: within four minutes of an earlier connection on the same ports.

## Why it happens

1. A late RST after the connection had gone.
2. Backscatter: answers to packets with a forged source.
3. A scan with RSTs, or a firewall's clean-up.
4. The connection itself was not captured.

## How to confirm it

- `tcpdump -ni any 'tcp[tcpflags] & tcp-rst != 0'`: how many, from how many sources?
- `ss -tan` has no such tuple.

## What to do

Nothing at low rate.

## What it is not

`backscatter` (a pattern over many ports); `rst-in-syn-sent-invalid`, `rst-out-of-window` (there is a connection); `capture-mid-stream`.

## How sure

Needs a capture that started well before; at its beginning every RST looks like this.

## References

- RFC 9293 3.5.3
- RFC 9293 3.10.7.1
- RFC 9293 3.10.7.2
"""#,
      "rst-in-syn-sent-invalid": #"""
# rst-in-syn-sent-invalid: An RST that a connecting client must ignore

While the client waited for its SYN-ACK a reset arrived that does not acknowledge its SYN. It proves nothing and must not end the attempt.

## What you see

Client in SYN-SENT; RST without ACK flag, or with an ACK other than ISN + 1 (with Fast Open, up to the end of its data). The client stays in SYN-SENT.

## Why it happens

1. A late RST of a former connection on the same ports.
2. Blind attack.
3. A middlebox with wrong numbers.

## How to confirm it

- Client: `ss -tano state syn-sent` still lists the attempt.
- `tshark -r FILE -Y 'tcp.flags.reset==1' -T fields -e tcp.seq_raw -e tcp.ack_raw -e tcp.flags.str -e ip.ttl`.

## What to do

Nothing for single ones. If clients do give up on it, their stack is at fault.

## What it is not

`syn-refused` (ACK = ISN + 1: valid refusal); `rst-in-listen-or-closed`; `rst-injected`.

## How sure

Certain if all SYNs of the client were captured; a missed SYN with another ISN would make the RST valid.

## References

- RFC 9293 3.5.3
- RFC 9293 3.10.7.3
"""#,
      "rst-injected": #"""
# rst-injected: The RST probably came from somebody else

A reset bears the name of one end, but evidence says that this end did not send it. A device on the path, or an attacker, cut the connection.

## What you see

An RST that does not match its purported sender: other TTL, IP ID off its counter or copied from the segment that triggered it, several RSTs at once with stepped sequence numbers, an answer faster than the round trip allows, or a SYN refused that is then accepted without being sent again. Often the sender's real data arrives right behind it.

## Why it happens

1. A firewall, intrusion prevention system or proxy enforces policy.
2. A censoring or traffic-managing network.
3. A load balancer or NAT clears its table.
4. An attacker who sees the traffic or guesses numbers.

## How to confirm it

- Capture at the named sender: if the RST does not leave there, it is injected.
- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e frame.number -e ip.src -e ip.ttl -e ip.id -e eth.src -e tcp.seq -e tcp.flags.str`.
- Sender: `nstat -az TcpOutRsts` does not grow. Firewall logs at that second.

## What to do

Ask the operators of devices at the reported hop distance. TLS does not protect TCP headers; IPsec, WireGuard or QUIC do.

## What it is not

`rst-abort`, `half-open-data-reset`, `third-ack-answered-by-rst` (genuine); `rst-both-sides` (cut in both directions); `blind-reset-attempts` (many misses). Anycast and multipath make TTL vary harmlessly; IP ID 0 and missing timestamps are normal for kernel RSTs.

## How sure

A score with its list of evidence. Proof is: the named end talks on, or could not have reacted so soon. Near the named end a leaving RST is genuine for certain.

## References

- RFC 5961 3
- RFC 4953
- RFC 3360
- RFC 9293 3.5.3
"""#,
      "rst-out-of-window": #"""
# rst-out-of-window: An RST that must be ignored

A reset arrived whose sequence number lies outside the receive window. It says nothing about the connection, and the receiver drops it without an answer.

## What you see

RST with SEQ below what was already acknowledged or beyond the advertised window; afterwards both ends talk on as if nothing had happened, or the connection had just been closed anyway.

## Why it happens

1. A late RST: it answers a segment of the connection's past, or belongs to an earlier incarnation.
2. A load balancer or firewall with outdated sequence numbers.
3. Blind attack or injection by a device that lost the race.

## How to confirm it

- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e frame.number -e ip.src -e tcp.seq -e tcp.ack -e tcp.window_size -e tcp.flags.str`: compare the RST's SEQ with the receiver's last ACK and window.
- Receiver: `ss -tan` still lists the connection.

## What to do

Single late ones need nothing. Repeated ones on live connections call for a search by TTL and MAC address for the device that sends them.

## What it is not

`rst-challenged` (inside the window, inexact); `rst-abort` (accepted); `rst-injected` and `blind-reset-attempts` (who and how often); `rst-in-listen-or-closed` (no connection at all).

## How sure

Needs the window scale of both ends, thus the handshake; suppressed on connections found in mid-stream. The capture point sees windows earlier or later than the receiver, therefore only numbers outside everything ever advertised count. Certain if the receiver carries on.

## References

- RFC 9293 3.5.3
- RFC 9293 3.10.7.4
- RFC 5961 3.2
"""#,
      "rst-storm": #"""
# rst-storm: Far more resets than anything explains

One side sent a burst of resets for a single connection. One per arriving segment is right; these are more.

## What you see

Ten or more RSTs of one sender on one four-tuple within a second, beyond one for each segment of the peer.

## Why it happens

1. A middlebox that fires several RSTs per packet to hit the window.
2. Two faulty stacks that answer each other.
3. A blind attack, seen near the victim.
4. Duplicated frames that were not recognised.

## How to confirm it

- `tshark -r FILE -Y 'tcp.stream==N && tcp.flags.reset==1' -T fields -e frame.time_relative -e ip.ttl -e ip.id -e tcp.seq_raw`: stepped numbers are window guessing.
- `nstat -az TcpOutRsts` on the named sender.

## What to do

Find the device; rate-limit at the edge.

## What it is not

The normal volley after an abort with data in flight (`rst-abort`); `rst-injected`, `blind-reset-attempts` (attribution, sweep); `ack-storm`; `capture-duplicate`.

## How sure

The count is certain. The sender is in doubt, as with every RST away from its source.

## References

- RFC 9293 3.5.2
- RFC 5961 3
"""#,
      "rst-with-data": #"""
# rst-with-data: A reset carried data

An RST contained payload. The standard allows it as a readable reason; the receiver discards the bytes.

## What you see

RST with one or more payload bytes, often ASCII text such as "Go away" or an error name.

## Why it happens

1. A device or old stack gives its reason in plain text.
2. A middlebox turned a data segment into RST by setting the flag.
3. A fuzzer.

## How to confirm it

- `tshark -r FILE -Y 'tcp.flags.reset==1 && tcp.len>0' -T fields -e ip.src -e tcp.payload`.
- `tcpdump -A -r FILE 'tcp[tcpflags] & tcp-rst != 0'` prints the text.

## What to do

Read the text: it often names the product that reset the connection.

## What it is not

Ethernet padding behind a short packet (not payload); `rst-bad-shape`; `rst-injected`.

## How sure

Certain: the length follows from the IP header. Presence of text says nothing about who sent it.

## References

- RFC 9293 3.5.3
- RFC 1122 4.2.2.12
"""#,
      "rto-no-backoff": #"""
# rto-no-backoff: Retransmissions without doubling

The same segment was sent again several times at equal intervals. A timer must back off, or a congested path gets no relief.

## What you see

Four or more timer retransmissions of one left edge, gaps above 200 ms, each gap less than 1.3 times the one before.

## Why it happens

1. `TCP_THIN_LINEAR_TIMEOUTS` or `net.ipv4.tcp_thin_linear_timeouts` for thin streams.
2. An embedded or user-space stack.
3. An application that opens a new attempt each time.
4. The cap on the interval has been reached (120 s on Linux).

## How to confirm it

- `ss -tnoi`: `backoff:N` and `rto:` of the connection.
- `sysctl net.ipv4.tcp_thin_linear_timeouts`.
- `tshark -r FILE -Y 'tcp.stream==N && tcp.analysis.retransmission' -T fields -e frame.time_delta_displayed -e tcp.seq`.

## What to do

Update the stack. Linear time-outs of thin streams are deliberate.

## What it is not

SYNs of Linux 6.5 and later (five at one second); fast recovery (`retransmission` with feedback); `zero-window-probe`, `keepalive`.

## How sure

Good near the sender. Midway single copies can be missing, which distorts the gaps.

## References

- RFC 6298 5.5
- RFC 9293 3.8.1
"""#,
      "rto-too-small": #"""
# rto-too-small: The retransmission timer fired too early

Data was sent again by timer before an answer could have arrived. The sender's estimate of the round trip is too low.

## What you see

A timer retransmission sooner than smoothed round trip plus four deviations, or sooner than 200 ms; often the ACK for the first copy comes right after.

## Why it happens

1. The delay jumped: radio, queueing, route change.
2. `rto_min` lowered for a route, or `net.ipv4.tcp_rto_min_us`.
3. A stack with a coarse or fixed timer.

## How to confirm it

- `ip route show | grep rto_min`; `sysctl net.ipv4.tcp_rto_min_us` (recent kernels); `ss -ti` (`rto`, `rtt:AVG/DEV`).
- `nstat -az TcpExtTCPSpuriousRTOs TcpExtTCPDSACKRecv TcpExtTCPDSACKUndo`.

## What to do

Remove a lowered `rto_min` outside data centres; otherwise treat the delay variation.

## What it is not

A tail-loss probe after two round trips and fast retransmit (kinds of `retransmission`); `dsack` (the receiver's proof of a needless repeat).

## How sure

Near the sender the gap is exact. The RFC recommends 1 s as the minimum; 200 ms is common practice.

## References

- RFC 6298 2.4
- RFC 8985 7
"""#,
      "sack-invalid": #"""
# sack-invalid: A SACK block reports data that was never sent

A selective acknowledgment names a range outside of what is outstanding, and it is no duplicate report either. The sender ignores it, and recovery is slowed.

## What you see

Block not between the cumulative ACK and the highest byte sent, and not of the D-SACK form.

## Why it happens

1. A firewall randomises sequence numbers but does not translate SACK.
2. The capture missed data.
3. A faulty stack; a forged segment.

## How to confirm it

- `tshark -r FILE -Y tcp.options.sack -T fields -e tcp.ack_raw -e tcp.options.sack_le -e tcp.options.sack_re`: a constant offset to real numbers betrays rewriting.
- Sender: `nstat -az TcpExtTCPSACKDiscard`.

## What to do

Update the firewall, or disable its sequence randomisation for this traffic.

## What it is not

`dsack` (legal report of duplicates); `sequence-rewritten` (offset proved); `ack-of-unsent` (the cumulative ACK).

## How sure

Near the data's sender certain; elsewhere missed data is the rival.

## References

- RFC 2018 4
- RFC 2883 4
"""#,
      "segment-out-of-window": #"""
# segment-out-of-window: Data outside the receive window

A segment's bytes all lie outside what the receiver can accept. It is dropped and answered with an ACK.

## What you see

Payload beyond the largest right edge ever advertised, or so far below the next expected byte that it cannot be a retransmission of this connection's data. The receiver answers with a bare ACK.

## Why it happens

1. A sender or middlebox with a wrong window scale.
2. Blind injection.
3. Late duplicates of old data.
4. A conntrack table that lost the scale and lets data pass unaltered, or resets it.

## How to confirm it

- Receiver: `nstat -az TcpExtBeyondWindow TcpExtTCPACKSkippedSeq` (the first on recent kernels).
- Gateway: `conntrack -S` (`invalid`), `sysctl net.netfilter.nf_conntrack_tcp_be_liberal net.netfilter.nf_conntrack_log_invalid`.

## What to do

Repair option handling on the path. With conntrack resets in clusters, drop invalid packets or set `nf_conntrack_tcp_be_liberal=1`.

## What it is not

`retransmission` (old bytes, normal); `window-full` (exactly at the edge); `rst-out-of-window`; `window-shrunk` (legal when sent).

## How sure

Both scales must be known. Only numbers beyond everything advertised count, because windows cross data in flight.

## References

- RFC 9293 3.10.7.4
- RFC 9293 3.4
"""#,
      "segment-without-ack": #"""
# segment-without-ack: A segment lacks the ACK flag

Apart from the first SYN and some RSTs, every TCP segment carries ACK. This one does not; receivers drop it without an answer.

## What you see

No SYN, no RST, no ACK; perhaps data, PSH or URG. An open connection ignores it.

## Why it happens

1. Scans (NULL, FIN, XMAS) and fuzzers.
2. Traffic generators that do not implement TCP.
3. A damaged or rewritten header.

## How to confirm it

- `tcpdump -ni any 'tcp[tcpflags] & (tcp-syn|tcp-rst|tcp-ack) == 0'`.
- `conntrack -S` (`invalid`).

## What to do

Drop at the edge. On a real connection search for the rewriting device.

## What it is not

`fin-null-xmas-scan` (no connection); `fin-without-ack`; `illegal-flags` (contradictory flags).

## How sure

Certain. It moves no state; Linux gives no answer on an established connection.

## References

- RFC 9293 3.1
- RFC 9293 3.10.7.4
"""#,
      "segmentation-offload": #"""
# segmentation-offload: Frames larger than the network carries

The capture shows segments of many kilobytes. They were recorded before the card split them, or after it merged them; on the wire they were ordinary.

## What you see

Payload above the peer's MSS, or frames above the MTU.

## Why it happens

1. TSO/GSO: captured on the sender.
2. GRO/LRO: captured on the receiver, or on a router that merges.
3. Virtual machines and containers on one host.

## How to confirm it

- `ethtool -k IFACE | grep -E 'segmentation|receive-offload'`.
- `ethtool -K IFACE tso off gso off gro off` for an exact capture (costs CPU).

## What to do

Nothing for state analysis. For packet-level loss and timing, switch off or capture in between.

## What it is not

`mss-anomaly` (announced size); `checksum-offload`; jumbo frames (MSS fits them); `fragments-unassembled`.

## How sure

Certain. Counts of segments, losses and ACK ratios are approximate in such captures.

## References

- RFC 9293 3.7.1
- RFC 9293 3.7.2
"""#,
      "sequence-rewritten": #"""
# sequence-rewritten: A device shifts sequence numbers

A box on the path changes the sequence numbers, and does so incompletely. The fields it forgets, SACK blocks or ICMP quotes, disagree with the headers.

## What you see

SACK edges or quoted numbers differ from the header's by a constant; or two captures of one connection do.

## Why it happens

1. Firewall with ISN randomisation.
2. NAT helper (FTP, SIP) that changes the payload's length.
3. SYN proxy or TCP splicing.

## How to confirm it

- Captures on both sides: `tshark -r FILE -Y tcp.flags.syn==1 -T fields -e ip.src -e tcp.seq_raw`.
- Linux gateways: `conntrack -L` shows the entry; helpers: `nft list ruleset | grep helper`; `lsmod | grep nf_nat`.

## What to do

Turn randomisation off for the flow, update the device, remove unneeded helpers.

## What it is not

`sack-invalid` (no constant offset); `nat-both-sides` (addresses only); `synack-wrong-ack` (rewriting in one direction breaks the handshake).

## How sure

Strong with several blocks at one constant offset; certain with two captures.

## References

- RFC 2018 3
- RFC 9293 3.4
"""#,
      "sequence-wrapped": #"""
# sequence-wrapped: The sequence number passed 2^32

The counter went round. This is normal for long or unluckily started connections; all comparisons are modular.

## What you see

SEQ falls from near 4294967295 to a small value without loss. At 10 Gbit/s a full round takes less than four seconds.

## Why it happens

1. More than 4 GiB were sent.
2. The random initial number was high.

## How to confirm it

- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e tcp.seq_raw`.
- `ss -ti`: `bytes_sent`, `bytes_acked`.

## What to do

Nothing. On very fast links timestamps (PAWS) protect against confusion with the previous round; leave them on.

## What it is not

`tuple-reuse-while-open` (a new number needs a new SYN); `ack-regression`; `old-duplicate-segment`.

## How sure

Certain. It is told because tools that compare plainly go wrong here.

## References

- RFC 9293 3.4
- RFC 7323 5
"""#,
      "silly-window": #"""
# silly-window: Many tiny segments or tiny window steps

Data moves in crumbs: the overhead of headers and ACKs exceeds the payload.

## What you see

At least 20 window updates below MSS and half of the buffer, or 50 payloads under half an MSS with more data directly behind.

## Why it happens

1. The application writes in small pieces with `TCP_NODELAY`.
2. It reads in small pieces while the buffer is full, and the stack advertises each crumb.
3. A tiny MSS or window was imposed.

## How to confirm it

- `strace -e trace=write,sendto,read,recvfrom -p PID`: sizes of calls.
- `ss -ti`: `mss`, `segs_out` against `bytes_sent`.
- `nstat -az TcpExtTCPAutoCorking`.

## What to do

Buffer writes (`writev`, `TCP_CORK`, larger blocks), read in large blocks.

## What it is not

Interactive traffic (SSH, games), small by nature; `mss-anomaly`; `zero-window-probe`.

## How sure

Near the sender strong. Midway the queue behind is unknown.

## References

- RFC 9293 3.8.6.2
- RFC 9293 3.7.4
- RFC 1122 4.2.3.3
"""#,
      "simultaneous-close": #"""
# simultaneous-close: Both ends closed at the same moment

Both FINs were under way when the other arrived. Each end passes through CLOSING instead of FIN-WAIT-2, and both end in TIME-WAIT.

## What you see

Two FINs, neither of which acknowledges the other; then two ACKs, each covering the other's FIN. Four segments, as in a normal close, but with two active closers.

## Why it happens

1. Both applications end on the same event: a final protocol message, a shared timeout, a shutdown broadcast.
2. Long round-trip time, which makes crossing likely.
3. A proxy or orchestrator closes both ends.

## How to confirm it

- `tshark -r FILE -Y 'tcp.flags.fin==1' -T fields -e frame.number -e ip.src -e tcp.seq -e tcp.ack`: each FIN's ACK is at most the other's SEQ.
- `ss -tan state closing` catches it only with luck; afterwards both hosts show `ss -tan state time-wait`.

## What to do

Nothing. Note that both hosts now hold the tuple in TIME-WAIT, which matters for services that reuse fixed ports.

## What it is not

`half-close` (one FIN acknowledged long before the other); `fin-retransmitted` (a repeated FIN with a newer ACK can hide the crossing); an ordinary three-segment close, where the second FIN acknowledges the first.

## How sure

Only the acknowledgment numbers decide; the order in the capture does not. Certain when each end sends an ACK that covers the other's FIN. CLOSING is dated at the frame of the received FIN, although it arrived slightly later.

## References

- RFC 9293 3.6 (Figure 13)
- RFC 9293 3.10.7.4
"""#,
      "simultaneous-open": #"""
# simultaneous-open: Both ends opened the connection at the same time

Both hosts sent a SYN to each other on the same pair of ports, and the SYNs crossed. TCP makes one connection of them, not two; neither end is a server.

## What you see

Two bare SYNs in opposite directions on the same four-tuple, neither a reaction to the other; then each end answers with a SYN-ACK that repeats its own ISN. Both go SYN-SENT, SYN-RECEIVED, ESTABLISHED. Some stacks finish with a bare ACK instead of SYN-ACK.

## Why it happens

1. NAT traversal by TCP hole punching (WebRTC, peer-to-peer, VPN).
2. Routers or clusters that use the same fixed port on both sides (BGP on two active ends normally does not: source ports differ).
3. A test or a self-connection on one host: a client whose ephemeral port happens to equal the destination port on localhost.

## How to confirm it

- `tshark -r FILE -Y 'tcp.flags.syn==1' -T fields -e frame.time_relative -e ip.src -e tcp.srcport -e tcp.dstport -e tcp.seq_raw -e tcp.flags.ack`: four rows, two ISNs, each used twice.
- `ss -tan state syn-recv` on either side during the exchange.

## What to do

Nothing if intended. A self-connection is avoided by keeping service ports outside `net.ipv4.ip_local_port_range` or in `ip_local_reserved_ports`.

## What it is not

`split-handshake` (the second SYN answers the first); `crossing-connections` (the ports are not mirrored, so two connections); `tuple-reuse-after-2msl` with exchanged roles; `nat-both-sides` (copies of one connection).

## How sure

Certain when both SYN-ACKs repeat the ISN of their own bare SYN. The order of the two SYNs in the capture is not their order at the ends: nobody can say who was first, and the client is by convention the one seen first.

## References

- RFC 9293 3.5 (Figure 7)
- RFC 9293 3.10.7.3
- RFC 1122 4.2.2.10
"""#,
      "slow-close": #"""
# slow-close: Closing took long without loss

Between the first FIN and the end of the connection passed more than five round trips and a second, though nothing was lost. Somebody waited.

## What you see

FIN and its ACK promptly, then a pause until the other FIN; or the ACK itself comes late.

## Why it happens

1. The application on the passive side closes late (CLOSE-WAIT): it works on, or only notices at its next read.
2. Half-close by design.
3. A slow path or host.

## How to confirm it

- Passive side: `ss -tanp state close-wait` names the process.
- Active side: `ss -tano state fin-wait-2`.
- The gap before the FIN's ACK is network and kernel; the gap before the second FIN is the application.

## What to do

Usually none. Above 60 s the closer's kernel may drop the orphan first.

## What it is not

`close-wait-stuck` (never closes); `fin-retransmitted` (loss); `half-close` (data flows meanwhile); `fin-wait-2-expired`.

## How sure

Times are exact at the capture point; who waited follows from which segment came late, minus the round trip.

## References

- RFC 9293 3.6
- RFC 9293 3.6.1
"""#,
      "slow-handshake": #"""
# slow-handshake: The handshake took long without any loss

Nothing was retransmitted, yet SYN-ACK or third ACK came late. Users feel it as a slow connect.

## What you see

The gap SYN to SYN-ACK (server side of this point) or SYN-ACK to ACK (client side) exceeds 1 s, or five times what is usual between the two hosts.

## Why it happens

1. Long path: satellite, VPN detour, mobile radio wake-up.
2. Bufferbloat: a full queue in one direction.
3. A proxy that answers only after connecting onward.
4. The host was descheduled or asleep.

## How to confirm it

- `ping HOST` during calm and load; `mtr -T -P PORT HOST`.
- `ss -ti dst HOST`: `rtt` and `minrtt`; a large difference is queueing.
- `tc -s qdisc show dev IFACE`: backlog.

## What to do

Separate the two halves: they tell on which side of the capture point the time goes. Use fq_codel or CAKE against queues.

## What it is not

`syn-retransmitted` (loss made it slow); `late-synack-reset` (client gave up); `accept-queue-overflow` (third ACK ignored).

## How sure

Times are as exact as the capture clock. Near the server only the client's half is meaningful, and the other way round.

## References

- RFC 6298 2
- RFC 9293 3.8.1
"""#,
      "snaplen-truncated": #"""
# snaplen-truncated: Packets were cut when captured

Only the first bytes of each packet were stored. Headers suffice for states; contents and checksums cannot be examined.

## What you see

Captured length below the original length. If the cut falls within the TCP header, options or even flags are missing, which is reported as an error.

## Why it happens

1. A snap length was set (`-s 96`) to save space or for privacy.
2. A mirror session truncates.

## How to confirm it

- `capinfos FILE`: "Packet size limit".
- `tshark -r FILE -Y 'frame.cap_len < frame.len' -T fields -e frame.cap_len | sort -n | head -1`.

## What to do

128 bytes keep Ethernet, VLAN, IPv6 and all TCP options; with tunnels 192. Full length only if contents matter.

## What it is not

`capture-drops` (whole frames missing); `capture-ends-mid-connection` (file cut at the end); `checksum-bad` (needs whole packets).

## How sure

Certain: both lengths stand in the file. Sequence numbers stay exact, because lengths come from the IP header.

## References

- RFC 9293 3.1
- draft-ietf-opsawg-pcap (captured and original length)
"""#,
      "sockstress": #"""
# sockstress: Connections are completed and then strangled

A client completes many handshakes, then keeps its window at zero. Each connection occupies buffers and timers on the server for as long as it answers probes.

## What you see

One source, 20 or more connections, window 0 within the first three segments and for more than 10 s.

## Why it happens

1. A sockstress-type attack (known since 2008), slow-read attacks.
2. A stalled client or proxy with many connections.
3. A test of flow control.

## How to confirm it

- `ss -tno state established 'sport = :PORT' | grep persist | awk '{sub(/:[0-9]+$/, "", $4); print $4}' | sort | uniq -c`: persist timers by peer.
- `nstat -az TcpExtTCPWinProbe TcpExtTCPMemoryPressures`; `ss -s`.

## What to do

Limit connections per source (`ct count`, connlimit); write time-outs in the server; `TCP_USER_TIMEOUT`.

## What it is not

`zero-window-stall` (one connection, later); `syn-flood` (never completed); `accept-queue-overflow`.

## How sure

Strong by number. Malice cannot be seen; a hung proxy looks alike.

## References

- RFC 6429
- RFC 9293 3.8.6.1
"""#,
      "split-handshake": #"""
# split-handshake: The server answered with a SYN of its own

Instead of a SYN-ACK the server sent a bare SYN (perhaps after a bare ACK). The handshake then runs like a simultaneous open. It is legal by the state machine but confuses devices that decide by direction who is the client.

## What you see

SYN from A; at least a round trip's worth later an optional ACK and a bare SYN from B; SYN-ACK from A; ACK from B. Four or five segments.

## Why it happens

1. A test of firewalls and intrusion detection, or an attempt to evade them.
2. A hostile server that wants its payload inspected as client traffic.
3. A very unusual TCP implementation.

## How to confirm it

- `tshark -r FILE -Y tcp.flags.syn==1 -T fields -e frame.time_relative -e ip.src -e tcp.flags.str -e tcp.seq_raw -e tcp.ack_raw`.
- `nmap -O` or the other connections of B: does it always do so?

## What to do

Treat the server as suspicious; make sure that security devices handle the case (several did not before 2011).

## What it is not

`simultaneous-open` (the SYNs crossed, neither is an answer); `syn-challenged` (existing connection); `synack-wrong-ack`.

## How sure

Strong when B's SYN comes later than the round trip to B, so that it must be a reaction. If the round trip is unknown, simultaneous open is as likely. The client is taken to be the sender of the first SYN.

## References

- RFC 9293 3.5 (Figure 7)
- RFC 9293 3.10.7.3
"""#,
      "stale-syn-reset": #"""
# stale-syn-reset: An old duplicate SYN was recognised and undone

A SYN from the past turned up, the server answered it in good faith, and the client said "not mine" with an RST. This is the reason why TCP needs three segments to open a connection: the third lets the client veto a SYN that it no longer means.

## What you see

SYN-ACK for sequence number o, then from the client RST with SEQ = o+1, then (or already before) the client's genuine SYN with another number n and an ordinary handshake. Server: LISTEN, SYN-RECEIVED, back to LISTEN. The client stays in SYN-SENT throughout.

## Why it happens

1. A SYN was delayed in the network while the client had given up and started anew from the same port.
2. The client rebooted or retried from a fixed port with a fresh ISN.
3. A queue, a failover or a replayed capture delivered the SYN twice.

## How to confirm it

- `tshark -r FILE -Y 'tcp.flags.syn==1 || tcp.flags.reset==1' -T fields -e frame.number -e tcp.seq_raw -e tcp.ack_raw -e tcp.options.timestamp.tsval`: look for two client ISNs and for an old TSval.
- Server: `nstat -az TcpExtEmbryonicRsts` counts such resets in SYN-RECEIVED.

## What to do

Nothing: the protocol worked, and only delay was lost. If it recurs, search for the queue that holds packets for seconds, and give clients ephemeral ports.

## What it is not

`syn-scan-open` (no other ISN, many targets); `late-synack-reset` (the SYN was the client's own, only the answer was late); `synack-wrong-ack` (ACK fits no SYN seen); `backscatter` (no SYN at all); `third-ack-answered-by-rst` and `syn-refused` (the server sends the RST).

## How sure

Certain when the client's other SYN is seen before its RST, or when o belongs to an earlier incarnation. Otherwise strong at best. Near the client the old SYN may never pass the capture point.

## References

- RFC 9293 3.5 (Figure 8, old duplicate SYN recovery)
- RFC 793 3.4 (Figure 9, the same figure there)
- RFC 9293 3.5.2
- RFC 9293 3.10.7.3
- RFC 1122 4.2.2.11
"""#,
      "syn-challenged": #"""
# syn-challenged: A SYN hit an existing connection and got a challenge ACK

A SYN arrived for a connection that its receiver considers open. It was not accepted and nothing was torn down: the receiver answered with an ACK of the current state, which asks "did you really restart?".

## What you see

Established connection; a bare SYN on its four-tuple; from the other end an ACK without SYN whose SEQ and ACK are the connection's current numbers. If the sender really restarted it answers with RST; otherwise the connection simply goes on.

## Why it happens

1. The client rebooted or lost its socket and reused the port.
2. An old duplicate SYN arrived.
3. A NAT gave the same external port to another client while the old entry lived on the server.
4. A blind attacker tries to reset the connection.

## How to confirm it

- Receiver: `nstat -az TcpExtTCPSYNChallenge TcpExtTCPChallengeACK TcpExtTCPACKSkippedChallenge`.
- Receiver: `ss -tanpo '( sport = :PORT )'` still lists the old connection in ESTAB or CLOSE-WAIT.
- Compare the SYN's TTL with that of the sender's other segments.

## What to do

After a reboot nothing needs doing; TCP resynchronises. If clients behind NAT collide, enlarge the port pool, enable keep-alives on the server, or lengthen the NAT's idle timeout.

## What it is not

`half-open-discovered` (the same, followed by RST and a new handshake); `tuple-reuse-refused-in-time-wait` (both ends had closed); `tuple-reuse-while-open` (the SYN was accepted); `blind-syn-attempts` (many of them).

## How sure

Certain when the challenge carries the connection's exact numbers. Silence proves nothing: Linux answers at most one invalid segment per connection in 500 ms (`net.ipv4.tcp_invalid_ratelimit`).

## References

- RFC 9293 3.10.7.4
- RFC 5961 4.2
- RFC 9293 3.5.1
"""#,
      "syn-cookies-in-use": #"""
# syn-cookies-in-use: The server answers with SYN cookies

The server keeps no memory of the connection request: it encodes what it needs in the sequence number of its SYN-ACK and rebuilds the connection from the third ACK. It does so when its request queue is full.

## What you see

Several signs, added up: two SYNs of one tuple each get their own SYN-ACK; the server's ISN moves exactly with the client's; window scale and SACK vanish for clients without timestamps; the SYN-ACK's timestamp lags by up to 63 ms, because its low bits carry options; to clients whose MSS is not in the cookie's table (536, 1300, 1440, 1460; IPv6 1220, 1420, 1440, 8940) the server never sends more than the next lower value; no SYN-ACK is ever repeated by timer. The details count each sign: `timestamp_lag`, `options_lost`, `mss_table`, `not_repeated`. `from_elsewhere` counts SYN-ACKs that came over another number of hops than the server's data: a device before the server made them.

## Why it happens

1. A SYN flood.
2. A backlog too small for normal bursts.
3. `net.ipv4.tcp_syncookies` = 2 (always).
4. A firewall or load balancer proxies SYNs.

## How to confirm it

- `nstat -az TcpExtSyncookiesSent TcpExtSyncookiesRecv TcpExtSyncookiesFailed TcpExtTCPReqQFullDoCookies`.
- `dmesg | grep -i 'possible SYN flooding'`.
- `ss -tan state syn-recv 'sport = :PORT' | wc -l`; `sysctl net.ipv4.tcp_max_syn_backlog net.core.somaxconn`.

## What to do

Under attack: keep cookies on. Otherwise raise the backlog. The price: a lost third ACK is not repaired by the server, since it has nothing to repeat; a client that waits for the server to speak first then hangs.

## What it is not

`options-stripped` (a device removes options always); `synack-isn-changed` (two servers); `tuple-reuse-in-time-wait-legal` (ISN + 65537); `syn-flood` (the cause).

## How sure

The first two signs are certain alone; the timestamp lag is strong over two connections and certain over several; a SYN-ACK that was only delayed on its way is no sign. The rest is weak: the MSS alone is told as info, because a tunnel of the same size looks like it, and so are SYN-ACKs that were not repeated, because a server may be set to send one only (`net.ipv4.tcp_synack_retries` = 0). One timer repeat refutes cookies for that request only.

## References

- RFC 4987 3.6
- RFC 7323 3
- Linux Documentation/networking/ip-sysctl.rst (tcp_syncookies)
"""#,
      "syn-dropped-by-listener": #"""
# syn-dropped-by-listener: A living listener ignored some SYNs

Some clients get no answer while others on the same port are served at the same second. The server is up; it drops connection requests.

## What you see

Unanswered SYNs to an address and port, and within a second SYN-ACKs or data from that very port to others. The finding gives the share and the longest run.

## Why it happens

1. The accept queue is full: Linux drops further SYNs.
2. The SYN queue is full and cookies are off.
3. A rate limit (`hashlimit`, cloud protection, SYN proxy).
4. A filter against particular sources.

## How to confirm it

- `nstat -az TcpExtListenDrops TcpExtListenOverflows TcpExtTCPReqQFullDrop`.
- `ss -ltn 'sport = :PORT'`: Recv-Q above Send-Q.
- `nft list ruleset | grep -i limit`; `sysctl net.ipv4.tcp_syncookies net.ipv4.tcp_max_syn_backlog`.

## What to do

Accept faster, raise backlog and `somaxconn`, keep cookies on; check rate limits against real load.

## What it is not

`syn-unanswered` (nobody is served); `accept-queue-overflow` (handshake ignored at its third segment; often together); `syn-flood` (the cause may be an attack); a per-source filter, which hits one prefix always.

## How sure

Near the server strong. Elsewhere loss is the rival; it is less likely if other ports of the server lose nothing.

## References

- RFC 4987 3.2
- RFC 9293 3.10.7.2
"""#,
      "syn-flood": #"""
# syn-flood: A listener is drowned in connection requests

Far more connections are begun than completed, from many or forged sources. Real clients find the server slow or unreachable.

## What you see

In a 10 s window 100 or more attempts to one port, fewer than a tenth completed, many distinct sources or signs of forgery (equal TTL, constant ISN, window or IP ID for unrelated prefixes). The report says how the server reacted: cookies, repeated SYN-ACKs, drops.

## Why it happens

1. A denial-of-service attack with spoofed sources.
2. A botnet or scanner with real sources.
3. The return path is broken, so that nobody can complete.

## How to confirm it

- `ss -tan state syn-recv 'sport = :PORT' | wc -l`; `nstat -az TcpExtSyncookiesSent TcpExtTCPReqQFullDoCookies TcpExtListenDrops`.
- `dmesg | grep -i 'SYN flooding'`; `sysctl net.ipv4.tcp_syncookies net.ipv4.tcp_max_syn_backlog`.
- `tcpdump -nni any 'tcp[13] = 0x02 and dst port PORT' -c 1000`: sources, TTLs. Flag filters of this form match IPv4 only; for IPv6 write `ip6[53] = 0x02`.

## What to do

Keep cookies on, raise backlog and `somaxconn`, lower `tcp_synack_retries`; filter upstream (SYNPROXY, provider). Blocking forged sources is futile.

## What it is not

`port-scan` (many ports, refusals); a load test (completes); `accept-queue-overflow` (handshakes complete); `synack-reflection` (this server is the tool, not the target).

## How sure

Strong with both directions. One-sided, only rate and sources count, and the verdict is weak. Retransmitted SYNs are counted once. Single attempts from the 100th within 10 s on are info and say `one_of_many`: `attempts`.

## References

- RFC 4987 2
- RFC 4987 3
"""#,
      "syn-icmp-refused": #"""
# syn-icmp-refused: An ICMP error answered the connection attempt

A router or the host itself said that the destination cannot be reached. The application gets "no route to host" or "connection refused" sooner than by time-out, or keeps trying, because ICMP is only a hint.

## What you see

ICMP type 3 (host, net, port unreachable, prohibited) or ICMPv6 type 1 that quotes the SYN's addresses, ports and sequence number.

## Why it happens

1. A firewall rejects with ICMP (`REJECT` without `tcp-reset`).
2. The last router finds no ARP/ND answer: host down.
3. No route, or a blackhole route with unreachable.

## How to confirm it

- `tcpdump -ni any 'icmp[icmptype] == icmp-unreach or icmp6'`: source and code name the refusing node.
- `ip route get HOST`; on the last router `ip neigh show HOST`.
- Client: `nstat -az IcmpInDestUnreachs`.

## What to do

Ask the node named by the ICMP source: change its filter, its route, or start the host.

## What it is not

`syn-refused` (RST); `syn-unanswered` (nothing); `icmp-blind-reset` (quoted number was never sent); code 4, fragmentation needed, concerns path MTU and refuses nothing.

## How sure

Certain if the quoted sequence number is that of a captured SYN. Whether the client saw the message is certain only near the client. NAT may alter the quote.

## References

- RFC 9293 3.9.2.2
- RFC 5927 4
- RFC 1122 4.2.3.9
"""#,
      "syn-isn-changed": #"""
# syn-isn-changed: A second attempt used another sequence number

Before the first attempt was decided, the client sent a new SYN on the same addresses and ports with a different initial sequence number. It started over instead of repeating.

## What you see

Two or more SYNs on one four-tuple with different SEQ and no close between them. The SYN-ACK's ACK number tells which of them the server took.

## Why it happens

1. The client aborted and reconnected from a fixed source port.
2. Two clients share one external address and port behind a NAT, one after the other.
3. A scanner that reuses its source port.
4. An old duplicate SYN, or a host that rebooted.

## How to confirm it

- `tshark -r FILE -Y 'tcp.flags.syn==1 && tcp.flags.ack==0' -T fields -e frame.time_relative -e ip.ttl -e tcp.seq_raw -e tcp.options.timestamp.tsval`: a TTL or timestamp jump means two hosts.
- Client: `strace -e trace=socket,bind,connect` shows a fixed `bind`.

## What to do

Let the system choose source ports; widen the NAT pool. More than ten open attempts on one tuple deserve a look at the source.

## What it is not

`syn-retransmitted` (same SEQ); `stale-syn-reset` (one of them was old and undone); `tuple-reuse-while-open` (after establishment); `blind-syn-attempts`.

## How sure

The different numbers are certain. Which SYN is alive is certain only with the SYN-ACK and its acknowledgment.

## References

- RFC 9293 3.4.1
- RFC 9293 3.5
"""#,
      "syn-refused": #"""
# syn-refused: The port is closed

The other host refused the connection: it received the SYN and answered RST,ACK. The application gets "connection refused" at once.

## What you see

SYN with sequence number x, then RST,ACK with SEQ 0 and ACK x+1 (plus the SYN's payload, if any). No SYN-ACK for this attempt.

## Why it happens

1. Nothing listens on that address and port: service down, still starting, or bound to another address such as 127.0.0.1.
2. A firewall rejects in the server's name.
3. A load balancer has no healthy member left.
4. The client uses a wrong port or an old address.

## How to confirm it

- On the server: `ss -ltnp 'sport = :PORT'`. No line: nothing listens. Look at the address column too.
- `nft list ruleset | grep -i reject` or `iptables -S | grep REJECT`.
- `nstat -az TcpOutRsts`, before and after one attempt: grows if the host itself refused.
- Compare the RST's TTL with that of answers from open ports of the same host; a difference points to a device in between.

## What to do

Start the service, bind it to the right address, or correct the client. Refusals during a restart disappear with socket activation or a graceful reload.

## What it is not

`syn-unanswered` is silence; `third-ack-answered-by-rst` is a refusal after SYN-ACK; `syn-scan-open` has the RST coming from the client; `rst-in-syn-sent-invalid` is an RST that the client must ignore because its ACK number fits nothing.

## How sure

Certain when SEQ is 0 and ACK matches the SYN. Who sent it is another matter: a firewall on the way produces the same segment; TTL and response time separate them only if the server is heard otherwise.

## References

- RFC 9293 3.5.2
- RFC 9293 3.10.7.1
- RFC 9293 3.10.7.3
"""#,
      "syn-retransmitted": #"""
# syn-retransmitted: The client repeated its SYN

The client asked again because its first SYN had not been answered in time. If the second try succeeds the user notices a delay of one second or more.

## What you see

A SYN with the same initial sequence number as before, about 1 s later. Linux since 6.5 sends five retries at one-second steps before it doubles, which is no fault. Retries may drop the ECN flags or the Fast Open cookie.

## Why it happens

1. The SYN or its SYN-ACK was lost.
2. The server, or a filter before it, dropped the SYN: full queue, rate limit.
3. The SYN-ACK arrived but the client discarded it: bad checksum, reverse-path filter, wrong ACK number.
4. The server is slower than the client's first timeout.

## How to confirm it

- Client: `nstat -az TcpExtTCPSynRetrans`; `ss -tanoi state syn-sent` shows the timer and the retry count.
- Server: `nstat -az TcpExtListenDrops TcpExtTCPReqQFullDrop`.
- Client, when SYN-ACKs are seen: `nstat -az TcpExtIPReversePathFilter TcpInCsumErrors`.

## What to do

One repeat among thousands of connections is ordinary loss. Many towards one listener: examine its queues. Many towards every destination: examine the client's own link.

## What it is not

`capture-duplicate` (the same frame recorded twice, same IP ID, microseconds apart); `syn-isn-changed` (a new attempt with another number); `synack-retransmitted` (the server repeats); `stale-syn-reset` (an old copy turns up).

## How sure

That the SYN was sent again is certain. Which of the two directions lost something depends on the capture point: a SYN-ACK that passed here well before the repeat was lost or ignored behind this point, on the client's side.

## References

- RFC 6298 2.1
- RFC 6298 5.5
- RFC 6298 5.7
- RFC 9293 3.8.1
"""#,
      "syn-scan-open": #"""
# syn-scan-open: A port was probed with a half-open scan

Someone asked whether the port is open and hung up as soon as the answer came. The probe never becomes a connection, so the application does not log it.

## What you see

SYN, SYN-ACK, and from the client at once an RST with SEQ = its ISN + 1. A raw-socket scanner's own kernel sends that RST: it knows nothing of the SYN. Scanner SYNs often carry only an MSS option and a window of 1024 or so.

## Why it happens

1. `nmap -sS`, masscan, zmap, Internet-wide surveys.
2. A load balancer's or monitor's health check: one source, one port, fixed period (kind `health-check`).
3. A single one may be a cancelled connect.

## How to confirm it

- `nstat -az TcpExtEmbryonicRsts` on the server.
- `tcpdump -ni any 'src host CLIENT and tcp[tcpflags] & tcp-syn != 0'`: how many ports and hosts?
- Load-balancer configuration: health-check source and interval.

## What to do

From outside: expected background noise; make sure that only intended ports are open. From inside: find the host.

## What it is not

`stale-syn-reset` (another SYN of the client on the same tuple); `late-synack-reset` (answer over a second late); `third-ack-answered-by-rst` (RST from the server); `port-scan` (the whole series); `backscatter` (no SYN of this host).

## How sure

The exchange is certain, the intention is not: one case is reported as information, three or more targets within a minute, or a scanner's fingerprint, as a scan.

## References

- RFC 9293 3.5.2
- RFC 9293 3.10.7.4
"""#,
      "syn-unanswered": #"""
# syn-unanswered: Nobody answered the connection attempt

The client asked to connect and heard nothing: no SYN-ACK, no RST, no ICMP error. The user sees a connect that hangs and ends in "connection timed out".

## What you see

One SYN, then copies of it with the same sequence number, then silence. Linux 6.5 and later repeats it five times one second apart and doubles after that; with `tcp_syn_retries` = 6 the call fails after about 131 s. Older kernels double from the first retry (1, 3, 7, 15, 31, 63 s) and fail after 127 s.

## Why it happens

1. A firewall or security group drops the SYN silently.
2. The host is down, or the address is routed nowhere.
3. The server's accept queue is full: Linux then drops new SYNs without a word.
4. The answer is lost: asymmetric route, reverse-path filter, missing return route.
5. Plain loss, if only one of several attempts is concerned.

## How to confirm it

- On the server: `tcpdump -ni any 'tcp dst port PORT and tcp[tcpflags] & tcp-syn != 0'`. SYNs arrive there: the server or its own filter ignores them. They do not: look at the path.
- `nstat -az TcpExtListenDrops TcpExtListenOverflows TcpExtIPReversePathFilter`: growing counters name the kernel's reason.
- `ss -ltn 'sport = :PORT'`: Recv-Q above Send-Q is a full accept queue.
- `tcptraceroute HOST PORT` shows where the SYN dies.

## What to do

Open the filter, correct the route, or relieve the listener. A filter that rejects (`REJECT --reject-with tcp-reset`) spares clients the wait.

## What it is not

`syn-refused` (an RST came back), `syn-icmp-refused` (ICMP came back), `syn-dropped-by-listener` (other clients of the same port are served meanwhile), `port-scan` (one source, many targets).

## How sure

Captured near the server: it was reached and stayed silent. Near the client or midway: only that no answer passed this point. If the capture ends within 3 s of the last SYN, or sees one direction only, no verdict is possible.

## References

- RFC 9293 3.8.3
- RFC 9293 3.10.7.3
- RFC 6298 2.1
"""#,
      "syn-with-data": #"""
# syn-with-data: A SYN carried data without Fast Open

The very first segment already contained payload, although TCP Fast Open was not negotiated. The standard allows it; hardly any client does it.

## What you see

SYN with payload and no Fast Open option. If the SYN-ACK acknowledges ISN+1 only, the data was discarded and has to be sent again.

## Why it happens

1. Scanners, fuzzers and traffic generators.
2. A SYN flood with padded packets.
3. A middlebox removed the Fast Open option but left the data.
4. T/TCP or other experimental stacks.

## How to confirm it

- `tshark -r FILE -Y 'tcp.flags.syn==1 && tcp.len>0' -T fields -e ip.src -e tcp.len -e tcp.options`.
- The SYN-ACK's ACK minus the SYN's SEQ: 1 means ignored, more means accepted.

## What to do

From a known application: enable Fast Open properly. From strangers: background noise, or treat as a scan.

## What it is not

`tfo-data-accepted`, `tfo-data-ignored` (with the option); `tfo-cookie-request` (option without data); Ethernet padding, which is not payload.

## How sure

Certain: the length comes from the IP header. Linux listeners ignore such data and acknowledge the SYN alone.

## References

- RFC 9293 3.10.7.2
- RFC 9293 3.10.7.4
- RFC 7413 2
"""#,
      "synack-isn-changed": #"""
# synack-isn-changed: One SYN was answered with two different sequence numbers

The server gave two different answers to the same attempt. Two machines may be answering, or one that forgot its first answer.

## What you see

Two SYN-ACKs with equal ACK but different SEQ, no RST or close between them. The client's ACK shows which one it took; the other one is answered with ACK or RST.

## Why it happens

1. Anycast, ECMP or a load balancer sends SYN and its copy to two servers.
2. SYN cookies: the cookie's time counter advanced between two copies of the SYN.
3. The listener restarted.
4. A spoofed SYN-ACK (foreign TTL).
5. Two hosts with the same IP address.

## How to confirm it

- `tshark -r FILE -Y 'tcp.flags==0x012' -T fields -e ip.ttl -e eth.src -e tcp.seq_raw -e tcp.options.timestamp.tsval`.
- `arping -D -I IFACE ADDRESS` for duplicate addresses.
- Server: `nstat -az TcpExtSyncookiesSent`.

## What to do

Make the balancer's hashing stable; remove the duplicate address.

## What it is not

`synack-retransmitted` (same SEQ); `syn-cookies-in-use` (harmless case); `synack-wrong-ack` (ACK differs); `nat-both-sides` (one exchange seen twice, rewritten).

## How sure

Certain from the numbers. Which server was right is not a question that the capture answers; only the one that the client acknowledged lives.

## References

- RFC 9293 3.4.1
- RFC 9293 3.10.7.4
"""#,
      "synack-reflection": #"""
# synack-reflection: Servers are abused to flood a third party

SYNs with the victim's forged address make this server send it SYN-ACKs, several for each SYN. The server is the tool.

## What you see

SYNs from one claimed source that never completes; five or more repeated SYN-ACKs each, or replies (data, RST pages of middleboxes) many times larger than the trigger.

## Why it happens

1. A reflection attack against the named source.
2. Spoofed flood with few sources.
3. The client's path is broken (a single case).

## How to confirm it

- `ss -tan state syn-recv` sorted by peer; `nstat -az TcpExtTCPTimeouts TcpOutSegs`.
- Bytes out against bytes in for that peer: `iftop`, `tcpdump`.

## What to do

Lower `net.ipv4.tcp_synack_retries` (2 or 3), rate-limit SYNs per claimed source, use cookies (nothing is repeated then); correct blocking pages that answer without a handshake.

## What it is not

`syn-flood` (this server is the target); `backscatter` (the victim's view); `third-ack-never-seen` (single).

## How sure

Strong by counts; that the source is forged is inferred from the absence of any completion.

## References

- RFC 4987 2
- RFC 9293 3.8.1
"""#,
      "synack-retransmitted": #"""
# synack-retransmitted: The server repeated its SYN-ACK

The server is still waiting for the third segment of the handshake, so it sent its SYN-ACK again.

## What you see

Two or more SYN-ACKs with the same SEQ and the same ACK. On Linux the timer repeats come 1, 3, 7, 15 and 31 s after the first, and with `tcp_synack_retries` = 5 the request is dropped at 63 s. A repeat directly after a repeated SYN is an answer to that SYN, not a timer.

## Why it happens

1. The third ACK, or the SYN-ACK itself, was lost.
2. The client does not answer: spoofed source, crash, filter.
3. The accept queue is full and Linux ignores the third ACK.
4. `TCP_DEFER_ACCEPT`: the listener wants data before it counts the handshake.

## How to confirm it

- `ss -tan state syn-recv` lists the waiting requests; `-o` adds timer and retries.
- `nstat -az TcpExtListenOverflows TcpExtTCPTimeouts TcpExtTCPDeferAcceptDrop`.
- `ss -ltn`: Recv-Q against Send-Q of the listener.

## What to do

Follow the finding that explains the repeat. Alone, after loss, it needs no action.

## What it is not

`third-ack-lost-behind-capture`, `third-ack-never-seen` and `accept-queue-overflow` are the causes that show this symptom; `synack-isn-changed` has another SEQ; `capture-duplicate` is no repeat at all.

## How sure

A timer repeat proves that the server was in SYN-RECEIVED at that moment, whatever ACK had been seen before, provided that the ACK had time to arrive. It also proves that no SYN cookie was used for this request: with cookies the kernel keeps nothing to repeat.

## References

- RFC 6298 5.7
- RFC 9293 3.8.1
- RFC 9293 3.10.7.4
"""#,
      "synack-wrong-ack": #"""
# synack-wrong-ack: The SYN-ACK acknowledges a SYN that was never sent

The server's answer refers to a sequence number that the client did not use. The client must reject it with an RST and keep waiting for a proper answer.

## What you see

SYN with number x; SYN-ACK whose ACK is not x+1 and fits no other pending SYN; RST from the client with SEQ equal to that ACK. Linux clients send the same SYN again about 10 ms later.

## Why it happens

1. A firewall that randomises sequence numbers sits on one direction only, or lost its table.
2. The server answers an older SYN that was not captured.
3. A spoofed or blind SYN-ACK, or a load balancer that mixed up two connections.
4. A broken TCP implementation.

## How to confirm it

- Compare captures on both sides of the firewall: `tshark -r FILE -Y tcp.flags.syn==1 -T fields -e ip.src -e tcp.seq_raw -e tcp.ack_raw`. A constant difference is a rewriting device.
- Client: `nstat -az TcpOutRsts`, and `ss -tan state syn-sent` shows that it still waits.

## What to do

Force both directions through the same stateful device, or switch its sequence randomisation off for this traffic. If the numbers belong to an earlier SYN, see the old-duplicate case.

## What it is not

`stale-syn-reset` (the ACK fits an older SYN of this client); Fast Open (ACK up to x+1 plus the SYN's data is right: `tfo-data-accepted`); `backscatter` (no SYN at all); `synack-isn-changed` (ACK right, server number changed).

## How sure

Certain only when the client-to-server direction was captured from before the first SYN: otherwise a missed earlier SYN explains everything. The client's RST with SEQ = ACK confirms that it, too, found the number unacceptable.

## References

- RFC 9293 3.10.7.3
- RFC 9293 3.5.2
- RFC 9293 3.5.1
"""#,
      "tfo-cookie-request": #"""
# tfo-cookie-request: The client asked for a Fast Open cookie

The client would like to send data in the SYN of later connections and asks the server for the cookie that this requires.

## What you see

SYN with an empty Fast Open option (kind 34, or experimental 254). A SYN-ACK with a cookie grants it; one without declines. This connection itself is an ordinary one.

## Why it happens

1. The application uses `TCP_FASTOPEN_CONNECT` or `sendto` with `MSG_FASTOPEN`.
2. The client has no cookie yet, or dropped it after a failure.

## How to confirm it

- `sysctl net.ipv4.tcp_fastopen`: 1 enables the client side, 2 the server side, 3 both.
- Client: `ip tcp_metrics show HOST` shows `fo_cookie` when it has one.
- Server: `nstat -az TcpExtTCPFastOpenCookieReqd`.

## What to do

Nothing. If cookies are never granted: set 2 or 3 there and `TCP_FASTOPEN` on the listener; if they vanish on the way, a middlebox strips the option.

## What it is not

`tfo-data-accepted`, `tfo-data-ignored` (cookie and data are sent); `syn-with-data`; `options-stripped` (the option offered is lost).

## How sure

Certain if the SYN was captured; the answer is certain if the SYN-ACK was. A missing cookie may be refusal or removal on the path.

## References

- RFC 7413 4.1
- RFC 7413 4.2.1
"""#,
      "tfo-data-accepted": #"""
# tfo-data-accepted: Fast Open data in the SYN was accepted

The client sent its request within the SYN and the server took it at once. A full round trip was saved.

## What you see

SYN with cookie and n bytes; SYN-ACK with ACK = ISN + 1 + n (a smaller number above ISN + 1 means accepted in part). The server may send data before the third ACK, in SYN-RECEIVED.

## Why it happens

1. Client and server use Fast Open, and the cookie is valid.

## How to confirm it

- Server: `nstat -az TcpExtTCPFastOpenPassive`; client: `nstat -az TcpExtTCPFastOpenActive`.
- `ss -ti` on the client lists `fastopen` among the options.

## What to do

Nothing. Keep in mind that a repeated SYN can deliver its data twice: only idempotent requests belong there.

## What it is not

`tfo-data-ignored`; `syn-with-data` (no option); `synack-wrong-ack` (ACK beyond what was sent); `data-before-established` (server data without Fast Open).

## How sure

Certain from the acknowledgment number and the option together. Until the client's ACK arrives the server is in SYN-RECEIVED, although the application already works.

## References

- RFC 7413 2
- RFC 7413 4.2.2
- RFC 9293 3.10.7.2
"""#,
      "tfo-data-ignored": #"""
# tfo-data-ignored: Fast Open data in the SYN was not accepted

The client's early data was dropped, though the connection was accepted. The client has to send it again after the handshake; nothing is lost but the hoped-for round trip.

## What you see

SYN with cookie and data; SYN-ACK with ACK = ISN + 1. Then ACK and the same data from ISN + 1. If the SYN itself went unanswered, Linux repeats it without cookie and data.

## Why it happens

1. The cookie is invalid: server key rotated, several servers with different keys, client address changed by NAT.
2. Fast Open is off on the server, or its pending queue is full.
3. A middlebox strips option or data, or drops such SYNs.

## How to confirm it

- Server: `nstat -az TcpExtTCPFastOpenPassiveFail TcpExtTCPFastOpenListenOverflow`.
- Client: `nstat -az TcpExtTCPFastOpenActiveFail TcpExtTCPFastOpenBlackhole`.
- `sysctl net.ipv4.tcp_fastopen net.ipv4.tcp_fastopen_key`: equal on all servers behind one address?

## What to do

Share the key among servers, raise the `TCP_FASTOPEN` queue length, or leave Fast Open off where paths break it.

## What it is not

`tfo-data-accepted`; `tfo-cookie-request`; `syn-with-data`; `synack-wrong-ack`.

## How sure

Certain from the ACK number. The reason is not on the wire, except a fresh cookie in the SYN-ACK: then the old one was rejected.

## References

- RFC 7413 3
- RFC 7413 4.2.2
"""#,
      "third-ack-answered-by-rst": #"""
# third-ack-answered-by-rst: The server reset the completed handshake

The client completed the handshake and was told at once that no such connection exists. It believed itself connected; its first read or write fails with "connection reset by peer".

## What you see

SYN, SYN-ACK, the client's ACK (or first data), then RST from the server with SEQ equal to the client's ACK number. The server never acknowledged more than the SYN and sent no data.

## Why it happens

1. `net.ipv4.tcp_abort_on_overflow` = 1 and a full accept queue.
2. The request had expired: the ACK came after the last SYN-ACK repeat.
3. The listener was closed in the meantime.
4. A SYN cookie was rejected: ACK more than about two minutes old, or altered.
5. The ACK number is wrong: a device rewrote sequence numbers, or two servers share the address.

## How to confirm it

- `sysctl net.ipv4.tcp_abort_on_overflow`; `nstat -az TcpExtListenOverflows TcpExtSyncookiesFailed TcpExtEmbryonicRsts TcpOutRsts`.
- `ss -ltn 'sport = :PORT'`: is the listener there, is Recv-Q above Send-Q?
- `bpftrace -e 'tracepoint:tcp:tcp_send_reset { @[kstack] = count(); }'` names the kernel's path to the reset.

## What to do

Raise the backlog (`listen()` and `net.core.somaxconn`) or accept faster; leave abort-on-overflow at 0 so that clients retry; for wrong ACK numbers, find the rewriting device.

## What it is not

`rst-abort` (the server had acknowledged data first); `syn-refused` (no SYN-ACK); `rst-injected` (a device forged the RST); `accept-queue-overflow` (silence instead of RST); `syn-scan-open` (RST from the client).

## How sure

The reset itself is certain. Its cause is inferred: a wrong ACK number is proof (kind `wrong-ack`), an overdue repeat of the SYN-ACK shows that the handshake was given up (`expired`). A full queue, a closed listener, a rejected cookie and an application that aborts at once look alike on the wire (`unknown`): the fate of other connections to the port tells them apart. Only a capture at the server shows what really reached it.

## References

- RFC 9293 3.5.2
- RFC 9293 3.10.7.4
- RFC 4987 3.6
"""#,
      "third-ack-lost-behind-capture": #"""
# third-ack-lost-behind-capture: The third ACK was seen here but did not arrive

The client finished the handshake, the ACK passed the capture point, and the server still did not get it. The client believes it is connected while the server is not. Or the server waits for data before it accepts.

## What you see

SYN, SYN-ACK, ACK; then, later than one round trip to the server, the same SYN-ACK again. The client re-acknowledges, or its data carries the ACK, and with that single further segment the server moves on.

## Why it happens

1. The ACK was lost between the capture point and the server.
2. `TCP_DEFER_ACCEPT`: the server ignores a bare ACK on purpose and waits for data.
3. The server discarded it: bad checksum, or an accept queue full for a moment.

## How to confirm it

- Capture at the server: is the ACK there? If yes, the host dropped it.
- `nstat -az TcpExtListenOverflows TcpInCsumErrors TcpExtTCPDeferAcceptDrop`.
- While it lasts: client `ss -tan` says ESTAB, server `ss -tan state syn-recv` still lists the peer.

## What to do

Random loss: nothing, TCP has repaired it at the price of about a second. Protocols in which the server speaks first (SMTP, SSH, MySQL) feel it most, since the client has no data to send. Frequent cases call for a loss measurement on that segment of the path.

## What it is not

`accept-queue-overflow` (two or more client segments ignored); `third-ack-never-seen` (no ACK here at all); `third-ack-recovered-by-data` (the pure ACK was not seen); a SYN-ACK that merely crossed the ACK is no finding.

## How sure

Certain that the server was still in SYN-RECEIVED, because its repeat came later than the ACK needs to arrive. Loss and discard look alike unless the capture was made on the server: there, a captured ACK was not lost. A client that connects ahead of time and says nothing, at a listener with `TCP_DEFER_ACCEPT`, looks like a lost ACK too. Strong only where that is out of the question: data was passed over as well, or the server speaks first.

## References

- RFC 9293 3.5
- RFC 9293 3.10.7.4
- RFC 9293 3.8.1
"""#,
      "third-ack-never-seen": #"""
# third-ack-never-seen: The handshake was never completed

The server accepted the connection request, but the client's final ACK never came. The server keeps a half-open entry in its request queue until it gives up.

## What you see

SYN, SYN-ACK, then nothing from the client with an ACK flag. Usually the server repeats the SYN-ACK (1, 3, 7, 15, 31 s on Linux) and stops. If the client repeats its SYN instead, the SYN-ACK never reached it.

## Why it happens

1. The source address was spoofed (flood), or a scanner lost interest.
2. The SYN-ACK is lost on the way back: asymmetric route, filter, NAT.
3. The client died or moved to another network between SYN and ACK.
4. The ACK took a path that does not pass the capture point.

## How to confirm it

- Server: `ss -tan state syn-recv | wc -l` and again a minute later; `nstat -az TcpExtTCPTimeouts TcpAttemptFails`.
- Client: `ss -tan state syn-sent`; `tcpdump -ni any host SERVER and tcp port PORT` shows whether the SYN-ACK arrives.

## What to do

Single cases: none. Many sources at one port: treat as `syn-flood`. Always the same client: look for the return path or a stateful filter that saw only half of the handshake.

## What it is not

`third-ack-lost-behind-capture` (the ACK was seen here); `third-ack-recovered-by-data` (data completes the handshake); `syn-scan-open`, `stale-syn-reset`, `late-synack-reset` (the client answered, with RST); `syn-cookies-in-use` (the server has nothing to repeat).

## How sure

The repeats prove SYN-RECEIVED. Without any repeat the server may use cookies, or may have received an ACK that was not captured: then weak. While the capture shows no bare ACK of any connection, a filter on flags is the likeliest cause: info. Near the client it is certain that no ACK was sent; elsewhere it may have been lost before this point.

## References

- RFC 9293 3.5 (Figure 6)
- RFC 9293 3.10.7.4
- RFC 4987 2
"""#,
      "third-ack-recovered-by-data": #"""
# third-ack-recovered-by-data: The first data completed the handshake

No bare third ACK was seen; the client's first data (or FIN) carried the acknowledgment of the server's SYN and completed the handshake. TCP allows this, and the connection is sound.

## What you see

SYN, SYN-ACK, then directly a segment with payload or FIN, SEQ = client ISN + 1 and ACK = server ISN + 1. Its ACK is as good as a bare one: the server goes SYN-RECEIVED to ESTABLISHED and takes the data from the same segment.

## Why it happens

1. The client saves a segment: the request is ready when the SYN-ACK comes (Linux with `TCP_DEFER_ACCEPT` or quick-ACK off on the client socket, some small stacks).
2. The bare ACK was lost before the capture point, and the data repaired it.
3. The capture missed the ACK.

## How to confirm it

- Signs of loss: the server repeated its SYN-ACK in between, or the client's IP ID or timestamp skips one.
- On the client: `tcpdump -ni any 'tcp and host SERVER and port PORT'` shows whether a bare ACK leaves.
- `nstat -az TcpExtTCPTimeouts` on the server grows if the SYN-ACK was repeated.

## What to do

Nothing for the piggybacked kind. For the lost kind, measure loss between client and capture point.

## What it is not

`third-ack-never-seen` (nothing followed at all); `third-ack-lost-behind-capture` (a bare ACK was seen here); `tfo-data-accepted` (data in the SYN itself); `data-before-established` (data from the server).

## How sure

That the client was ESTABLISHED when it sent the segment is certain; for the server the proof is its acknowledgment of the data. Piggyback or loss is certain only near the client; elsewhere it rests on repeats, IP ID and delay.

## References

- RFC 9293 3.10.7.3
- RFC 9293 3.10.7.4
- RFC 9293 3.4
"""#,
      "time-wait-assassinated": #"""
# time-wait-assassinated: An old segment killed TIME-WAIT

TIME-WAIT was ended early by a reset, sometimes provoked by an old duplicate: the socket answers the duplicate with an ACK, the peer (already closed) answers that with RST, and the RST removes TIME-WAIT.

## What you see

Connection closed on both sides, A in TIME-WAIT. Either an RST with exactly A's expected SEQ, or old data/FIN/SYN-ACK from B, A's ACK, B's RST. Later A proves to be CLOSED: it answers a FIN with RST, or takes a SYN as if it had no memory.

## Why it happens

1. Old duplicates delayed in the network.
2. B sends RST after its FIN as a habit.
3. Linux with `net.ipv4.tcp_rfc1337` = 0 (the default) obeys the RST.
4. A SYN refused in TIME-WAIT: the client's RST clears the way on purpose.

## How to confirm it

- A: `sysctl net.ipv4.tcp_rfc1337`; `ss -tan state time-wait` before and after.
- In the capture: the RST's SEQ equals A's last ACK number.

## What to do

Usually nothing. Where a tuple is reused quickly and old data could be taken for new, set `net.ipv4.tcp_rfc1337=1` and keep timestamps on.

## What it is not

`premature-close-fin-answered-by-rst` (what is seen later, whatever the cause); `tuple-reuse-refused-in-time-wait` (ends with a retry); `rst-after-fin` (before TIME-WAIT began).

## How sure

Certain with later proof that A is CLOSED. Without it weak: a host that follows RFC 1337 ignores the RST, and then nothing shows.

## References

- RFC 1337 (hazards H1 to H3, fix F1)
- RFC 9293 3.10.7.4
- RFC 9293 3.6.1
"""#,
      "time-wait-not-restored": #"""
# time-wait-not-restored: An old SYN ended TIME-WAIT for good

A host in TIME-WAIT was reopened by a SYN that turned out to be an old duplicate. It should have gone back to TIME-WAIT; instead it is closed.

## What you see

SYN in TIME-WAIT, SYN-ACK (Linux: ISN = old SND.NXT + 65537), RST from the client; then a late FIN of the old connection is answered by RST.

## Why it happens

1. Linux does so by design; its source admits the deviation.
2. The stale SYN itself: delayed copy, or a client that gave up.

## How to confirm it

- `ss -tan state time-wait` before and after the SYN: the entry is gone.
- `tshark -r FILE -Y 'tcp.stream==N || tcp.flags.syn==1' -T fields -e tcp.seq_raw -e tcp.ack_raw -e tcp.flags.str`.
- `nstat -az TcpExtEmbryonicRsts`.

## What to do

Nothing as a rule: only the other side's close ends with "reset" instead of cleanly. Treat the cause of the stale SYN if it recurs.

## What it is not

`stale-syn-reset` (the first half of this); `time-wait-assassinated` (killed by RST or old data); `premature-close-fin-answered-by-rst` (other causes).

## How sure

Certain when the ISN step, the RST and the answered FIN are all captured; the step proves that TIME-WAIT existed before.

## References

- RFC 9293 3.6.1
- RFC 1122 4.2.2.13
"""#,
      "timestamp-echo-invalid": #"""
# timestamp-echo-invalid: A timestamp echo that was never sent

A segment echoes a timestamp value that its peer had not yet sent. The sender guessed, or somebody shifted timestamps on one side.

## What you see

TSecr newer than the newest TSval seen from the peer, allowing for a round trip.

## Why it happens

1. Forged or injected segments.
2. A middlebox that rewrites TSval but not TSecr.
3. Frames of the peer were not captured.
4. Faulty stack.

## How to confirm it

- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e frame.number -e ip.src -e tcp.options.timestamp.tsval -e tcp.options.timestamp.tsecr`.
- Recent Linux: `nstat -az TcpExtTSEcrRejected`.

## What to do

If the offset is constant: the rewriting device must translate both fields. If single: treat as forged.

## What it is not

`timestamp-missing`; `paws-rejected` (value, not echo); `capture-drops`; `clock-step` (capture clock).

## How sure

Strong if no frames were missed; near the peer certain. RSTs may echo anything.

## References

- RFC 7323 3.2
"""#,
      "timestamp-missing": #"""
# timestamp-missing: Timestamps were agreed, but a segment lacks them

Both sides negotiated the timestamp option, after which every segment except RST must carry it. One does not.

## What you see

Non-RST segment without the option on a connection whose SYN and SYN-ACK both had it. Where keep-alive probes alone lack it, this is info: Apple's stacks send them so, and they are answered.

## Why it happens

1. A middlebox builds segments of its own (proxy ACKs, keep-alives, injected data).
2. Forged segments.
3. A faulty stack, typically in keep-alives or after migration.

## How to confirm it

- `tshark -r FILE -Y 'tcp.stream==N && !tcp.options.timestamp' -T fields -e frame.number -e ip.src -e ip.ttl -e tcp.flags.str`.
- Compare TTL with the sender's other segments; capture at the sender.

## What to do

Update or bypass the device. Receivers should drop such segments silently (FreeBSD has `net.inet.tcp.tolerate_missing_ts`); Linux accepts them.

## What it is not

RST without timestamps (allowed); `options-stripped` (not agreed at all); `timestamp-echo-invalid`; `paws-rejected`.

## How sure

Certain if the handshake was captured.

## References

- RFC 7323 3.2
"""#,
      "timestamps-go-back": #"""
# timestamps-go-back: Capture times run backwards

A frame bears an earlier time than the one before it. Intervals near it are unreliable.

## What you see

Step back by more than a millisecond. The frames named are those that are earlier than the one before.

## Why it happens

1. Several interfaces or queues written in batches.
2. The clock was set back (NTP step, virtual machine).
3. Files joined in the wrong order.

## How to confirm it

- `tshark -r FILE -T fields -e frame.number -e frame.time_delta | awk '$2 < -0.001'`.
- `capinfos FILE`: "Strict time order: False".
- `journalctl -u chronyd -u systemd-timesyncd` around that time.

## What to do

`reordercap IN OUT` if only order is at fault; give rotated files together and let them be sorted by time.

## What it is not

`clock-step` (a jump of the clock, either way); `capture-reordered` (causality broken, times may rise).

## How sure

Certain. Which of the two frames bears the wrong time is open; timing findings across the step are suppressed.

## References

- draft-ietf-opsawg-pcap (packet timestamps)
"""#,
      "tuple-reuse-after-2msl": #"""
# tuple-reuse-after-2msl: The same ports again, after due time

A later connection uses the same addresses and ports as an earlier one, after TIME-WAIT had run out. Nothing is wrong; the note links the two so that they are not taken for one.

## What you see

Closed connection; pause longer than the 2MSL in use; ordinary SYN with a new ISN.

## Why it happens

1. The ephemeral port range has come round.
2. Fixed source ports.
3. NAT with few ports.

## How to confirm it

- `sysctl net.ipv4.ip_local_port_range` and the number of connections per minute to this server: range divided by rate is the expected interval.
- `ss -tan dst SERVER | wc -l`.

## What to do

Nothing. If the interval keeps shrinking towards 60 s, ports run short: reuse connections, or add addresses or ports.

## What it is not

`tuple-reuse-in-time-wait-legal` and `tuple-reuse-in-time-wait-illegal` (sooner); `tuple-reuse-while-open` (no close before); `nat-both-sides` (the same connection seen twice).

## How sure

Certain that these are two incarnations: different ISNs and a complete close in between. Whether TIME-WAIT had truly ended depends on the assumed 2MSL: 60 s unless the client's fingerprint or `--time-wait` says otherwise.

## References

- RFC 9293 3.4.3
- RFC 9293 3.6.1
"""#,
      "tuple-reuse-in-time-wait-illegal": #"""
# tuple-reuse-in-time-wait-illegal: The tuple was reused during TIME-WAIT against the rules

A new connection on the same addresses and ports was accepted before 2MSL had passed, although neither sequence number nor timestamp was new. Late segments of the old connection could be taken for data of the new one.

## What you see

Closed connection; within TIME-WAIT a SYN whose SEQ does not lie above the old range and whose timestamp is absent or not newer; a SYN-ACK accepts it. Or the listener's own new ISN lies within its old range.

## Why it happens

1. The listener does not keep TIME-WAIT (no buckets left, embedded stack, load balancer).
2. A device removed the timestamps or rewrote sequence numbers.
3. A NAT let two clients share one external port in quick succession.
4. A segment that raised the old range was not captured, which makes it legal after all.

## How to confirm it

- Listener: `ss -tan state time-wait`, `nstat -az TcpExtTCPTimeWaitOverflow`, `sysctl net.ipv4.tcp_max_tw_buckets`.
- `tshark -r FILE -Y tcp.flags.syn==1 -T fields -e tcp.seq_raw -e tcp.options.timestamp.tsval`.

## What to do

Keep timestamps enabled on both ends, enlarge the NAT's port pool or its reuse delay, raise `tcp_max_tw_buckets`.

## What it is not

`tuple-reuse-in-time-wait-legal`; `tuple-reuse-while-open` (no close before); `isn-below-previous` (numbers alone); `premature-close-fin-answered-by-rst` (another sign of a host that does not wait).

## How sure

Strong if the whole close was captured. Which 2MSL applies is a setting (60 s by default); the RFC's 240 s would make more cases of this kind.

## References

- RFC 9293 3.6.1
- RFC 6191 2
- RFC 9293 3.4.1
"""#,
      "tuple-reuse-in-time-wait-legal": #"""
# tuple-reuse-in-time-wait-legal: The tuple was reused during TIME-WAIT, and properly

A new connection with the same addresses and ports began before 2MSL had passed. TCP permits that when sequence numbers or timestamps guarantee that old segments cannot be confused with new ones.

## What you see

Closed connection; within the TIME-WAIT time a SYN on the same four-tuple, answered by SYN-ACK. On Linux the listener's new ISN is exactly its old SND.NXT + 65537. A client reusing its own TIME-WAIT (`tcp_tw_reuse`) shows the same step in its SYN, at least 1 s after the close.

## Why it happens

1. Few ephemeral ports for many connections to one address: proxies, NAT, load tests.
2. A client with a fixed source port (NFS, BGP, some databases).
3. `net.ipv4.tcp_tw_reuse` on the client (2, the default, means loopback only).

## How to confirm it

- `sysctl net.ipv4.tcp_tw_reuse net.ipv4.ip_local_port_range`; `nstat -az TcpExtTWRecycled`.
- `ss -tan state time-wait dst SERVER | wc -l` on the client.
- In the capture: TSval of the SYN above the last one of the old connection, or SEQ above it.

## What to do

Nothing. If ports are scarce: keep connections open, widen the port range, use more addresses.

## What it is not

`tuple-reuse-in-time-wait-illegal` (no rule allowed it); `tuple-reuse-refused-in-time-wait` (ACK instead of SYN-ACK); `tuple-reuse-after-2msl` (time was up); reuse towards the passive closer, which is CLOSED and free.

## How sure

Certain with the +65537 step, which proves that TIME-WAIT still existed. Otherwise it is inferred from the time and the assumed 2MSL.

## References

- RFC 9293 3.6.1
- RFC 6191 2
- RFC 1122 4.2.2.13
- RFC 7323 5
"""#,
      "tuple-reuse-refused-in-time-wait": #"""
# tuple-reuse-refused-in-time-wait: A SYN was refused by TIME-WAIT first

The client wanted to connect again from the same port while the server still remembered the last connection. The server answered with an ACK of the old one; the client reset that and tried again.

## What you see

SYN; from the server an ACK without SYN carrying the closed connection's final numbers; RST from the client with SEQ = that ACK number; the SYN again, now usually accepted, because the RST removed TIME-WAIT. Cost: from some milliseconds to seconds, or minutes if it repeats.

## Why it happens

1. The server closed first and so holds TIME-WAIT; the client reuses the port quickly.
2. The SYN's sequence number is lower and no newer timestamp helps (timestamps off, or several hosts behind one NAT address).
3. `net.ipv4.tcp_rfc1337` = 1 on the server: the RST is ignored, and the refusal repeats until TIME-WAIT ends.
4. A firewall drops the ACK or the RST.

## How to confirm it

- Server: `ss -tano state time-wait src :PORT`; `nstat -az TcpExtPAWSTimewait TcpExtTCPACKSkippedTimeWait`.
- Client: `sysctl net.ipv4.tcp_timestamps net.ipv4.ip_local_port_range`.

## What to do

Enable timestamps, let the client close first, widen port ranges on client or NAT, let firewalls pass RSTs.

## What it is not

`syn-challenged` and `half-open-discovered` (the old connection was never closed); `tuple-reuse-in-time-wait-legal` (accepted at once); `stale-syn-reset`.

## How sure

Certain when ACK and RST carry the old numbers exactly. A second SYN within 500 ms may get no answer at all (rate limit), so silence proves nothing.

## References

- RFC 9293 3.10.7.4
- RFC 9293 3.6.1
- RFC 6191 2
- RFC 1337
"""#,
      "tuple-reuse-while-open": #"""
# tuple-reuse-while-open: A new connection replaced one that was never closed

The server accepted a SYN on addresses and ports for which, as far as the capture shows, a connection was still open.

## What you see

Established connection, no FIN pair, no RST; then SYN and SYN-ACK with new numbers on the same four-tuple. A host that still had the old connection would have sent a challenge ACK, so it had lost it.

## Why it happens

1. The closing segments were not captured.
2. The server restarted, or the address moved to another server.
3. A NAT reassigned the port after its idle timeout, and the server had timed out too.
4. The close happened by reset on another path.

## How to confirm it

- Server: `uptime`, service restart times, failover logs.
- Time between the last old segment and the SYN: hours suggest timeouts, seconds suggest a missed close.
- NAT: translation timeout and port reuse policy.

## What to do

Usually nothing. If users lost work, look for the restart; if NAT is the cause, add keep-alives or lengthen its timeout.

## What it is not

`syn-challenged` and `half-open-discovered` (the old end objected); `tuple-reuse-in-time-wait-legal` (closed before); `stale-syn-reset` (undone by RST); `capture-drops` (explains a missed FIN).

## How sure

That the server no longer held the old connection is certain from its SYN-ACK. Why is open. Reported as less important after an idle gap above 60 s, and weakly if the capture lost frames.

## References

- RFC 9293 3.5.1
- RFC 9293 3.10.7.4
- RFC 5961 4.2
"""#,
      "undecoded": #"""
# undecoded: Some frames could not be decoded

A part of the capture was not understood and is not in the results. It is counted with reason and examples, so that nothing vanishes silently.

## What you see

Frames of an unknown link type, tunnel, extension header or cut too short; counts and first frame numbers.

## Why it happens

1. An encapsulation that the program does not know.
2. Encryption (IPsec, WireGuard, MACsec): the inner TCP is not visible.
3. Damaged frames or a wrong link type in the file.
4. Not TCP at all, which is normal.

## How to confirm it

- `tshark -r FILE -Y 'frame.number==N' -V`; `tshark -r FILE -q -z io,phs`: protocol hierarchy.
- `capinfos FILE`: encapsulation.

## What to do

Capture inside the tunnel (on the tunnel interface), or decapsulate first. Report unknown formats with a sample.

## What it is not

`snaplen-truncated` (known but cut); `fragments-unassembled`; `checksum-bad`.

## How sure

Certain: the counts add up to the frames in the file.

## References

- draft-ietf-opsawg-pcaplinktype (link types)
- RFC 8200 4
"""#,
      "unread-data-reset": #"""
# unread-data-reset: Closed while data was unread, so RST instead of FIN

An application closed its socket before reading everything, or data arrived after it had closed. TCP must tell the sender that data was lost, and does so with RST.

## What you see

Either A acknowledges data and shortly after sends RST without FIN; or A sends FIN, B sends new data, and A answers RST. B sees "connection reset by peer" or "broken pipe".

## Why it happens

1. A server replies early (an error page) and closes without reading the rest of the request.
2. A client has what it needs and exits.
3. A proxy stops at a size or time limit.
4. The process is killed with unread data.

## How to confirm it

- A: `nstat -az TcpExtTCPAbortOnClose` (unread at close) and `TcpExtTCPAbortOnData` (data after close).
- A: `strace -e trace=read,recvfrom,shutdown,close -p PID`.

## What to do

On A: `shutdown(SHUT_WR)`, read until end of file or a time limit, then `close`. Beware: the RST may also destroy A's last response in B's receive buffer.

## What it is not

`rst-abort` (zero linger, no data involved); `fin-wait-2-expired` (a minute later); `half-open-data-reset` (A had no connection any more); `rst-after-fin`.

## How sure

Near A strong. Elsewhere "unread data" and "plain abort" cannot be told apart for the kind without FIN.

## References

- RFC 9293 3.6.1
- RFC 2525 2.17
- RFC 1122 4.2.2.13
"""#,
      "vlan-asymmetric": #"""
# vlan-asymmetric: The two directions carry different VLAN tags

Requests and answers of a connection are tagged differently, or only one of them is. They are joined into one connection all the same.

## What you see

For one four-tuple, direction A always has VLAN x, direction B always y or none. Looked at are SYNs, SYN-ACKs and a sample of the other segments. A tag of priority alone (VLAN 0) counts as none. The details give the number of connections and the tags of the first.

## Why it happens

1. A mirror port tags received and sent frames differently, or strips one side.
2. The NIC's VLAN offload removes tags in one direction.
3. Private VLANs; asymmetric routing between segments.

## How to confirm it

- `tcpdump -eni IFACE vlan or tcp`; `ethtool -k IFACE | grep vlan`.
- Mirror configuration: encapsulation.

## What to do

`ethtool -K IFACE rxvlan off txvlan off` on the capturing host; uniform tagging on the mirror. Filters need `vlan and …` as well as the plain form.

## What it is not

`capture-one-sided` (a filter that misses the tag has this effect); `capture-duplicate` (both tags in the same direction); overlapping address spaces, for which `--separate vlan` exists.

## How sure

Certain: the tags are in the frames.

## References

- IEEE 802.1Q
- RFC 9293 3.4
"""#,
      "window-full": #"""
# window-full: The sender has used the whole window

The sender has as much in flight as the receiver allows and waits for room. The receiver, not the network, limits the speed.

## What you see

A segment ends exactly at the advertised right edge.

## Why it happens

1. Window smaller than bandwidth times delay: fixed `SO_RCVBUF`, small `tcp_rmem`, no window scaling.
2. The reader is somewhat slow.
3. The buffer is still growing (auto-tuning).

## How to confirm it

- Sender: `ss -ti`: `rwnd_limited:TIME(PERCENT)`.
- Receiver: `sysctl net.ipv4.tcp_rmem net.ipv4.tcp_moderate_rcvbuf`; `ss -tmi` (`rcv_space`, `rb`).
- Needed window = rate times round trip.

## What to do

Do not set `SO_RCVBUF`; raise the third value of `tcp_rmem`; make sure that scaling is not stripped.

## What it is not

`zero-window` (closed altogether); `options-stripped`, `wscale-invalid` (why it is small); congestion-limited transfer.

## How sure

Certain with a known scale. Now and then is harmless; over half of the time makes it the bottleneck.

## References

- RFC 9293 3.8.6
- RFC 7323 2
"""#,
      "window-shrunk": #"""
# window-shrunk: The receiver took window back

The receiver first offered space and then less, so that bytes already permitted became forbidden. Data in flight may be dropped.

## What you see

ACK + window lower than before by more than the scale's rounding, in a newer segment.

## Why it happens

1. Memory pressure, or a reduced `SO_RCVBUF`.
2. `net.ipv4.tcp_shrink_window`=1 on Linux.
3. A middlebox that manages windows.
4. Wrong scale: a device removed the option.

## How to confirm it

- Receiver: `sysctl net.ipv4.tcp_shrink_window net.ipv4.tcp_rmem net.ipv4.tcp_mem`; `nstat -az TcpExtTCPMemoryPressures TcpExtTCPRcvQDrop`.
- `ss -tmi`: `rb`, `rcv_space`.

## What to do

Give memory; switch shrinking off if it hurts; check traffic shapers.

## What it is not

A right edge that stays while ACK moves (normal closing); `zero-window`; `wscale-invalid`; reordered ACKs.

## How sure

Needs the scale and newer timestamp or IP ID; otherwise reordering explains it. Senders must cope.

## References

- RFC 9293 3.8.6
- RFC 7323 2.4
"""#,
      "window-update-lost": #"""
# window-update-lost: The window opened, but the sender did not hear of it

The receiver announced free space, the announcement passed this point and got lost behind it. The sender waited for its next probe.

## What you see

Window 0, then an ACK with window above 0; the sender stays silent more than a round trip plus 200 ms and resumes after a probe.

## Why it happens

1. Loss of a pure ACK, which nobody repeats.
2. A middlebox that filters duplicate ACKs.
3. The update was too small to use (then the sender is right to wait).

## How to confirm it

- Sender: `ss -tno`: persist timer still running after the update.
- Capture at the sender.

## What to do

Nothing for single cases; the probe exists for this. Treat the loss if frequent.

## What it is not

`zero-window-stall` (the window stayed shut); `silly-window` (updates too small); an idle application with nothing to send.

## How sure

Strong midway when data flows right after the probe. Near the sender an unheeded update means that it did not want to send.

## References

- RFC 9293 3.8.6.1
- RFC 9293 3.8.6.2
"""#,
      "wscale-invalid": #"""
# wscale-invalid: The window scale option is wrong

A window scale larger than 14 was sent, or it was sent where the rules forbid it. Both ends may then disagree about the size of the window.

## What you see

Shift count above 14 (to be treated as 14), or a SYN-ACK with window scale although the SYN had none.

## Why it happens

1. A faulty stack, traffic generator or fuzzer.
2. A middlebox removed the option from the SYN, but not from the answer.
3. A SYN that was not captured had the option.

## How to confirm it

- `tshark -r FILE -Y 'tcp.options.wscale.shift > 14'`.
- `ss -ti` shows the values in use: `wscale:SEND,RECEIVE`.
- Compare the SYN on both sides of suspected devices.

## What to do

Repair the stack or the device. Symptom of a one-sided removal: transfers that stall or crawl with tiny windows.

## What it is not

`options-stripped` (a legal option vanished); `window-shrunk`, `silly-window` (effects); `capture-mid-stream` (scale unknown).

## How sure

Certain as to the segment. What the ends really use shows in how much data is in flight against the advertised window.

## References

- RFC 7323 2.2
- RFC 7323 2.3
"""#,
      "zero-window-probe-unanswered": #"""
# zero-window-probe-unanswered: Window probes get no answer

The receiver had closed its window and now does not even answer probes. It, or the path to it, is gone.

## What you see

Three or more probes without ACK; finally the sender gives up.

## Why it happens

1. The receiver crashed, slept or lost its network while blocked.
2. The firewall's entry expired during the pause.
3. A receiver that drops probes against the rules.

## How to confirm it

- Sender: `ss -tno` (`timer:(persist,TIME,N)`), `sysctl net.ipv4.tcp_retries2` (limit), `nstat -az TcpExtTCPAbortOnTimeout`.
- `ping` and other connections to the receiver.

## What to do

As for a dead peer: reconnect; find what expired.

## What it is not

`zero-window-stall` (probes answered); `keepalive-unanswered` (window open); `rst-by-retransmission-timeout` (data, not probes); ACKs rate-limited for a moment.

## How sure

Strong near the sender with the receiver's direction captured. Linux may skip an answer within 500 ms of another.

## References

- RFC 9293 3.8.6.1
- RFC 9293 3.8.3
"""#,
      "zero-window-probe": #"""
# zero-window-probe: The sender checks whether the window is open again

The receiver said "stop"; the sender asks from time to time, so that a lost window update cannot block it for ever.

## What you see

Window 0 from the receiver; from the sender small segments at growing gaps. Linux sends none of the data: zero bytes at one below the first unacknowledged. Classic stacks send one byte of new data. Each is answered by an ACK with the current window.

## Why it happens

1. The persist timer at work; the cause is the closed window.

## How to confirm it

- Sender: `ss -tno`: `timer:(persist,…)`; `nstat -az TcpExtTCPWinProbe`.
- Receiver: Recv-Q in `ss -tn`.

## What to do

Nothing here; see why the receiver does not read.

## What it is not

`keepalive` (same look on Linux, but the window is open); `zero-window-probe-unanswered`; `retransmission` (window open); `persist-abort`.

## How sure

Certain with a window of 0 seen last. In mid-stream without a window seen yet it may be a keep-alive.

## References

- RFC 9293 3.8.6.1
- RFC 1122 4.2.2.17
"""#,
      "zero-window-stall": #"""
# zero-window-stall: The receiver kept its window closed for long

The transfer stood still because the receiving application did not read. Over half a minute users will have noticed.

## What you see

Window 0 until an update comes, more than 1 s later, or never. Meanwhile the sender probes with growing gaps.

## Why it happens

1. The reader hangs: deadlock, stopped process (`SIGSTOP`, debugger), full disk.
2. It waits for something else, such as its own output being read: two programs that write without reading block each other.
3. Deliberate pause.

## How to confirm it

- Receiver: `ss -tnmp 'sport = :PORT'`: Recv-Q stays large; `cat /proc/PID/wchan`, `strace -p PID`, a stack dump.
- Sender: `ss -tno` shows `timer:(persist,TIME,N)` and Send-Q.
- `nstat -az TcpExtTCPToZeroWindowAdv TcpExtTCPWinProbe`.

## What to do

Repair the reader; use non-blocking output; set a time limit (`TCP_USER_TIMEOUT` on the sender counts here too).

## What it is not

`zero-window` (short); `window-update-lost` (it had opened); `zero-window-probe-unanswered` (peer gone); `sockstress` (on purpose, many).

## How sure

Certain: start and end are advertised by the receiver itself. Without an end in the capture, the length is a minimum.

## References

- RFC 9293 3.8.6.1
- RFC 9293 3.8.6
"""#,
      "zero-window": #"""
# zero-window: The receiver's buffer is full

The receiver told the sender to stop: its buffer holds as much as it may, because the application does not read fast enough. The network is not to blame.

## What you see

A segment with window 0, not a SYN or RST. The sender pauses and probes; a window update ends the pause.

## Why it happens

1. The receiving application is slow or busy: disk, database, garbage collection, rendering.
2. It stopped reading on purpose: paused download, back-pressure in a proxy.
3. A small fixed `SO_RCVBUF`.
4. Memory pressure on the host.

## How to confirm it

- Receiver: `ss -tmi 'sport = :PORT'`: a large Recv-Q and `rb` (buffer size) show unread data.
- Receiver: `nstat -az TcpExtTCPToZeroWindowAdv TcpExtTCPFromZeroWindowAdv TcpExtTCPWantZeroWindowAdv TcpExtTCPRcvCollapsed TcpExtPruneCalled`.
- `sysctl net.ipv4.tcp_rmem`; `strace -c -p PID` or a profiler on the process.

## What to do

Speed up the reader, or read in a thread of its own. Larger buffers only bridge short pauses.

## What it is not

`zero-window-stall` (the same, long); `window-full` (sender fills the window, receiver keeps up); `window-update-lost` (opened, but the sender did not hear it); `sockstress` (many connections held so on purpose); `keepalive`.

## How sure

Certain: 0 is 0 with any scale factor. Which end is at fault is certain too, the one that advertised it. Why its application does not read is not visible.

## References

- RFC 9293 3.8.6
- RFC 9293 3.8.6.1
"""#,
    ],
    "zh": [
      "accept-queue-overflow": #"""
# accept-queue-overflow: 服务器的全连接队列已满

客户端完成了握手，但服务器存放“已完成、尚未被程序 accept”的连接的队列没有空位了。Linux 会忽略第三次 ACK，于是客户端以为已连接，服务器却仍停在 SYN-RECEIVED。

## 现象

SYN、SYN-ACK、ACK；服务器在 1、3、7、15 秒重传 SYN-ACK，对 ACK 和数据一概不理。客户端的请求以越来越长的间隔重传。新客户端的 SYN 可能完全得不到应答。若启用了 SYN cookie，连 SYN-ACK 重传也没有。

## 原因

1. 程序 accept 太慢：事件循环阻塞、工作线程耗尽、锁或数据库慢。
2. backlog 太小：取 `listen()` 参数与 `net.core.somaxconn` 的较小值。
3. 故障恢复后连接潮涌。
4. 进程挂死。

## 如何确认

- `ss -ltn 'sport = :PORT'`：对监听套接字，Recv-Q 是队列当前长度，Send-Q 是上限。Recv-Q 大于 Send-Q 就是满了。
- 隔一会儿执行两次 `nstat -az TcpExtListenOverflows TcpExtListenDrops`：两者都在增长。
- `cat /proc/PID/stack`、`strace -p PID` 或性能分析：为什么不调用 `accept`？

## 怎么处理

先让程序及时 accept（增加工作进程、独立的 accept 线程），再加大 backlog 和 `somaxconn`，并重启监听使之生效。`tcp_abort_on_overflow` = 1 能让故障显形，但把等待变成了报错。

## 容易混淆的情况

`third-ack-lost-behind-capture`（只丢一个报文，下一个就好）；延迟 accept（首个数据到达即恢复）；`syn-flood`（握手没有完成）；`third-ack-answered-by-rst`（溢出且回 RST）；`syn-dropped-by-listener`（只有 SYN 被忽略）。

## 可信程度

靠近服务器、能看到被忽略的报文确实到达时为确定。在中间或客户端侧，持续的单向丢包是另一种解释；若同一端口有多条连接同时如此，溢出的可能性就大得多。

## 参考

- RFC 9293 3.10.7.4
- RFC 4987 3.2
- Linux Documentation/networking/ip-sysctl.rst (tcp_abort_on_overflow, somaxconn)
"""#,
      "ack-of-unsent": #"""
# ack-of-unsent: ACK 确认了从未发送的数据

确认号超出了对端发送过的范围（就抓包所见）。多半是抓包漏了数据。

## 现象

确认号大于对端的最大序列号。若对端接着从那里继续发送，说明字节确实存在；若它回一个 ACK 而原地不动，则该确认无效。

## 原因

1. 抓包漏掉数据报文。
2. 部分数据走了不对称路径。
3. 乐观确认或伪造的确认。
4. 设备在一侧平移了序列号。

## 如何确认

- `tshark -r FILE -Y tcp.analysis.ack_lost_segment`：若所有连接上都很多，就是抓包丢帧。
- 对端：无效 ACK 会使 `nstat -az TcpExtTCPChallengeACK` 增长。

## 怎么处理

改善抓包。若确属无效，按 TTL 查找设备或发送者。

## 容易混淆的情况

`capture-drops`（首要解释）；`optimistic-ack`（反复出现）；`sequence-rewritten`；`synack-wrong-ack`（握手阶段）；被接受的零窗口探测字节。

## 可信程度

只有靠近对端、看得到它发送的一切，且有它的应答，才能确定无效；否则仅为信息。

## 参考

- RFC 9293 3.10.7.4
- RFC 5961 5.2
"""#,
      "ack-regression": #"""
# ack-regression: 确认号倒退

较新的报文确认的反而比同一端较早的报文少。正常的 TCP 从不收回确认。

## 现象

ACK 低于该端的最大确认号，而时间戳或 IP ID 表明报文更新。

## 原因

1. 同一地址下有两台机器在应答。
2. 中间设备自行产生 ACK（代理、广域网优化）。
3. 伪造的报文。
4. 乱序（时间戳和 IP ID 帮不上忙时）。

## 如何确认

- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e frame.number -e ip.ttl -e ip.id -e tcp.ack -e tcp.options.timestamp.tsval`。
- 用 `arping` 查地址冲突；查负载均衡与集群状态。

## 怎么处理

按 TTL 或 MAC 找出第二个发言者。

## 容易混淆的情况

`out-of-order` 的纯 ACK（时间戳更旧，无害）；`ack-too-old`；`capture-reordered`；`old-duplicate-segment`。

## 可信程度

有时间戳为强；只有 IP ID 为弱，因为有些主机的 ID 是随机的。

## 参考

- RFC 9293 3.4
- RFC 9293 3.10.7.4
"""#,
      "ack-scan": #"""
# ack-scan: 用孤立的 ACK 试探过滤规则

单个 ACK 发往没有连接的端口。应答能说明防火墙是否有状态，而不是端口是否开放。

## 现象

没有前文的 ACK；得到 SEQ 等于其确认号的 RST（可达），或无应答（被过滤）。同一来源一分钟内涉及五个以上目标。

## 原因

1. `nmap -sA` 或 `-sW`；以 ACK 做主机发现（`-PA`）。
2. 负载均衡检测对端是否存活。
3. 因 NAT 或重启而丢失的连接的尾巴。

## 如何确认

- `tcpdump -ni any 'tcp[13] = 0x10 and src host SOURCE'`。
- 目标：`nstat -az TcpOutRsts`；`ss -tan` 没有该四元组。

## 怎么处理

有状态过滤可以不泄露任何应答。

## 容易混淆的情况

`half-open-data-reset`（先前连接上的数据）；`capture-mid-stream`（流量继续）；`backscatter`；未知连接的 `keepalive`。

## 可信程度

要求抓包早已开始；零星几个 ACK 不说明问题。

## 参考

- RFC 9293 3.5.2
- RFC 9293 3.10.7.2
"""#,
      "ack-storm": #"""
# ack-storm: 双方无休止地互相确认（ACK 风暴）

双方各发对方认为不对的 ACK，一个引出另一个。数据毫无进展，白白消耗 CPU 和带宽。

## 现象

一秒内五十个以上交替的纯 ACK，数字不变，且都不被对方接受。

## 原因

1. 外来数据被注入并确认，两端失去同步（劫持）。
2. 改写序列号的设备丢了偏移。
3. 有缺陷的协议栈：对 RST 回 ACK，对 ACK 回 RST。

## 如何确认

- `tshark -r FILE -Y 'tcp.stream==N && tcp.len==0' -T fields -e frame.time_relative -e ip.src -e tcp.seq_raw -e tcp.ack_raw`。
- `sysctl net.ipv4.tcp_invalid_ratelimit`（Linux 的 500 毫秒限速可终止循环）；`nstat -az TcpExtTCPACKSkippedSeq`。

## 怎么处理

复位该连接（`ss -K dst HOST dport = PORT`）；找出注入者或设备；升级协议栈。

## 容易混淆的情况

`duplicate-ack-burst`（单方，有未确认数据）；`keepalive`（缓慢）；`rst-storm`。

## 可信程度

作为现象是确定的。哪一端失步，要比较双方的数字。

## 参考

- RFC 5961 7
- RFC 9293 3.10.7.4
"""#,
      "ack-too-old": #"""
# ack-too-old: 确认号过于陈旧

确认号比任何窗口允许的都旧：要么极迟，要么伪造。接收方丢弃该报文。

## 现象

ACK 低于对端最早未确认字节减去曾通告的最大窗口。遵循 RFC 5961 的主机回挑战 ACK。

## 原因

1. 盲攻击者猜测序列号。
2. 旧的重复报文或回放。
3. 改写序列号的设备偏移有误。

## 如何确认

- 接收方：`nstat -az TcpExtTCPChallengeACK TcpExtTCPACKSkippedChallenge`。
- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e frame.number -e ip.ttl -e tcp.seq_raw -e tcp.ack_raw`。

## 怎么处理

零星的不必处理；大量出现见盲数据攻击。

## 容易混淆的情况

`ack-regression`（只旧一点，报文却更新）；`old-duplicate-segment`；`blind-data-attempts`（成批）；`segment-out-of-window`（SEQ 不对）。

## 可信程度

需要最大窗口及其扩大因子，也就是要抓到握手；此后就是确定的算术。

## 参考

- RFC 5961 5.2
- RFC 9293 3.10.7.4
"""#,
      "backscatter": #"""
# backscatter: 收到从未请求过的应答（反向散射）

某主机什么都没请求，却收到 SYN-ACK 或 RST。有人冒用它的地址向对方发 SYN：发来这些应答的一方，正是洪泛攻击的受害者。

## 现象

没有 SYN 在先的 SYN-ACK，可能在 1、3、7 秒重复；本机回 SEQ = 该确认号的 RST，或不作应答。确认号与本机流量毫无关系。往往端口很多、来源很少。

## 原因

1. 随机伪造源地址的 SYN 洪泛正在攻击应答方。
2. 反射攻击：本机是目标，服务器被用来放大流量。
3. 路由不对称：SYN 确实发出，但没被抓到。
4. 抓包在 SYN 之后才开始。

## 如何确认

- 本机：`nstat -az TcpOutRsts` 随每个 SYN-ACK 增长；`ss -tan` 没有该四元组。
- 将 `tcpdump -ni any 'tcp[13] = 0x12'` 与发出的 SYN `'tcp[13] = 0x02'` 对照（仅限 IPv4；IPv6 用 `ip6[53]` 代替 `tcp[13]`）。

## 怎么处理

数量少不必处理，是互联网噪声。数量大（反射）则请运营商过滤，并用状态防火墙丢弃未经请求的 SYN-ACK。

## 容易混淆的情况

`synack-wrong-ack`（本机有未决的 SYN）；`capture-one-sided`（缺少本机方向）；`stale-syn-reset`；`rst-in-listen-or-closed`（零星的 RST）。

## 可信程度

必须证明本机发出方向被抓到，且抓包早已开始。本机的 RST 可佐证它没有发过 SYN。否则为弱。

## 参考

- RFC 9293 3.10.7.1
- RFC 9293 3.5.2
- RFC 4987 2
"""#,
      "blind-data-attempts": #"""
# blind-data-attempts: 向连接投掷伪造数据

带数据、序列号靠猜的报文打在打开的连接上。一旦命中，外来字节就会混入数据流。

## 现象

一分钟内十个以上数据报文，SEQ 或 ACK 都在有效范围之外，呈扫描形态。

## 原因

1. 盲注入攻击。
2. 混淆数据流的故障设备。
3. 回放工具。

## 如何确认

- `nstat -az TcpExtTCPChallengeACK TcpExtTCPACKSkippedSeq TcpExtBeyondWindow`。
- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e ip.ttl -e ip.id -e tcp.seq_raw -e tcp.ack_raw -e tcp.len`。

## 怎么处理

加密并认证（有 TLS 时，注入只会使连接中止）；TCP-AO；时间戳增加猜测难度。

## 容易混淆的情况

`overlap-conflict`（有一个命中窗口）；`ack-too-old`、`segment-out-of-window`（单个）；`old-duplicate-segment`。

## 可信程度

呈扫描形态时为强。需要扩大因子和完整方向，中途开始的连接不作判断。

## 参考

- RFC 5961 5
- RFC 5961 7
"""#,
      "blind-reset-attempts": #"""
# blind-reset-attempts: 有人猜测序列号企图复位连接

大量序列号各异的 RST 打在一条打开的连接上：看不到流量的攻击者想切断它。

## 现象

一分钟内，同一已同步四元组上有十个以上 RST，SEQ 等步长或随机，大多在窗口外；落在窗口内的会引出挑战 ACK。

## 原因

1. 盲攻击，常针对端口已知的长会话（BGP）。
2. 中间设备连发多个以求命中窗口。
3. 对端有缺陷。

## 如何确认

- `nstat -az TcpExtTCPChallengeACK TcpExtTCPACKSkippedChallenge`。
- `tshark -r FILE -Y 'tcp.stream==N && tcp.flags.reset==1' -T fields -e frame.time_relative -e ip.ttl -e tcp.seq_raw`。

## 怎么处理

实现 RFC 5961 的系统（Linux 3.6 起）能抵御；BGP 使用 TCP-AO 或 MD5 及 TTL 安全；边界做源地址校验。

## 容易混淆的情况

`rst-storm`（序列号相同或真实）；`rst-injected`（看得到流量、一击即中）；`blind-syn-attempts`、`blind-data-attempts`。

## 可信程度

呈扫描形态时为强。挑战 ACK 接近每秒 100 个，暗示有人在探测共享限额（CVE-2016-5696）。

## 参考

- RFC 5961 3
- RFC 5961 7
- RFC 4953
"""#,
      "blind-syn-attempts": #"""
# blind-syn-attempts: 伪造的 SYN 打在已打开的连接上

大量 SYN 到达一个连接仍打开的四元组。从前窗口内的 SYN 会杀死连接，如今最多引出一个挑战 ACK。

## 现象

一分钟内，同一已同步连接上有十个以上序列号各异的 SYN。

## 原因

1. 盲攻击，或探测该四元组是否存在（挑战 ACK 会泄露）。
2. NAT 后的客户端反复撞上同一端口。
3. 客户端用固定端口反复重连一条已死的连接。

## 如何确认

- `nstat -az TcpExtTCPSYNChallenge TcpExtTCPACKSkippedChallenge`。
- 比较这些 SYN 与连接自身报文的 TTL。

## 怎么处理

源地址校验；扩大 NAT 端口池；当前内核不必另作处理。

## 容易混淆的情况

`syn-challenged`（单个）；`half-open-discovered`（真实重启）；`blind-reset-attempts`；`syn-flood`（许多四元组）。

## 可信程度

凭数量和多样性为强。TTL 不同支持伪造，相同也不能排除。

## 参考

- RFC 5961 4
- RFC 5961 7
"""#,
      "capture-drops": #"""
# capture-drops: 抓包漏帧

两端交换过的报文不在文件里。所有“从未见到”的说法都因此打折扣。

## 现象

接收方确认了的字节既没抓到也没重发；或文件中有丢弃计数（pcapng 接口统计）。按方向给出比率及误差范围。

## 原因

1. 抓包主机太慢：磁盘、CPU、缓冲区小。
2. 镜像口超载：一条链路的两个方向挤进一个口。
3. 网卡环形缓冲溢出。
4. 部分流量走了别的路径。

## 如何确认

- `tcpdump` 退出时的“packets dropped by kernel”。
- `ethtool -S IFACE | grep -iE 'drop|miss|fifo'`；`cat /proc/net/softnet_stat`。
- 交换机：镜像口的出方向丢弃。

## 怎么处理

加大缓冲（`tcpdump -B 65536`）、缩短截取长度（`-s 128`）、加过滤、换快盘，用分光代替镜像。

## 容易混淆的情况

`loss-before-capture`、`loss-after-capture`（真实丢包会有重传来补）；`capture-one-sided`；`snaplen-truncated`；`filtered-capture`。

## 可信程度

强：TCP 自身证明了数据已送达。漏掉的纯 ACK 则不留痕迹。抓包开始之前发送的数据不计入。

## 参考

- RFC 9293 3.4
- RFC 9293 3.10.7.4
"""#,
      "capture-duplicate": #"""
# capture-duplicate: 同一帧被记录多次

抓包里有网络上只出现过一次的报文的副本。副本只计数，对其他所有规则不可见，否则会被误认为重传。

## 现象

TCP 首部、载荷和 IP ID 都相同，相隔几微秒到 10 毫秒；MAC 地址、VLAN 标签或 TTL 可能不同。对端对第二份没有任何反应。整个抓包只报告一次：一百帧以上且超过 1 % 时为警告。

## 原因

1. 镜像端口在报文进入和离开交换机时各复制一份。
2. 镜像了多个 VLAN 或路由器两侧（TTL 差一）。
3. Linux `-i any` 在网桥、veth 和物理口上各看到一次。
4. 合并了两个抓包点的文件。

## 如何确认

- `editcap -D 20 FILE /dev/null` 报告重复帧数。
- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e ip.id -e ip.ttl -e eth.src -e vlan.id`。

## 怎么处理

每个端口只镜像一个方向，或只镜像关心的端口；在单一接口上抓，不用 `any`。现有报告仍可信。

## 容易混淆的情况

`retransmission`（一般 IP ID 是新的，之前至少隔一个 RTO 或有重复 ACK）；网络造成的重复，接收方会发 DSACK（`dsack`）；`nat-both-sides`（地址不同）。

## 可信程度

绝不只凭 IP ID：Linux 某些报文的 ID 为 0，主机也可能重用。对 IPv6 和 ID 为 0 的报文，时间戳必须相同，时限为 1 毫秒，TTL 不同时为 10 毫秒。若只有不带 ID 和时间戳的 SYN 出现两次，则为弱，因为一端可能这么快就重发；若只有不带 ID 的纯 ACK 或 RST 重复，则不报告，因为发送方自己就会这样发。

## 参考

- RFC 9293 3.8.1
- RFC 6864 4
- RFC 791 3.1
"""#,
      "capture-ends-mid-connection": #"""
# capture-ends-mid-connection: 抓包结束时仍有未了之事

最后一帧时还欠着一个应答。此时说“从未应答”为时过早，相关结论会保留不报或标为弱。

## 现象

从悬而未决的 SYN、FIN 或数据到抓包结束，不足观察期（3 秒，或最后一次重传间隔的两倍）。

## 原因

1. 手工停止，或达到包数限制（`-c`）。
2. 轮转文件缺少下一个。
3. 文件被截断。

## 如何确认

- `capinfos FILE`：结束时间；提示“cut short”即为截断。
- 该系列的下一个文件：一次分析两者。

## 怎么处理

问题出现后让抓包多跑几分钟；把所有文件一起分析。

## 容易混淆的情况

`connection-open-at-end`（没有未了之事）；`syn-unanswered`、`fin-unanswered`（等得够久了）；`capture-mid-stream`（另一端的边缘）。

## 可信程度

就抓包而言是确定的。之后的事不得而知；TIME-WAIT 等定时器保持未到期，并给出剩余时间。

## 参考

- RFC 9293 3.8.1
- RFC 6298 5
"""#,
      "capture-mid-stream": #"""
# capture-mid-stream: 抓包开始时连接已经建立

第一个抓到的报文属于一条错过了开头的连接。程序按所能知道的进行分析，凡需要握手信息的结论一律不下。

## 现象

首帧没有 SYN。两端视为已同步，推定为 ESTABLISHED；若先看到 FIN，则为某个关闭中的状态。窗口扩大因子、MSS、SACK 许可和 ISN 均未知。

## 原因

1. 在长连接期间开始抓包。
2. 环形缓冲或文件轮转去掉了开头。
3. 过滤条件或采样丢掉了 SYN。
4. 根本不是连接：扫描、反向散射、游离报文。

## 如何确认

- 比较首帧时间与抓包开始时间：开抓很久之后才出现的中途连接，指向丢帧或过滤。
- 在线主机上：`ss -tani` 能看到扩大因子（`wscale:a,b`）、MSS 等。

## 怎么处理

提前开始抓包，或把轮转的全部文件一起给出。在线排障时，可在抓包中强制重连。

## 容易混淆的情况

`capture-one-sided`（SYN 在缺失的方向上）；`filtered-capture`；`capture-drops`；`ack-scan`、`backscatter`（从来不是连接）。

## 可信程度

作为对抓包本身的判断，是确定的。首帧之前的状态无从知道；谁是客户端，由端口和后续行为推测。

## 参考

- RFC 9293 3.5
- RFC 7323 2.2
"""#,
      "capture-one-sided": #"""
# capture-one-sided: 只抓到单向流量

抓包中只有一端发出的报文，没有另一端的任何报文，尽管另一端是活的。证据少了一半。

## 现象

一个方向有若干报文，另一个方向一个没有，而被抓到一方的确认号在前进：说明它确实在接收。

## 原因

1. 路由不对称：回程不经过抓包点。
2. 镜像端口只配置了收或发；光分路器只接了一根纤。
3. 过滤条件如 `src host X`。
4. 硬件把两个方向分到了不同接口或文件。

## 如何确认

- `tshark -r FILE -q -z conv,tcp`：某一列帧数为零。
- 交换机：镜像方向（`both`）；分路器接线；抓包过滤条件；是否还有第二个接口或文件。
- 主机抓包：比较 `tcpdump -Q in` 与 `-Q out`。

## 怎么处理

镜像双向流量，在主机上抓包，或一次给出两个文件：多个文件会按时间合并。

## 容易混淆的情况

`syn-unanswered`、`fin-unanswered`（对方真的沉默：没有任何前进）；`capture-mid-stream`；`vlan-asymmetric`（双向都有，只是标签不同）；`backscatter`。

## 可信程度

确认号前进即为确定。这类连接上大多数结论会被抑制，因为“无应答”与“没抓到”无法区分；沉默一方的状态由对端确认的内容推断。

## 参考

- RFC 9293 3.10.7.4
"""#,
      "capture-reordered": #"""
# capture-reordered: 文件中的顺序不是线上的顺序

帧在文件里的先后不可能真实发生，问题出在抓包。

## 现象

果在因前：ACK 先于其数据，SYN-ACK 先于 SYN，时间戳回显先于其原值；抓包时间常常相等或倒退。

## 原因

1. 多队列网卡，各队列成批上送。
2. 合并了时钟不同的两个接口或抓包点。
3. 在虚拟交换机或绑定链路上抓包。

## 如何确认

- `tshark -r FILE -T fields -e frame.number -e frame.time_delta | awk '$2<0'`：时间倒退。
- `ethtool -l IFACE`（队列数）；`reordercap IN OUT` 只按时间排序。
- 抓包点之间的时钟偏差：比较同一报文的两份。

## 怎么处理

抓包用单队列（`ethtool -L IFACE combined 1`）、时钟同步（PTP）或硬件时间戳。小的错位由分析器在有限窗口内修正。

## 容易混淆的情况

`out-of-order`（真实乱序：由 IP ID 可知）；`timestamps-go-back`、`clock-step`；`data-before-established`（常是其后果）。

## 可信程度

违反因果处为确定。单个方向内部的错位可能毫无痕迹。

## 参考

- RFC 9293 3.10.7.4
- RFC 7323 3.2
"""#,
      "checksum-bad": #"""
# checksum-bad: TCP 校验和错误

报文在校验和算好之后被损坏。接收方会默默丢弃，所以分析器也不让它改变任何状态。

## 现象

完整抓到的报文校验失败，且不属于卸载的样子。发送方随后会重传同样的字节。

## 原因

1. 硬件故障：网卡、内存、交换机、链路校验薄弱的线路。
2. NAT、隧道或改包程序没有更新校验和。
3. 故意用错误校验和误导监控（逃避检测）。
4. 未被识别出来的卸载。

## 如何确认

- 接收方：每来一个，`nstat -az TcpInCsumErrors` 加一。
- `ethtool -S IFACE | grep -iE 'crc|csum|err'`。
- `tshark -o tcp.check_checksum:TRUE -r FILE -Y 'tcp.checksum.status==0'`。
- 用 `ethtool -K IFACE tx off rx off gro off` 试验。

## 怎么处理

更换或升级故障设备；逐跳前后对比抓包来定位。若某发送方总是错误却被对端确认，就是卸载。

## 容易混淆的情况

`checksum-offload`（在发送方抓包，值为伪首部之和）；`snaplen-truncated`（无法校验）；`overlap-conflict`（两个版本的校验和都正确）。

## 可信程度

就计算而言是确定的。若对端在重发之前仍确认了这些字节，说明线上的报文是好的，结论会撤回。

## 参考

- RFC 9293 3.1
- RFC 1122 4.2.2.7
"""#,
      "checksum-offload": #"""
# checksum-offload: 抓包时校验和尚未计算（校验和卸载）

报文是在发送主机上、网卡填入校验和之前记录的。线上的报文是好的，按正确处理。

## 现象

某主机的所有报文校验和都“错”，恰为伪首部之和，而对端照常确认。

## 原因

1. 抓包主机启用了发送校验和卸载。
2. 虚拟接口（veth、virtio），根本不需要校验和。

## 如何确认

- `ethtool -k IFACE | grep checksum`。
- 在对端抓包：那里的校验和是对的。
- 用 `ethtool -K IFACE tx off` 试验。

## 怎么处理

不必处理。在 Wireshark 中保持校验和验证关闭。

## 容易混淆的情况

`checksum-bad`（损坏：零星报文，随后重传）；`segmentation-offload`（常相伴：超大帧）。

## 可信程度

由数值即可确定。它还说明抓包就在发送主机上，有助于判断其他一切。

## 参考

- RFC 9293 3.1
"""#,
      "clock-step": #"""
# clock-step: 抓包时钟跳变

抓包期间主机时钟被调整，跨越该点的间隔和时长都不对：依赖时长的发现（slow-close、tuple-reuse-after-2msl 等）不再对跨越该点的连接报告，并未真正流逝的时间也不算作等待应答的时间。

## 现象

三条以上连接的 TCP 时间戳一致表明，在抓包时间向前或向后跳变处，实际流逝的时间与抓包所示相差半秒以上。它们至少分属两台主机，且没有其他连接的时间戳随之跳变。明细给出首次跳变的大小（正数为向前）。

## 原因

1. 服务启动时 NTP 步进。
2. 虚拟机暂停、迁移或恢复。
3. 拼接了不同机器的文件。

## 如何确认

- `journalctl -u chronyd -u systemd-timesyncd`；`chronyc tracking`。
- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e frame.time_epoch -e tcp.options.timestamp.tsval`：两者的关系在某一帧断开。

## 怎么处理

用渐调代替步进（运行中 `chronyd` 不用 `makestep`）；不要相信跨越该点的时间。

## 容易混淆的情况

`timestamps-go-back`（顺序问题）；`paws-rejected`（发送方的时钟）；空闲（TCP 时间戳也随之增长）。

## 可信程度

强，因为多台独立主机共同反驳这一个时钟。

## 参考

- RFC 7323 5.4
- RFC 9293 3.8.1
"""#,
      "close-wait-stuck": #"""
# close-wait-stuck: 对端早已关闭，本端迟迟不关

对端已道别，本地应用毫无反应。套接字一直停在 CLOSE-WAIT，直到进程关闭它：典型的描述符泄漏。

## 现象

A 的 FIN 已被 B 确认；之后一分钟以上，B 既无 FIN、RST，也无数据。

## 原因

1. 程序缺陷：忽略 EOF（`read` 返回 0），或弄丢了描述符。
2. 连接池留着对方已关闭的连接。
3. 线程阻塞或死锁。
4. 有意半关闭，长时间等待应答。

## 如何确认

- B：`ss -tanp state close-wait | sort | uniq -c`，按进程统计；不断增长就是泄漏。
- `ls /proc/PID/fd | wc -l` 对照 `ulimit -n`；`lsof -p PID | grep CLOSE_WAIT`。
- A 处于 FIN-WAIT-2；若为孤儿套接字，Linux 上 60 秒后就没了。

## 怎么处理

修程序；没有 sysctl 能缩短 CLOSE-WAIT。重启进程可清除。只有 A 真的消失，保活才能终结它。

## 容易混淆的情况

`half-close`（B 继续发送）；`fin-unanswered`（FIN 未被确认）；`fin-wait-2-expired`（B 最终关闭时的后果）；`connection-open-at-end`。

## 可信程度

作为状态是确定的。若 FIN 之后不到一分钟抓包就结束，则为待定。

## 参考

- RFC 9293 3.6
- RFC 9293 3.10.4
"""#,
      "connection-open-at-end": #"""
# connection-open-at-end: 抓包结束时连接仍然打开

停止记录时连接还活着。最终状态就是最后一帧时的状态，不会被强行关闭。

## 现象

没有双方的 FIN，也没有 RST；最后一帧时双方为 ESTABLISHED 或其他已同步状态。

## 原因

1. 长连接：数据库、消息中间件、WebSocket、SSH。
2. 抓包在工作途中停止。
3. 关闭没抓到，或一端早已消失（长时间空闲）。

## 如何确认

- 在线主机：`ss -tano dst HOST` 是否仍为 ESTAB；加 `-i` 看最近活动（`lastsnd`、`lastrcv`，毫秒）。
- 它的最后一帧到抓包结束的时间。

## 怎么处理

不必处理。想看到结尾就延长抓包；轮转文件可以一次分析。

## 容易混淆的情况

`capture-ends-mid-connection`（有事未了）；`close-wait-stuck`（半关闭）；`half-open-data-reset`（后来证明已死）。

## 可信程度

就抓包所见是确定的。沉默的一端可能早已崩溃，没有报文能说明。

## 参考

- RFC 9293 3.3.2
"""#,
      "crossing-connections": #"""
# crossing-connections: 两个方向各自打开了一条连接

两台主机同时连向对方，但用的是不同的端口对。这是两条独立的连接，不是同时打开。

## 现象

一个往返时间之内，A 到 B、B 到 A 各有自己的 SYN、SYN-ACK 和 ACK。两个四元组并不互为镜像。

## 原因

1. 双方都会主动连接的对称协议：BGP、集群、P2P。
2. 回连协议，如主动模式 FTP、NFS 锁。
3. 打洞，可能同时产生这种情况和同时打开。

## 如何确认

- `ss -tan dst HOST`：两行，本地端口不同，其中一个是服务端口。
- BGP：由路由器标识按冲突规则关闭其中一条。

## 怎么处理

不必处理，这类协议须自行解决冲突。

## 容易混淆的情况

`simultaneous-open`（端口互为镜像，只有一条连接）；`split-handshake`；`nat-both-sides`（转换前后的同一连接）。

## 可信程度

确定：连接由一对套接字定义，而这两对不同。

## 参考

- RFC 9293 3.4
- RFC 4271 6.8
"""#,
      "data-after-close": #"""
# data-after-close: 双方关闭之后又来了数据

双方的 FIN 都已确认，仍有数据到达。没有人会收到它。

## 现象

超出 FIN 的新载荷，或在完全关闭两个往返时间之后出现的旧载荷。应答为 ACK（处于 TIME-WAIT）或 RST（已 CLOSED）。

## 原因

1. 迟到的重传或重复报文。
2. 伪造或回放的报文。
3. 漏抓了 SYN 的新连接。

## 如何确认

- 接收方：`ss -tan state time-wait`，`nstat -az TcpExtTCPACKSkippedTimeWait TcpOutRsts`。
- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e ip.id -e tcp.seq -e tcp.len -e tcp.options.timestamp.tsval`：之前有没有同样的字节？

## 怎么处理

零星的不必处理。若经常出现，找出在自己 FIN 之后还发新字节的一方。

## 容易混淆的情况

`old-duplicate-segment`（已知的字节）；`data-after-fin`（只有一方关闭）；`unread-data-reset`（关闭时数据还在来）；`capture-reordered`。

## 可信程度

完整抓到关闭过程时，由序列号确定；一个往返时间内的乱序已排除。

## 参考

- RFC 9293 3.10.7.4
- RFC 9293 3.6.1
"""#,
      "data-after-fin": #"""
# data-after-fin: 一端在自己的 FIN 之后又发数据

宣告流结束之后，同一端又发出新字节。这违反协议；更可能的解释是其中有伪造或外来的报文。

## 现象

载荷的 SEQ 等于或大于该端 FIN 之后的序列号。

## 原因

1. FIN 是设备或攻击者注入的。
2. 两台主机共用地址和端口（NAT、主备切换）。
3. 新连接的 SYN 没有抓到。
4. 协议栈有缺陷，或是流量发生器。

## 如何确认

- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e frame.number -e ip.ttl -e ip.id -e tcp.seq_raw -e tcp.len -e tcp.flags.str`：FIN 与前后报文有无不同？
- 在发送方抓包。

## 怎么处理

找出异常报文的来源；接收方会忽略 FIN 之后的数据。

## 容易混淆的情况

`half-close`（发送的是另一端）；`fin-seq-changed`（两个 FIN）；`data-after-close`；`keepalive`（SEQ 小 1，没有新字节）；FIN 之前数据的 `retransmission`。

## 可信程度

序列号矛盾是确定的；是 FIN 有问题还是数据有问题，要看 TTL、IP ID 以及对端确认了什么。

## 参考

- RFC 9293 3.6
- RFC 9293 3.10.7.4
"""#,
      "data-after-rst": #"""
# data-after-rst: 一端在自己的 RST 之后继续发送

某端的 RST 已被接受，它之后却又发来数据。要么 RST 不是它发的，要么数据早已在路上。

## 现象

序列号正常的载荷，比 RST 晚一个往返时间以上。

## 原因

1. RST 由设备注入。
2. RST 丢在抓包点之后或被忽略，接收方继续通信。
3. 排队的报文很晚才发出。
4. 漏抓了 SYN 的新连接。

## 如何确认

- 比较 RST 与数据的 TTL、IP ID 和时间戳。
- 接收方：`ss -tan` 中连接还在吗？
- 在发送方抓包：RST 是否从那里发出？

## 怎么处理

参看 `rst-injected` 的归属分析，查找设备。

## 容易混淆的情况

`rst-injected`（证据足够时并入其中）；`rst-out-of-window`（RST 不算数）；`tuple-reuse-while-open`；在途不足一个往返时间的数据。

## 可信程度

在抓包点的先后是确定的；对两端而言，只有超过一个往返时间才成立。

## 参考

- RFC 9293 3.5.3
- RFC 5961 3
"""#,
      "data-before-established": #"""
# data-before-established: 未见握手完成，服务器就发来数据

还没抓到客户端的第三次 ACK，服务器的载荷就来了。多半是 ACK 没被抓到，真正的违规很少见。

## 现象

SYN、SYN-ACK，然后是服务器的数据，SEQ = 其 ISN + 1；中间没有客户端报文，也没有 Fast Open。

## 原因

1. 第三次 ACK 没抓到，或因乱序记录在后。
2. 个别报文走了不对称路由。
3. 注入的数据，想抢在真正的服务器之前。
4. 无视握手的 TCP 实现。

## 如何确认

- 服务器：`ss -tan` 或就地抓包，第三次 ACK 收到了吗？
- 将数据的 TTL、IP ID 与 SYN-ACK 比较。
- 抓包统计：`tcpdump` 退出时打印的丢包数。

## 怎么处理

先改善抓包。若服务器之后又重传 SYN-ACK，说明它当时在 SYN-RECEIVED，该数据是外来的或违规的。

## 容易混淆的情况

`tfo-data-accepted`（Fast Open 允许）；`third-ack-recovered-by-data`（数据来自客户端）；`capture-drops`、`capture-reordered`（通常的解释）。

## 可信程度

只要漏抓 ACK 能解释，就为弱；服务器随后以定时重传的 SYN-ACK 表明自己尚未建立连接时，为确定。

## 参考

- RFC 9293 3.10.2
- RFC 9293 3.10.7.4
"""#,
      "delayed-ack-too-long": #"""
# delayed-ack-too-long: 确认被延迟过久

接收方已按序收到数据，却在 500 毫秒之后或积累两个以上满长报文才确认。

## 现象

靠近接收方：按序数据之后半秒多没有 ACK；或一个迟来的 ACK 覆盖好几个满长报文。

## 原因

1. 主机过载或休眠。
2. 协议栈的延迟确认定时器太长。
3. 接收卸载（GRO）合并了报文：不是故障。
4. ACK 路径慢，而抓包点并不靠近接收方。

## 如何确认

- 接收方：`ss -ti`（`ato`）、`nstat -az TcpExtDelayedACKs TcpExtDelayedACKLocked TcpExtTCPAckCompressed`。
- `ethtool -k IFACE | grep generic-receive-offload`；`vmstat 1` 看运行队列。

## 怎么处理

减轻主机负载；请求应答模式撞上 Nagle 加延迟确认（Linux 约 40 毫秒）时，写方用 `TCP_NODELAY`，或读方用 `TCP_QUICKACK`。

## 容易混淆的情况

`slow-handshake`；`zero-window`；`loss-after-capture`（ACK 丢失）；`segmentation-offload`。

## 可信程度

只有靠近接收方才有意义，在别处延迟包含了路径时间。

## 参考

- RFC 9293 3.8.6.3
- RFC 1122 4.2.3.2
"""#,
      "dsack": #"""
# dsack: 接收方两次收到同样的数据

接收方报告了它早已收到的范围：有东西多发或多送达了一次。

## 现象

首个 SACK 块不高于累计确认号，或包含在第二个块之内。

## 原因

1. 无谓的重传：定时器过早、ACK 丢失、乱序。
2. 对已到达数据的尾部丢包探测。
3. 网络复制了报文。

## 如何确认

- 接收方：`nstat -az TcpExtTCPDSACKOldSent TcpExtTCPDSACKOfoSent`；发送方：`TcpExtTCPDSACKRecv TcpExtTCPDSACKUndo`；`ss -ti`（`dsack_dups`）。
- `tshark -r FILE -Y tcp.options.sack.dsack`。

## 怎么处理

比例低不必处理：发送方会撤销降速。数量多指向乱序或时延尖峰。

## 容易混淆的情况

`sack-invalid`；子类为 `spurious` 的 `retransmission`（起因）；`capture-duplicate`（不会引发 DSACK）；`duplicate-ack-burst`。

## 可信程度

接收方收到两次是确定的。是发送方还是网络造成的，看是否有两份 IP ID 不同的副本经过。

## 参考

- RFC 2883 4
- RFC 8985 3
- RFC 3708
"""#,
      "duplicate-ack-burst": #"""
# duplicate-ack-burst: 接收方重复同一个 ACK

三个以上相同的 ACK：接收方缺了数据，而后面的数据还在到达。它们会触发快速重传。

## 现象

有未确认数据时，确认号和窗口都相同的纯 ACK；有 SACK 时块在变化。

## 原因

1. 报文丢失。
2. 乱序。
3. 数据被重复发送（接收方对每份都应答）。

## 如何确认

- 发送方：`ss -ti`（`sacked`、`lost`、`reordering`）、`nstat -az TcpExtTCPSackRecovery TcpExtTCPFastRetrans`。
- 接收方：`nstat -az TcpExtTCPOFOQueue TcpExtTCPDSACKOldSent`。

## 怎么处理

去找丢包；ACK 只是报信的。

## 容易混淆的情况

窗口更新（窗口不同）；`keepalive` 的应答（没有未确认数据）；`ack-storm`（双方都在发而无进展）；`zero-window-probe` 的应答；挑战 ACK。

## 可信程度

作为现象是确定的。是丢失还是乱序，看后面来的是重传还是那个报文本身。

## 参考

- RFC 5681 2
- RFC 5681 3.2
- RFC 2018 4
"""#,
      "filtered-capture": #"""
# filtered-capture: 只抓到某些种类的报文

数据报文或控制报文从头到尾缺失：过滤条件只放过了每条连接的一部分。

## 现象

SYN 与 FIN 之间序列号在前进，却没抓到任何载荷；或只有数据而没有 SYN、FIN、RST。

## 原因

1. 按标志过滤，如 `tcp[tcpflags] & (tcp-syn|tcp-fin) != 0`。
2. 设备只导出连接开头，或做采样。
3. 硬件把已建立的流绕过抓包点（智能网卡、快速转发）。

## 如何确认

- `capinfos FILE` 或 pcapng 接口选项中有抓包过滤条件。
- `tshark -r FILE -q -z io,stat,0,'tcp.len>0','tcp.flags.syn==1'`。

## 怎么处理

不要按标志过滤；改为限制主机、端口和截取长度。

## 容易混淆的情况

`snaplen-truncated`（报文在，但被截短）；`capture-drops`（随机缺失）；`capture-one-sided`；`capture-mid-stream`。

## 可信程度

所有连接都如此时为强。只要有 SYN、FIN、RST，状态仍然正确；丢包和窗口无法评判。只见到这些报文时，凭缺少 ACK 或缺少数据得出的发现不报告，或只作为 info。

## 参考

- RFC 9293 3.4
"""#,
      "fin-before-missing-data": #"""
# fin-before-missing-data: FIN 赶在缺失数据之前到达

流结束标志越过了还没到的数据。接收方此时不能关闭：FIN 之前的数据全部到齐，FIN 才算数。

## 现象

FIN 的 SEQ 大于接收方期望的下一字节；接收方在空洞处重复 ACK，保持 ESTABLISHED。空洞补上后，一个 ACK 同时覆盖数据和 FIN。

## 原因

1. 最后几段数据丢失或乱序。
2. FIN 搭在短小的末段上，走了另一个队列。
3. 抓包漏掉了数据（此时接收方会立刻全部确认）。

## 如何确认

- 发送方：`ss -ti state fin-wait-1` 显示 unacked、sacked、retrans。
- 接收方：`nstat -az TcpExtTCPOFOQueue` 增长。

## 怎么处理

只需处理丢包本身。

## 容易混淆的情况

`hole-never-filled`（数据始终没来）；`half-close`；`capture-drops`（没看到却被确认）；`fin-retransmitted`。

## 可信程度

接收方的 ACK 停在空洞处即为确定。在此之前它的状态不变，不管 FIN 标志让人怎么想。

## 参考

- RFC 9293 3.10.7.4
- RFC 9293 3.4
"""#,
      "fin-null-xmas-scan": #"""
# fin-null-xmas-scan: 没有连接却出现标志怪异的探测

在没有连接的地方出现 FIN、无标志、或 FIN+PSH+URG 的报文。它们不用 SYN 就能试探端口，以躲过简单的过滤和日志。

## 现象

四元组此前毫无记录。关闭的端口回 RST,ACK；开放的端口在多数系统上不作声；Windows 一律回 RST。

## 原因

1. `nmap -sF`、`-sN`、`-sX`、`-sM`。
2. 连接开头没抓到，只剩结尾（仅限 FIN）。
3. 模糊测试。

## 如何确认

- `tcpdump -ni any 'tcp[13] & 0x17 == 0x01 or tcp[13] & 0x3f == 0 or tcp[13] & 0x3f == 0x29'`。
- `conntrack -S`（`invalid`）。

## 怎么处理

用状态防火墙丢弃无效报文（`ct state invalid drop`）。

## 容易混淆的情况

`fin-without-ack`（在连接上）；`ack-scan`；`illegal-flags`（互相矛盾的组合）；`capture-mid-stream`（首帧是正常的 FIN,ACK）。

## 可信程度

此前抓包已持续四分钟以上时为强。沉默表示开放或被过滤，二者无法区分。

## 参考

- RFC 9293 3.10.7.1
- RFC 9293 3.10.7.2
- RFC 9293 3.5.2
"""#,
      "fin-retransmitted": #"""
# fin-retransmitted: FIN 被重传

结束标志没有及时得到确认，只好再发一次。

## 现象

结束序列号与先前相同的 FIN，有时连同最后一段数据。子类：`ack-lost`（此前有覆盖它的 ACK 经过，丢在抓包点之后）、`fin-lost`（没有，且接收方以重复 ACK 或 SACK 索要）、`unacknowledged`（没有：FIN 或其 ACK 丢失）、`needless`（仅提示：后续报文表明第一个 FIN 已到达）。

## 原因

1. FIN 或其 ACK 丢失。
2. 对端已死或网络中断。
3. 对端主机过载。（仅仅进程卡住不要紧，确认由内核发出。）
4. 尾部丢包探测（TLP）重发最后一个报文，其实什么也没丢。

## 如何确认

- `ss -tanoi state fin-wait-1` 和 `state last-ack`：定时器、重传次数、rto。
- `nstat -az TcpRetransSegs TcpExtTCPLossProbes TcpExtTCPTimeouts`。
- `tshark -r FILE -Y tcp.fin_retransmission`。

## 怎么处理

偶发不必处理。若每次关闭都重传，多半是状态防火墙见到第一个 FIN 就删除会话、丢弃后续报文：延长它的 FIN 超时。

## 容易混淆的情况

`last-ack-lost`（TIME-WAIT 再次应答）；`fin-unanswered`（始终无应答）；`premature-close-fin-answered-by-rst`（被回 RST）；`fin-seq-changed`（结束位置变了）；`capture-duplicate`。

## 可信程度

排除抓包重复后，重传是确定的。重传的原因，只能由覆盖它的 ACK、D-SACK 或回显的时间戳得知。BSD 和 macOS 在 FIN 得到确认前，每个 ACK 都带 FIN，这种不计入。

## 参考

- RFC 9293 3.6
- RFC 6298 5.5
- RFC 8985 7
"""#,
      "fin-seq-changed": #"""
# fin-seq-changed: FIN 在另一个位置重复出现

同一端在两个不同的序列号上结束了两次，要么其中一个 FIN 不是它自己的，要么它的序列号变了。

## 现象

同一端的两个 FIN，结束位置（SEQ + 载荷 + 1）不同。仅仅切分不同的重传，结束位置不变。子类 `renumbered`：第二个 FIN 的 IP ID 和 TTL 与发送方前后相接，确为其所发（原因 2、3）。子类 `forged`：其中一个与该端其他报文不符。

## 原因

1. 其中一个 FIN 由中间设备或攻击者注入。
2. 改写序列号的设备中途改变了偏移。
3. 协议栈有缺陷，又发了数据再次关闭，或每次重发 FIN 都把它多算一个序列号。

## 如何确认

- 比较两者的 TTL、IP ID、窗口和 MAC：`tshark -r FILE -Y 'tcp.stream==N && tcp.flags.fin==1' -T fields -e ip.ttl -e ip.id -e eth.src -e tcp.seq_raw -e tcp.len`。
- 对端确认的是哪一个？

## 怎么处理

找出该设备；检查路径上的代理和入侵防御。

## 容易混淆的情况

`fin-retransmitted`（结束位置相同）；`data-after-fin`；`sequence-rewritten`（处处有恒定偏移）；`tuple-reuse-while-open`（另一条连接）。

## 可信程度

矛盾是确定的，归属不是。对端的确认表明哪个算数。

## 参考

- RFC 9293 3.4
- RFC 9293 3.6
"""#,
      "fin-unanswered": #"""
# fin-unanswered: FIN 始终没有得到确认

一端想关闭，另一端从未确认。关闭方重传 FIN，最后放弃；另一端可能还以为连接开着。

## 现象

FIN 以倍增的间隔重传，没有覆盖它的 ACK，也没有 RST。子类 `gave-up`：重传停止。Linux 上孤儿套接字按 `net.ipv4.tcp_orphan_retries`（0 表示 8 次）停止，其余按 `tcp_retries2`。

## 原因

1. 对端不在了：崩溃、休眠、换网、断线。
2. 防火墙或 NAT 忘记了会话，静默丢弃。
3. 确认走了没被抓到的路径。
4. 对端主机僵死或内存耗尽。

## 如何确认

- 关闭方：`ss -tano state fin-wait-1` 或 `state last-ack` 显示定时器和重传次数；`nstat -az TcpExtTCPAbortOnTimeout TcpExtTCPTimeouts`。
- 对端：`ss -tan` 里该四元组是否仍为 ESTAB？是则 FIN 从未到达。

## 怎么处理

对照应用的空闲时间检查有状态设备的超时；使用保活。大量套接字停在 FIN-WAIT-1，说明某个对端或某条路径已断。

## 容易混淆的情况

`fin-retransmitted`（重传过，但最终有应答）；`last-ack-lost`（看到过 ACK）；`close-wait-stuck`（FIN 被确认，但没有回 FIN）；`capture-ends-mid-connection`。

## 可信程度

靠近发送方时，FIN 确已发出。最后一个 FIN 之后，抓包必须再持续至少 3 秒或最后一次重传间隔的两倍，否则不作定论。

## 参考

- RFC 9293 3.8.3
- RFC 9293 3.6
- RFC 6298 5.5
"""#,
      "fin-wait-2-expired": #"""
# fin-wait-2-expired: 关闭方等对方的 FIN 等到超时

一端关闭后等待另一端也关闭。等得太久，内核丢弃了半关闭的套接字；FIN 或数据终于来时，得到的是 RST。

## 现象

A 的 FIN、B 的 ACK；停顿约 60 秒或更久；然后是 B 的 FIN 或数据；A 回 RST，SEQ 等于 B 的确认号。

## 原因

1. B 的应用很晚才发现连接结束：连接池、线程阻塞、没有读到 EOF。
2. A 调用的是 `close()`（而非 `shutdown`），套接字成为孤儿，Linux 用 `net.ipv4.tcp_fin_timeout`（60 秒）限制 FIN-WAIT-2。
3. TIME-WAIT 桶已用尽（`net.ipv4.tcp_max_tw_buckets`）：Linux 立即丢弃套接字，连停顿都没有。

## 如何确认

- A：`ss -tano state fin-wait-2`（`timewait` 定时器及剩余时间）；`sysctl net.ipv4.tcp_fin_timeout net.ipv4.tcp_max_tw_buckets`。
- B：`ss -tanp state close-wait`：就是这个进程没有关闭。
- A：`nstat -az TcpOutRsts TcpExtTCPTimeWaitOverflow`。

## 怎么处理

让 B 读到 EOF 就关闭；连接池在对端超时之前淘汰空闲连接。调大 `tcp_fin_timeout` 只是掩盖拖延。

## 容易混淆的情况

`premature-close-fin-answered-by-rst`（B 的 FIN 已被确认过一次）；`unread-data-reset`（FIN 后几秒内来了数据）；`half-close`（A 的套接字仍在读）；`close-wait-stuck`（B 还没关闭）。

## 可信程度

由 RST 的形状可确定 A 已没有这条连接。是定时器所致则由停顿时长推断；防火墙会话过期所发的 RST 除 TTL 外看起来一样。

## 参考

- RFC 9293 3.6.1
- RFC 9293 3.5.2
- Linux Documentation/networking/ip-sysctl.rst (tcp_fin_timeout)
"""#,
      "fin-without-ack": #"""
# fin-without-ack: FIN 没有 ACK 标志

首个 SYN 之后的报文都应带 ACK。没有 ACK 的 FIN 不是正常 TCP 发出的，接收方会丢弃。

## 现象

置 FIN，未置 ACK，没有 SYN。在已有连接上什么也不会发生；关闭的端口会回 RST,ACK。

## 原因

1. FIN 扫描。
2. 发包工具或模糊测试。
3. 首部损坏或被改写。

## 如何确认

- `tcpdump -ni any 'tcp[tcpflags] & (tcp-fin|tcp-ack) == tcp-fin'`。
- 防火墙：conntrack 计为无效：`conntrack -S`（`invalid`）。

## 怎么处理

在边界丢弃（`ct state invalid drop`）。若出现在真实连接上，找出伪造它的设备。

## 容易混淆的情况

`fin-null-xmas-scan`（没有连接，成批探测）；`segment-without-ack`（没有 FIN）；`fin-retransmitted`。

## 可信程度

标志是确定的，两端状态都不受影响。

## 参考

- RFC 9293 3.1
- RFC 9293 3.10.7.4
"""#,
      "fragments-unassembled": #"""
# fragments-unassembled: TCP 分片到达且无法重组

有的报文被 IP 分片，而抓包里不齐。只有首片带 TCP 首部。

## 现象

带“更多分片”标志或偏移的 IP 报文，不完整或超出内存限制。已重组成报文段的分片以及 UDP 的分片不计入。

## 原因

1. 隧道或链路 MTU 小，又没有路径 MTU 发现。
2. 逃避检测，或分片攻击。
3. 过滤条件只匹配端口，而后续分片没有端口。

## 如何确认

- `tcpdump -ni any 'ip[6:2] & 0x3fff != 0'`；`nstat -az IpReasmReqds IpReasmFails IpFragCreates`。
- `tracepath HOST` 查 MTU。

## 怎么处理

在隧道上钳制 MSS；扩展过滤条件：`tcp port 80 or (ip[6:2] & 0x1fff != 0)`。

## 容易混淆的情况

`segmentation-offload`（没有 IP 分片）；`capture-drops`；`snaplen-truncated`；`undecoded`。

## 可信程度

此处缺片是确定的，接收方却很可能已收齐。

## 参考

- RFC 791 3.2
- RFC 8200 4.5
- RFC 9293 3.7.2
"""#,
      "half-close": #"""
# half-close: 一端已关闭，另一端继续发送（半关闭）

一端表示“我没有更多数据了”，另一端仍在继续传数据。这是合法的：TCP 连接按方向分别关闭。

## 现象

A 的 FIN 已被确认，此后 B 仍发出新的数据。A 处于 FIN-WAIT-2，B 处于 CLOSE-WAIT，直到 B 也发出 FIN。

## 原因

1. 应用调用 `shutdown(SHUT_WR)` 标记输入结束：`ssh`、`rsh`、`nc -N`、部分 HTTP/1.0 和代理程序。
2. 代理在一侧仍在应答时，把另一侧的 FIN 转发了过来。
3. 下载很长，而请求方提前关闭；若 A 是完全关闭，最终会变成 `unread-data-reset`。

## 如何确认

- A：`ss -tan state fin-wait-2`；B：`ss -tan state close-wait`。
- A 的套接字仍属于某个进程（`ss -tanp`）：有意半关闭。没有进程则是孤儿套接字，Linux 在 `net.ipv4.tcp_fin_timeout` 之后丢弃它。

## 怎么处理

协议需要如此就不必处理。中间设备的半关闭超时若太短，应当调大，否则数据尾部会被截断。

## 容易混淆的情况

`close-wait-stuck`（B 既不发送也不关闭）；`data-after-fin`（发 FIN 的一方自己又发数据）；`simultaneous-close`（FIN 交错）；FIN 发出时已在途的数据。

## 可信程度

B 确认 FIN 之后又发了新字节，即为确定。靠近 A 抓包时，须先排除与 FIN 在途交错的报文。

## 参考

- RFC 9293 3.6.1
- RFC 9293 3.6
"""#,
      "half-open-data-reset": #"""
# half-open-data-reset: 数据发给了已忘记该连接的主机

一端保留着连接，另一端却早已没有了。之后第一份数据或保活探测得到的是 RST。应用通常在空闲一段时间后看到“connection reset by peer”。

## 现象

一条已建立的连接，往往空闲了一阵；一个数据报文或保活探测；对端回 RST，SEQ 等于该报文的确认号。此前没有 FIN 或 RST。复位的一端至少已沉默 200 毫秒（`unknown_round_trip`）：片刻之前还活跃的一端也可能是主动中止，两者看起来一样。

## 原因

1. 对端主机重启。
2. 负载均衡或主备切换把报文送到了另一台服务器。
3. 路径上的 NAT 或防火墙会话过期，以对端名义回 RST。
4. 对端早已放弃（重传或保活超时），它的 RST 丢了。

## 如何确认

- 对端：`uptime`、`journalctl -b -1 -n 50`，以及 `ss -tan` 中没有该四元组。
- 对端：每来一个这样的报文，`nstat -az TcpOutRsts` 加一。
- 将 RST 的 TTL 与对端先前报文比较。

## 怎么处理

应用层重试；连接池取用前先校验；保活间隔要短于路径上最短的空闲超时。

## 容易混淆的情况

`idle-expired`（是路径上的设备复位：TTL 或 IP ID 不同）；`rst-injected`；`rst-abort`（对端认得该连接而主动放弃）；`data-after-close`、`unread-data-reset`（对端已关闭）；`ack-scan`（从未有过连接）。

## 可信程度

RST 的形状说明发送者没有这条连接。发送者是对端本身还是中间设备，要看 TTL、IP ID 和往返时间，靠近对端抓包最易判断。空闲期间发生了什么无从得知。

## 参考

- RFC 9293 3.5.1 (图 10)
- RFC 9293 3.5.2
- RFC 9293 3.10.7.1
"""#,
      "half-open-discovered": #"""
# half-open-discovered: 一端曾重启，半开连接被发现

一台主机忘记了连接（重启、崩溃），又从同一端口发起新连接；另一端的旧连接还开着。双方的交互暴露了这种半打开状态，并清除了障碍。

## 现象

已打开连接上的 SYN；带旧序列号的 ACK；SYN 的发送方回 RST，SEQ 等于该确认号；随后再次发出同一个 SYN，正常握手。RST 到 SYN 之间，Linux 上是若干毫秒，其他系统最长约一秒。

## 原因

1. 主机崩溃或断电，没来得及发 FIN。
2. 虚拟机从快照恢复，或容器以相同地址和固定源端口重建。
3. 主备切换只迁移了地址，没迁移连接表。

## 如何确认

- SYN 发送方：`last -x reboot` 或 `uptime`；容器重启时间。
- RST 之前，另一端的 `ss -tano` 里仍有旧连接，通常处于空闲。
- 另一端：`nstat -az TcpExtTCPSYNChallenge TcpEstabResets`。

## 怎么处理

连接已修复，但写进旧连接的数据丢了，应用须重试。保活（`SO_KEEPALIVE`、`TCP_KEEPIDLE`）或 `TCP_USER_TIMEOUT` 能更早发现失效的对端。

## 容易混淆的情况

`tuple-reuse-refused-in-time-wait`：对话相同，但被挑战的一方已收发过 FIN。`syn-challenged`：之后没有 RST。`half-open-data-reset`：由数据而不是 SYN 发现。`stale-syn-reset`：当时还没有建立任何连接。

## 可信程度

由序列号即可确定：挑战 ACK 与 RST 必须完全对应。若先前的连接不在抓包中，则为强。主机为什么失忆，抓包里看不到。

## 参考

- RFC 9293 3.5.1 (图 9)
- RFC 9293 3.10.7.4
- RFC 5961 4.2
"""#,
      "hole-never-filled": #"""
# hole-never-filled: 直到结束仍有字节缺失

数据流的一部分始终没看到：要么抓包漏了，要么根本没送达。

## 现象

序列号空洞一直保持到连接结束。被对端 ACK 覆盖：抓包丢帧；未被覆盖：数据没有到达。

## 原因

1. 抓包丢帧。
2. 恢复途中连接被中止。
3. 发送方死亡，或路径中断。

## 如何确认

- `tshark -r FILE -Y 'tcp.analysis.lost_segment || tcp.analysis.ack_lost_segment'`。
- 发送方：`nstat -az TcpExtTCPAbortOnTimeout`。
- 抓包统计：内核或接口丢弃数。

## 怎么处理

被覆盖：改善抓包。未被覆盖：查连接为何结束。

## 容易混淆的情况

`capture-drops`（被覆盖空洞的总计）；`loss-before-capture`（后来补上了）；`fin-before-missing-data`；`connection-open-at-end`。

## 可信程度

有对端方向的流量时，两类都是确定的；只有单向时无法区分。

## 参考

- RFC 9293 3.4
- RFC 9293 3.10.7.4
"""#,
      "host-sweep": #"""
# host-sweep: 一个来源对许多主机试探同一端口

有人在网络里寻找某种特定服务。

## 现象

一分钟内，同一来源对同一端口试探 25 台以上主机，80% 以上没有成功。

## 原因

1. 利用已知漏洞的蠕虫或扫描器。
2. 资产盘点、监控、设备发现（打印机、多媒体）。
3. 服务器列表过时的客户端。

## 如何确认

- `tcpdump -nni any 'src host SOURCE and dst port PORT and tcp[13] = 0x02'`。
- 源主机：`ss -tnp state syn-sent` 指出进程。
- 局域网内会伴随对大量地址的 ARP 请求。

## 怎么处理

内网：隔离并检查源主机。外网：打好补丁，在边界过滤该端口。

## 容易混淆的情况

`port-scan`（一台主机的许多端口）；P2P 波动（端口各异）；`syn-flood`；`capture-one-sided`（应答没抓到）。

## 可信程度

作为现象是确定的。同一来源探测超过 512 次后，主机数为估计值。从第 25 个起，单个连接请求降为 info，并注明 `one_of_many`：`hosts`。是否成功以握手完成为准，所以需要双向流量。

## 参考

- RFC 9293 3.5.2
- RFC 9293 3.10.7.1
"""#,
      "icmp-blind-reset": #"""
# icmp-blind-reset: ICMP 差错引用了从未发送的报文

ICMP“不可达”自称在回应某个 TCP 报文，但引用的序列号并不在途。可能有人想借此破坏连接。

## 现象

ICMP 类型 3 或 ICMPv6 类型 1（或“报文过大”），带有该连接的地址端口，引用的 SEQ 在未确认范围之外。

## 原因

1. 盲 ICMP 攻击。
2. 极迟的真实差错。
3. NAT 或防火墙对引用内容转换有误。

## 如何确认

- `nstat -az TcpExtOutOfWindowIcmps`：Linux 计数并忽略。
- `tshark -r FILE -Y 'icmp.type==3 && tcp' -T fields -e ip.src -e icmp.code -e tcp.seq_raw`。

## 怎么处理

当前系统把已建立连接上的硬差错当软差错处理，不必另行应对。不要封锁全部 ICMP：路径 MTU 发现需要它。

## 容易混淆的情况

`syn-icmp-refused`（引用真实的 SYN）；`sequence-rewritten`（恒定偏移）；引用有效的路径 MTU 消息。

## 可信程度

完整抓到发送方方向时，可确定该序列号不在途。

## 参考

- RFC 5927 4
- RFC 5927 5
- RFC 9293 3.9.2.2
"""#,
      "idle-expired": #"""
# idle-expired: 路径忘记了空闲连接

长时间停顿之后，第一个报文得到 RST，或石沉大海。两端都还保留着连接，中间的 NAT、防火墙或负载均衡却没有了。

## 现象

已建立连接停顿一分钟以上；然后是数据或保活；RST 的 SEQ 等于其确认号，但 TTL 或 IP ID 与对端不符。或者毫无应答，而对端在别的连接上活着。

## 原因

1. 有状态设备的空闲超时短于应用的停顿。
2. 设备重启，或无状态切换。
3. 会话表已满，最旧的条目被淘汰。

## 如何确认

- 对端：`ss -tan` 仍为 ESTAB。
- 设备：`conntrack -L -p tcp`、`sysctl net.netfilter.nf_conntrack_tcp_timeout_established` 或厂商对应命令。
- 逐步加长停顿：界限会清晰地显现。

## 怎么处理

`TCP_KEEPIDLE` 明显短于界限、延长超时，或缩短连接池中连接的寿命。

## 容易混淆的情况

`half-open-data-reset`（对端自己忘了：TTL 吻合）；`rst-both-sides`；`keepalive-unanswered`（对端已死）；`rst-abort`。

## 可信程度

TTL 或 IP ID 排除对端时为强。若二者相符，对端重启看起来也一样。

## 参考

- RFC 5382 5 (REQ-5)
- RFC 9293 3.8.4
- RFC 9293 3.5.1
"""#,
      "illegal-flags": #"""
# illegal-flags: 标志组合不合逻辑

SYN 加 FIN、SYN 加 RST、FIN 加 RST、全置或全空：没有 TCP 会这样发。发送者在测试、攻击，或已损坏。

## 现象

互相矛盾的控制位。Linux 监听端忽略 SYN+FIN，关闭的端口回 RST,ACK。老式过滤器只看 SYN，会被骗过。

## 原因

1. 操作系统指纹探测、扫描、逃避检测。
2. 模糊测试或流量发生器。
3. 首部损坏；中间设备有缺陷。

## 如何确认

- `tcpdump -ni any 'tcp[13] & 0x03 == 0x03 or tcp[13] & 0x06 == 0x06 or tcp[13] & 0x05 == 0x05'`。
- `nft list ruleset | grep 'tcp flags'`。

## 怎么处理

丢弃：`nft add rule inet filter input 'tcp flags & (fin|syn) == (fin|syn) drop'`，其余类推。

## 容易混淆的情况

`fin-null-xmas-scan`（少见但不矛盾）；`segment-without-ack`；`checksum-bad`（先排除损坏）；`syn-with-data`。

## 可信程度

就首部而言是确定的，不据此推断任何状态。

## 参考

- RFC 9293 3.1
- RFC 9293 3.10.7.2
- RFC 9293 3.10.7.4
"""#,
      "isn-below-previous": #"""
# isn-below-previous: 新的初始序列号不高于旧连接的范围

端口很快被重用，而新连接的起始序列号落在前一连接的范围之内或之下。旧报文可能被当成新报文。

## 现象

240 秒内同一四元组，任一端的新 ISN 不大于前一连接用过的最大序列号（模 2^32）。

## 原因

1. 随机 ISN（BSD 系统、随机化的 NAT）：有一半会这样，纯属概率。
2. 主机重启，ISN 密钥变了。
3. 同一地址后有两台主机。
4. 协议栈使用固定 ISN。

## 如何确认

- `tshark -r FILE -Y tcp.flags.syn==1 -T fields -e frame.time -e ip.src -e tcp.seq_raw -e tcp.options.timestamp.tsval`。
- `sysctl net.ipv4.tcp_timestamps`：为 1 时有 PAWS 保护。

## 怎么处理

两端保持时间戳开启，避免很快重用端口；此外不必处理。

## 容易混淆的情况

`tuple-reuse-in-time-wait-illegal`（且在 TIME-WAIT 中被接受）；`isn-predictable`（跨连接的规律）；`old-duplicate-segment`（真正的危害）。

## 可信程度

只要抓到旧连接的最大序列号，比较就是精确的。没有时间戳时更严重，因为再没有别的办法区分新旧。

## 参考

- RFC 9293 3.4.1
- RFC 6528 3
- RFC 7323 5
"""#,
      "isn-predictable": #"""
# isn-predictable: 初始序列号可被预测

主机按外人能算出的规则选取初始序列号，连接因此可能被盲目伪造或复位。

## 现象

在不同四元组之间：ISN 相同、步长固定、共用一个时钟，或增量很小。报告给出检验方法（子类）、样本数（`samples`、`peers`）和偶然概率（`chance_exponent`，以 10 为底的指数）；样本达到 6 个时还附上 nmap 的 GCD、ISR、SP 供对照。子类 `isn-clock` 只是提示，不是弱点：同一四元组的序列号跟随一个时钟，正如 RFC 6528 所述；其速率（`value`，每秒增量）可提示系统类型，15.625 MHz 为 Linux。子类 `user-mode-nat` 也只是提示：这些序列号来自虚拟机的用户态 NAT（slirp，64000 的倍数加一），而不是 SYN-ACK 所署主机自己的。

## 原因

1. 老旧或嵌入式协议栈、打印机、PLC、引导程序。
2. ISN 固定的测试工具，或回放的抓包。
3. SYN 代理或 NAT 混合了多台主机（假象）。

## 如何确认

- `nmap -O -v HOST`：“TCP Sequence Prediction”。
- `tshark -r FILE -Y 'tcp.flags.syn==1 && ip.src==HOST' -T fields -e frame.time_epoch -e tcp.dstport -e tcp.seq_raw`。

## 怎么处理

升级固件；把主机放到能随机化 ISN 的代理或防火墙后面。

## 容易混淆的情况

`isn-below-previous`（同一四元组）；`syn-cookies-in-use`（ISN 有意跟随客户端）；TIME-WAIT 重用（+65537）。同一四元组上随时间线性增长是 RFC 6528 的正常做法，不是弱点。

## 可信程度

取决于样本数：2 个只能看重复，4 个看时钟（速率未知时 5 个），5 个看步长或小增量，32 个看奇偶，80 个看均匀性。不足则只说样本太少，绝不说“随机”。

## 参考

- RFC 6528 3
- RFC 9293 3.4.1
"""#,
      "keepalive-unanswered": #"""
# keepalive-unanswered: 保活探测没有应答

空闲连接上对端不再应答，几次探测后连接被判定为已死。

## 现象

三个以上保活没有 ACK，之后探测方常发 RST。Linux：`tcp_keepalive_probes` = 9，间隔 `tcp_keepalive_intvl` = 75 秒，应用可自行设定。应用得到“connection timed out”。

## 原因

1. 对端消失：崩溃、休眠、换网。
2. NAT 或防火墙会话失效，静默丢弃。
3. 路径中断。

## 如何确认

- `ss -tano`：`timer:(keepalive,TIME,N)`，N 递增。
- `nstat -az TcpExtTCPKeepAlive TcpExtTCPAbortOnTimeout`。
- 换方式访问对端（`ping`、新连接）。

## 怎么处理

重连。若新连接立刻就通，是路径上的空闲超时作怪：缩短保活间隔。

## 容易混淆的情况

`keepalive`（有应答）；`idle-expired`（回 RST 或丢失，但对端活着）；`zero-window-probe-unanswered`；`rst-by-retransmission-timeout`。

## 可信程度

靠近探测方且抓到双向时为强。丢一个探测不说明问题。

## 参考

- RFC 9293 3.8.4
- RFC 1122 4.2.3.6
"""#,
      "keepalive": #"""
# keepalive: 空闲连接上的保活探测

一端发一个对方早已收到的序列号，以检查对方是否还在。对方回一个普通 ACK，两端及中间设备由此知道连接仍有效。

## 现象

静默之后，出现 SEQ 比下一个待发序列号小 1、载荷为 0 或 1 字节的报文；随后是序列号不变的纯 ACK。Linux：仅当应用设置了 `SO_KEEPALIVE`，首个探测在 `tcp_keepalive_time`（7200 秒）之后。

## 原因

1. 应用或其库要求：数据库、SSH（`TCPKeepAlive`）、消息中间件、连接池。
2. 负载均衡或代理保持连接活跃。

## 如何确认

- `ss -tano` 显示 `timer:(keepalive,TIME,PROBES)`。
- `nstat -az TcpExtTCPKeepAlive` 统计发出的探测。
- `sysctl net.ipv4.tcp_keepalive_time net.ipv4.tcp_keepalive_intvl net.ipv4.tcp_keepalive_probes`。

## 怎么处理

不必处理。若要抗住 NAT 或防火墙超时，把间隔（`TCP_KEEPIDLE`）设得更短，例如对 350 秒的限制设 60 秒。

## 容易混淆的情况

`keepalive-unanswered`；`zero-window-probe`（Linux 的探测外观相同，但窗口为 0）；单字节的 `retransmission`；应用层心跳（携带新数据）。

## 可信程度

没有未确认数据、窗口打开、应答不改变任何状态时为确定。中途开始的连接上，首个探测可能与单字节重传混淆。

## 参考

- RFC 9293 3.8.4
- RFC 1122 4.2.3.6
"""#,
      "land": #"""
# land: 源与目的完全相同

报文的源和目的是同一个地址和端口。若跨网络而来，就是 1997 年的 LAND 攻击，老系统会陷入循环而死机。

## 现象

地址相同、端口也相同的 SYN。

## 原因

1. LAND 攻击或测试工具。
2. 在环回接口上：客户端碰巧连到了自己，即与自己的端口同时打开。
3. NAT 回环（hairpin）故障。

## 如何确认

- `tcpdump -eni IFACE 'tcp and src host ADDRESS and dst host ADDRESS'`：看 MAC 地址就知道从哪里来。
- `ss -tan '( sport = :PORT and dport = :PORT )'` 查自连接。
- `nstat -az TcpExtIPReversePathFilter`；`sysctl net.ipv4.conf.all.rp_filter`。

## 怎么处理

丢弃外来却带自身地址的报文（rp_filter、边界过滤）。自连接：保留该端口。

## 容易混淆的情况

`simultaneous-open`（两台主机）；`nat-both-sides`（回环产生的副本）。

## 可信程度

确定。对当前系统无害。

## 参考

- RFC 1122 3.2.1.3
- RFC 2827
"""#,
      "last-ack-lost": #"""
# last-ack-lost: 最后一个 ACK 丢失，由 TIME-WAIT 补救

四次挥手的最后一个确认没有到达，对方重传 FIN，处于 TIME-WAIT 的一方再确认一次。TIME-WAIT 正是为此而设。

## 现象

B 的 FIN、A 的 ACK；过了一个往返时间以上，B 的同一个 FIN 再次出现；A 回第二个序列号相同的 ACK。B 在收到之前停在 LAST-ACK，之后进入 CLOSED。A 的 2MSL 定时器重新计时。

## 原因

1. ACK 在此点与 B 之间丢失。
2. B 丢弃了它（校验和、过载），或防火墙见到双方 FIN 就删了会话，把 ACK 丢掉。

## 如何确认

- A：`ss -tano state time-wait` 显示剩余时间重新开始。Linux 固定为 60 秒，是编译常量，不是 sysctl。
- B：等待期间 `ss -tano state last-ack`。
- A：`nstat -az TcpExtTCPACKSkippedTimeWait`：因限速（每 500 毫秒一个）而未发出的应答。

## 怎么处理

不必处理，更不要缩短或关闭 TIME-WAIT。若每次关闭都这样，检查抓包点与 B 之间的防火墙。

## 容易混淆的情况

`premature-close-fin-answered-by-rst`（A 没有等，回了 RST）；`fin-retransmitted`（之前没看到 ACK）；`capture-duplicate`；`simultaneous-close`。

## 可信程度

A 的第二个 ACK 证明它当时在 TIME-WAIT。第一个 ACK 是丢失还是被忽略，只有在 B 处抓包才能确定。靠近 B 时，第一个 ACK 可能从未经过此点。

## 参考

- RFC 9293 3.6.1
- RFC 9293 3.10.7.4
- RFC 9293 3.6 (图 12)
"""#,
      "late-synack-reset": #"""
# late-synack-reset: SYN-ACK 来迟，客户端已放弃

服务器应答了，但太晚：客户端已经不要这条连接，于是回了 RST。

## 现象

只有一个 SYN 序列号（可能有重传）；SYN-ACK 比首个 SYN 晚一秒以上；客户端随即发出 SEQ = 自身 ISN + 1 的 RST。子类 `happy-eyeballs`：同一服务的另一个地址更快，赢得了竞争。

## 原因

1. 应用的连接超时短于服务器的响应时间（过载、路径长、主机休眠）。
2. Happy Eyeballs：IPv4 与 IPv6 并行尝试，关闭慢的那个。
3. 进程在连接途中被取消或杀死。

## 如何确认

- 客户端：`strace -f -e trace=connect,close,poll -p PID` 可看到应答之前就 close 了。在 SYN-SENT 中关闭不发任何报文，所以抓包里只有后来的 RST。
- 客户端：`nstat -az TcpOutRsts`；服务器：`nstat -az TcpExtEmbryonicRsts TcpAttemptFails`。
- 多次测量：`curl -o /dev/null -s -w '%{time_connect}\n' URL`。

## 怎么处理

Happy Eyeballs 无需处理。否则查 SYN-ACK 为什么慢（队列、唤醒、路径），或把连接超时放宽到 3 秒以上，使丢一个 SYN 也能挺过去。

## 容易混淆的情况

`syn-scan-open` 形状相同，但应答很快且目标众多；`stale-syn-reset` 涉及第二个 ISN；`synack-wrong-ack` 的确认号客户端从未发过；`slow-handshake` 虽慢但被接受。

## 可信程度

RST 是确定的，动机不是：仅凭一条连接，扫描和取消连接无法区分。靠近客户端测得的延迟才是它真正感受到的；在别处，SYN-ACK 可能在经过此点之前就已耽搁。

## 参考

- RFC 9293 3.10.7.1
- RFC 9293 3.5.2
- RFC 8305 5
"""#,
      "loss-after-capture": #"""
# loss-after-capture: 报文丢在抓包点与接收方之间

报文经过了抓包点却没有到达，故障在接收方一侧。

## 现象

数据或 FIN 在此出现，过了一个往返时间仍未被确认，随后重发；且没有迹象表明第一个已到达（没有 D-SACK，也没有回显其时间戳、或早于第二个可能引出的 ACK）。常伴有重复 ACK 或不含它的 SACK 块。SYN 和 SYN-ACK 另有各自的条目。

## 原因

1. 通往接收方的拥塞或限速。
2. 无线的最后一跳。
3. 接收方丢弃：校验和错误、套接字缓冲或 backlog 满、防火墙。

## 如何确认

- 接收方：`nstat -az TcpInCsumErrors TcpExtTCPRcvQDrop TcpExtTCPBacklogDrop TcpExtPruneCalled`；`ethtool -S IFACE | grep -iE 'drop|miss|err'`。
- `cat /proc/net/softnet_stat`：第二列为收包路径的丢弃数。
- 在接收方抓包，可区分途中丢失与主机丢弃。

## 怎么处理

向接收方移动抓包点以定位，再修复或疏通。

## 容易混淆的情况

`loss-before-capture`；子类为 `spurious` 的 `retransmission`（其实到了）；`third-ack-lost-behind-capture`、`last-ack-lost`（特例）；`out-of-order`。

## 可信程度

接收方以重复 ACK 或 SACK 索要时为强；否则为弱，因为丢的也可能是它的 ACK。若抓包主机就是接收方，或接收方忽略了该数据，则不报告。报告中的 `lost_after_capture` 按同样方式计数。从外部看，丢失与主机丢弃是一回事。

## 参考

- RFC 5681 3.2
- RFC 6675
- RFC 2018 4
"""#,
      "loss-before-capture": #"""
# loss-before-capture: 报文丢在发送方与抓包点之间

发送方发出的报文没有到达抓包点，故障在它靠发送方的一侧。

## 现象

序列号上的空洞只由重传补上：其时间戳（或递增的 IP ID）比打开空洞的报文更新。接收方以重复 ACK 或 SACK 索要。

## 原因

1. 发送方一侧拥塞或限速。
2. 发送方网卡、驱动或 qdisc 丢包。
3. 该侧线缆或无线质量差。
4. 抓包本身漏帧。

## 如何确认

- 发送方：`ss -ti`（`retrans`、`lost`）、`tc -s qdisc`、`ethtool -S IFACE | grep -iE 'drop|err'`。
- 把抓包点向发送方移动，直到丢失发生在其后。
- 抓包丢帧：`tcpdump` 结束时的统计。

## 怎么处理

修复或疏通找到的那一段；整形到限速值以下。

## 容易混淆的情况

`loss-after-capture`；`capture-drops`（没有重传接收方就确认了）；`out-of-order`；`retransmission`（逐个重传）。

## 可信程度

时间戳或 IP ID 表明补洞的报文晚于打开空洞的报文发出时为强；只能凭时间（晚于一个往返）判断时为弱，因为报文也可能被超越很久。接收方已确认的字节并未丢失；由他人冒名打开的空洞不算。丢失次数少时比率误差大，所以同时给出次数。

## 参考

- RFC 5681 3.2
- RFC 6675
- RFC 6298 5
"""#,
      "mptcp-fallback": #"""
# mptcp-fallback: MPTCP 回退为普通 TCP

连接可用，但只是普通 TCP：只有一条路径，没有故障切换。

## 现象

SYN 有 MP_CAPABLE 而 SYN-ACK 没有（被拒）；或已同意，但第三次 ACK 或首个数据中缺失；或后来出现 MP_FAIL。

## 原因

1. 服务器不支持 MPTCP。
2. 中间设备去掉选项，或改动载荷使数据校验失败。
3. 版本不同（0 与 1）。
4. 透明代理终结了连接。

## 如何确认

- `nstat -az MPTcpExtMPCapableFallbackSYNACK MPTcpExtMPCapableFallbackACK MPTcpExtMPCapableDataFallback MPTcpExtMPFailRx`。
- `ss -Mi` 显示 `fallback`；服务器上 `sysctl net.mptcp.enabled`。
- 两端抓包比较选项。

## 怎么处理

在服务器上启用 MPTCP，或让设备放行选项 30。

## 容易混淆的情况

`mptcp-handshake`（成功）；`options-stripped`（其他选项）；客户端本来就没有提供。

## 可信程度

没有谈成是确定的。单份抓包中，拒绝与被去除无法区分；若同一服务器对别人同意 MPTCP，则问题在路径。

## 参考

- RFC 8684 3.7
- RFC 8684 3.1
"""#,
      "mptcp-handshake": #"""
# mptcp-handshake: 建立了多路径 TCP 连接或子流

双方同意使用 MPTCP：一个数据流走多条 TCP 连接。这些子流属于一个整体。

## 现象

SYN、SYN-ACK、第三次 ACK 中都有 MP_CAPABLE（首个子流），或带令牌的 MP_JOIN（后续子流）。每个子流都是有自己状态的 TCP 连接。

## 原因

1. 应用请求了 `IPPROTO_MPTCP`，或由 `mptcpize` 代劳。
2. 手机同时使用 Wi-Fi 与移动网络。
3. 聚合链路的代理。

## 如何确认

- `sysctl net.mptcp.enabled`；`ss -Mia`；`ip mptcp endpoint show`；`ip mptcp limits show`。
- `nstat -az MPTcpExtMPCapableSYNRX MPTcpExtMPCapableACKRX MPTcpExtMPJoinAckRx`。
- `tshark -r FILE -Y 'tcp.option_kind == 30'`。

## 怎么处理

不必处理。评估吞吐和丢包时把所有子流合在一起看。

## 容易混淆的情况

`mptcp-fallback`（提供了但没谈成）；`tuple-reuse-after-2msl`；`options-stripped`。

## 可信程度

握手三个报文都抓到时为确定。MP_JOIN 只有在看到首个子流的密钥时才能归到它的连接。

## 参考

- RFC 8684 3.1
- RFC 8684 3.2
"""#,
      "mss-anomaly": #"""
# mss-anomaly: 最大报文段长度异常

一端通告的 MSS 缺失、极小、超过链路允许值，或在两份 SYN 之间变化。

## 现象

没有 MSS 选项（IPv4 按 536、IPv6 按 1220 处理）；小于这些值；大于 MTU 减去首部；SYN 与其重传的值不同。

## 原因

1. 隧道、PPPoE 或 VPN 上的 MSS 钳制：正常且有用。
2. 巨帧只在一侧配置。
3. 探测或攻击：极小的 MSS 使报文数量倍增。
4. 小型嵌入式协议栈。

## 如何确认

- `ip link show IFACE`（MTU）、`ip route get HOST`（`advmss`、`mtu`）、`ss -ti`（`mss`、`pmtu`、`advmss`）。
- `nft list ruleset | grep -i maxseg` 或 `iptables -t mangle -S | grep TCPMSS`。
- `ping -M do -s SIZE HOST` 测路径 MTU。

## 怎么处理

被钳制：保持。过大：统一链路 MTU 或加钳制。过小：`sysctl net.ipv4.tcp_min_snd_mss` 可限制危害。

## 容易混淆的情况

`segmentation-offload`（抓包中的帧大于 MSS）；`options-stripped`；`syn-cookies-in-use`（服务器自己使用时把客户端 MSS 向下取整）。

## 可信程度

选项的值是确定的；是否造成危害，要看满长报文的重传。

## 参考

- RFC 9293 3.7.1
- RFC 6691 2
"""#,
      "nat-both-sides": #"""
# nat-both-sides: 同一连接在 NAT 前后各抓到一次

同一条连接以不同地址出现两次。两者都会列出；同样的问题只对其中一条按原级别报告，对另一条降为 info，并以 `twin` 给出前者的编号。

## 现象

两个四元组双向 ISN 相同，载荷总量相同，相隔几毫秒，先后次序始终一致。类别 `per-direction`：每个四元组只有一个方向，而一方的确认号正好接续另一方的序列号。

## 原因

1. 在 NAT 设备或 Kubernetes 节点上用 `any` 抓包。
2. 合并了两侧抓包点的文件。
3. 透明负载均衡。

## 如何确认

- `conntrack -L -p tcp` 列出每个条目的两个四元组。
- `tshark -r FILE -Y tcp.flags.syn==1 -T fields -e ip.src -e tcp.srcport -e ip.dst -e tcp.dstport -e tcp.seq_raw`：同一 ISN 出现两次。

## 怎么处理

只在一个接口上抓；或善加利用：两份之间的时间就是设备的时延。

## 容易混淆的情况

`capture-duplicate`（地址相同）；`sequence-rewritten`（序列号也不同）；代理（两条真实连接，各有 ISN）。

## 可信程度

强：两个 32 位数偶然都相同几乎不可能。若设备还改写 ISN，则识别不出。

## 参考

- RFC 3022 2
- RFC 5382 4
"""#,
      "old-duplicate-segment": #"""
# old-duplicate-segment: 先前连接的报文迟到

属于相同端口上前一条连接（或本连接早期）的报文迟迟才到。通常会被识别并丢弃。

## 现象

SEQ 和 ACK 落在前一次连接的范围内，而不在当前范围；时间戳更旧，或 IP ID 与先前某帧相同。接收方回纯 ACK；若已关闭则回 RST，或不作应答。

## 原因

1. 一次重传，其原报文早已到达，而它被连接的关闭赶超。
2. 队列过长、路由变化、链路切换。
3. 设备缓存报文后才放出；抓包回放。

## 如何确认

- 接收方：`nstat -az TcpExtPAWSEstab TcpExtPAWSTimewait TcpExtTCPACKSkippedPAWS TcpExtTCPACKSkippedSeq`。
- `tshark -r FILE -Y 'ip.id==ID'` 找到原始报文，得出延迟。

## 怎么处理

被丢弃就不必处理。若它同时落在新连接的窗口内（报告为 danger），数据可能被破坏：开启时间戳，不要在 2MSL 内重用四元组。

## 容易混淆的情况

`retransmission`（本连接的字节）；`capture-duplicate`（相差微秒级）；`capture-reordered`（抓包造成）；`paws-rejected`（同一连接内时间戳倒退）；`stale-syn-reset`（旧的 SYN）。

## 可信程度

有时间戳或找得到原报文时为强。SYN-ACK 只有在时间戳比其发送方先前发出的更旧，或握手已完成时才算：处于 SYN-RECEIVED 的一端在发出 Fast Open 数据或纯 ACK 之后，也会因定时器而重发它。没有时间戳且 IP ID 随机时，只能凭序列号；抓包队列延迟会造成假象。

## 参考

- RFC 9293 3.4.3
- RFC 7323 5
- RFC 9293 3.10.7.4
"""#,
      "optimistic-ack": #"""
# optimistic-ack: 数据尚未到达就被确认（乐观确认）

接收方确认它还没有的字节，好让发送方加速。丢包不再被察觉，拥塞控制失效。

## 现象

靠近接收方：ACK 反复超出已流向它的数据，且明明有空洞却没有丢包恢复。

## 原因

1. 作弊的接收方（修改过的协议栈）。
2. 途中的性能增强代理。
3. 抓包丢帧（最常见的解释）。

## 如何确认

- 数据的 IP ID：若有跳跃，说明抓包漏帧。
- `tshark -r FILE -Y tcp.analysis.ack_lost_segment -T fields -e frame.number -e tcp.ack`。
- 抓包统计：丢帧数。

## 怎么处理

先排除丢帧。卫星和移动网络的代理会有意提前确认。

## 容易混淆的情况

`capture-drops`；`ack-of-unsent`（单个）；`capture-reordered`；`out-of-order`。

## 可信程度

只有靠近接收方且 IP ID 连续时为强，否则无法判定。

## 参考

- RFC 5681 5
- RFC 9293 3.10.7.4
"""#,
      "options-stripped": #"""
# options-stripped: TCP 选项在途中消失

一端提供了某选项，另一端已知支持，应答中却没有。多半被中间设备去掉了。丢失窗口扩大或 SACK 时吞吐量受害最重。

## 现象

SYN 提供窗口扩大、SACK、时间戳、Fast Open 或 MPTCP；SYN-ACK 没有，而同一监听端对别人却会给。类别 `fillers`：连续的 NOP，长度正好是所缺选项的长度，是被抹去的典型痕迹；列表末尾的三个 NOP 说明其余选项被挪到了一起。

## 原因

1. 防火墙对选项做“规范化”。
2. 负载均衡或代理替服务器应答。
3. 套接字或路由设置因客户端而异。

## 如何确认

- 两端抓包比较 SYN 的选项：`tshark -r FILE -Y tcp.flags.syn==1 -V -O tcp`。
- `ss -ti` 显示协商结果 `ts sack wscale:a,b`。
- `sysctl net.ipv4.tcp_window_scaling net.ipv4.tcp_sack net.ipv4.tcp_timestamps`。

## 怎么处理

关闭设备上的选项清除功能，或升级设备。

## 容易混淆的情况

`syn-cookies-in-use`（对不带时间戳的客户端，Linux 会去掉窗口扩大和 SACK）；`mss-anomaly`（MSS 钳制是正常的）；`mptcp-fallback`、`tfo-data-ignored`（各有规则）。

## 可信程度

两端抓包可以证明。只有一份时，依据是同一监听端在别处给出该选项；仍可能是套接字级设置。用于对齐选项的 NOP 说明不了什么，不予报告。

## 参考

- RFC 7323 1.3
- RFC 7323 2.2
- RFC 2018 2
- RFC 9293 3.1
"""#,
      "out-of-order": #"""
# out-of-order: 报文乱序到达

后发的报文先到。TCP 会自行整理，只有严重乱序才影响速度，因为看起来像丢包。

## 现象

从未见过的字节，SEQ 低于目前最大值；IP ID 或时间戳表明它早于超越它的报文发出，或者它在空洞出现后不到一个往返时间内到达。纯 ACK 若低于在它之后发出的字节，也是如此。

## 原因

1. 并行路径：逐包的 ECMP 或链路聚合、多队列设备、无线重传。
2. 路由变化。
3. 抓包造成，而非网络。

## 如何确认

- 接收方：`nstat -az TcpExtTCPOFOQueue TcpExtTCPOFOMerge`；发送方：`TcpExtTCPSACKReorder TcpExtTCPTSReorder`、`ss -ti`（`reordering:N`、`reord_seen:N`）。
- 交换机：按流散列，不要轮询。

## 怎么处理

让负载分担按流进行。Linux 会自行调整容忍度（RACK）。

## 容易混淆的情况

`retransmission`（重新发送：IP ID 和时间戳更新）；`capture-reordered`（假象）；`loss-before-capture`（空洞由重传补上）；`old-duplicate-segment`（按序到达过的报文的副本）。

## 可信程度

IP ID 或时间戳次序可证，或远在一个往返时间之内时为强，此时延迟再久也是乱序；否则为弱，因为与很快的重传无法区分；若连接中另有副本，单独的 ACK 也为弱，因为它可能也是副本。

## 参考

- RFC 9293 3.10.7.4
- RFC 8985 3
- RFC 4737
"""#,
      "overlap-conflict": #"""
# overlap-conflict: 同一字节出现两种内容

两个报文覆盖相同的序列号，内容却不同。接收方用哪一个取决于其系统，检测设备可能因此被骗。

## 现象

范围重叠，抓到的字节不同，两者校验和都正确。

## 原因

1. 逃避入侵检测，或向数据流注入（抢在真正的服务器之前）。
2. 中间设备只改写了其中一份。
3. 主机或网卡内存损坏。
4. 保活或窗口探测的垃圾字节（无害，已排除）。

## 如何确认

- `tshark -r FILE -o tcp.desegment_tcp_streams:TRUE -Y tcp.segment.overlap.conflict`。
- 比较两份的 TTL、IP ID 和时间戳。
- 在发送方抓包：从那里发出的是哪一份？

## 怎么处理

TTL 不同则按安全事件处理；否则检测内存和网卡，关闭改写载荷的功能。

## 容易混淆的情况

`retransmission`（字节相同）；`checksum-bad`（其一在途中损坏）；`snaplen-truncated`；`rst-injected`（不含数据的注入）。

## 可信程度

两份载荷完整抓到且校验和正确时为确定。谁伪造的靠推断。

## 参考

- RFC 9293 3.4
- RFC 9293 3.10.7.4
"""#,
      "paws-rejected": #"""
# paws-rejected: 时间戳过旧，报文被拒

时间戳选项倒退，接收方把该报文当作旧的重复报文丢弃，并重发 ACK。

## 现象

TSval 比发送方最近按序报文的值小一个刻度以上；出现重复 ACK；这些字节稍后重发。若不重发也得到了确认，就没有被拒。

## 原因

1. 确实是旧的重复报文。
2. 同一 NAT 地址后有多台时钟各异的主机。
3. 负载均衡迁移了连接，或虚拟机迁移、恢复。
4. 设备只改写了部分时间戳。

## 如何确认

- 接收方：`nstat -az TcpExtPAWSEstab TcpExtPAWSActive TcpExtPAWSTimewait TcpExtTCPACKSkippedPAWS`。
- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e frame.number -e ip.src -e tcp.seq -e tcp.options.timestamp.tsval`。

## 怎么处理

找出是谁改变了时钟；NAT 后的客户端应使用每连接随机偏移（`net.ipv4.tcp_timestamps`=1，默认值）。

## 容易混淆的情况

`old-duplicate-segment`（另一条连接的报文）；`out-of-order`、`retransmission`（旧 SEQ 带旧时间戳属正常）；`timestamp-echo-invalid`；`timestamp-missing`。

## 可信程度

倒退是确定的；被拒由 ACK 和字节重发来证明。空闲超过 24 天后 PAWS 不适用。

## 参考

- RFC 7323 5.3
- RFC 9293 3.10.7.4
"""#,
      "persist-abort": #"""
# persist-abort: 在零窗口期间放弃连接

接收方对每次探测都答“还满着”，发送方终于失去耐心。这是策略而非协议：TCP 本身会永远等下去。

## 现象

窗口为 0，探测都有 ACK，随后探测方发 RST 或 FIN。

## 原因

1. `TCP_USER_TIMEOUT`，或应用、代理的写超时。
2. 套接字成了孤儿：Linux 用 `net.ipv4.tcp_orphan_retries` 限制。
3. 针对 sockstress 的防御；内存紧张。

## 如何确认

- 发送方：`nstat -az TcpExtTCPAbortOnTimeout TcpExtTCPAbortOnMemory`；`ss -tno`（`timer:(persist,…)`）。
- 代理：发送或写超时设置。

## 怎么处理

让接收方读数据。只有停顿合理时才延长超时。

## 容易混淆的情况

`zero-window-stall`（仍在等）；`zero-window-probe-unanswered`（没有应答）；`rst-abort`（窗口打开）。

## 可信程度

过程是确定的；是内核还是应用作的决定，线上看不出来。

## 参考

- RFC 9293 3.8.6.1
- RFC 6429
"""#,
      "port-scan": #"""
# port-scan: 一个来源试探一台主机的许多端口

有人在查这台主机开放了哪些服务。

## 现象

一分钟内，同一来源试探同一主机 15 个以上端口，大多被拒绝、无应答或中途断开。会指出方法：全连接、半开、FIN、NULL、XMAS、ACK。

## 原因

1. 踩点：nmap、masscan、蠕虫。
2. 经授权的漏洞扫描或资产盘点。
3. 服务发现、P2P、配置错误的监控。

## 如何确认

- `tcpdump -nni any 'src host SOURCE and tcp[13] = 0x02'`。
- 目标主机 `ss -ltn`：会被发现什么？
- 拒绝速率：`nstat -az TcpOutRsts`。

## 怎么处理

来自内网：在源主机上找出进程（`ss -tnp`、审计）。来自外网：关闭不该开放的端口，限速可拖慢扫描。

## 容易混淆的情况

`host-sweep`（一个端口、许多主机）；`syn-flood`（一个端口、许多来源）；`syn-scan-open`（单次探测）；`backscatter`。

## 可信程度

计数是准确的；探测超过 512 次的来源，其扫描从第一次探测计到最后一次。慢速扫描可能低于阈值。单个连接请求中，前 14 个按各自的级别报告（已报告的不再收回），其后的降为 info，并注明 `one_of_many`：`ports`。意图不可见，伪造的诱饵地址可能掩护真正的来源。

## 参考

- RFC 9293 3.5.2
- RFC 9293 3.10.7.1
"""#,
      "premature-close-fin-answered-by-rst": #"""
# premature-close-fin-answered-by-rst: TIME-WAIT 过早结束，FIN 被回以 RST

先关闭的一方应在 2MSL 内记住这条连接，以便对重传的 FIN 再次确认。它却已经忘记，回了 RST。对端明明正常关闭，却得到“reset by peer”。

## 现象

A 的 FIN 被确认；B 的 FIN 被 A 确认；该 ACK 丢失，B 重传 FIN；A 回 RST，SEQ = 该 FIN 的确认号。此时尚不足 2MSL（Linux 60 秒，RFC 为 240 秒）。B 因 RST 离开 LAST-ACK。

## 原因

1. TIME-WAIT 套接字过多，超过 `net.ipv4.tcp_max_tw_buckets`，Linux 便不再保留。
2. TIME-WAIT 被 RST 或旧报文杀死（`time-wait-assassinated`）。
3. 协议栈根本不等待（嵌入式系统、某些负载均衡）。
4. NAT 或防火墙删除了会话，自行回 RST。
5. 四元组其间被重用并复位。

## 如何确认

- A：`nstat -az TcpExtTCPTimeWaitOverflow TcpExtTW TcpOutRsts`；`sysctl net.ipv4.tcp_max_tw_buckets`；`ss -s`（timewait）。
- A：`ss -tan state time-wait 'dport = :PORT'` 中没有该四元组。
- 将 RST 的 TTL 与 A 的其他报文比较。

## 怎么处理

调大 `tcp_max_tw_buckets`；若反复被“暗杀”，把 `tcp_rfc1337` 设为 1；或让客户端先关闭。

## 容易混淆的情况

`last-ack-lost`（以 ACK 应答，本该如此）；`fin-wait-2-expired`（B 的 FIN 从未被确认过）；`rst-after-fin`；`old-duplicate-segment`。

## 可信程度

A 发出 RST 时处于 CLOSED，已得到证明。它是否真的进入过 TIME-WAIT，要抓到它的第一个 ACK 才知道；靠近 B 时可能抓不到。

## 参考

- RFC 9293 3.6.1
- RFC 9293 3.10.7.4
- RFC 1122 4.2.2.13
"""#,
      "retransmission": #"""
# retransmission: 数据被重传

发送方认为数据丢失，又发了一遍。每次重传都有时间代价；千分之几属正常，超过百分之一则不然。

## 现象

同一端已经发过的序列号范围再次出现。子类：`fast`（重复 ACK 或 SACK 之后）、`tlp`（尾部丢包探测，约两个往返时间后）、`rto`（定时器，200 毫秒以上）、`spurious`（接收方其实已收到）、`late-first-copy`（第一份丢在抓包点之前）。

## 原因

1. 拥塞：队列满而丢包。
2. 无线或故障链路、双工不匹配、限速器。
3. 乱序或时延突增被误判为丢包（虚假重传）。
4. MTU 问题：大包丢失，小包能过。

## 如何确认

- `ss -ti dst HOST`：retrans、lost、rtt、rto、reordering、dsack_dups。
- `nstat -az TcpRetransSegs TcpExtTCPFastRetrans TcpExtTCPLossProbes TcpExtTCPTimeouts TcpExtTCPSpuriousRTOs`；再除以 `TcpOutSegs`。
- 沿途的 `ethtool -S`、`tc -s qdisc` 和接口丢包计数；MTU 用 `ping -M do -s 1472 HOST`。

## 怎么处理

比较抓包点前后的丢包以定位到某一跳，然后修链路、放大限速器突发量，或改正 MTU。

## 容易混淆的情况

`capture-duplicate`；`out-of-order`（迟到的第一份）；`keepalive`、`zero-window-probe`（有意重复）；`syn-retransmitted`、`fin-retransmitted`。

## 可信程度

靠近发送方时，重传是确定的；子类由时间和反馈推断。靠近接收方时，所谓重传可能是看到的第一份。

## 参考

- RFC 6298 5
- RFC 5681 3.2
- RFC 8985
- RFC 6675
- RFC 2883
"""#,
      "rst-abort": #"""
# rst-abort: 连接被 RST 中止

一端用 RST 而不是 FIN 结束已建立的连接。另一端应用看到“connection reset by peer”，尚未送达的数据全部丢失。

## 现象

ESTABLISHED 之后的 RST（通常带 ACK），SEQ 正是接收方期望的值。两端立即进入 CLOSED，没有 TIME-WAIT。结论会给出本可确认却始终未确认的字节数，有则为警告。中止方紧挨着 RST 之前发出的数据不算：它会先到。

## 原因

1. 应用以 `SO_LINGER` 0 关闭，或进程在数据未读完时被杀。
2. 服务器用这种方式丢弃空闲或多余的连接，以避免 TIME-WAIT；浏览器和负载均衡在响应完成后也这样做。
3. 代理超时。
4. 保活或用户超时到期。

## 如何确认

- 发送方：`nstat -az TcpExtTCPAbortOnData TcpExtTCPAbortOnClose TcpExtTCPAbortOnTimeout TcpExtTCPAbortOnLinger TcpExtTCPAbortOnMemory`。linger 为 0 计入 AbortOnData，数据未读计入 AbortOnClose。
- 发送方 `bpftrace -e 'tracepoint:tcp:tcp_send_reset { printf("%s\n", kstack); }'`，接收方用 `tcp:tcp_receive_reset`。
- 代理和应用在那一秒的日志。

## 怎么处理

若丢了数据：改为优雅关闭（先 `shutdown`，读到 EOF，再 `close`）。若数据都已送达，只是习惯，不是故障。

## 容易混淆的情况

`unread-data-reset`、`rst-by-retransmission-timeout`、`half-open-data-reset`、`idle-expired`（更具体的原因）；`rst-injected`（别人发的）；`rst-after-fin`（在 FIN 之后）。

## 可信程度

SEQ 完全吻合时，复位本身是确定的。发送者只有靠近它抓包才能确定；在别处，没有证据反对是它，但这还算不上证明。

## 参考

- RFC 9293 3.5.3
- RFC 9293 3.10.5
- RFC 9293 3.5.2
"""#,
      "rst-after-fin": #"""
# rst-after-fin: 同一端先发 FIN 后发 RST

关闭开始得规矩，结束得突兀。在把 RST 当作故障统计之前，先看属于哪一类：许多只是无害的习惯。

## 现象

A 的 FIN，之后 A 的 RST：或是对 B 的数据、B 的 FIN 的应答，或在一个往返时间内自发产生。

## 原因

1. 负载均衡和 Windows 服务立即释放资源。
2. 关闭后又来数据（`unread-data-reset`）。
3. 孤儿套接字到期（`fin-wait-2-expired`），或没有保留 TIME-WAIT（`premature-close-fin-answered-by-rst`）。
4. `TCP_LINGER2` 小于零，或内存紧张。

## 如何确认

- A：`nstat -az TcpExtTCPAbortOnData TcpExtTCPAbortOnLinger TcpExtTCPAbortOnMemory`。
- B 是否损失数据？比较 B 发出的与 A 在 RST 之前确认的。

## 怎么处理

数据都已确认就不必处理，否则看更具体的结论。

## 容易混淆的情况

`rst-abort`（之前没有 FIN）；`rst-injected`；`time-wait-assassinated`（针对 TIME-WAIT 的 RST）。

## 可信程度

靠近 A 时，先后与序列号是确定的。在中间，两者可能来自不同设备：比较 TTL。

## 参考

- RFC 9293 3.6
- RFC 9293 3.5.2
"""#,
      "rst-bad-shape": #"""
# rst-bad-shape: RST 的序列号不符合任何规则

TCP 对 RST 的样子有明确规定。这个不同，因此发送者是少见的协议栈、中间设备或伪造者。

## 现象

应答带 ACK 的报文：SEQ 必须等于其确认号；应答不带 ACK 的：SEQ 为 0，ACK = SEQ + 长度；中止连接时带发送方的下一个序列号。其余情形以及对 RST 回 RST，都连同偏差一并报告。

## 原因

1. 防火墙或负载均衡自行拼装 RST。
2. 注入。
3. 嵌入式或测试用协议栈。
4. 发送方的数据没抓到，使其下一个序列号显得过大。

## 如何确认

- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e frame.number -e ip.src -e tcp.seq_raw -e tcp.ack_raw -e tcp.len -e tcp.flags.str`。
- 同一主机在别处发的 RST 是否正确？

## 怎么处理

可作为指纹来查找设备。

## 容易混淆的情况

`rst-injected`（与其他证据一并权衡）；`rst-out-of-window`（被忽略）；`rst-challenged`；`capture-drops`。

## 可信程度

只要抓到它所应答的报文，偏差就是算术事实。

## 参考

- RFC 9293 3.5.2
- RFC 9293 3.10.7.1
"""#,
      "rst-both-sides": #"""
# rst-both-sides: 双方同时被复位

中间设备切断连接，并通知了两端。两个 RST 都不是其名义发送方发的。

## 现象

约一毫秒内，RST 分别发往 A 和 B，各自带着接收方期望的准确序列号，互不为应答，且此前没有 FIN。子类 `after-idle`：发生在一分钟以上的停顿之后。

## 原因

1. 负载均衡或防火墙的空闲超时（350 秒和 240 秒是云服务的典型值；还有 300、900、1800、3600 秒）。
2. 策略：入侵防御、URL 过滤、管理员手工踢会话。
3. 有状态设备的主备切换。

## 如何确认

- 防火墙或负载均衡那一秒的日志及其空闲超时设置。
- 两个 RST 的 TTL 与两端自身报文比较，得出设备的距离。
- 两端的 `nstat -az TcpOutRsts` 都没有增长。

## 怎么处理

保活间隔短于超时、延长超时，或在策略中例外。NAT 标准要求已建立连接至少保持 2 小时 4 分。

## 容易混淆的情况

`rst-injected`（只有一个方向，或只看到一半）；`rst-abort`（一端自己发的）；对 RST 再回 RST；正在关闭的两端各自以 RST 应答迟到的报文。

## 可信程度

只有在中间、两个都看到时才确定。靠近一端只能看到自己那一半。

## 参考

- RFC 5382 5 (REQ-5)
- RFC 3360
- RFC 9293 3.5.3
"""#,
      "rst-by-retransmission-timeout": #"""
# rst-by-retransmission-timeout: 多次重传无果，发送方放弃

数据一发再发，毫无确认，直到 TCP 宣布连接已死。应用看到“connection timed out”。

## 现象

同样的字节以越来越长的间隔发送三次以上，然后是 RST 或沉默。Linux 在 `tcp_retries2` = 15 次退避、约 15 分钟后放弃，此刻通常什么也不发；之后若有迟到报文，可能回 RST。

## 原因

1. 对端消失：断电、断网、休眠、地址迁移。
2. 路径中断：路由、链路、防火墙会话。
3. 只有大包不通：MTU 黑洞。
4. `TCP_USER_TIMEOUT` 设得短。

## 如何确认

- `ss -tnoi`：`timer:(on,TIME,N)`、`backoff:N`、`unacked`。
- `nstat -az TcpExtTCPAbortOnTimeout TcpExtTCPTimeouts`；`sysctl net.ipv4.tcp_retries2`。
- `ping -M do -s 1472 HOST` 与小包 ping 对比。

## 怎么处理

沿途继续抓包，找出报文止于何处；需要更早察觉的应用设置 `TCP_USER_TIMEOUT`。

## 容易混淆的情况

`keepalive-unanswered`、`zero-window-probe-unanswered`、`persist-abort`（是探测而不是数据）；`fin-unanswered`；`rst-abort`。

## 可信程度

靠近发送方为强。若对端的 ACK 走别的路径，重传看似无应答，但很快会停止。

## 参考

- RFC 9293 3.8.3
- RFC 6298 5.5
- RFC 1122 4.2.3.5
"""#,
      "rst-challenged": #"""
# rst-challenged: 不精确的 RST 被质询，没有照办

一个 RST 的序列号落在接收窗口内，却不是下一个期望值。接收方保留连接，回了挑战 ACK。

## 现象

SEQ 在窗口内的 RST；接收方回带当前序列号的纯 ACK。若 RST 是真的，发送方会以正好等于该确认号的第二个 RST 回应，连接结束；若不是，连接照常。

## 原因

1. RST 前面有数据丢失，其 SEQ 超前于接收方。
2. 中间设备按自己看到的内容猜测序列号。
3. 盲攻击者在扫窗口。

## 如何确认

- 接收方：`nstat -az TcpExtTCPChallengeACK TcpExtTCPACKSkippedChallenge`，`sysctl net.ipv4.tcp_challenge_ack_limit net.ipv4.tcp_invalid_ratelimit`。
- `tshark -r FILE -Y 'tcp.flags.reset==1' -T fields -e ip.ttl -e ip.id -e tcp.seq_raw`，与名义发送方的其他报文比较。

## 怎么处理

真实关闭加丢包：不必处理。若第二个 RST 始终不来，找出是哪台设备或攻击者；应用层加密防不住 RST，TCP-AO 和 RFC 5961 可以。

## 容易混淆的情况

`rst-out-of-window`（忽略且不应答）；`rst-abort`（精确、被接受）；`rst-injected`（归属判断）；`blind-reset-attempts`（成批出现）；`ack-storm`（挑战与 RST 无休止往返）。

## 可信程度

一个往返时间内出现挑战 ACK 且接收方继续通信，即为确定。Linux 每条连接每 500 毫秒最多一个，所以没有挑战不说明问题。早于 RFC 5961 的协议栈会接受这种 RST。

## 参考

- RFC 5961 3.2
- RFC 9293 3.5.3
- RFC 9293 3.10.7.4
"""#,
      "rst-in-listen-or-closed": #"""
# rst-in-listen-or-closed: 没有对应连接的 RST

RST 到达时并没有连接，直接丢弃，不作应答。

## 现象

四元组上此前没有任何报文的 RST。子类 `late`：在相同端口上前一条连接结束后四分钟之内。

## 原因

1. 连接已消失，RST 来迟。
2. 反向散射：对伪造源地址报文的应答。
3. RST 扫描，或防火墙清理会话。
4. 连接本身没被抓到。

## 如何确认

- `tcpdump -ni any 'tcp[tcpflags] & tcp-rst != 0'`：有多少，来自多少个源？
- `ss -tan` 中没有该四元组。

## 怎么处理

数量少时不必处理。

## 容易混淆的情况

`backscatter`（涉及许多端口的规律）；`rst-in-syn-sent-invalid`、`rst-out-of-window`（有连接）；`capture-mid-stream`。

## 可信程度

要求抓包早已开始；在抓包开头，任何 RST 看起来都是这样。

## 参考

- RFC 9293 3.5.3
- RFC 9293 3.10.7.1
- RFC 9293 3.10.7.2
"""#,
      "rst-in-syn-sent-invalid": #"""
# rst-in-syn-sent-invalid: 正在连接的客户端必须忽略的 RST

客户端等待 SYN-ACK 时来了一个没有确认其 SYN 的 RST。它不证明任何事，也不得终止这次尝试。

## 现象

客户端处于 SYN-SENT；RST 不带 ACK 标志，或 ACK 不是 ISN + 1（Fast Open 时可到其数据末尾）。客户端留在 SYN-SENT。

## 原因

1. 相同端口上前一条连接的迟到 RST。
2. 盲攻击。
3. 中间设备的序列号有误。

## 如何确认

- 客户端：`ss -tano state syn-sent` 仍列出这次尝试。
- `tshark -r FILE -Y 'tcp.flags.reset==1' -T fields -e tcp.seq_raw -e tcp.ack_raw -e tcp.flags.str -e ip.ttl`。

## 怎么处理

零星的不必处理。若客户端真的因此放弃，是其协议栈有问题。

## 容易混淆的情况

`syn-refused`（ACK = ISN + 1：有效的拒绝）；`rst-in-listen-or-closed`；`rst-injected`。

## 可信程度

客户端的所有 SYN 都抓到时为确定；漏掉一个不同 ISN 的 SYN，就可能使该 RST 变为有效。

## 参考

- RFC 9293 3.5.3
- RFC 9293 3.10.7.3
"""#,
      "rst-injected": #"""
# rst-injected: RST 很可能是别人发的

RST 冠着一端的名字，但证据表明不是它发的：路径上的设备或攻击者切断了连接。

## 现象

RST 与名义发送方对不上：TTL 不同；IP ID 偏离其计数序列，或照抄了触发它的报文；一次来好几个、序列号呈阶梯；应答快于往返时间允许的极限；被拒绝的 SYN 未经重发却随后被接受。真正发送方的数据常常紧随其后到达。

## 原因

1. 防火墙、入侵防御或代理执行策略。
2. 审查或流量管控的网络。
3. 负载均衡或 NAT 清理会话表。
4. 能看到流量或盲猜序列号的攻击者。

## 如何确认

- 在名义发送方抓包：若 RST 没有从那里发出，就是注入。
- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e frame.number -e ip.src -e ip.ttl -e ip.id -e eth.src -e tcp.seq -e tcp.flags.str`。
- 发送方：`nstat -az TcpOutRsts` 没有增长。查防火墙那一秒的日志。

## 怎么处理

按报告的跳数距离询问设备管理方。TLS 不保护 TCP 首部；IPsec、WireGuard 或 QUIC 可以。

## 容易混淆的情况

`rst-abort`、`half-open-data-reset`、`third-ack-answered-by-rst`（真实的 RST）；`rst-both-sides`（双向切断）；`blind-reset-attempts`（大量未命中）。任播和多路径会使 TTL 正常波动；内核 RST 的 IP ID 为 0、不带时间戳都属正常。

## 可信程度

以评分加证据清单给出。铁证是：名义发送方继续通信，或它不可能这么快作出反应。靠近名义发送方、看到 RST 从那里发出，则确定为真实。

## 参考

- RFC 5961 3
- RFC 4953
- RFC 3360
- RFC 9293 3.5.3
"""#,
      "rst-out-of-window": #"""
# rst-out-of-window: 必须忽略的窗口外 RST

RST 的序列号在接收窗口之外，对连接毫无意义，接收方直接丢弃，不作应答。

## 现象

RST 的 SEQ 低于已确认的位置，或超出通告窗口；之后双方若无其事地继续，或连接本来就刚关闭。

## 原因

1. 迟到的 RST：它回应的是连接早先的报文，或属于更早的一次连接。
2. 负载均衡或防火墙的序列号信息过时。
3. 盲攻击，或注入设备没有抢先成功。

## 如何确认

- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e frame.number -e ip.src -e tcp.seq -e tcp.ack -e tcp.window_size -e tcp.flags.str`：将 RST 的 SEQ 与接收方最近的 ACK 和窗口比较。
- 接收方：`ss -tan` 里连接仍在。

## 怎么处理

零星迟到的不必处理。活动连接上反复出现时，按 TTL 和 MAC 地址查找发送设备。

## 容易混淆的情况

`rst-challenged`（窗口内但不精确）；`rst-abort`（被接受）；`rst-injected`、`blind-reset-attempts`（谁发的、多频繁）；`rst-in-listen-or-closed`（根本没有连接）。

## 可信程度

需要两端的窗口扩大因子，也就是要抓到握手；中途开始的连接不作判断。抓包点看到的窗口与接收方有时间差，因此只认超出所有通告过范围的序列号。接收方继续通信时为确定。

## 参考

- RFC 9293 3.5.3
- RFC 9293 3.10.7.4
- RFC 5961 3.2
"""#,
      "rst-storm": #"""
# rst-storm: RST 数量远超合理范围

一端为同一条连接发出一大串 RST。每来一个报文回一个是正常的，这里明显更多。

## 现象

一秒内同一发送方在同一四元组上发出十个以上 RST，且多于对端报文各一个的数量。

## 原因

1. 中间设备对每个报文连发数个 RST 以求命中窗口。
2. 两个有缺陷的协议栈互相应答。
3. 在受害者附近看到的盲攻击。
4. 未识别出的重复帧。

## 如何确认

- `tshark -r FILE -Y 'tcp.stream==N && tcp.flags.reset==1' -T fields -e frame.time_relative -e ip.ttl -e ip.id -e tcp.seq_raw`：阶梯状序列号就是在猜窗口。
- 名义发送方的 `nstat -az TcpOutRsts`。

## 怎么处理

找出设备；在边界限速。

## 容易混淆的情况

中止时针对在途数据的正常一阵 RST（`rst-abort`）；`rst-injected`、`blind-reset-attempts`（归属、扫窗）；`ack-storm`；`capture-duplicate`。

## 可信程度

数量是确定的。发送者存疑，凡远离来源看到的 RST 皆如此。

## 参考

- RFC 9293 3.5.2
- RFC 5961 3
"""#,
      "rst-with-data": #"""
# rst-with-data: RST 携带数据

RST 中含有载荷。标准允许用它写明原因，接收方丢弃这些字节。

## 现象

带一个以上载荷字节的 RST，常为“Go away”之类的 ASCII 文本或错误名。

## 原因

1. 设备或老式协议栈用明文说明原因。
2. 中间设备把数据报文的标志改成了 RST。
3. 模糊测试。

## 如何确认

- `tshark -r FILE -Y 'tcp.flags.reset==1 && tcp.len>0' -T fields -e ip.src -e tcp.payload`。
- `tcpdump -A -r FILE 'tcp[tcpflags] & tcp-rst != 0'` 打印文本。

## 怎么处理

读一读文本：往往写着是哪种产品复位了连接。

## 容易混淆的情况

短报文后的以太网填充（不是载荷）；`rst-bad-shape`；`rst-injected`。

## 可信程度

确定：长度由 IP 首部得出。有文本并不能说明是谁发的。

## 参考

- RFC 9293 3.5.3
- RFC 1122 4.2.2.12
"""#,
      "rto-no-backoff": #"""
# rto-no-backoff: 重传没有指数退避

同一报文以相同间隔重传多次。定时器必须退避，否则拥塞的路径得不到喘息。

## 现象

同一左边界的定时重传四次以上，间隔大于 200 毫秒，且每次不到前一次的 1.3 倍。

## 原因

1. 细流的 `TCP_THIN_LINEAR_TIMEOUTS` 或 `net.ipv4.tcp_thin_linear_timeouts`。
2. 嵌入式或用户态协议栈。
3. 应用每次都重新发起尝试。
4. 间隔已到上限（Linux 为 120 秒）。

## 如何确认

- `ss -tnoi`：连接的 `backoff:N` 和 `rto:`。
- `sysctl net.ipv4.tcp_thin_linear_timeouts`。
- `tshark -r FILE -Y 'tcp.stream==N && tcp.analysis.retransmission' -T fields -e frame.time_delta_displayed -e tcp.seq`。

## 怎么处理

升级协议栈。细流的线性超时是有意为之。

## 容易混淆的情况

Linux 6.5 及以后的 SYN（一秒间隔五次）；快速恢复（有反馈的 `retransmission`）；`zero-window-probe`、`keepalive`。

## 可信程度

靠近发送方较可靠。在中间可能缺了个别副本，间隔会失真。

## 参考

- RFC 6298 5.5
- RFC 9293 3.8.1
"""#,
      "rto-too-small": #"""
# rto-too-small: 重传定时器触发过早

应答还来不及到达，数据就因定时器重发了。发送方对往返时间估计过低。

## 现象

定时重传早于平滑往返时间加四倍偏差，或早于 200 毫秒；第一份的 ACK 往往紧接着就到。

## 原因

1. 时延突增：无线、排队、路由变化。
2. 路由上调低了 `rto_min`，或 `net.ipv4.tcp_rto_min_us`。
3. 协议栈的定时器粗糙或固定。

## 如何确认

- `ip route show | grep rto_min`；`sysctl net.ipv4.tcp_rto_min_us`（较新内核）；`ss -ti`（`rto`、`rtt:均值/偏差`）。
- `nstat -az TcpExtTCPSpuriousRTOs TcpExtTCPDSACKRecv TcpExtTCPDSACKUndo`。

## 怎么处理

数据中心之外，取消调低的 `rto_min`；否则治理时延抖动。

## 容易混淆的情况

两个往返时间后的尾部丢包探测、快速重传（`retransmission` 的子类）；`dsack`（接收方对无谓重传的证明）。

## 可信程度

靠近发送方时间隔准确。RFC 建议最小值 1 秒，200 毫秒是通行做法。

## 参考

- RFC 6298 2.4
- RFC 8985 7
"""#,
      "sack-invalid": #"""
# sack-invalid: SACK 块报告了从未发送的数据

选择确认指向未确认范围之外，又不是重复报告。发送方忽略它，恢复因此变慢。

## 现象

块不在累计确认号与最大已发字节之间，也不是 D-SACK 的形式。

## 原因

1. 防火墙随机化序列号却没有转换 SACK。
2. 抓包漏了数据。
3. 协议栈有缺陷；伪造报文。

## 如何确认

- `tshark -r FILE -Y tcp.options.sack -T fields -e tcp.ack_raw -e tcp.options.sack_le -e tcp.options.sack_re`：与真实序列号相差恒定值就是被改写。
- 发送方：`nstat -az TcpExtTCPSACKDiscard`。

## 怎么处理

升级防火墙，或对该流量关闭序列号随机化。

## 容易混淆的情况

`dsack`（合法的重复报告）；`sequence-rewritten`（偏移已证实）；`ack-of-unsent`（累计确认）。

## 可信程度

靠近数据发送方为确定；在别处要考虑漏抓数据。

## 参考

- RFC 2018 4
- RFC 2883 4
"""#,
      "segment-out-of-window": #"""
# segment-out-of-window: 数据落在接收窗口之外

报文的所有字节都在接收方可接受范围之外，被丢弃并回 ACK。

## 现象

载荷超出曾通告的最大右边界，或远低于下一个期望字节、不可能是本连接数据的重传。接收方回纯 ACK。

## 原因

1. 发送方或中间设备的窗口扩大因子有误。
2. 盲注入。
3. 旧数据的迟到副本。
4. conntrack 丢失了扩大因子，原样放过数据，随后引发复位。

## 如何确认

- 接收方：`nstat -az TcpExtBeyondWindow TcpExtTCPACKSkippedSeq`（前者见于较新内核）。
- 网关：`conntrack -S`（`invalid`）、`sysctl net.netfilter.nf_conntrack_tcp_be_liberal net.netfilter.nf_conntrack_log_invalid`。

## 怎么处理

修正路径上对选项的处理。集群中因 conntrack 引起的复位，可丢弃 invalid 报文，或设 `nf_conntrack_tcp_be_liberal=1`。

## 容易混淆的情况

`retransmission`（旧字节，正常）；`window-full`（恰在边界）；`rst-out-of-window`；`window-shrunk`（发送时是合法的）。

## 可信程度

必须知道双方的扩大因子。窗口与数据会在途中交错，因此只认超出一切通告过范围的。

## 参考

- RFC 9293 3.10.7.4
- RFC 9293 3.4
"""#,
      "segment-without-ack": #"""
# segment-without-ack: 报文没有 ACK 标志

除首个 SYN 和部分 RST 外，TCP 报文都带 ACK。这个没有，接收方丢弃且不应答。

## 现象

没有 SYN、RST、ACK；可能有数据、PSH 或 URG。已建立的连接会忽略它。

## 原因

1. 扫描（NULL、FIN、XMAS）和模糊测试。
2. 并未实现 TCP 的流量发生器。
3. 首部损坏或被改写。

## 如何确认

- `tcpdump -ni any 'tcp[tcpflags] & (tcp-syn|tcp-rst|tcp-ack) == 0'`。
- `conntrack -S`（`invalid`）。

## 怎么处理

在边界丢弃。若出现在真实连接上，查找改写设备。

## 容易混淆的情况

`fin-null-xmas-scan`（没有连接）；`fin-without-ack`；`illegal-flags`（标志互相矛盾）。

## 可信程度

确定。不改变任何状态；Linux 在已建立的连接上不作应答。

## 参考

- RFC 9293 3.1
- RFC 9293 3.10.7.4
"""#,
      "segmentation-offload": #"""
# segmentation-offload: 帧大于网络所能承载

抓包中出现数十 KB 的报文。它们是在网卡切分之前或合并之后记录的，线上是普通大小。

## 现象

载荷大于对端 MSS，或帧大于 MTU。

## 原因

1. TSO/GSO：在发送方抓包。
2. GRO/LRO：在接收方或会合并报文的路由器上抓包。
3. 同一主机上的虚拟机和容器之间。

## 如何确认

- `ethtool -k IFACE | grep -E 'segmentation|receive-offload'`。
- 需要精确抓包时：`ethtool -K IFACE tso off gso off gro off`（耗 CPU）。

## 怎么处理

状态分析无需处理。做逐包丢失和时序分析时，关闭卸载或在中间抓包。

## 容易混淆的情况

`mss-anomaly`（通告值异常）；`checksum-offload`；巨帧（MSS 与之相符）；`fragments-unassembled`。

## 可信程度

确定。此类抓包中报文数、丢失数和 ACK 比例都是近似值。

## 参考

- RFC 9293 3.7.1
- RFC 9293 3.7.2
"""#,
      "sequence-rewritten": #"""
# sequence-rewritten: 有设备平移序列号

路径上的设备改了序列号，却没改全。被它遗漏的字段（SACK 块或 ICMP 引用）与首部对不上。

## 现象

SACK 边界或引用的序列号与首部相差恒定值；或同一连接的两份抓包相差恒定值。

## 原因

1. 做 ISN 随机化的防火墙。
2. 改变载荷长度的 NAT 助手（FTP、SIP）。
3. SYN 代理或 TCP 拼接。

## 如何确认

- 两侧抓包：`tshark -r FILE -Y tcp.flags.syn==1 -T fields -e ip.src -e tcp.seq_raw`。
- Linux 网关：`conntrack -L` 查条目；助手：`nft list ruleset | grep helper`、`lsmod | grep nf_nat`。

## 怎么处理

对该流关闭随机化、升级设备、移除不需要的助手。

## 容易混淆的情况

`sack-invalid`（偏移不恒定）；`nat-both-sides`（只改地址）；`synack-wrong-ack`（只改一个方向会破坏握手）。

## 可信程度

多个块呈同一恒定偏移为强；有两份抓包为确定。

## 参考

- RFC 2018 3
- RFC 9293 3.4
"""#,
      "sequence-wrapped": #"""
# sequence-wrapped: 序列号绕过 2^32

计数器回绕了。对长连接或起点偏高的连接，这很正常；一切比较都是模运算。

## 现象

SEQ 从接近 4294967295 变为很小的值，没有丢失。10 Gbit/s 下绕一圈不到四秒。

## 原因

1. 发送了超过 4 GiB。
2. 随机的初始序列号偏大。

## 如何确认

- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e tcp.seq_raw`。
- `ss -ti`：`bytes_sent`、`bytes_acked`。

## 怎么处理

不必处理。极快的链路上靠时间戳（PAWS）防止与上一圈混淆，应保持开启。

## 容易混淆的情况

`tuple-reuse-while-open`（新序列号要有新的 SYN）；`ack-regression`；`old-duplicate-segment`。

## 可信程度

确定。之所以提示，是因为直接比大小的工具会在这里出错。

## 参考

- RFC 9293 3.4
- RFC 7323 5
"""#,
      "silly-window": #"""
# silly-window: 大量极小报文或极小的窗口更新（糊涂窗口）

数据一点一点地挪：首部和 ACK 的开销超过载荷。

## 现象

至少 20 次小于 MSS 且小于缓冲区一半的窗口更新，或 50 个小于半个 MSS 的载荷，且其后紧跟更多数据。

## 原因

1. 应用开启 `TCP_NODELAY` 又一小块一小块地写。
2. 缓冲区满时一小块一小块地读，而协议栈每次都通告。
3. 被强加了极小的 MSS 或窗口。

## 如何确认

- `strace -e trace=write,sendto,read,recvfrom -p PID`：看每次调用的大小。
- `ss -ti`：`mss`、`segs_out` 与 `bytes_sent` 对照。
- `nstat -az TcpExtTCPAutoCorking`。

## 怎么处理

合并写入（`writev`、`TCP_CORK`、更大的块），大块读取。

## 容易混淆的情况

交互流量（SSH、游戏）本来就小；`mss-anomaly`；`zero-window-probe`。

## 可信程度

靠近发送方为强。在中间看不到后面排队的数据。

## 参考

- RFC 9293 3.8.6.2
- RFC 9293 3.7.4
- RFC 1122 4.2.3.3
"""#,
      "simultaneous-close": #"""
# simultaneous-close: 双方同时关闭

对方的 FIN 到达时，自己的 FIN 已经在路上。双方都经过 CLOSING 而不是 FIN-WAIT-2，最后都进入 TIME-WAIT。

## 现象

两个 FIN，互不确认对方；随后两个 ACK 各自确认对方的 FIN。同样是四个报文，但有两个主动关闭方。

## 原因

1. 两端应用因同一事件结束：协议的最后一条消息、相同的超时、统一的停机通知。
2. 往返时间长，更容易交错。
3. 代理或编排系统同时关闭两端。

## 如何确认

- `tshark -r FILE -Y 'tcp.flags.fin==1' -T fields -e frame.number -e ip.src -e tcp.seq -e tcp.ack`：每个 FIN 的 ACK 都不大于对方 FIN 的 SEQ。
- `ss -tan state closing` 要靠运气才能看到；之后两端的 `ss -tan state time-wait` 里都有该四元组。

## 怎么处理

不必处理。注意此时两台主机都以 TIME-WAIT 占着这个四元组，对使用固定端口的服务有影响。

## 容易混淆的情况

`half-close`（一个 FIN 早已被确认）；`fin-retransmitted`（重传的 FIN 带更新的 ACK，可能掩盖交错）；普通的三报文关闭，即第二个 FIN 同时确认了第一个。

## 可信程度

只看确认号，抓包中的先后没有意义。双方各发出覆盖对方 FIN 的 ACK 时为确定。CLOSING 的时刻记在收到的那个 FIN 的帧上，虽然它实际到达略晚。

## 参考

- RFC 9293 3.6 (图 13)
- RFC 9293 3.10.7.4
"""#,
      "simultaneous-open": #"""
# simultaneous-open: 双方同时打开连接

两台主机在同一对端口上互发 SYN，两个 SYN 在途中交错。TCP 将其合成一条连接而不是两条；没有哪一端是服务器。

## 现象

同一四元组上方向相反的两个纯 SYN，互不为应答；随后双方各回一个 SYN-ACK，重复自己的 ISN。双方都经历 SYN-SENT、SYN-RECEIVED、ESTABLISHED。有些协议栈用纯 ACK 代替 SYN-ACK 收尾。

## 原因

1. TCP 打洞穿越 NAT（WebRTC、P2P、VPN）。
2. 路由器或集群两侧使用相同的固定端口（双方都主动的 BGP 一般不会，因为源端口不同）。
3. 测试程序，或本机自连接：客户端的临时端口恰好等于 localhost 上的目标端口。

## 如何确认

- `tshark -r FILE -Y 'tcp.flags.syn==1' -T fields -e frame.time_relative -e ip.src -e tcp.srcport -e tcp.dstport -e tcp.seq_raw -e tcp.flags.ack`：四行、两个 ISN，各出现两次。
- 交互期间任一端执行 `ss -tan state syn-recv`。

## 怎么处理

若是有意为之，无需处理。要避免自连接，让服务端口不落在 `net.ipv4.ip_local_port_range` 内，或写进 `ip_local_reserved_ports`。

## 容易混淆的情况

`split-handshake`（第二个 SYN 是对第一个的应答）；`crossing-connections`（端口不互为镜像，是两条连接）；角色互换的 `tuple-reuse-after-2msl`；`nat-both-sides`（同一连接的两份副本）。

## 可信程度

两个 SYN-ACK 都重复了各自纯 SYN 的 ISN 时为确定。抓包中两个 SYN 的先后不是两端的先后：谁先谁后无人能知，按约定把先抓到的一方称为客户端。

## 参考

- RFC 9293 3.5 (图 7)
- RFC 9293 3.10.7.3
- RFC 1122 4.2.2.10
"""#,
      "slow-close": #"""
# slow-close: 没有丢包，关闭却很慢

从第一个 FIN 到连接结束超过五个往返时间再加一秒，却什么都没丢：有人在等。

## 现象

FIN 及其 ACK 很快，然后停顿到另一个 FIN 出现；或者 ACK 本身来迟。

## 原因

1. 被动方应用关闭得晚（CLOSE-WAIT）：还在工作，或下次读取时才发现。
2. 有意半关闭。
3. 路径或主机慢。

## 如何确认

- 被动方：`ss -tanp state close-wait` 指出进程。
- 主动方：`ss -tano state fin-wait-2`。
- FIN 的 ACK 之前的停顿属于网络和内核，第二个 FIN 之前的停顿属于应用。

## 怎么处理

通常不必处理。超过 60 秒时，关闭方内核可能先丢弃孤儿套接字。

## 容易混淆的情况

`close-wait-stuck`（始终不关闭）；`fin-retransmitted`（丢包）；`half-close`（其间有数据）；`fin-wait-2-expired`。

## 可信程度

抓包点的时间是准确的；谁在等，由哪个报文来迟（减去往返时间）得出。

## 参考

- RFC 9293 3.6
- RFC 9293 3.6.1
"""#,
      "slow-handshake": #"""
# slow-handshake: 没有丢包，握手却很慢

什么都没有重传，但 SYN-ACK 或第三次 ACK 来得晚。用户感觉连接慢。

## 现象

SYN 到 SYN-ACK（抓包点的服务器侧）或 SYN-ACK 到 ACK（客户端侧）超过 1 秒，或为两主机间常态的五倍。

## 原因

1. 路径长：卫星、VPN 绕行、移动网络无线唤醒。
2. 缓冲膨胀：某方向队列积满。
3. 代理在自己连上后端之后才应答。
4. 主机未得到调度或在休眠。

## 如何确认

- 空闲与负载时分别 `ping HOST`；`mtr -T -P PORT HOST`。
- `ss -ti dst HOST`：`rtt` 与 `minrtt` 相差大就是排队。
- `tc -s qdisc show dev IFACE`：积压。

## 怎么处理

两段分开看，就知道时间花在抓包点的哪一侧。用 fq_codel 或 CAKE 对付排队。

## 容易混淆的情况

`syn-retransmitted`（因丢包而慢）；`late-synack-reset`（客户端放弃了）；`accept-queue-overflow`（第三次 ACK 被忽略）。

## 可信程度

时间精度取决于抓包时钟。靠近服务器时只有客户端那一段有意义，反之亦然。

## 参考

- RFC 6298 2
- RFC 9293 3.8.1
"""#,
      "snaplen-truncated": #"""
# snaplen-truncated: 抓包时报文被截短

每个报文只存了开头若干字节。首部足以判断状态，内容和校验和则无法检查。

## 现象

捕获长度小于原始长度。若截断落在 TCP 首部之内，选项甚至标志会缺失，报为错误。

## 原因

1. 为省空间或隐私设置了截取长度（`-s 96`）。
2. 镜像会话截断报文。

## 如何确认

- `capinfos FILE`：“Packet size limit”。
- `tshark -r FILE -Y 'frame.cap_len < frame.len' -T fields -e frame.cap_len | sort -n | head -1`。

## 怎么处理

128 字节可容纳以太网、VLAN、IPv6 和全部 TCP 选项；有隧道时用 192。只有需要内容时才抓全长。

## 容易混淆的情况

`capture-drops`（整帧缺失）；`capture-ends-mid-connection`（文件末尾被切）；`checksum-bad`（需要完整报文）。

## 可信程度

确定：两个长度都写在文件里。序列号仍然准确，因为长度取自 IP 首部。

## 参考

- RFC 9293 3.1
- draft-ietf-opsawg-pcap（捕获长度与原始长度）
"""#,
      "sockstress": #"""
# sockstress: 建立连接后故意卡死

客户端完成大量握手，然后一直保持零窗口。只要它还应答探测，每条连接就占着服务器的缓冲区和定时器。

## 现象

同一来源，20 条以上连接，前三个报文内窗口即为 0，持续 10 秒以上。

## 原因

1. sockstress 类攻击（2008 年公开）、慢读攻击。
2. 卡住的客户端或代理，手里有许多连接。
3. 流量控制测试。

## 如何确认

- `ss -tno state established 'sport = :PORT' | grep persist | awk '{sub(/:[0-9]+$/, "", $4); print $4}' | sort | uniq -c`：按对端统计持续定时器。
- `nstat -az TcpExtTCPWinProbe TcpExtTCPMemoryPressures`；`ss -s`。

## 怎么处理

限制每来源连接数（`ct count`、connlimit）；服务器设写超时；`TCP_USER_TIMEOUT`。

## 容易混淆的情况

`zero-window-stall`（单条连接，较晚发生）；`syn-flood`（从不完成）；`accept-queue-overflow`。

## 可信程度

凭数量为强。恶意看不出来，挂死的代理也是这样。

## 参考

- RFC 6429
- RFC 9293 3.8.6.1
"""#,
      "split-handshake": #"""
# split-handshake: 服务器以自己的 SYN 作答（分裂握手）

服务器没有回 SYN-ACK，而是（可能先回一个纯 ACK）发了一个纯 SYN，此后过程如同同时打开。按状态机这是合法的，却会迷惑那些靠方向判断客户端的设备。

## 现象

A 的 SYN；至少一个往返时间后，B 的可选 ACK 和纯 SYN；A 的 SYN-ACK；B 的 ACK。共四到五个报文。

## 原因

1. 测试或绕过防火墙、入侵检测。
2. 恶意服务器，想让自己的载荷被当作客户端流量检查。
3. 极少见的 TCP 实现。

## 如何确认

- `tshark -r FILE -Y tcp.flags.syn==1 -T fields -e frame.time_relative -e ip.src -e tcp.flags.str -e tcp.seq_raw -e tcp.ack_raw`。
- `nmap -O` 或查看 B 的其他连接：它总是如此吗？

## 怎么处理

对该服务器保持警惕；确认安全设备能处理这种情形（2011 年以前有若干产品不能）。

## 容易混淆的情况

`simultaneous-open`（SYN 交错，互不为应答）；`syn-challenged`（已有连接）；`synack-wrong-ack`。

## 可信程度

B 的 SYN 晚于到 B 的往返时间，因而必为反应时，为强。往返时间未知时，同时打开的可能性相当。客户端按首个 SYN 的发送者算。

## 参考

- RFC 9293 3.5 (图 7)
- RFC 9293 3.10.7.3
"""#,
      "stale-syn-reset": #"""
# stale-syn-reset: 旧的重复 SYN 被识别并撤销

一个过去的 SYN 冒了出来，服务器照常应答，客户端用 RST 说“这不是我要的”。这正是建立连接需要三次握手的理由：第三个报文让客户端有机会否决一个它早已不想要的 SYN。

## 现象

针对序列号 o 的 SYN-ACK，随后客户端发出 SEQ = o+1 的 RST，之后（或更早）出现客户端真正的 SYN，序列号为 n，接着正常握手。服务器：LISTEN → SYN-RECEIVED → 回到 LISTEN；客户端始终停留在 SYN-SENT。

## 原因

1. SYN 在网络里滞留，客户端已放弃，并用同一端口重新发起。
2. 客户端重启，或以固定源端口和新的 ISN 重试。
3. 某个队列、主备切换或回放把 SYN 送达两次。

## 如何确认

- `tshark -r FILE -Y 'tcp.flags.syn==1 || tcp.flags.reset==1' -T fields -e frame.number -e tcp.seq_raw -e tcp.ack_raw -e tcp.options.timestamp.tsval`：找客户端的两个 ISN 和偏旧的 TSval。
- 服务器：`nstat -az TcpExtEmbryonicRsts` 统计 SYN-RECEIVED 中收到的这类 RST。

## 怎么处理

不必处理：协议按设计工作，只损失了一点时间。若反复出现，查找能把报文压住几秒的队列，并让客户端使用临时端口。

## 容易混淆的情况

`syn-scan-open`（没有别的 ISN，目标众多）；`late-synack-reset`（SYN 是客户端自己的，只是应答来迟）；`synack-wrong-ack`（确认号对不上任何 SYN）；`backscatter`（根本没有 SYN）；`third-ack-answered-by-rst`、`syn-refused`（RST 由服务器发出）。

## 可信程度

若在 RST 之前看到客户端的另一个 SYN，或 o 属于更早的一次连接，则为确定；否则最多为强。靠近客户端时，旧的 SYN 可能从未经过抓包点。

## 参考

- RFC 9293 3.5（图 8：从旧的重复 SYN 恢复）
- RFC 793 3.4（图 9，即同一张图）
- RFC 9293 3.5.2
- RFC 9293 3.10.7.3
- RFC 1122 4.2.2.11
"""#,
      "syn-challenged": #"""
# syn-challenged: 已有连接上收到 SYN，被回以挑战 ACK

一个 SYN 打到了接收方认为仍然打开的连接上。它没有被接受，连接也没有被拆除：接收方回一个带当前序列号的 ACK，相当于问“你真的重启了吗？”。

## 现象

已建立的连接；同一四元组上的纯 SYN；另一端回不带 SYN 的 ACK，SEQ、ACK 正是连接当前的值。若对方确实重启过，会以 RST 回应；否则连接照常继续。

## 原因

1. 客户端重启或丢失套接字后重用了端口。
2. 旧的重复 SYN 到达。
3. NAT 把同一外部端口分给了另一个客户端，而服务器上的旧连接还在。
4. 有人盲猜，企图复位连接。

## 如何确认

- 接收方：`nstat -az TcpExtTCPSYNChallenge TcpExtTCPChallengeACK TcpExtTCPACKSkippedChallenge`。
- 接收方：`ss -tanpo '( sport = :PORT )'` 里旧连接仍是 ESTAB 或 CLOSE-WAIT。
- 比较该 SYN 与发送方其他报文的 TTL。

## 怎么处理

重启所致则无需处理，TCP 会重新同步。若是 NAT 后的客户端相撞，扩大端口池、在服务器上启用保活，或延长 NAT 空闲超时。

## 容易混淆的情况

`half-open-discovered`（同样的开头，接着 RST 和新握手）；`tuple-reuse-refused-in-time-wait`（双方都已关闭）；`tuple-reuse-while-open`（SYN 被接受）；`blind-syn-attempts`（大量出现）。

## 可信程度

挑战 ACK 的序列号与连接完全吻合时为确定。没有应答不能说明问题：Linux 对同一连接的无效报文每 500 毫秒最多应答一次（`net.ipv4.tcp_invalid_ratelimit`）。

## 参考

- RFC 9293 3.10.7.4
- RFC 5961 4.2
- RFC 9293 3.5.1
"""#,
      "syn-cookies-in-use": #"""
# syn-cookies-in-use: 服务器在使用 SYN cookie

服务器不为连接请求保存任何状态：所需信息编码在 SYN-ACK 的序列号里，收到第三次 ACK 再还原出连接。半连接队列满时就会这样。

## 现象

多个迹象相加：同一四元组的两个 SYN 各得到自己的 SYN-ACK；服务器 ISN 随客户端 ISN 同步变化；对不带时间戳的客户端，窗口扩大和 SACK 消失；SYN-ACK 的时间戳最多落后 63 毫秒，因为低位用来存选项；客户端 MSS 不在 cookie 表中（536、1300、1440、1460；IPv6 为 1220、1420、1440、8940）时，服务器发送的报文从不超过表中较小的那个值；从不定时重传 SYN-ACK。明细分别计数：`timestamp_lag`、`options_lost`、`mss_table`、`not_repeated`。`from_elsewhere` 是与服务器数据跳数不同的 SYN-ACK 个数：它们由服务器前的设备生成。

## 原因

1. SYN 洪泛攻击。
2. backlog 太小，承受不住正常突发。
3. `net.ipv4.tcp_syncookies` = 2（始终启用）。
4. 防火墙或负载均衡做 SYN 代理。

## 如何确认

- `nstat -az TcpExtSyncookiesSent TcpExtSyncookiesRecv TcpExtSyncookiesFailed TcpExtTCPReqQFullDoCookies`。
- `dmesg | grep -i 'possible SYN flooding'`。
- `ss -tan state syn-recv 'sport = :PORT' | wc -l`；`sysctl net.ipv4.tcp_max_syn_backlog net.core.somaxconn`。

## 怎么处理

遭受攻击时保持 cookie 开启；否则加大 backlog。代价是：第三次 ACK 丢失后服务器无法补救，因为没有可重传的东西；若客户端在等服务器先说话，就会挂住。

## 容易混淆的情况

`options-stripped`（设备总是去掉选项）；`synack-isn-changed`（两台服务器）；`tuple-reuse-in-time-wait-legal`（ISN + 65537）；`syn-flood`（起因）。

## 可信程度

前两个迹象单独即可确定；时间戳滞后出现两次为强，多条连接一致时为确定；只是途中被延迟的 SYN-ACK 不算。其余为弱：仅凭 MSS 只作为提示，因为同样大小的隧道也会如此；仅凭 SYN-ACK 不重传也只作为提示，因为服务器可能被设置为只发一次（`net.ipv4.tcp_synack_retries` = 0）。出现一次定时重传，只否定该请求使用 cookie。

## 参考

- RFC 4987 3.6
- RFC 7323 3
- Linux Documentation/networking/ip-sysctl.rst (tcp_syncookies)
"""#,
      "syn-dropped-by-listener": #"""
# syn-dropped-by-listener: 正常工作的监听端丢弃了部分 SYN

同一秒内，有的客户端得不到应答，有的却在同一端口上正常服务。服务器是活的，是它在丢弃连接请求。

## 现象

发往某地址端口的 SYN 无应答，而一秒之内该端口又对别人发出 SYN-ACK 或数据。结论给出比例和最长连续次数。

## 原因

1. 全连接队列已满：Linux 丢弃后来的 SYN。
2. 半连接队列已满且未启用 cookie。
3. 限速（`hashlimit`、云防护、SYN 代理）。
4. 针对特定来源的过滤。

## 如何确认

- `nstat -az TcpExtListenDrops TcpExtListenOverflows TcpExtTCPReqQFullDrop`。
- `ss -ltn 'sport = :PORT'`：Recv-Q 大于 Send-Q。
- `nft list ruleset | grep -i limit`；`sysctl net.ipv4.tcp_syncookies net.ipv4.tcp_max_syn_backlog`。

## 怎么处理

加快 accept，加大 backlog 和 `somaxconn`，保持 cookie 开启；按真实负载核对限速。

## 容易混淆的情况

`syn-unanswered`（谁都得不到服务）；`accept-queue-overflow`（握手的第三步被忽略，常一起出现）；`syn-flood`（可能由攻击引起）；按来源过滤（总是同一网段）。

## 可信程度

靠近服务器为强。在别处可能是丢包；若该服务器其他端口没有丢失，则丢包的可能性较小。

## 参考

- RFC 4987 3.2
- RFC 9293 3.10.7.2
"""#,
      "syn-flood": #"""
# syn-flood: 监听端被连接请求淹没（SYN 洪泛）

发起的连接远多于完成的连接，来源众多或系伪造。真实客户端发现服务器很慢或连不上。

## 现象

10 秒窗口内对某端口的尝试达 100 次以上，完成不足十分之一；来源众多，或有伪造痕迹（互不相干的网段却有相同的 TTL、固定的 ISN、窗口或 IP ID）。报告会说明服务器如何应对：cookie、重传 SYN-ACK、丢弃。

## 原因

1. 伪造源地址的拒绝服务攻击。
2. 僵尸网络或扫描器，使用真实来源。
3. 回程中断，谁都无法完成握手。

## 如何确认

- `ss -tan state syn-recv 'sport = :PORT' | wc -l`；`nstat -az TcpExtSyncookiesSent TcpExtTCPReqQFullDoCookies TcpExtListenDrops`。
- `dmesg | grep -i 'SYN flooding'`；`sysctl net.ipv4.tcp_syncookies net.ipv4.tcp_max_syn_backlog`。
- `tcpdump -nni any 'tcp[13] = 0x02 and dst port PORT' -c 1000`：看来源和 TTL。这种按标志过滤的写法只匹配 IPv4，IPv6 请写 `ip6[53] = 0x02`。

## 怎么处理

保持 cookie 开启，加大 backlog 和 `somaxconn`，调低 `tcp_synack_retries`；在上游清洗（SYNPROXY、运营商）。封堵伪造的来源没有意义。

## 容易混淆的情况

`port-scan`（端口多、多被拒绝）；压力测试（能完成）；`accept-queue-overflow`（握手能完成）；`synack-reflection`（本服务器是工具而非目标）。

## 可信程度

抓到双向时为强；单向时只能凭速率和来源，为弱。重传的 SYN 只算一次。10 秒内从第 100 个起，单个连接请求降为 info，并注明 `one_of_many`：`attempts`。

## 参考

- RFC 4987 2
- RFC 4987 3
"""#,
      "syn-icmp-refused": #"""
# syn-icmp-refused: 连接请求收到 ICMP 差错

路由器或主机本身表示目的不可达。应用会比超时更早得到“no route to host”或“connection refused”；也可能继续重试，因为 ICMP 只是提示。

## 现象

ICMP 类型 3（主机、网络、端口不可达或被禁止）或 ICMPv6 类型 1，其中引用了该 SYN 的地址、端口和序列号。

## 原因

1. 防火墙以 ICMP 拒绝（`REJECT` 未指定 tcp-reset）。
2. 最后一跳路由器得不到 ARP/ND 应答：主机已下线。
3. 没有路由，或配置了 unreachable 路由。

## 如何确认

- `tcpdump -ni any 'icmp[icmptype] == icmp-unreach or icmp6'`：源地址和代码指明是哪个节点拒绝的。
- `ip route get HOST`；在最后一跳路由器上 `ip neigh show HOST`。
- 客户端：`nstat -az IcmpInDestUnreachs`。

## 怎么处理

找 ICMP 源地址所指的节点：改过滤规则、改路由，或启动主机。

## 容易混淆的情况

`syn-refused`（RST）；`syn-unanswered`（毫无应答）；`icmp-blind-reset`（引用的序列号从未发送过）；代码 4“需要分片”属于路径 MTU 发现，不是拒绝。

## 可信程度

引用的序列号与抓到的 SYN 一致即为确定。客户端是否看到这条消息，只有靠近客户端才能确定。NAT 可能改动引用内容。

## 参考

- RFC 9293 3.9.2.2
- RFC 5927 4
- RFC 1122 4.2.3.9
"""#,
      "syn-isn-changed": #"""
# syn-isn-changed: 第二次尝试换了初始序列号

第一次尝试尚未有结果，客户端又在相同的地址端口上发了初始序列号不同的 SYN。它是从头再来，而不是重传。

## 现象

同一四元组上两个以上 SEQ 不同的 SYN，中间没有关闭。由 SYN-ACK 的确认号可知服务器接受了哪一个。

## 原因

1. 客户端中止后用固定源端口重连。
2. NAT 后两个客户端先后共用同一外部地址和端口。
3. 重复使用源端口的扫描器。
4. 旧的重复 SYN，或主机重启。

## 如何确认

- `tshark -r FILE -Y 'tcp.flags.syn==1 && tcp.flags.ack==0' -T fields -e frame.time_relative -e ip.ttl -e tcp.seq_raw -e tcp.options.timestamp.tsval`：TTL 或时间戳跳变说明是两台主机。
- 客户端：`strace -e trace=socket,bind,connect` 可看出固定的 `bind`。

## 怎么处理

让系统自选源端口；扩大 NAT 端口池。同一四元组上未决尝试超过十个，应查一查来源。

## 容易混淆的情况

`syn-retransmitted`（SEQ 相同）；`stale-syn-reset`（其中一个是旧的，已被撤销）；`tuple-reuse-while-open`（连接建立之后）；`blind-syn-attempts`。

## 可信程度

序列号不同是确定的。哪个 SYN 有效，要看到 SYN-ACK 及对它的确认才能确定。

## 参考

- RFC 9293 3.4.1
- RFC 9293 3.5
"""#,
      "syn-refused": #"""
# syn-refused: 端口未开放

对端收到 SYN 后回了 RST,ACK，拒绝了连接。应用立即得到“connection refused”。

## 现象

序列号为 x 的 SYN，随后是 SEQ 为 0、ACK 为 x+1（SYN 带数据时再加上数据长度）的 RST,ACK。这次尝试没有出现 SYN-ACK。

## 原因

1. 该地址和端口上没有监听：服务未启动、正在启动，或只绑定了 127.0.0.1 之类的地址。
2. 防火墙以服务器的名义拒绝。
3. 负载均衡后端已没有健康成员。
4. 客户端端口写错，或用了旧地址。

## 如何确认

- 在服务器上：`ss -ltnp 'sport = :PORT'`。没有输出就是没有监听；还要看绑定的地址。
- `nft list ruleset | grep -i reject` 或 `iptables -S | grep REJECT`。
- 试连一次，前后各看一次 `nstat -az TcpOutRsts`：增长说明是主机自己拒绝的。
- 将 RST 的 TTL 与同一主机其他开放端口的应答比较；不同则说明是中间设备所发。

## 怎么处理

启动服务、绑定正确的地址，或改正客户端配置。重启期间的拒绝可用 socket 激活或平滑重载避免。

## 容易混淆的情况

`syn-unanswered` 是毫无应答；`third-ack-answered-by-rst` 是 SYN-ACK 之后才被拒；`syn-scan-open` 的 RST 来自客户端；`rst-in-syn-sent-invalid` 的 RST 确认号对不上，客户端必须忽略。

## 可信程度

SEQ 为 0 且 ACK 与 SYN 吻合即可确定被拒。至于是谁发的，则是另一回事：路径上的防火墙也会发出一模一样的报文，只有当服务器还有其他流量可比时，TTL 和响应时间才能加以区分。

## 参考

- RFC 9293 3.5.2
- RFC 9293 3.10.7.1
- RFC 9293 3.10.7.3
"""#,
      "syn-retransmitted": #"""
# syn-retransmitted: 客户端重传了 SYN

第一个 SYN 没有及时得到应答，客户端又发了一次。即使第二次成功，用户也会感到一秒以上的延迟。

## 现象

初始序列号与前一个相同的 SYN，约 1 秒之后出现。Linux 6.5 起先以 1 秒间隔重传五次才开始倍增，这不是故障。重传的 SYN 可能去掉 ECN 标志或 Fast Open cookie。

## 原因

1. SYN 或对应的 SYN-ACK 丢失。
2. 服务器或其前面的过滤设备丢弃了 SYN：队列满、限速。
3. SYN-ACK 到达了，但被客户端丢弃：校验和错误、反向路径过滤、确认号不对。
4. 服务器的响应慢于客户端的首次超时。

## 如何确认

- 客户端：`nstat -az TcpExtTCPSynRetrans`；`ss -tanoi state syn-sent` 可看到定时器和重传次数。
- 服务器：`nstat -az TcpExtListenDrops TcpExtTCPReqQFullDrop`。
- 若抓到了 SYN-ACK，在客户端查：`nstat -az TcpExtIPReversePathFilter TcpInCsumErrors`。

## 怎么处理

成千上万条连接里有一次重传，属于普通丢包。集中在某个监听端口，查它的队列；发往所有目的地都有，查客户端自己的链路。

## 容易混淆的情况

`capture-duplicate`（同一帧被抓到两次，IP ID 相同，只差几微秒）；`syn-isn-changed`（换了序列号的新尝试）；`synack-retransmitted`（服务器重传）；`stale-syn-reset`（冒出旧的重复 SYN）。

## 可信程度

SYN 被重发是确定的。究竟哪个方向丢了，取决于抓包点：若在重传之前很久就有 SYN-ACK 经过这里，则它丢在此点之后、靠客户端一侧，或被客户端忽略。

## 参考

- RFC 6298 2.1
- RFC 6298 5.5
- RFC 6298 5.7
- RFC 9293 3.8.1
"""#,
      "syn-scan-open": #"""
# syn-scan-open: 端口被半开扫描探测

有人探问端口是否开放，得到应答立即挂断。探测从不成为连接，应用日志里没有它。

## 现象

SYN、SYN-ACK，客户端立刻回 SEQ = 自身 ISN + 1 的 RST。使用原始套接字的扫描器，这个 RST 由其内核发出，因为内核不知道那个 SYN。扫描器的 SYN 常常只带 MSS 选项，窗口为 1024 之类的值。

## 原因

1. `nmap -sS`、masscan、zmap、全网测绘。
2. 负载均衡或监控的健康检查：单一来源、单一端口、周期固定（子类 `health-check`）。
3. 单独一次，可能是连接被取消。

## 如何确认

- 服务器：`nstat -az TcpExtEmbryonicRsts`。
- `tcpdump -ni any 'src host CLIENT and tcp[tcpflags] & tcp-syn != 0'`：涉及多少端口和主机？
- 负载均衡配置：健康检查的来源和间隔。

## 怎么处理

来自外网：常见的背景噪声，确认只开放了应开放的端口。来自内网：找出这台主机。

## 容易混淆的情况

`stale-syn-reset`（同一四元组上有客户端的另一个 SYN）；`late-synack-reset`（应答迟了一秒以上）；`third-ack-answered-by-rst`（RST 来自服务器）；`port-scan`（整个系列）；`backscatter`（本机没有发过 SYN）。

## 可信程度

交互过程是确定的，意图不是：单个只报为信息；一分钟内三个以上目标或具有扫描器指纹，才报为扫描。

## 参考

- RFC 9293 3.5.2
- RFC 9293 3.10.7.4
"""#,
      "syn-unanswered": #"""
# syn-unanswered: 连接请求无人应答

客户端发起连接，但什么也没收到：没有 SYN-ACK，没有 RST，也没有 ICMP 差错。用户看到的是连接一直卡住，最后报“连接超时”。

## 现象

一个 SYN，之后是序列号相同的若干次重传，然后一片沉寂。Linux 6.5 起先按 1 秒间隔重传五次，再指数退避；`tcp_syn_retries` = 6 时约 131 秒后失败。更早的内核从第一次重传就开始倍增（1、3、7、15、31、63 秒），127 秒后失败。

## 原因

1. 防火墙或安全组静默丢弃了 SYN。
2. 服务器宕机，或该地址没有路由。
3. 服务器全连接队列已满：Linux 此时会默默丢弃新的 SYN。
4. 应答丢在回程：路由不对称、反向路径过滤、缺少回程路由。
5. 偶发丢包（多次尝试中只有一次失败时）。

## 如何确认

- 在服务器上：`tcpdump -ni any 'tcp dst port PORT and tcp[tcpflags] & tcp-syn != 0'`。能看到 SYN：是主机或其本机防火墙没有应答；看不到：问题在路径上。
- `nstat -az TcpExtListenDrops TcpExtListenOverflows TcpExtIPReversePathFilter`：哪个计数器增长，就是内核丢弃的原因。
- `ss -ltn 'sport = :PORT'`：Recv-Q 大于 Send-Q 表示全连接队列已满。
- `tcptraceroute HOST PORT`：看 SYN 消失在哪一跳。

## 怎么处理

放行防火墙、修正路由，或减轻监听端压力。用拒绝代替丢弃（`REJECT --reject-with tcp-reset`），客户端就不必苦等。

## 容易混淆的情况

`syn-refused`（收到了 RST）、`syn-icmp-refused`（收到了 ICMP）、`syn-dropped-by-listener`（同一端口的其他客户端此时正常）、`port-scan`（一个源、许多目标）。

## 可信程度

抓包点靠近服务器：可以确定 SYN 已到达而服务器沉默。靠近客户端或在中间：只能说应答没有经过这里。若最后一个 SYN 之后不到 3 秒抓包就结束，或只抓到单向流量，则不下结论。

## 参考

- RFC 9293 3.8.3
- RFC 9293 3.10.7.3
- RFC 6298 2.1
"""#,
      "syn-with-data": #"""
# syn-with-data: 没有 Fast Open 的 SYN 携带数据

没有协商 TCP Fast Open，首个报文却已带有载荷。标准允许，但几乎没有客户端这么做。

## 现象

带载荷、无 Fast Open 选项的 SYN。若 SYN-ACK 只确认到 ISN+1，数据已被丢弃，须重新发送。

## 原因

1. 扫描器、模糊测试、流量发生器。
2. 带填充的 SYN 洪泛。
3. 中间设备去掉了 Fast Open 选项却留下了数据。
4. T/TCP 等实验性协议栈。

## 如何确认

- `tshark -r FILE -Y 'tcp.flags.syn==1 && tcp.len>0' -T fields -e ip.src -e tcp.len -e tcp.options`。
- SYN-ACK 的 ACK 减去 SYN 的 SEQ：等于 1 为忽略，更大为接受。

## 怎么处理

已知应用：正式启用 Fast Open。陌生来源：背景噪声，或按扫描处理。

## 容易混淆的情况

`tfo-data-accepted`、`tfo-data-ignored`（带该选项）；`tfo-cookie-request`（有选项无数据）；以太网填充，不算载荷。

## 可信程度

确定：长度取自 IP 首部。Linux 监听端忽略这种数据，只确认 SYN。

## 参考

- RFC 9293 3.10.7.2
- RFC 9293 3.10.7.4
- RFC 7413 2
"""#,
      "synack-isn-changed": #"""
# synack-isn-changed: 同一个 SYN 得到两个不同序列号的应答

服务器对同一次尝试给出了两个不同的答复。可能是两台机器在应答，也可能是一台机器忘了先前的答复。

## 现象

两个 ACK 相同而 SEQ 不同的 SYN-ACK，中间没有 RST 或关闭。客户端的 ACK 表明它接受了哪个，另一个则得到 ACK 或 RST。

## 原因

1. 任播、ECMP 或负载均衡把 SYN 及其副本送到两台服务器。
2. SYN cookie：两份 SYN 之间 cookie 的时间计数前进了一格。
3. 监听程序重启。
4. 伪造的 SYN-ACK（TTL 异常）。
5. IP 地址冲突。

## 如何确认

- `tshark -r FILE -Y 'tcp.flags==0x012' -T fields -e ip.ttl -e eth.src -e tcp.seq_raw -e tcp.options.timestamp.tsval`。
- `arping -D -I IFACE ADDRESS` 检查地址冲突。
- 服务器：`nstat -az TcpExtSyncookiesSent`。

## 怎么处理

让负载均衡的散列保持稳定；消除地址冲突。

## 容易混淆的情况

`synack-retransmitted`（SEQ 相同）；`syn-cookies-in-use`（无害的情形）；`synack-wrong-ack`（确认号不同）；`nat-both-sides`（同一交互改写前后被看到两次）。

## 可信程度

由序列号即可确定。哪台服务器“正确”不是抓包能回答的，只有被客户端确认的那个才有效。

## 参考

- RFC 9293 3.4.1
- RFC 9293 3.10.7.4
"""#,
      "synack-reflection": #"""
# synack-reflection: 服务器被利用去反射攻击第三方

攻击者冒用受害者地址发 SYN，使本服务器向受害者发 SYN-ACK，一个 SYN 换来好几个。服务器成了工具。

## 现象

某个名义来源的 SYN 从不完成握手；每个引出五次以上 SYN-ACK 重传，或引出比触发报文大许多倍的应答（数据、中间设备的拦截页）。

## 原因

1. 针对该名义来源的反射攻击。
2. 来源很少的伪造洪泛。
3. 该客户端的路径中断（单个情形）。

## 如何确认

- `ss -tan state syn-recv` 按对端排序；`nstat -az TcpExtTCPTimeouts TcpOutSegs`。
- 对该对端的出入字节比：`iftop`、`tcpdump`。

## 怎么处理

调低 `net.ipv4.tcp_synack_retries`（2 或 3），按名义来源对 SYN 限速，启用 cookie（此时不重传）；整改未握手就应答的拦截页。

## 容易混淆的情况

`syn-flood`（本服务器是目标）；`backscatter`（受害者的视角）；`third-ack-never-seen`（单个）。

## 可信程度

数量足够时为强；来源系伪造，是由始终没有完成握手推断的。

## 参考

- RFC 4987 2
- RFC 9293 3.8.1
"""#,
      "synack-retransmitted": #"""
# synack-retransmitted: 服务器重传了 SYN-ACK

服务器仍在等三次握手的第三个报文，于是再次发出 SYN-ACK。

## 现象

两个以上 SEQ 和 ACK 都相同的 SYN-ACK。Linux 的定时重传出现在首个之后 1、3、7、15、31 秒；`tcp_synack_retries` = 5 时，到 63 秒放弃该请求。若紧跟在一个重传的 SYN 之后，则是对它的应答，不是定时器触发。

## 原因

1. 第三次 ACK 丢失，或 SYN-ACK 本身丢失。
2. 客户端不应答：源地址伪造、崩溃、被过滤。
3. 全连接队列已满，Linux 忽略了第三次 ACK。
4. 设置了 `TCP_DEFER_ACCEPT`：监听端要等到数据才算握手完成。

## 如何确认

- `ss -tan state syn-recv` 列出半连接；加 `-o` 显示定时器和重传次数。
- `nstat -az TcpExtListenOverflows TcpExtTCPTimeouts TcpExtTCPDeferAcceptDrop`。
- `ss -ltn`：比较监听套接字的 Recv-Q 与 Send-Q。

## 怎么处理

按解释该重传的那条结论处理。若只是偶尔丢包后单独出现，无需处理。

## 容易混淆的情况

`third-ack-lost-behind-capture`、`third-ack-never-seen`、`accept-queue-overflow` 是会表现出这一现象的根因；`synack-isn-changed` 的 SEQ 不同；`capture-duplicate` 根本不是重传。

## 可信程度

只要先前看到的 ACK 有足够时间到达，定时重传就证明服务器当时处于 SYN-RECEIVED。它还证明这个请求没有使用 SYN cookie：用 cookie 时内核什么都没保存，无从重传。

## 参考

- RFC 6298 5.7
- RFC 9293 3.8.1
- RFC 9293 3.10.7.4
"""#,
      "synack-wrong-ack": #"""
# synack-wrong-ack: SYN-ACK 确认了从未发送的 SYN

服务器的应答引用了客户端没有用过的序列号。客户端必须用 RST 拒绝它，并继续等待正确的应答。

## 现象

序列号为 x 的 SYN；SYN-ACK 的 ACK 不是 x+1，也不对应任何未决的 SYN；客户端回 RST，SEQ 等于该 ACK。Linux 客户端约 10 毫秒后会重发同一个 SYN。

## 原因

1. 随机化序列号的防火墙只处在一个方向上，或丢了会话表。
2. 服务器在应答一个没被抓到的更早的 SYN。
3. 伪造或盲猜的 SYN-ACK，或负载均衡混淆了两条连接。
4. TCP 实现有缺陷。

## 如何确认

- 在防火墙两侧抓包对比：`tshark -r FILE -Y tcp.flags.syn==1 -T fields -e ip.src -e tcp.seq_raw -e tcp.ack_raw`。差值恒定就是有设备在改写。
- 客户端：`nstat -az TcpOutRsts`；`ss -tan state syn-sent` 显示它仍在等待。

## 怎么处理

让两个方向经过同一台有状态设备，或对该流量关闭序列号随机化。若数字属于更早的 SYN，按旧的重复 SYN 处理。

## 容易混淆的情况

`stale-syn-reset`（ACK 对应该客户端更早的 SYN）；Fast Open（ACK 最大可到 x+1 加 SYN 携带的数据，属正常：`tfo-data-accepted`）；`backscatter`（根本没有 SYN）；`synack-isn-changed`（ACK 正确，变的是服务器序列号）。

## 可信程度

只有从首个 SYN 之前就抓到客户端到服务器方向，才能确定；否则一个漏抓的 SYN 就能解释一切。客户端以 SEQ = ACK 的 RST 回应，佐证它也认为该确认号不可接受。

## 参考

- RFC 9293 3.10.7.3
- RFC 9293 3.5.2
- RFC 9293 3.5.1
"""#,
      "tfo-cookie-request": #"""
# tfo-cookie-request: 客户端请求 Fast Open cookie

客户端希望以后的连接能在 SYN 中带数据，向服务器索取所需的 cookie。

## 现象

SYN 带空的 Fast Open 选项（类型 34，或实验性的 254）。SYN-ACK 带 cookie 即同意，不带即谢绝。本次连接仍是普通连接。

## 原因

1. 应用使用了 `TCP_FASTOPEN_CONNECT` 或带 `MSG_FASTOPEN` 的 `sendto`。
2. 客户端还没有 cookie，或失败后丢弃了它。

## 如何确认

- `sysctl net.ipv4.tcp_fastopen`：1 启用客户端，2 启用服务器，3 为两者。
- 客户端：`ip tcp_metrics show HOST` 有 cookie 时显示 `fo_cookie`。
- 服务器：`nstat -az TcpExtTCPFastOpenCookieReqd`。

## 怎么处理

不必处理。若从不给 cookie：把上面的值设为 2 或 3，并在监听套接字上设置 `TCP_FASTOPEN`；若在途中消失，是中间设备去掉了选项。

## 容易混淆的情况

`tfo-data-accepted`、`tfo-data-ignored`（已带 cookie 和数据）；`syn-with-data`；`options-stripped`（选项丢失）。

## 可信程度

抓到 SYN 就能确定请求，抓到 SYN-ACK 才能确定答复。没有 cookie 可能是拒绝，也可能是途中被去掉。

## 参考

- RFC 7413 4.1
- RFC 7413 4.2.1
"""#,
      "tfo-data-accepted": #"""
# tfo-data-accepted: SYN 中的 Fast Open 数据被接受

客户端把请求放在 SYN 里发出，服务器立即采用，省下一个完整的往返时间。

## 现象

带 cookie 和 n 字节的 SYN；SYN-ACK 的 ACK = ISN + 1 + n（大于 ISN + 1 但更小则为部分接受）。服务器可在第三次 ACK 之前、即 SYN-RECEIVED 状态发送数据。

## 原因

1. 双方都使用 Fast Open，且 cookie 有效。

## 如何确认

- 服务器：`nstat -az TcpExtTCPFastOpenPassive`；客户端：`nstat -az TcpExtTCPFastOpenActive`。
- 客户端 `ss -ti` 的选项中有 `fastopen`。

## 怎么处理

不必处理。注意：重复的 SYN 可能使数据被处理两次，只有幂等的请求适合放在这里。

## 容易混淆的情况

`tfo-data-ignored`；`syn-with-data`（无选项）；`synack-wrong-ack`（确认号超出已发送范围）；`data-before-established`（没有 Fast Open 而服务器先发数据）。

## 可信程度

由确认号和选项共同确定。客户端的 ACK 到达之前服务器处于 SYN-RECEIVED，尽管应用已在工作。

## 参考

- RFC 7413 2
- RFC 7413 4.2.2
- RFC 9293 3.10.7.2
"""#,
      "tfo-data-ignored": #"""
# tfo-data-ignored: SYN 中的 Fast Open 数据未被接受

客户端的早期数据被丢弃，连接本身被接受。握手后须重发；除了想省的那个往返，什么也没损失。

## 现象

带 cookie 和数据的 SYN；SYN-ACK 的 ACK = ISN + 1；随后是 ACK 以及从 ISN + 1 起的同样数据。若 SYN 本身无应答，Linux 重传时不带 cookie 和数据。

## 原因

1. cookie 无效：服务器更换了密钥，多台服务器密钥不同，客户端地址被 NAT 改变。
2. 服务器未启用 Fast Open，或其待处理队列已满。
3. 中间设备去掉选项或数据，或丢弃这样的 SYN。

## 如何确认

- 服务器：`nstat -az TcpExtTCPFastOpenPassiveFail TcpExtTCPFastOpenListenOverflow`。
- 客户端：`nstat -az TcpExtTCPFastOpenActiveFail TcpExtTCPFastOpenBlackhole`。
- `sysctl net.ipv4.tcp_fastopen net.ipv4.tcp_fastopen_key`：同一地址后的服务器是否一致？

## 怎么处理

各服务器共用密钥，加大 `TCP_FASTOPEN` 队列；路径不支持时就关闭 Fast Open。

## 容易混淆的情况

`tfo-data-accepted`；`tfo-cookie-request`；`syn-with-data`；`synack-wrong-ack`。

## 可信程度

由确认号确定。原因不在线上可见，除非 SYN-ACK 带了新 cookie：说明旧的被拒。

## 参考

- RFC 7413 3
- RFC 7413 4.2.2
"""#,
      "third-ack-answered-by-rst": #"""
# third-ack-answered-by-rst: 握手完成后被服务器 RST

客户端刚完成握手，就被告知没有这条连接。它以为已经连上，第一次读写却得到“connection reset by peer”。

## 现象

SYN、SYN-ACK、客户端的 ACK（或首个数据），然后是服务器的 RST，SEQ 等于客户端的确认号。服务器除 SYN 外从未确认更多内容，也没有发过数据。

## 原因

1. `net.ipv4.tcp_abort_on_overflow` = 1，且全连接队列已满。
2. 请求已过期：ACK 在最后一次 SYN-ACK 重传之后才到。
3. 监听套接字在此期间被关闭。
4. SYN cookie 校验失败：ACK 迟了大约两分钟以上，或被改动过。
5. 确认号不对：有设备改写序列号，或两台服务器共用一个地址。

## 如何确认

- `sysctl net.ipv4.tcp_abort_on_overflow`；`nstat -az TcpExtListenOverflows TcpExtSyncookiesFailed TcpExtEmbryonicRsts TcpOutRsts`。
- `ss -ltn 'sport = :PORT'`：监听还在吗？Recv-Q 是否大于 Send-Q？
- `bpftrace -e 'tracepoint:tcp:tcp_send_reset { @[kstack] = count(); }'` 显示内核发出 RST 的路径。

## 怎么处理

加大 backlog（`listen()` 参数和 `net.core.somaxconn`）或加快 accept；`tcp_abort_on_overflow` 保持 0，让客户端重试；确认号不对时，找出改写序列号的设备。

## 容易混淆的情况

`rst-abort`（服务器先确认过数据）；`syn-refused`（没有 SYN-ACK）；`rst-injected`（RST 由设备伪造）；`accept-queue-overflow`（沉默而不是 RST）；`syn-scan-open`（RST 来自客户端）。

## 可信程度

RST 本身是确定的，原因靠推断：确认号错误是铁证（类别 `wrong-ack`）；SYN-ACK 到期未重传说明握手已被放弃（`expired`）。队列已满、监听已关闭、cookie 被拒和应用立即中止，在线路上看起来一样（`unknown`），要靠同一端口其他连接的遭遇来区分。只有在服务器上抓包才知道真正到达了什么。

## 参考

- RFC 9293 3.5.2
- RFC 9293 3.10.7.4
- RFC 4987 3.6
"""#,
      "third-ack-lost-behind-capture": #"""
# third-ack-lost-behind-capture: 第三次 ACK 经过抓包点后丢失

客户端已完成握手，ACK 也经过了抓包点，服务器却没有收到。客户端以为已连接，服务器并不这么认为。也可能是服务器等待数据后才接受连接。

## 现象

SYN、SYN-ACK、ACK；过了不止一个到服务器的往返时间后，又出现同一个 SYN-ACK。客户端再次确认，或由其数据捎带确认；只需这一个报文，服务器就继续前进。

## 原因

1. ACK 在抓包点与服务器之间丢失。
2. `TCP_DEFER_ACCEPT`：服务器有意忽略纯 ACK，等待数据。
3. 服务器丢弃了它：校验和错误，或全连接队列短暂溢出。

## 如何确认

- 在服务器上抓包：ACK 到了没有？到了就是主机丢弃的。
- `nstat -az TcpExtListenOverflows TcpInCsumErrors TcpExtTCPDeferAcceptDrop`。
- 正在发生时：客户端 `ss -tan` 显示 ESTAB，而服务器的 `ss -tan state syn-recv` 里仍有该对端。

## 怎么处理

随机丢包：不必处理，TCP 已自行修复，代价约一秒。服务器先说话的协议（SMTP、SSH、MySQL）受影响最大，因为客户端没有数据可发。若频繁出现，应测量这段路径的丢包率。

## 容易混淆的情况

`accept-queue-overflow`（客户端的两个以上报文都被忽略）；`third-ack-never-seen`（这里根本没有 ACK）；`third-ack-recovered-by-data`（没看到纯 ACK）；只是与 ACK 在途中交错的 SYN-ACK 不算异常。

## 可信程度

重传晚于 ACK 应到达的时间，因此服务器当时仍在 SYN-RECEIVED 是确定的。丢失与被丢弃从外面看没有区别，除非就在服务器上抓包：那里抓到的 ACK 不可能是丢在路上的。客户端预先建立连接而不发数据、监听端又设了 `TCP_DEFER_ACCEPT` 时，看起来与丢失一样。只有排除了这种情况才为强：数据也被忽略，或由服务器先说话。

## 参考

- RFC 9293 3.5
- RFC 9293 3.10.7.4
- RFC 9293 3.8.1
"""#,
      "third-ack-never-seen": #"""
# third-ack-never-seen: 三次握手始终没有完成

服务器接受了连接请求，但客户端的最后一个 ACK 始终没有出现。服务器的半连接队列里会一直留着这个条目，直到放弃。

## 现象

SYN、SYN-ACK，此后客户端再没有带 ACK 标志的报文。服务器通常会重传 SYN-ACK（Linux：1、3、7、15、31 秒），然后停止。如果客户端反而在重传 SYN，说明 SYN-ACK 根本没有送到。

## 原因

1. 源地址是伪造的（洪泛攻击），或扫描器不再理会。
2. SYN-ACK 丢在回程：路由不对称、过滤、NAT。
3. 客户端在 SYN 与 ACK 之间崩溃或换了网络。
4. ACK 走了不经过抓包点的路径。

## 如何确认

- 服务器：隔一分钟执行两次 `ss -tan state syn-recv | wc -l`；`nstat -az TcpExtTCPTimeouts TcpAttemptFails`。
- 客户端：`ss -tan state syn-sent`；用 `tcpdump -ni any host SERVER and tcp port PORT` 看 SYN-ACK 是否到达。

## 怎么处理

个别现象不必处理。大量来源指向同一端口：按 `syn-flood` 处理。总是同一个客户端：检查回程路由，以及只看到一半握手的状态防火墙。

## 容易混淆的情况

`third-ack-lost-behind-capture`（ACK 在这里出现过）；`third-ack-recovered-by-data`（由数据完成握手）；`syn-scan-open`、`stale-syn-reset`、`late-synack-reset`（客户端回了 RST）；`syn-cookies-in-use`（服务器没有可重传的东西）。

## 可信程度

重传可以证明 SYN-RECEIVED。若一次重传都没有，服务器可能用了 cookie，也可能收到了没抓到的 ACK，可信程度为弱。若抓包中没有任何连接的纯 ACK，多半是按标志过滤所致，只作为 info 报告。靠近客户端抓包可确定 ACK 没有发出；在别处，ACK 可能丢在到达此点之前。

## 参考

- RFC 9293 3.5 (图 6)
- RFC 9293 3.10.7.4
- RFC 4987 2
"""#,
      "third-ack-recovered-by-data": #"""
# third-ack-recovered-by-data: 首个数据报文完成了握手

没有看到单独的第三次 ACK；客户端的第一份数据（或 FIN）携带了对服务器 SYN 的确认，握手由此完成。这是 TCP 允许的，连接正常。

## 现象

SYN、SYN-ACK，随后直接是带数据或 FIN 的报文，SEQ = 客户端 ISN + 1，ACK = 服务器 ISN + 1。其中的 ACK 与纯 ACK 同样有效：服务器由 SYN-RECEIVED 进入 ESTABLISHED，并接收同一报文里的数据。

## 原因

1. 客户端省掉一个报文：SYN-ACK 到达时请求已就绪（Linux 客户端套接字设置了 `TCP_DEFER_ACCEPT` 或关闭了 quickack，以及某些小型协议栈）。
2. 纯 ACK 在抓包点之前丢失，由数据弥补。
3. 抓包漏掉了 ACK。

## 如何确认

- 丢失的迹象：其间服务器重传过 SYN-ACK，或客户端的 IP ID、时间戳跳过了一个。
- 在客户端：`tcpdump -ni any 'tcp and host SERVER and port PORT'`，看纯 ACK 是否发出。
- SYN-ACK 若被重传，服务器的 `nstat -az TcpExtTCPTimeouts` 会增长。

## 怎么处理

捎带确认的情形无需处理。若是丢失，测量客户端到抓包点之间的丢包。

## 容易混淆的情况

`third-ack-never-seen`（之后什么都没有）；`third-ack-lost-behind-capture`（这里看到过纯 ACK）；`tfo-data-accepted`（数据在 SYN 里）；`data-before-established`（数据来自服务器）。

## 可信程度

客户端发出该报文时处于 ESTABLISHED，这是确定的；服务器的状态由它对数据的确认来证明。是捎带还是丢失，只有靠近客户端才能确定，其他位置要看重传、IP ID 和延迟。

## 参考

- RFC 9293 3.10.7.3
- RFC 9293 3.10.7.4
- RFC 9293 3.4
"""#,
      "time-wait-assassinated": #"""
# time-wait-assassinated: TIME-WAIT 被旧报文“暗杀”

TIME-WAIT 被 RST 提前终结，有时由旧的重复报文引发：TIME-WAIT 一方用 ACK 应答旧报文，已关闭的对端对这个 ACK 回 RST，RST 便清除了 TIME-WAIT。

## 现象

双方都已关闭，A 在 TIME-WAIT。要么出现 SEQ 恰为 A 期望值的 RST；要么是 B 的旧数据、FIN 或 SYN-ACK，A 回 ACK，B 回 RST。之后 A 表现出 CLOSED：对 FIN 回 RST，或毫无记忆地接受 SYN。

## 原因

1. 网络中滞留的旧报文。
2. B 习惯在 FIN 之后再发 RST。
3. Linux 的 `net.ipv4.tcp_rfc1337` = 0（默认值），会听从该 RST。
4. 被 TIME-WAIT 拒绝的 SYN：客户端的 RST 本就是为了清路。

## 如何确认

- A：`sysctl net.ipv4.tcp_rfc1337`；前后各看一次 `ss -tan state time-wait`。
- 抓包中：RST 的 SEQ 等于 A 最后的确认号。

## 怎么处理

一般不必处理。若四元组很快被重用、旧数据可能被当成新数据，设 `net.ipv4.tcp_rfc1337=1` 并保持时间戳开启。

## 容易混淆的情况

`premature-close-fin-answered-by-rst`（事后的表现，不论原因）；`tuple-reuse-refused-in-time-wait`（以重试告终）；`rst-after-fin`（发生在 TIME-WAIT 之前）。

## 可信程度

有后续证据表明 A 已 CLOSED 时为确定；否则为弱：遵循 RFC 1337 的主机会忽略该 RST，外部毫无表现。

## 参考

- RFC 1337（危害 H1 至 H3，修正 F1）
- RFC 9293 3.10.7.4
- RFC 9293 3.6.1
"""#,
      "time-wait-not-restored": #"""
# time-wait-not-restored: 旧 SYN 终结 TIME-WAIT 后未恢复

TIME-WAIT 中的主机被一个 SYN 重新打开，而这个 SYN 其实是旧的重复报文。主机本应退回 TIME-WAIT，却成了 CLOSED。

## 现象

TIME-WAIT 中来了 SYN，回 SYN-ACK（Linux：ISN = 旧 SND.NXT + 65537），客户端回 RST；之后旧连接迟到的 FIN 得到 RST。

## 原因

1. Linux 有意如此，源码注释也承认这一偏离。
2. 根源是那个旧 SYN：滞留的副本，或客户端已放弃。

## 如何确认

- 在 SYN 前后各看一次 `ss -tan state time-wait`：条目消失了。
- `tshark -r FILE -Y 'tcp.stream==N || tcp.flags.syn==1' -T fields -e tcp.seq_raw -e tcp.ack_raw -e tcp.flags.str`。
- `nstat -az TcpExtEmbryonicRsts`。

## 怎么处理

一般不必处理：只是对端的关闭以“reset”收场而不够干净。若反复出现，处理旧 SYN 的来源。

## 容易混淆的情况

`stale-syn-reset`（这一过程的前半段）；`time-wait-assassinated`（被 RST 或旧数据杀死）；`premature-close-fin-answered-by-rst`（其他原因）。

## 可信程度

ISN 增量、RST、以及得到 RST 的 FIN 都抓到时为确定；该增量证明此前确有 TIME-WAIT。

## 参考

- RFC 9293 3.6.1
- RFC 1122 4.2.2.13
"""#,
      "timestamp-echo-invalid": #"""
# timestamp-echo-invalid: 回显了从未发送过的时间戳

报文回显的时间戳值，对端当时还没有发过。要么发送者在猜，要么有人只平移了一侧的时间戳。

## 现象

在留出一个往返时间后，TSecr 仍新于对端最新的 TSval。

## 原因

1. 伪造或注入的报文。
2. 中间设备只改写 TSval 而不改 TSecr。
3. 对端的帧没抓到。
4. 协议栈有缺陷。

## 如何确认

- `tshark -r FILE -Y 'tcp.stream==N' -T fields -e frame.number -e ip.src -e tcp.options.timestamp.tsval -e tcp.options.timestamp.tsecr`。
- 较新的 Linux：`nstat -az TcpExtTSEcrRejected`。

## 怎么处理

若偏移恒定：改写设备必须同时转换两个字段。若只有一次：按伪造对待。

## 容易混淆的情况

`timestamp-missing`；`paws-rejected`（值而非回显）；`capture-drops`；`clock-step`（抓包时钟）。

## 可信程度

没有漏帧时为强，靠近对端为确定。RST 的回显值不作数。

## 参考

- RFC 7323 3.2
"""#,
      "timestamp-missing": #"""
# timestamp-missing: 已协商时间戳，报文却没有

双方协商了时间戳选项，此后除 RST 外每个报文都必须携带。这个没有。

## 现象

SYN 与 SYN-ACK 都有该选项的连接上，出现不带它的非 RST 报文。若只有保活探测不带，则仅为提示：Apple 的协议栈就这样发，且会得到应答。

## 原因

1. 中间设备自己构造报文（代理 ACK、保活、注入数据）。
2. 伪造的报文。
3. 有缺陷的协议栈，常见于保活或迁移之后。

## 如何确认

- `tshark -r FILE -Y 'tcp.stream==N && !tcp.options.timestamp' -T fields -e frame.number -e ip.src -e ip.ttl -e tcp.flags.str`。
- 与发送方其他报文比较 TTL；在发送方抓包。

## 怎么处理

升级或绕开该设备。接收方应静默丢弃（FreeBSD 有 `net.inet.tcp.tolerate_missing_ts`）；Linux 会接受。

## 容易混淆的情况

不带时间戳的 RST（允许）；`options-stripped`（根本没协商成）；`timestamp-echo-invalid`；`paws-rejected`。

## 可信程度

抓到握手时为确定。

## 参考

- RFC 7323 3.2
"""#,
      "timestamps-go-back": #"""
# timestamps-go-back: 抓包时间倒退

某帧的时间早于前一帧，其附近的时间间隔不可靠。

## 现象

倒退超过一毫秒。所列的帧就是早于前一帧的帧。

## 原因

1. 多个接口或队列成批写入。
2. 时钟被拨回（NTP 步进、虚拟机）。
3. 文件拼接顺序错误。

## 如何确认

- `tshark -r FILE -T fields -e frame.number -e frame.time_delta | awk '$2 < -0.001'`。
- `capinfos FILE`：“Strict time order: False”。
- 查该时段的 `journalctl -u chronyd -u systemd-timesyncd`。

## 怎么处理

若只是顺序问题，用 `reordercap IN OUT`；轮转文件一起给出，由程序按时间排序。

## 容易混淆的情况

`clock-step`（时钟跳变，可前可后）；`capture-reordered`（因果被破坏，时间可能仍递增）。

## 可信程度

确定。两帧中哪一帧的时间有误不得而知；跨越此处的时间类结论会被抑制。

## 参考

- draft-ietf-opsawg-pcap（报文时间戳）
"""#,
      "tuple-reuse-after-2msl": #"""
# tuple-reuse-after-2msl: 到期后重用相同端口

后来的连接使用了与先前相同的地址和端口，此时 TIME-WAIT 已经结束。没有问题；这条说明只是把两者关联起来，以免当成一条连接。

## 现象

连接已关闭；间隔长于所用的 2MSL；普通的 SYN，带新的 ISN。

## 原因

1. 临时端口轮换了一圈。
2. 固定源端口。
3. NAT 端口太少。

## 如何确认

- `sysctl net.ipv4.ip_local_port_range` 与每分钟到该服务器的连接数：端口数除以速率就是预期的重用间隔。
- `ss -tan dst SERVER | wc -l`。

## 怎么处理

不必处理。若间隔不断逼近 60 秒，说明端口快要用尽：复用连接，或增加地址、端口。

## 容易混淆的情况

`tuple-reuse-in-time-wait-legal`、`tuple-reuse-in-time-wait-illegal`（更早重用）；`tuple-reuse-while-open`（之前没有关闭）；`nat-both-sides`（同一连接被看到两次）。

## 可信程度

ISN 不同，中间有完整的关闭，因此是两条连接，这是确定的。TIME-WAIT 是否真的结束取决于假定的 2MSL：默认 60 秒，除非客户端指纹或 `--time-wait` 另有指定。

## 参考

- RFC 9293 3.4.3
- RFC 9293 3.6.1
"""#,
      "tuple-reuse-in-time-wait-illegal": #"""
# tuple-reuse-in-time-wait-illegal: TIME-WAIT 期间违规重用四元组

2MSL 未到就接受了相同地址端口上的新连接，而序列号和时间戳都不是新的。旧连接的迟到报文可能被当作新连接的数据。

## 现象

连接已关闭；TIME-WAIT 内的 SYN，其 SEQ 不高于旧范围，时间戳缺失或不更新，却被 SYN-ACK 接受。或者监听端自己的新 ISN 落在旧范围之内。

## 原因

1. 监听端不保留 TIME-WAIT（桶用尽、嵌入式协议栈、负载均衡）。
2. 有设备去掉了时间戳或改写了序列号。
3. NAT 让两个客户端先后很快共用同一外部端口。
4. 抬高旧范围的某个报文没有抓到，其实是合规的。

## 如何确认

- 监听端：`ss -tan state time-wait`、`nstat -az TcpExtTCPTimeWaitOverflow`、`sysctl net.ipv4.tcp_max_tw_buckets`。
- `tshark -r FILE -Y tcp.flags.syn==1 -T fields -e tcp.seq_raw -e tcp.options.timestamp.tsval`。

## 怎么处理

两端保持时间戳开启，扩大 NAT 端口池或其重用间隔，调大 `tcp_max_tw_buckets`。

## 容易混淆的情况

`tuple-reuse-in-time-wait-legal`；`tuple-reuse-while-open`（之前没有关闭）；`isn-below-previous`（只看序列号）；`premature-close-fin-answered-by-rst`（不等待的主机的另一种表现）。

## 可信程度

完整抓到关闭过程时为强。采用多长的 2MSL 是设置项（默认 60 秒）；若按 RFC 的 240 秒，这类情形会更多。

## 参考

- RFC 9293 3.6.1
- RFC 6191 2
- RFC 9293 3.4.1
"""#,
      "tuple-reuse-in-time-wait-legal": #"""
# tuple-reuse-in-time-wait-legal: TIME-WAIT 期间重用四元组，合规

2MSL 未到，相同地址和端口上就开始了新连接。只要序列号或时间戳保证旧报文不会与新报文混淆，TCP 允许这样做。

## 现象

连接已关闭；TIME-WAIT 时间内，同一四元组上来了 SYN，并得到 SYN-ACK。Linux 监听端的新 ISN 恰为旧 SND.NXT + 65537。客户端重用自己的 TIME-WAIT（`tcp_tw_reuse`）时，SYN 中也有同样的增量，且距关闭至少 1 秒。

## 原因

1. 临时端口少而到同一地址的连接多：代理、NAT、压测。
2. 客户端使用固定源端口（NFS、BGP、某些数据库）。
3. 客户端的 `net.ipv4.tcp_tw_reuse`（默认 2，仅限环回）。

## 如何确认

- `sysctl net.ipv4.tcp_tw_reuse net.ipv4.ip_local_port_range`；`nstat -az TcpExtTWRecycled`。
- 客户端：`ss -tan state time-wait dst SERVER | wc -l`。
- 抓包中：SYN 的 TSval 大于旧连接最后的值，或 SEQ 更大。

## 怎么处理

不必处理。端口紧张时：复用长连接、扩大端口范围、增加地址。

## 容易混淆的情况

`tuple-reuse-in-time-wait-illegal`（没有规则允许）；`tuple-reuse-refused-in-time-wait`（回的是 ACK 而非 SYN-ACK）；`tuple-reuse-after-2msl`（时间已到）；连向被动关闭方的重用，它本就是 CLOSED。

## 可信程度

出现 +65537 增量即为确定，它证明 TIME-WAIT 当时仍在。否则依据时间和假定的 2MSL 推断。

## 参考

- RFC 9293 3.6.1
- RFC 6191 2
- RFC 1122 4.2.2.13
- RFC 7323 5
"""#,
      "tuple-reuse-refused-in-time-wait": #"""
# tuple-reuse-refused-in-time-wait: SYN 先被 TIME-WAIT 拒绝

客户端想用同一端口重连，而服务器还记着上一条连接。服务器用旧连接的 ACK 应答，客户端回 RST，然后重试。

## 现象

SYN；服务器回不带 SYN 的 ACK，数字是已关闭连接的最终值；客户端回 SEQ = 该确认号的 RST；再发 SYN，通常这次被接受，因为 RST 清除了 TIME-WAIT。代价从几毫秒到几秒，反复发生时可达几分钟。

## 原因

1. 服务器先关闭，所以由它持有 TIME-WAIT；客户端很快重用端口。
2. SYN 的序列号更小，又没有更新的时间戳相助（时间戳关闭，或多台主机在同一 NAT 地址后）。
3. 服务器 `net.ipv4.tcp_rfc1337` = 1：忽略 RST，拒绝会一直重复到 TIME-WAIT 结束。
4. 防火墙丢弃了该 ACK 或 RST。

## 如何确认

- 服务器：`ss -tano state time-wait src :PORT`；`nstat -az TcpExtPAWSTimewait TcpExtTCPACKSkippedTimeWait`。
- 客户端：`sysctl net.ipv4.tcp_timestamps net.ipv4.ip_local_port_range`。

## 怎么处理

开启时间戳、让客户端先关闭、扩大客户端或 NAT 的端口范围、让防火墙放行 RST。

## 容易混淆的情况

`syn-challenged`、`half-open-discovered`（旧连接从未关闭）；`tuple-reuse-in-time-wait-legal`（直接被接受）；`stale-syn-reset`。

## 可信程度

ACK 与 RST 准确带有旧连接的数字时为确定。500 毫秒内的第二个 SYN 可能因限速得不到应答，所以沉默不说明问题。

## 参考

- RFC 9293 3.10.7.4
- RFC 9293 3.6.1
- RFC 6191 2
- RFC 1337
"""#,
      "tuple-reuse-while-open": #"""
# tuple-reuse-while-open: 新连接取代了从未关闭的旧连接

服务器接受了一个 SYN，而就抓包所见，相同地址端口上的连接仍然打开。

## 现象

已建立的连接，没有双方的 FIN，也没有 RST；随后同一四元组上出现带新序列号的 SYN 和 SYN-ACK。若主机还持有旧连接，应回挑战 ACK，可见它已没有了。

## 原因

1. 关闭报文没有抓到。
2. 服务器重启，或地址迁移到另一台服务器。
3. NAT 空闲超时后重新分配了端口，而服务器端也已超时。
4. 连接在另一条路径上被 RST。

## 如何确认

- 服务器：`uptime`、服务重启时间、主备切换日志。
- 最后一个旧报文到 SYN 的间隔：数小时指向超时，几秒指向漏抓了关闭。
- NAT：转换超时与端口重用策略。

## 怎么处理

通常不必处理。若用户丢了数据，查重启原因；若是 NAT，启用保活或延长其超时。

## 容易混淆的情况

`syn-challenged`、`half-open-discovered`（旧的一端提出了异议）；`tuple-reuse-in-time-wait-legal`（之前已关闭）；`stale-syn-reset`（被 RST 撤销）；`capture-drops`（可解释漏掉的 FIN）。

## 可信程度

由 SYN-ACK 可确定服务器已没有旧连接，原因则不得而知。空闲超过 60 秒时降低严重性；抓包有丢帧时可信程度为弱。

## 参考

- RFC 9293 3.5.1
- RFC 9293 3.10.7.4
- RFC 5961 4.2
"""#,
      "undecoded": #"""
# undecoded: 部分帧无法解码

抓包的一部分没有被理解，不在结果之中。按原因计数并给出例子，不让任何内容悄悄消失。

## 现象

链路类型、隧道或扩展首部未知，或过短的帧；给出数量和首个帧号。

## 原因

1. 程序不认识的封装。
2. 加密（IPsec、WireGuard、MACsec）：看不到内层 TCP。
3. 帧损坏，或文件中链路类型有误。
4. 根本不是 TCP，属正常。

## 如何确认

- `tshark -r FILE -Y 'frame.number==N' -V`；`tshark -r FILE -q -z io,phs`：协议层次。
- `capinfos FILE`：封装类型。

## 怎么处理

在隧道内侧（隧道接口上）抓包，或先解封装。遇到未知格式请附样本反馈。

## 容易混淆的情况

`snaplen-truncated`（认识但被截短）；`fragments-unassembled`；`checksum-bad`。

## 可信程度

确定：各项计数之和等于文件中的帧数。

## 参考

- draft-ietf-opsawg-pcaplinktype（链路类型）
- RFC 8200 4
"""#,
      "unread-data-reset": #"""
# unread-data-reset: 数据未读就关闭，以 RST 代替 FIN

应用没读完数据就关闭了套接字，或关闭之后又来了数据。TCP 必须告诉发送方数据丢了，于是发 RST。

## 现象

要么 A 确认了数据，不久发出 RST 而没有 FIN；要么 A 发了 FIN，B 又发来新数据，A 回 RST。B 看到“connection reset by peer”或“broken pipe”。

## 原因

1. 服务器提前应答（错误页），没读完请求就关闭。
2. 客户端拿到所需内容就退出。
3. 代理达到大小或时间限制而停止。
4. 进程在数据未读时被杀。

## 如何确认

- A：`nstat -az TcpExtTCPAbortOnClose`（关闭时有未读数据）和 `TcpExtTCPAbortOnData`（关闭后来了数据）。
- A：`strace -e trace=read,recvfrom,shutdown,close -p PID`。

## 怎么处理

在 A 上：先 `shutdown(SHUT_WR)`，读到 EOF 或限时，再 `close`。当心：RST 还可能毁掉 B 接收缓冲区里 A 的最后应答。

## 容易混淆的情况

`rst-abort`（linger 为 0，与数据无关）；`fin-wait-2-expired`（约一分钟之后）；`half-open-data-reset`（A 早已没有连接）；`rst-after-fin`。

## 可信程度

靠近 A 为强。在别处，没有 FIN 的那一类无法区分“数据未读”和“单纯中止”。

## 参考

- RFC 9293 3.6.1
- RFC 2525 2.17
- RFC 1122 4.2.2.13
"""#,
      "vlan-asymmetric": #"""
# vlan-asymmetric: 两个方向的 VLAN 标签不同

一条连接的请求和应答标签不同，或只有一个方向有标签。程序仍把它们合成一条连接。

## 现象

同一四元组，方向 A 总是 VLAN x，方向 B 总是 y 或没有。检查的是 SYN、SYN-ACK 以及其余报文的抽样。只带优先级的标签（VLAN 0）视为没有。明细给出连接数和首条连接的标签。

## 原因

1. 镜像口对收、发帧打标签的方式不同，或剥掉一侧。
2. 网卡 VLAN 卸载去掉了一个方向的标签。
3. 私有 VLAN；网段之间路由不对称。

## 如何确认

- `tcpdump -eni IFACE vlan or tcp`；`ethtool -k IFACE | grep vlan`。
- 镜像配置：封装方式。

## 怎么处理

在抓包主机上 `ethtool -K IFACE rxvlan off txvlan off`；统一镜像的标签。过滤条件要同时写 `vlan and …` 和不带标签的形式。

## 容易混淆的情况

`capture-one-sided`（过滤条件漏掉标签时的后果）；`capture-duplicate`（同一方向出现两种标签）；地址空间重叠，用 `--separate vlan`。

## 可信程度

确定：标签就在帧里。

## 参考

- IEEE 802.1Q
- RFC 9293 3.4
"""#,
      "window-full": #"""
# window-full: 发送方用满了窗口

在途数据已达接收方允许的上限，发送方只能等待。限制速度的是接收方而不是网络。

## 现象

报文恰好结束在通告的右边界。

## 原因

1. 窗口小于带宽时延积：固定的 `SO_RCVBUF`、`tcp_rmem` 太小、没有窗口扩大。
2. 读方略慢。
3. 缓冲区还在自动增长。

## 如何确认

- 发送方：`ss -ti`：`rwnd_limited:时间(百分比)`。
- 接收方：`sysctl net.ipv4.tcp_rmem net.ipv4.tcp_moderate_rcvbuf`；`ss -tmi`（`rcv_space`、`rb`）。
- 所需窗口 = 速率 × 往返时间。

## 怎么处理

不要设置 `SO_RCVBUF`；加大 `tcp_rmem` 的第三个值；确认窗口扩大没有被去掉。

## 容易混淆的情况

`zero-window`（完全关闭）；`options-stripped`、`wscale-invalid`（窗口小的原因）；受拥塞限制的传输。

## 可信程度

扩大因子已知时为确定。偶尔出现无妨；超过一半时间如此，就是瓶颈。

## 参考

- RFC 9293 3.8.6
- RFC 7323 2
"""#,
      "window-shrunk": #"""
# window-shrunk: 接收方收回了窗口

接收方先给了空间，随后又减少，原本允许的字节变得不允许，在途数据可能被丢。

## 现象

较新的报文中，ACK + 窗口比先前小，且超过扩大因子的舍入误差。

## 原因

1. 内存紧张，或 `SO_RCVBUF` 被调小。
2. Linux 设了 `net.ipv4.tcp_shrink_window`=1。
3. 中间设备调节窗口。
4. 扩大因子有误：选项被设备去掉。

## 如何确认

- 接收方：`sysctl net.ipv4.tcp_shrink_window net.ipv4.tcp_rmem net.ipv4.tcp_mem`；`nstat -az TcpExtTCPMemoryPressures TcpExtTCPRcvQDrop`。
- `ss -tmi`：`rb`、`rcv_space`。

## 怎么处理

增加内存；有害时关闭收缩；检查流量整形设备。

## 容易混淆的情况

ACK 前进而右边界不动（正常的窗口收拢）；`zero-window`；`wscale-invalid`；乱序的 ACK。

## 可信程度

需要扩大因子以及更新的时间戳或 IP ID，否则乱序即可解释。发送方必须能应付。

## 参考

- RFC 9293 3.8.6
- RFC 7323 2.4
"""#,
      "window-update-lost": #"""
# window-update-lost: 窗口已打开，发送方却不知道

接收方宣布有空间了，该通告经过此点后丢失，发送方一直等到下一次探测。

## 现象

窗口为 0，之后有窗口大于 0 的 ACK；发送方沉默超过一个往返时间加 200 毫秒，在一次探测后恢复。

## 原因

1. 纯 ACK 丢失，而没有人会重传它。
2. 中间设备过滤重复 ACK。
3. 更新太小不值得用（此时发送方等待是对的）。

## 如何确认

- 发送方：`ss -tno`：更新之后持续定时器仍在走。
- 在发送方抓包。

## 怎么处理

偶发不必处理，探测正为此而设。频繁则治理丢包。

## 容易混淆的情况

`zero-window-stall`（窗口一直关着）；`silly-window`（更新太小）；应用空闲、无数据可发。

## 可信程度

在中间且探测后立刻有数据时为强。靠近发送方时，对更新不加理会说明它本来就不想发。

## 参考

- RFC 9293 3.8.6.1
- RFC 9293 3.8.6.2
"""#,
      "wscale-invalid": #"""
# wscale-invalid: 窗口扩大选项有误

窗口扩大因子大于 14，或在不允许的地方出现。双方对窗口大小的理解可能因此不同。

## 现象

移位值超过 14（应按 14 处理），或 SYN 没有该选项而 SYN-ACK 却有。

## 原因

1. 有缺陷的协议栈、流量发生器、模糊测试。
2. 中间设备从 SYN 中去掉了选项，却没动应答。
3. 某个没抓到的 SYN 带有该选项。

## 如何确认

- `tshark -r FILE -Y 'tcp.options.wscale.shift > 14'`。
- `ss -ti` 显示实际使用的值：`wscale:发送,接收`。
- 在可疑设备两侧比较 SYN。

## 怎么处理

修复协议栈或设备。单侧去除的症状：传输停滞，或以极小的窗口蠕动。

## 容易混淆的情况

`options-stripped`（合法选项消失）；`window-shrunk`、`silly-window`（后果）；`capture-mid-stream`（扩大因子未知）。

## 可信程度

报文本身是确定的。双方实际用什么值，要看在途数据量与通告窗口的关系。

## 参考

- RFC 7323 2.2
- RFC 7323 2.3
"""#,
      "zero-window-probe-unanswered": #"""
# zero-window-probe-unanswered: 零窗口探测无应答

接收方先前关闭了窗口，现在连探测也不回：它或通往它的路径已经没了。

## 现象

三个以上探测没有 ACK，最后发送方放弃。

## 原因

1. 接收方在阻塞期间崩溃、休眠或断网。
2. 停顿期间防火墙会话过期。
3. 接收方违规丢弃探测。

## 如何确认

- 发送方：`ss -tno`（`timer:(persist,TIME,N)`）、`sysctl net.ipv4.tcp_retries2`（上限）、`nstat -az TcpExtTCPAbortOnTimeout`。
- `ping` 以及到接收方的其他连接。

## 怎么处理

按对端失效处理：重连，并查什么过期了。

## 容易混淆的情况

`zero-window-stall`（探测有应答）；`keepalive-unanswered`（窗口打开）；`rst-by-retransmission-timeout`（是数据不是探测）；ACK 被短暂限速。

## 可信程度

靠近发送方且抓到接收方方向时为强。Linux 在 500 毫秒内可能省略第二个应答。

## 参考

- RFC 9293 3.8.6.1
- RFC 9293 3.8.3
"""#,
      "zero-window-probe": #"""
# zero-window-probe: 发送方探测窗口是否重新打开

接收方说“停”，发送方时不时问一下，以免丢失的窗口更新让它永远卡住。

## 现象

接收方窗口为 0；发送方以递增间隔发送小报文。Linux 不发数据：0 字节，SEQ 比首个未确认字节小 1；经典协议栈发 1 字节新数据。每个都得到带当前窗口的 ACK。

## 原因

1. 持续定时器在工作，根因是窗口关闭。

## 如何确认

- 发送方：`ss -tno`：`timer:(persist,…)`；`nstat -az TcpExtTCPWinProbe`。
- 接收方：`ss -tn` 的 Recv-Q。

## 怎么处理

这里不必处理；去查接收方为什么不读。

## 容易混淆的情况

`keepalive`（Linux 上外观相同，但窗口打开）；`zero-window-probe-unanswered`；`retransmission`（窗口打开）；`persist-abort`。

## 可信程度

最近看到的窗口为 0 时为确定。中途开始、还没见过窗口时，可能是保活。

## 参考

- RFC 9293 3.8.6.1
- RFC 1122 4.2.2.17
"""#,
      "zero-window-stall": #"""
# zero-window-stall: 接收方长时间零窗口

接收应用不读数据，传输停了下来。超过半分钟，用户必然察觉。

## 现象

窗口为 0，一秒多之后才更新，甚至始终没有。其间发送方以越来越长的间隔探测。

## 原因

1. 读方挂住：死锁、进程被暂停（`SIGSTOP`、调试器）、磁盘满。
2. 它在等别的事，比如等自己的输出被读走：两个只写不读的程序会互相卡死。
3. 有意暂停。

## 如何确认

- 接收方：`ss -tnmp 'sport = :PORT'`：Recv-Q 一直很大；`cat /proc/PID/wchan`、`strace -p PID`、打印堆栈。
- 发送方：`ss -tno` 显示 `timer:(persist,TIME,N)` 和 Send-Q。
- `nstat -az TcpExtTCPToZeroWindowAdv TcpExtTCPWinProbe`。

## 怎么处理

修复读方；输出用非阻塞方式；设时限（发送方的 `TCP_USER_TIMEOUT` 在此也有效）。

## 容易混淆的情况

`zero-window`（短暂）；`window-update-lost`（其实已打开）；`zero-window-probe-unanswered`（对端已消失）；`sockstress`（故意且大量）。

## 可信程度

确定：开始和结束都由接收方自己通告。抓包中没有结束时，时长是下限。

## 参考

- RFC 9293 3.8.6.1
- RFC 9293 3.8.6
"""#,
      "zero-window": #"""
# zero-window: 接收方缓冲区已满（零窗口）

接收方让发送方停下：缓冲区已到上限，因为应用读得不够快。这不是网络的问题。

## 现象

非 SYN、非 RST 的报文通告窗口为 0。发送方暂停并探测，窗口更新后恢复。

## 原因

1. 接收应用慢或忙：磁盘、数据库、垃圾回收、渲染。
2. 有意停止读取：暂停下载、代理的反压。
3. `SO_RCVBUF` 固定得太小。
4. 主机内存紧张。

## 如何确认

- 接收方：`ss -tmi 'sport = :PORT'`：Recv-Q 大、接近 `rb`（缓冲区大小），说明数据没被读走。
- 接收方：`nstat -az TcpExtTCPToZeroWindowAdv TcpExtTCPFromZeroWindowAdv TcpExtTCPWantZeroWindowAdv TcpExtTCPRcvCollapsed TcpExtPruneCalled`。
- `sysctl net.ipv4.tcp_rmem`；对进程做 `strace -c -p PID` 或性能分析。

## 怎么处理

加快读取，或用独立线程读。加大缓冲区只能应付短暂停顿。

## 容易混淆的情况

`zero-window-stall`（同样情形但很久）；`window-full`（发送方填满窗口，接收方跟得上）；`window-update-lost`（窗口已打开，发送方没收到）；`sockstress`（故意让大量连接如此）；`keepalive`。

## 可信程度

确定：不论扩大因子是多少，0 就是 0。问题出在哪一端也是确定的，就是通告零窗口的那端。应用为什么不读，抓包看不到。

## 参考

- RFC 9293 3.8.6
- RFC 9293 3.8.6.1
"""#,
    ],
  ]
}
