import FlowstateCore
import FlowstateFindings

extension TextCanvas {
  /// Writes the heading of the list of connections.
  mutating func connectionHeading(words: Words) {
    heading(words("Every connection", "全部连接"))
    put(words("id", "编号"), endingAt: 8, .dim)
    put(words("time", "时间"), endingAt: 21, .dim)
    pad(to: 23)
    put(words("client → server", "客户端 → 服务器"), .dim)
    pad(to: 70)
    put(words("frames", "帧"), endingAt: 79, .dim)
    put(words("payload", "载荷"), endingAt: 90, .dim)
    pad(to: 92)
    put(words("states at the end", "最终状态"), .dim)
    endLine()
  }

  /// Writes a connection on one line.
  mutating func connectionLine(
    _ story: borrowing ConnectionStory, findings: [Finding], context: ReportContext, words: Words
  ) {
    put("#\(story.id)", endingAt: 8, .cyan)
    put(decimalText(story.firstTime &- context.origin, decimals: 6), endingAt: 21, .dim)
    pad(to: 23)
    put("\(AddressText.text(story.ends.client)) → \(AddressText.text(story.ends.server))")
    pad(to: 70)
    put(" " + grouped(story.figures.client.frames &+ story.figures.server.frames), endingAt: 79)
    put(" " + octets(story.figures.client.payloadBytes &+ story.figures.server.payloadBytes), endingAt: 90)
    pad(to: 92)
    put("\(story.states.client.name) / \(story.states.server.name)")
    pad(to: 119)
    put("  " + words.outcome(story.handshake.kind, story.close.kind), .dim)
    if let worst = findings.max(by: { $0.severity < $1.severity }) {
      let sign = mark(worst.severity)
      put("  \(sign.text) \(worst.id)", sign.style)
      if findings.count > 1 { put(" +\(findings.count - 1)", .dim) }
    }
    endLine()
  }
}
