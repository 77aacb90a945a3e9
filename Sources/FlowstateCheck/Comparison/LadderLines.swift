import FlowstateCore
import FlowstateReports

/// The part of a connection's ladder that a failure is about.
enum LadderLines {
  /// Rows before the first and behind the last frame that matters.
  private static let margin = 3
  /// Rows at most.
  private static let limit = 16

  /// Lines around some frames, without colour.
  static func around(
    _ frames: [UInt64], of connection: Examined.Connection, context: ReportContext
  ) -> [String] {
    var canvas = TextCanvas(color: false)
    canvas.ladderExcerpt(
      connection.story, around: frames, margin: margin, limit: limit, findings: connection.findings, context: context)
    return String(decoding: canvas.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
