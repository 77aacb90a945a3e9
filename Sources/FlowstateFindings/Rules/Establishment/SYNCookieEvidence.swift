import FlowstateCore

/// What speaks for SYN cookies at one listener: the outcome of the tests T3 to T6 (see `SYNCookiesInUse`).
struct SYNCookieEvidence {
  /// The listener.
  let key: SocketAddress
  /// T3: SYN-ACKs that lack options which others are granted.
  private(set) var lost: [ListenerDetail.Case] = []
  /// T4: SYN-ACKs whose timestamp lags.
  private(set) var lags: [ListenerDetail.Lag] = []
  /// T4: how many of the lags fit one phase.
  private(set) var fitting = 0
  /// T5: connections that keep to a value of the MSS table.
  private(set) var rounded: [ListenerDetail.Case] = []
  /// T6: SYN-ACKs that were not repeated, the first ones.
  private(set) var notRepeated: [ListenerDetail.Case] = []
  /// T6: number of them.
  private(set) var notRepeatedCount = 0
  /// What the tests come to; `nil` when nothing speaks for cookies.
  private(set) var confidence: Confidence?

  /// Of a listener about which nothing but sizes is kept.
  init(_ size: MSSTableEntry) {
    key = size.key
    weigh(size)
  }

  /// Of a listener that is kept in detail.
  init(_ detail: ListenerDetail, _ entry: ListenerEntry, _ size: MSSTableEntry?) {
    key = detail.key
    if entry.granted[0] > 0, entry.granted[1] > 0 { lost = detail.bare }
    // Where most SYN-ACKs keep pace, a few that do not were only delayed.
    if UInt32(clamping: detail.lagging.count) > entry.prompt {
      lags = detail.lagging
      fitting = Self.fitting(lags)
    }
    let clients = Set(lost.map(\.client)).count
    if clients >= 3 { confidence = .strong }
    if lags.count == 1 { confidence = max(confidence ?? .weak, .weak) }
    if lags.count >= 2 { confidence = max(confidence ?? .strong, .strong) }
    if fitting >= 4, fitting * 10 >= lags.count * 8 { confidence = .certain }
    if let size { weigh(size) }
    if detail.unrepeatedCount >= 5, detail.repeated == 0 {
      notRepeated = detail.unrepeated
      notRepeatedCount = detail.unrepeatedCount
      support()
    }
  }

  /// The cases of all tests, in the order of their frames.
  var cases: [ListenerDetail.Case] {
    (lags.map(\.at) + lost + rounded + notRepeated).sorted { $0.frame < $1.frame }
  }

  /// SYN-ACKs that lag and were not sent where the data comes from.
  var fromElsewhere: Int { lags.count(where: \.isFromElsewhere) }

  /// A test that is a weak sign by itself makes another one a strong sign.
  private mutating func support() { confidence = confidence.map { max($0, .strong) } ?? .weak }

  /// Test T5.
  private mutating func weigh(_ size: MSSTableEntry) {
    guard Set(size.fitting.map(\.client)).count >= 5, size.fitting.count >= size.beyond, size.capped == 0 else {
      return
    }
    rounded = size.fitting
    support()
  }

  /// How many of the lags fit one phase: time less lag is the same modulo 64 ms, within 1.5 ms.
  private static func fitting(_ lags: [ListenerDetail.Lag]) -> Int {
    let phases = lags.map { ($0.at.time &- $0.lag) % (64 * .millisecond) }
    return phases.map { phase in
      phases.count { other in
        let apart = abs(other &- phase)
        return min(apart, 64 * .millisecond &- apart) <= 1_500_000
      }
    }.max() ?? 0
  }

  /// The signs that were seen, in words.
  var signs: [Sentence] {
    var signs: [Sentence] = []
    let lags = self.lags.count
    let lost = self.lost.count
    let rounded = self.rounded.count
    let silent = notRepeatedCount
    if lags > 0 {
      signs.append(
        Sentence(
          en: "the timestamps of \(Text.count(lags, "SYN-ACK")) lag as Linux SYN cookies do",
          zh: "\(lags) 个 SYN-ACK 的时间戳滞后，符合 Linux SYN cookie"))
    }
    if lost > 0 {
      signs.append(
        Sentence(
          en: "\(Text.count(lost, "SYN-ACK")) lack options that it grants to others",
          zh: "\(lost) 个 SYN-ACK 缺少其平时支持的选项"))
    }
    if rounded > 0 {
      signs.append(
        Sentence(
          en: "\(Text.count(rounded, "connection")) keep to a cookie's MSS",
          zh: "\(rounded) 个连接的报文段大小符合 cookie 的 MSS 表"))
    }
    if silent > 0 {
      signs.append(
        Sentence(
          en: "none of \(silent) unanswered SYN-ACKs was sent again", zh: "\(silent) 个未获应答的 SYN-ACK 无一重传"))
    }
    return signs
  }
}
