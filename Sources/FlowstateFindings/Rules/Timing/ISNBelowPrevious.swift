import FlowstateCore

/// A new connection's initial number is not above the numbers of the one before, within 2MSL.
///
/// Only without timestamps, and only within RFC 9293's 240 s: then old duplicates could fit the new window. Random initial
/// numbers do this half of the time.
enum ISNBelowPrevious: FindingRule {
  static let id = "isn-below-previous"
  static let title = Sentence(en: "Initial number below the connection before", zh: "新连接的初始序列号低于旧连接")
  static let group = RuleGroup.timing
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(9293, "3.4.1"), .rfc(6528, "3")]
  static let trigger: Facts = .reused
  static let pattern = "tcp.flags.syn == 1"
  static let examples: [Example] = [
    .flagged(
      "lower number, no timestamps",
      Trace.serverCloses + """
        5.000  --> S -9000:-9000 -->
        5.020  <-- S. 66039:66039 ack -8999 <--
        5.0205 --> . -8999:-8999 ack 66040 -->
        """),
    .clean(
      "higher number",
      Trace.serverCloses + """
        5.000  --> S 9000:9000 -->
        5.020  <-- S. 66039:66039 ack 9001 <--
        5.0205 --> . 9001:9001 ack 66040 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let before = story.predecessor, let opening = Handshakes.opening(story, context) else { return }
    let syn = story.segments[opening.syn]
    guard syn.time &- before.lastTime < context.settings.timeWaitOfRFC, !syn.hasTimestamps else { return }
    for side in Side.allCases {
      let index = side == .client ? opening.syn : opening.synACK
      guard let next = before.sendNext[side], story.segments[index].sequence.isBefore(next) else { continue }
      let back = story.segments[index].sequence.distance(to: next)
      // Of the attempt before nothing but the SYN counted: it is made again.
      if back == 1 { continue }
      report.add(
        story, at: [index], confidence: .strong, about: story.subject(side),
        en:
          "The \(Text.english(side))'s new initial number lies \(back) below the end of the connection before, \(Text.duration(syn.time &- before.lastTime)) later and without timestamps",
        zh: "\(Text.chinese(side))的新初始序列号比旧连接末尾低 \(back)，间隔仅 \(Text.duration(syn.time &- before.lastTime)) 且没有时间戳",
        details: [Detail("below", .integer(Int64(back)))])
    }
  }
}
