import FlowstateCore

/// The server answers without keeping state: SYN cookies.
///
/// Evidence on one tuple: `two-isns-answered` (SYN-ACKs to two different initial sequence numbers of the client, with no
/// close between: certain), `isn-follows-client` (the server's numbers differ as the client's do: certain),
/// `timestamp-lag` (the SYN-ACK's TSval lags 2 to 63 ms behind the server's own clock, which Linux uses to hide options: strong).
/// Not this finding when a timer repeats the SYN-ACK on this tuple: then the server does keep state.
enum SYNCookiesInUse: FindingRule {
  static let id = "syn-cookies-in-use"
  static let title = Sentence(en: "The server uses SYN cookies", zh: "服务器正在使用 SYN cookie")
  static let group = RuleGroup.establishment
  static let severity = Severity.notice
  static let references: [Reference] = [.rfc(4987, "3.6"), .rfc(7323, "3")]
  static let trigger: Facts = [.synISNChanged, .synACK]
  static let pattern = "tcp.flags.syn == 1"
  static let examples: [Example] = [
    .flagged(
      "two numbers answered, the server's follow the client's", kind: "isn-follows-client",
      Trace.peers + """
        0.000  --> S 0:0 -->
        0.0002 <-- S. 0:0 ack 1 <--
        0.500  --> S 5000:5000 -->
        0.5002 <-- S. 5000:5000 ack 5001 <--
        0.600  --> . 5001:5001 ack 5001 -->
        """),
    .clean(
      "two numbers, one answer",
      Trace.peers + """
        0.000 --> S 0:0 --X
        0.400 --> S 70000:70000 -->
        0.420 <-- S. 0:0 ack 70001 <--
        0.4205 --> . 70001:70001 ack 1 -->
        """),
  ]

  static func check(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    if story.facts.contains(.synISNChanged) {
      twoAnswers(story, context, &report)
    } else if story.segments.first?.hasTimestamps == true {
      timestampLag(story, context, &report)
    }
  }

  private static func twoAnswers(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard !Handshakes.repeatedSYNACKs(story, context, .server).contains(where: \.byTimer) else { return }
    let answers = context.outline.synACK.server
    for (position, second) in answers.enumerated() {
      for first in answers[..<position] {
        let one = story.segments[first]
        let two = story.segments[second]
        guard one.acknowledgment != two.acknowledgment, two.time &- one.time <= 60 * .second,
          !context.outline.rst.client.contains(where: { $0 > first && $0 < second }),
          let syn = context.outline.syn.client.first(where: { Handshakes.acknowledges(one, story.segments[$0]) }),
          let other = context.outline.syn.client.first(where: { Handshakes.acknowledges(two, story.segments[$0]) })
        else { continue }
        let client = story.segments[syn].sequence.distance(to: story.segments[other].sequence)
        let server = one.sequence.distance(to: two.sequence)
        let follows = abs(Int(server &- client)) <= 3
        report.add(
          story, at: [syn, first, other, second], kind: follows ? "isn-follows-client" : "two-isns-answered",
          confidence: .certain, about: .listener(story.ends.server),
          en: follows
            ? "The server answered two different SYNs of one tuple, and its own number moved by \(server) as the client's did: SYN cookies"
            : "The server answered two different SYNs of one tuple by SYN-ACKs: it keeps no state (SYN cookies)",
          zh: follows
            ? "服务器对同一四元组的两个不同 SYN 都应答，且自身序列号随客户端同步变化 \(server)：正在使用 SYN cookie"
            : "服务器对同一四元组的两个不同 SYN 都以 SYN-ACK 应答：不保存状态（SYN cookie）",
          details: [
            Detail("client_step", .integer(Int64(client))), Detail("server_step", .integer(Int64(server))),
          ])
        return
      }
    }
  }

  /// Linux hides the client's options in the low six bits of the SYN-ACK's timestamp: it lags by up to 63 ms.
  private static func timestampLag(_ story: ConnectionStory, _ context: RuleContext, _ report: inout FindingReport) {
    guard let opening = Handshakes.opening(story, context), context.outline.synACK.server.count == 1 else { return }
    let answer = story.segments[opening.synACK]
    guard answer.hasTimestamps,
      let later = context.outline.live.first(where: { index in
        index > opening.synACK && story.segments[index].sender == .server && story.segments[index].hasTimestamps
          && !story.segments[index].isRST && story.isGenuine(index)
      })
    else { return }
    let elapsed = story.segments[later].time &- answer.time
    // One hertz in a thousand of drift may be the clock's own; longer waits tell nothing.
    guard elapsed < 2 * .second else { return }
    let ticks = Int64(Int32(bitPattern: story.segments[later].timestampValue &- answer.timestampValue))
    let lag = ticks &* .millisecond &- elapsed
    let others = context.outline.live.filter { index in
      index > later && story.segments[index].sender == .server && story.segments[index].hasTimestamps
    }
    // A second pair proves that the clock ticks in milliseconds.
    guard lag >= 3 * .millisecond, lag <= 64 * .millisecond, let check = others.last else { return }
    let span = story.segments[check].time &- story.segments[later].time
    let spanTicks = Int64(
      Int32(bitPattern: story.segments[check].timestampValue &- story.segments[later].timestampValue))
    guard span >= 20 * .millisecond, abs(spanTicks &* .millisecond &- span) <= max(2 * .millisecond, lag / 3) else {
      return
    }
    report.add(
      story, at: [opening.synACK, later], kind: "timestamp-lag", severity: .info, confidence: .weak,
      about: .listener(story.ends.server),
      en: "The SYN-ACK's timestamp lags \(Text.duration(lag)) behind the server's clock, as Linux SYN cookies do",
      zh: "SYN-ACK 的时间戳比服务器时钟落后 \(Text.duration(lag))，与 Linux SYN cookie 的行为一致",
      details: [Detail("lag", .duration(lag))])
  }
}
