import FlowstateCore
import FlowstateFindings
import FlowstateReports

/// Writes the expectation that a capture meets, as text that a person can review: one line a step, one line a finding.
public struct Recorder {
  private var text = ""
  private let style: RecordStyle

  /// The expectation of what the analyzer says, in one of the styles. The same input gives the same octets.
  public static func record(_ examined: Examined, style: RecordStyle) -> String {
    var recorder = Recorder(style: style)
    recorder.write(examined)
    return recorder.text
  }

  private init(style: RecordStyle) { self.style = style }

  private mutating func write(_ examined: Examined) {
    text += "{\n"
    text += "  \"schema\": \"\(Expectation.schema)\",\n"
    text += "  \"recorded\": \"\(style.rawValue)\",\n"
    text += "  \"connection_count\": \(examined.connections.count),\n"
    text += "  \"capture_findings\": { \"only\": "
    list(examined.captureFindings.map(entry), indent: "  ")
    text += " },\n  \"connections\": ["
    var tuples: [FlowKey: Int] = [:]
    for connection in examined.connections { tuples[connection.story.key, default: 0] += 1 }
    for (index, connection) in examined.connections.enumerated() {
      text += index == 0 ? "\n" : ",\n"
      write(connection, isAlone: tuples[connection.story.key] == 1)
    }
    text += examined.connections.isEmpty ? "]\n}\n" : "\n  ]\n}\n"
  }

  private mutating func write(_ connection: Examined.Connection, isAlone: Bool) {
    let story = connection.story
    text += "    {\n      \"match\": { "
    if !isAlone { text += "\"id\": \(story.id), " }
    text += "\"client\": \"\(AddressText.text(story.ends.client))\", "
    text += "\"server\": \"\(AddressText.text(story.ends.server))\" },\n"
    text += "      \"handshake\": \"\(story.handshake.kind.name)\",\n"
    text += "      \"close\": \"\(story.close.kind.name)\",\n"
    text += "      \"states\": { \"client\": \"\(story.states.client.name)\","
    text += " \"server\": \"\(story.states.server.name)\" },\n"
    if style == .complete {
      text += "      \"history\": "
      list(story.transitions.map(step), indent: "      ")
      text += ",\n"
    }
    text += "      \"findings\": { \"only\": "
    list(connection.findings.map(entry), indent: "      ")
    text += " }\n    }"
  }

  private mutating func list(_ entries: [String], indent: String) {
    if entries.isEmpty {
      text += "[]"
      return
    }
    text += "[\n" + entries.map { "\(indent)  \($0)" }.joined(separator: ",\n") + "\n\(indent)]"
  }

  private func step(_ step: Transition) -> String {
    "{ \"frame\": \(step.frame == 0 ? "null" : "\(step.frame)"), \"endpoint\": \"\(step.side.name)\","
      + " \"from\": \"\(step.from.name)\", \"to\": \"\(step.to.name)\", \"basis\": \"\(step.basis.name)\" }"
  }

  private func entry(_ finding: Finding) -> String {
    if style == .minimal { return JSONText.quoted(finding.id) }
    var words = ["\"id\": \(JSONText.quoted(finding.id))"]
    if let kind = finding.kind { words.append("\"kind\": \(JSONText.quoted(kind))") }
    words.append("\"severity\": \"\(finding.severity.name)\"")
    words.append("\"confidence\": \"\(finding.confidence.name)\"")
    if case .endpoint(let side, _) = finding.subject { words.append("\"endpoint\": \"\(side.name)\"") }
    words.append("\"frames\": [" + finding.frames.map { "\($0)" }.joined(separator: ", ") + "]")
    return "{ " + words.joined(separator: ", ") + " }"
  }
}

/// Changes an expectation so that it holds.
public enum Updater {
  /// The new text, and whether every failure is gone with it.
  ///
  /// A recorded expectation is recorded again. In one written by hand, values that differ are replaced in their places,
  /// and everything else stays as it is, layout and all.
  public static func update(
    _ bytes: [UInt8], _ expectation: Expectation, _ results: [CheckResult], _ examined: Examined
  ) -> (text: [UInt8], isComplete: Bool) {
    if let style = expectation.recorded { return (Array(Recorder.record(examined, style: style).utf8), true) }
    var replacements: [(range: Range<Int>, text: String)] = []
    var isComplete = true
    for result in results {
      guard let failure = result.failure else { continue }
      guard let range = result.range, let text = failure.replacement,
        replacements.last.map({ $0.range != range || $0.text == text }) ?? true
      else {
        isComplete = false
        continue
      }
      if replacements.last?.range != range { replacements.append((range, text)) }
    }
    var bytes = bytes
    replacements.sort { $0.range.lowerBound > $1.range.lowerBound }
    for (index, replacement) in replacements.enumerated() {
      // Two connections that one expectation chooses may want different values: neither can be written.
      if index > 0, replacements[index - 1].range.overlaps(replacement.range) {
        isComplete = false
        continue
      }
      bytes.replaceSubrange(replacement.range, with: Array(replacement.text.utf8))
    }
    return (bytes, isComplete)
  }
}
