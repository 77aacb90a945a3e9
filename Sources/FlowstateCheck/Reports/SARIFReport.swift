import FlowstateReports

/// SARIF 2.1.0 (OASIS), with what code scanning needs: rules, relative places, fingerprints that last.
enum SARIFReport {
  static func text(_ summary: CheckSummary) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.pair("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
    writer.pair("version", "2.1.0")
    writer.key("runs")
    writer.beginArray()
    writer.beginObject()
    tool(&writer, summary)
    writer.pair("columnKind", "unicodeCodePoints")
    writer.key("results")
    writer.beginArray()
    for result in summary.results {
      for check in result.failures { finding(&writer, check, of: result) }
      if let error = result.error { problem(&writer, error, of: result) }
    }
    writer.endArray()
    writer.endObject()
    writer.endArray()
    writer.endObject()
    writer.endLine()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static let errorRule = "cannot-be-judged"

  private static func tool(_ writer: inout JSONWriter, _ summary: CheckSummary) {
    writer.key("tool")
    writer.beginObject()
    writer.key("driver")
    writer.beginObject()
    writer.pair("name", "flowstate")
    writer.pair("version", summary.version)
    writer.pair("semanticVersion", summary.version)
    writer.key("rules")
    writer.beginArray()
    let rules =
      CheckResult.Kind.allCases.map { ($0.rawValue, $0.sentence) }
      + [(errorRule, "A capture or its expectation cannot be read.")]
    for (id, sentence) in rules {
      writer.beginObject()
      writer.pair("id", id)
      writer.key("shortDescription")
      writer.message(sentence)
      writer.key("defaultConfiguration")
      writer.beginObject()
      writer.pair("level", "error")
      writer.endObject()
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    writer.endObject()
  }

  private static func finding(_ writer: inout JSONWriter, _ check: CheckResult, of result: CaptureResult) {
    guard let failure = check.failure else { return }
    let text =
      (["\(result.path): \(check.name)", "expected \(failure.expected)", "found \(failure.found)"] + failure.ladder)
      .joined(separator: "\n")
    let index = CheckResult.Kind.allCases.firstIndex(of: check.kind) ?? 0
    let file = result.expectation.flatMap { $0.hasPrefix("policy ") ? nil : $0 } ?? result.path
    write(
      &writer, check.kind.rawValue, index, text, file,
      file == result.expectation || check.kind == .traceState
        || result.expectation == nil ? check.position : nil, fingerprint: "\(result.path)|\(check.name)")
  }

  private static func problem(_ writer: inout JSONWriter, _ error: String, of result: CaptureResult) {
    var position: TextPosition?
    var file = result.path
    if case .badExpectation(let bad) = result.outcome {
      position = bad.position
      file = bad.file
    }
    write(
      &writer, errorRule, CheckResult.Kind.allCases.count, error, file, position,
      fingerprint: "\(result.path)|\(errorRule)")
  }

  private static func write(
    _ writer: inout JSONWriter, _ rule: String, _ index: Int, _ text: String, _ file: String,
    _ position: TextPosition?, fingerprint: String
  ) {
    writer.beginObject()
    writer.pair("ruleId", rule)
    writer.key("ruleIndex")
    writer.integer(index)
    writer.pair("level", "error")
    writer.key("message")
    writer.message(text)
    writer.key("locations")
    writer.beginArray()
    writer.beginObject()
    writer.key("physicalLocation")
    writer.beginObject()
    writer.key("artifactLocation")
    writer.beginObject()
    writer.pair("uri", uri(file))
    writer.endObject()
    writer.key("region")
    writer.beginObject()
    writer.key("startLine")
    writer.integer(position?.line ?? 1)
    writer.key("startColumn")
    writer.integer(position?.column ?? 1)
    writer.endObject()
    writer.endObject()
    writer.endObject()
    writer.endArray()
    writer.key("partialFingerprints")
    writer.beginObject()
    writer.pair("flowstateExpectation/v1", String(hash(fingerprint), radix: 16))
    writer.endObject()
    writer.endObject()
  }

  /// A path as a relative reference or a file URI (RFC 3986 §3.3).
  static func uri(_ path: String) -> String {
    var result = path.hasPrefix("/") ? "file://" : ""
    let relative = path.hasPrefix("./") ? path.dropFirst(2) : path[...]
    for octet in relative.utf8 {
      switch octet {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "@"), UInt8(ascii: "+"):
        result.unicodeScalars.append(Unicode.Scalar(octet))
      default:
        let digits = String(octet, radix: 16, uppercase: true)
        result += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }

  /// FNV-1a, 64 bits: the same on every machine.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

extension JSONWriter {
  /// Writes a name and a text.
  mutating func pair(_ name: StaticString, _ value: String) {
    key(name)
    string(value)
  }
  /// Writes `{"text": …}`.
  mutating func message(_ text: String) {
    beginObject()
    pair("text", text)
    endObject()
  }
}
