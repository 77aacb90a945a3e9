import FlowstateCore

/// The server answered one attempt with two different initial sequence numbers.
///
/// Seen: two SYN-ACKs with the same ACK number and different numbers of their own, with no reset and no close between.
/// Not this finding when the first was rejected for its ACK number.
enum SYNACKISNChanged: FindingRule {
  static let id = "synack-isn-changed"
  static let title = Sentence(en: "Two SYN-ACKs with different numbers", zh: "同一请求收到序列号不同的两个 SYN-ACK")
  static let group = RuleGroup.establishment
  static let severity = Severity.warning
  static let references: [Reference] = [.rfc(9293, "3.4.1")]
  static let trigger: Facts = [.synISNChanged, .synACKRepeated, .synACKUnmatched]
  static let pattern = "tcp.flags.syn == 1 && tcp.flags.ack == 1"
  static let examples: [Example] = [
    .flagged(
      "two hosts answer",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.020  <-- S. 0:0 ack 1 <--
        0.021  <-- S. 70000:70000 ack 1 ttl 50 <--
        0.0215 --> . 1:1 ack 1 -->
        """),
    .clean(
      "the same SYN-ACK again",
      Trace.peers + """
        0.000 --> S 0:0 -->
        0.020 X-- S. 0:0 ack 1 <--
        1.030 <-- S. 0:0 ack 1 <--
        1.0305 --> . 1:1 ack 1 -->
        """),
    .clean(
      "a late copy of the SYN after the close",
      Trace.peers + """
        0.000 --> S 0:0 id 100 -->
        0.020 <-- S. 0:0 ack 1 <--
        0.0205 --> F. 1:1 ack 1 -->
        0.040 <-- F. 1:1 ack 2 <--
        0.0405 --> . 2:2 ack 2 -->
        0.500 --> S 0:0 id 100 -->
        0.520 <-- S. 70000:70000 ack 1 <--
        0.5205 --> R 1:1 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    let answers = context.outline.synACK.server
    for (position, second) in answers.enumerated() {
      for first in answers[..<position] {
        let one = story.segments[first]
        let two = story.segments[second]
        guard one.acknowledgment == two.acknowledgment, one.sequence != two.sequence,
          !context.outline.live.contains(where: { $0 > first && $0 < second && ends(story, $0) }),
          story.isGenuine(first), story.isGenuine(second), !two.notes.contains(.oldCopy)
        else { continue }
        let hops = one.hopLimit != two.hopLimit
        report.add(
          story, at: [first, second], kind: hops ? "two-servers" : nil, confidence: .strong,
          about: story.subject(.server),
          en: "One SYN was answered by two SYN-ACKs with different initial sequence numbers"
            + (hops ? ", TTL \(one.hopLimit) and \(two.hopLimit): two hosts answer" : ""),
          zh: "一个 SYN 得到两个初始序列号不同的 SYN-ACK" + (hops ? "，TTL 分别为 \(one.hopLimit) 和 \(two.hopLimit)：由两台主机应答" : ""))
        return
      }
    }
  }

  /// After a reset or the server's FIN, an old copy of the SYN opens anew, with another number.
  private static func ends(_ story: borrowing ConnectionStory, _ index: Int) -> Bool {
    let segment = story.segments[index]
    return segment.isRST || (segment.isFIN && segment.sender == .server)
  }
}
