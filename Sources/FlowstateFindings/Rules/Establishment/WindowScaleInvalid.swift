import FlowstateCore

/// A window scale above 14, or one in the SYN-ACK that the SYN did not offer.
///
/// A scale above 14 is read as 14. Not this finding when the SYN is not in the capture.
enum WindowScaleInvalid: FindingRule {
  static let id = "wscale-invalid"
  static let title = Sentence(en: "An invalid window scale", zh: "窗口扩大因子无效")
  static let group = RuleGroup.establishment
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(7323, "2.2"), .rfc(7323, "2.3")]
  static let trigger: Facts = .oddOptions
  static let pattern = "tcp.options.wscale"
  static let examples: [Example] = [
    .flagged(
      "15", kind: "too-large",
      Trace.peers + """
        0.000  --> S 0:0 mss 1460 ws 15 -->
        0.020  <-- S. 0:0 ack 1 mss 1460 ws 7 <--
        0.0205 --> . 1:1 ack 1 -->
        """),
    .flagged(
      "not offered", kind: "not-offered",
      Trace.peers + """
        0.000  --> S 0:0 mss 1460 -->
        0.020  <-- S. 0:0 ack 1 mss 1460 ws 7 <--
        0.0205 --> . 1:1 ack 1 -->
        """),
    .clean("7", Trace.openModern),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    for side in Side.allCases {
      guard let options = story.handshake.options[side], options.windowScale != 255, options.windowScale > 14,
        let syn = context.outline.syn[side].first ?? context.outline.synACK[side].first
      else { continue }
      report.add(
        story, at: [syn], kind: "too-large", confidence: .certain, about: story.subject(side),
        en: "The \(Text.english(side))'s window scale is \(options.windowScale); at most 14 is allowed",
        zh: "\(Text.chinese(side))的窗口扩大因子为 \(options.windowScale)，最大只允许 14",
        details: [Detail("scale", .integer(Int64(options.windowScale)))])
      return
    }
    guard let client = story.handshake.options.client, let server = story.handshake.options.server,
      client.lacksWindowScale, server.windowScale != 255, let opening = Handshakes.opening(story, context),
      context.outline.syn.client.count == 1
    else { return }
    report.add(
      story, at: [opening.syn, opening.synACK], kind: "not-offered", confidence: .strong, about: story.subject(.server),
      en: "The SYN-ACK has a window scale that the SYN did not offer",
      zh: "SYN 未提供窗口扩大因子，SYN-ACK 却携带了它",
      details: [Detail("scale", .integer(Int64(server.windowScale)))])
  }
}
