import FlowstateCore

/// The two directions of connections carry different VLAN tags, or one of them none.
///
/// Seen: on one tuple all frames looked at of one direction have these tags, all of the other have others. They count as one
/// connection all the same, unless `--separate vlan` asks otherwise. Not this finding for a tag of priority alone
/// (identifier 0), or when one direction appears with both tags: then both sides of a switch were captured.
///
/// > Bounds: see `CaptureWatch`; 32 tuples are named, all are counted.
struct VLANAsymmetric: BookRule {
  static let id = "vlan-asymmetric"
  static let title = Sentence(en: "The two directions carry different VLAN tags", zh: "两个方向的 VLAN 标签不同")
  static let group = RuleGroup.captureQuality
  static let severity = Severity.info
  static let references: [Reference] = [.rfc(9293, "3.4")]
  static let trigger: Facts = .captureMarks
  static let pattern = "vlan"
  static let examples: [Example] = [
    .flagged(
      "answers without a tag",
      Trace.peers + """
        0.000  --> S 0:0 vlan 10 -->
        0.020  <-- S. 0:0 ack 1 <--
        0.0205 --> . 1:1 ack 1 vlan 10 -->
        """),
    .clean(
      "the same tag both ways",
      Trace.peers + """
        0.000  --> S 0:0 vlan 10 -->
        0.020  <-- S. 0:0 ack 1 vlan 10 <--
        0.0205 --> . 1:1 ack 1 vlan 10 -->
        """),
    .clean(
      "on entering and on leaving the switch",
      Trace.peers + """
        0.0000 --> S 0:0 vlan 10 --> @syn
        0.0001 ... copy @syn vlan 20 -->
        0.0200 <-- S. 0:0 ack 1 vlan 20 <--
        0.0205 --> . 1:1 ack 1 vlan 10 -->
        """),
  ]

  mutating func finish(_ context: RuleContext, _ report: inout FindingReport) {
    let signs = context.capture.signs
    guard let first = signs.taggedPairs.first else { return }
    let tags = (Self.tags(first.tags.0), Self.tags(first.tags.1))
    report.add(
      frames: signs.taggedPairs.flatMap { [$0.frames.0, $0.frames.1] }.sorted(), time: context.capture.firstTime,
      confidence: .certain, about: .capture, connections: [],
      en:
        "The directions of \(Text.count(signs.differentlyTagged, "connection")) carry different VLAN tags, such as \(Self.english(tags.0)) and \(Self.english(tags.1)); they are joined all the same",
      zh:
        "\(signs.differentlyTagged) 条连接的两个方向 VLAN 标签不同，例如\(Self.chinese(tags.0))与\(Self.chinese(tags.1))；仍按同一连接处理",
      details: [
        Detail("connections", .integer(Int64(clamping: signs.differentlyTagged))),
        Detail("tags", .list([tags.0, tags.1].map { .list($0.map { .integer(Int64($0)) }) })),
      ])
  }

  private static func tags(_ packed: UInt64) -> [UInt16] {
    (0..<4).map { UInt16(truncatingIfNeeded: packed >> (16 * UInt64($0))) }.filter { $0 != 0 }
  }

  private static func english(_ tags: [UInt16]) -> String {
    tags.isEmpty ? "none" : tags.map(String.init).joined(separator: ".")
  }

  private static func chinese(_ tags: [UInt16]) -> String {
    tags.isEmpty ? "无标签" : " \(tags.map(String.init).joined(separator: ".")) "
  }
}
