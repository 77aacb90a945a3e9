import FlowstateCore

/// A host's initial sequence numbers can be guessed from earlier ones.
///
/// Judged on numbers of different tuples, first transmissions of completed handshakes, without those of SYN cookies and of
/// TIME-WAIT reuse. The first test that is passed is told, with the number of samples and the probability of chance:
/// `constant` (one number again: 2⁻³² a pair; three times, or twice among three), `step` (all differences have a common
/// divisor: 64 or more with 5 numbers, 2 or more with 32), `small-increments` (all differences below 2²⁴; 5 or more),
/// `clock` (number less rate times time stays within a small arc, at one of six known rates, or at a fitted one; 4 or more
/// from 3 peers), `uneven` (chi-square of the top or low four bits; 80 or more). Fewer numbers tell nothing: a host is never
/// called random here.
///
/// RFC 6528 ties a clock to each tuple, so that one tuple's numbers are linear in time. That is no weakness: kind
/// `isn-clock`, info, with the rate, which hints at the system (15.625 MHz: Linux).
///
/// SYN-ACKs whose numbers are a multiple of 64000 and one come from the user-mode NAT of a virtual machine, not from the
/// host that they name: kind `user-mode-nat`, info.
///
/// Not this finding for two sides of a translator, where the peer's numbers repeat too, nor for numbers below 65536: those
/// are test tools'.
///
/// > Bounds: 1024 hosts, their first 96 numbers.
struct ISNPredictable: BookRule {
  static let id = "isn-predictable"
  static let title = Sentence(en: "Predictable initial sequence numbers", zh: "初始序列号可预测")
  static let group = RuleGroup.attack
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(6528, "3"), .rfc(9293, "3.4.1")]
  static let trigger: Facts = .syn
  static let pattern = "tcp.flags.syn == 1"
  static let examples: [Example] = [
    .flagged("the next is always 64000 more", kind: "step", handshakes { $0 * 64_000 + 3_000_000 }),
    .flagged("a virtual machine's NAT answers", kind: "user-mode-nat", handshakes { $0 * 64_000 + 128_001 }),
    .flagged("one number for all", kind: "constant", handshakes(of: 3) { _ in 7_000_001 }),
    .flagged(
      "a little more each time", kind: "small-increments",
      handshakes(of: 5) { scattered($0) % 999_983 + $0 * 9_000_001 + 70_000 }),
    .flagged(
      "one clock for all", kind: "clock",
      handshakes(of: 6) { $0 * $0 * 15_625_000 + scattered($0) % 17 + 4_000_000_000 }),
    .flagged(
      "the clock of one tuple", kind: "isn-clock",
      reopened { 777_000_000 + $0 * 15_625_000 * 90 }),
    .clean("scattered", handshakes { scattered($0) }),
    .clean("too few to tell", handshakes(of: 3) { $0 * 64_000 + 3_000_000 }),
    .clean("one tuple, scattered", reopened { scattered($0) }),
  ]

  /// A number that looks like chance.
  private static func scattered(_ ordinal: Int) -> Int {
    Int(UInt32(truncatingIfNeeded: Scatter.mix(UInt64(ordinal + 1), 0x9e37_79b9_7f4a_7c15)))
  }

  /// Handshakes with a server whose numbers are a function of their ordinal, at its square in seconds.
  private static func handshakes(of count: Int = 10, _ number: (Int) -> Int) -> String {
    var text = ""
    for ordinal in 0..<count {
      text +=
        "peer A\(ordinal) 10.0.0.\(10 + ordinal):40000 B\(ordinal) 10.0.0.2:80 iss \(scattered(ordinal + 99)) \(number(ordinal) & 0xffff_ffff)\n"
    }
    for ordinal in 0..<count { text += "A\(ordinal) B\(ordinal)\n" + exchange(at: ordinal * ordinal) }
    return text
  }

  /// Four connections of one tuple, 90 s apart, with a server whose numbers are a function of their ordinal.
  private static func reopened(_ number: (Int) -> Int) -> String {
    var text = "peer A 10.0.0.1:40000 B 10.0.0.2:80\n"
    for ordinal in 0..<4 {
      text += "A B iss \(scattered(ordinal + 99)) \(number(ordinal) & 0xffff_ffff)\n" + exchange(at: 90 * ordinal)
    }
    return text
  }

  private static func exchange(at second: Int) -> String {
    """
    \(second).000 --> S 0:0 -->
    \(second).020 <-- S. 0:0 ack 1 <--
    \(second).021 --> . 1:1 ack 1 -->
    \(second).100 --> F. 1:1 ack 1 -->
    \(second).120 <-- F. 1:1 ack 2 <--
    \(second).121 --> . 2:2 ack 2 -->

    """
  }

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let cookies = Set(
      context.book.listeners.details.filter { !$0.lagging.isEmpty || $0.unrepeatedCount >= 5 }.map(\.key))
    for entry in context.book.sequences.samples {
      let samples = entry.samples.filter {
        !($0.isAnswer && cookies.contains(SocketAddress(address: entry.host, port: $0.port))) && $0.number > 0xffff
      }.sorted { ($0.time, $0.frame) < ($1.time, $1.frame) }
      var tuples = Set<UInt32>(minimumCapacity: samples.count)
      let different = samples.filter { tuples.insert($0.tuple).inserted }
      if let pattern = ISNPattern.first(different) { tell(pattern, of: entry.host, different, &report) }
      if different.count < samples.count { tellClock(of: entry.host, samples, &report) }
    }
  }

  private func tell(
    _ pattern: ISNPattern, of host: IPAddress, _ samples: [SequenceSample], _ report: inout FindingReport
  ) {
    guard let first = samples.first else { return }
    if samples.allSatisfy({ $0.isAnswer && $0.number % Self.slirpStep == 1 }) { return tellNAT(host, samples, &report) }
    let peers = Set(samples.map(\.peer)).count
    let estimate = ISNEstimate(samples)
    report.add(
      frames: samples.map(\.frame).sorted(), time: first.time, kind: pattern.kind, confidence: pattern.confidence,
      about: .host(host), connections: [],
      en:
        "\(samples.count) initial sequence numbers toward \(Text.count(peers, "peer")) follow a pattern (\(pattern.kind)); chance about 10^-\(pattern.exponent)",
      zh: "面向 \(peers) 个对端的 \(samples.count) 个初始序列号存在规律（\(pattern.kind)），偶然概率约为 10^-\(pattern.exponent)",
      details: [
        Detail("samples", .integer(Int64(samples.count))), Detail("peers", .integer(Int64(peers))),
        Detail("chance_exponent", .integer(Int64(-pattern.exponent))),
        Detail("value", pattern.value.map { .integer($0) } ?? .null),
        Detail("nmap_gcd", estimate.map { .integer($0.divisor) } ?? .null),
        Detail("nmap_isr", estimate.map { .integer($0.rate) } ?? .null),
        Detail("nmap_sp", estimate.map { .integer($0.spread) } ?? .null),
      ])
  }

  /// The user-mode network stack of virtual machines (slirp: QEMU, VirtualBox) counts its numbers so.
  private static let slirpStep: UInt32 = 64_000

  /// The numbers are those of a user-mode NAT before the host, which ends the connections and opens others.
  private func tellNAT(_ host: IPAddress, _ samples: [SequenceSample], _ report: inout FindingReport) {
    report.add(
      frames: samples.map(\.frame).sorted(), time: samples[0].time, kind: "user-mode-nat", severity: .info,
      confidence: .strong, about: .host(host), connections: [],
      en:
        "\(samples.count) SYN-ACKs in the host's name have initial numbers of a virtual machine's user-mode NAT (slirp, steps of 64000): the host's own are not in the capture",
      zh: "以该主机名义发出的 \(samples.count) 个 SYN-ACK 带有虚拟机用户态 NAT 的初始序列号（slirp，步长 64000）：主机自身的序列号不在抓包中",
      details: [
        Detail("samples", .integer(Int64(samples.count))), Detail("value", .integer(Int64(Self.slirpStep))),
      ])
  }

  /// Tells the clock of a tuple that has one: of the tuple with the most numbers.
  private func tellClock(of host: IPAddress, _ samples: [SequenceSample], _ report: inout FindingReport) {
    let groups = Dictionary(grouping: samples, by: \.tuple).values.filter { $0.count >= 3 }
      .sorted { ($0.count, $1[0].frame) > ($1.count, $0[0].frame) }
    for group in groups {
      guard let pattern = ISNPattern.ownClock(group), let rate = pattern.value else { continue }
      let isLinux = rate == 15_625_000
      report.add(
        frames: group.map(\.frame).sorted(), time: group[0].time, kind: pattern.kind, severity: .info,
        confidence: pattern.confidence, about: .host(host), connections: [],
        en:
          "\(group.count) initial sequence numbers of one tuple follow a clock of \(rate / 1000) kHz\(isLinux ? ", as Linux has it" : ""): RFC 6528 at work, no weakness; chance about 10^-\(pattern.exponent)",
        zh:
          "同一四元组的 \(group.count) 个初始序列号跟随 \(rate / 1000) kHz 的时钟\(isLinux ? "（Linux 的做法）" : "")：符合 RFC 6528，不是弱点；偶然概率约为 10^-\(pattern.exponent)",
        details: [
          Detail("samples", .integer(Int64(group.count))), Detail("peers", .integer(1)),
          Detail("chance_exponent", .integer(Int64(-pattern.exponent))), Detail("value", .integer(rate)),
        ])
      return
    }
  }
}
