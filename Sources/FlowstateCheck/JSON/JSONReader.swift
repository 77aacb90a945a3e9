/// What is wrong with a JSON text, and where.
public struct JSONError: Error, Sendable, Equatable {
  /// Where.
  public var position: TextPosition
  /// What, as a sentence without its end.
  public var message: String
  /// Something wrong at a place.
  public init(position: TextPosition, message: String) {
    self.position = position
    self.message = message
  }
}

/// Reads a JSON text (RFC 8259) and keeps the line and column of every value. Strict: no comments, no trailing commas,
/// no name twice in an object.
public struct JSONReader {
  /// Levels of arrays and objects that a text may have.
  public static let depthLimit = 128

  private let bytes: [UInt8]
  private var at = 0
  private var line = 1
  /// Columns before `at` in its line.
  private var column = 0
  private var depth = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The value that a text holds.
  public static func read(_ bytes: [UInt8]) throws(JSONError) -> JSONNode {
    var reader = JSONReader(bytes)
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { reader.at = 3 }
    reader.skipBlanks()
    let node = try reader.value()
    reader.skipBlanks()
    if reader.at < bytes.count { throw reader.error("the text goes on after its value") }
    return node
  }

  private var position: TextPosition { TextPosition(line: line, column: column + 1) }
  private var current: UInt8? { at < bytes.count ? bytes[at] : nil }

  private func error(_ message: String) -> JSONError { JSONError(position: position, message: message) }

  private mutating func advance() {
    let octet = bytes[at]
    at += 1
    if octet == 0x0a {
      line += 1
      column = 0
    } else if octet & 0xc0 != 0x80 {
      // Octets that continue a scalar take no column of their own.
      column += 1
    }
  }

  private mutating func skipBlanks() {
    while let octet = current, octet == 0x20 || octet == 0x0a || octet == 0x0d || octet == 0x09 { advance() }
  }

  private mutating func accept(_ octet: UInt8) -> Bool {
    guard current == octet else { return false }
    advance()
    return true
  }

  private func here(_ expected: String) -> JSONError {
    guard let current else { return error("expected \(expected), found the end of the text") }
    let found = current < 0x80 ? "‘\(Unicode.Scalar(current))’" : "another character"
    return error("expected \(expected), found \(found)")
  }

  private mutating func value() throws(JSONError) -> JSONNode {
    let start = position
    let first = at
    let value: JSONNode.Value
    switch current {
    case UInt8(ascii: "{"): value = try object()
    case UInt8(ascii: "["): value = try array()
    case UInt8(ascii: "\""): value = .string(try string())
    case UInt8(ascii: "t"): value = try word("true", .boolean(true))
    case UInt8(ascii: "f"): value = try word("false", .boolean(false))
    case UInt8(ascii: "n"): value = try word("null", .null)
    case UInt8(ascii: "-"), (0x30...0x39)?: value = .number(try number())
    default: throw here("a value")
    }
    return JSONNode(value: value, position: start, range: first..<at)
  }

  private mutating func word(_ text: String, _ value: JSONNode.Value) throws(JSONError) -> JSONNode.Value {
    for octet in text.utf8 where !accept(octet) { throw here("‘\(text)’") }
    return value
  }

  private mutating func number() throws(JSONError) -> String {
    let first = at
    _ = accept(UInt8(ascii: "-"))
    if !accept(UInt8(ascii: "0")) { try digits() }
    if accept(UInt8(ascii: ".")) { try digits() }
    if accept(UInt8(ascii: "e")) || accept(UInt8(ascii: "E")) {
      if !accept(UInt8(ascii: "+")) { _ = accept(UInt8(ascii: "-")) }
      try digits()
    }
    return String(decoding: bytes[first..<at], as: UTF8.self)
  }

  private mutating func digits() throws(JSONError) {
    guard let octet = current, (0x30...0x39).contains(octet) else { throw here("a digit") }
    while let octet = current, (0x30...0x39).contains(octet) { advance() }
  }

  private mutating func descend() throws(JSONError) {
    depth += 1
    if depth > Self.depthLimit { throw error("more than \(Self.depthLimit) levels") }
    advance()
    skipBlanks()
  }

  private mutating func array() throws(JSONError) -> JSONNode.Value {
    try descend()
    defer { depth -= 1 }
    var elements: [JSONNode] = []
    if accept(UInt8(ascii: "]")) { return .array([]) }
    while true {
      elements.append(try value())
      skipBlanks()
      if accept(UInt8(ascii: "]")) { return .array(elements) }
      guard accept(UInt8(ascii: ",")) else { throw here("‘,’ or ‘]’") }
      skipBlanks()
    }
  }

  private mutating func object() throws(JSONError) -> JSONNode.Value {
    try descend()
    defer { depth -= 1 }
    var members: [JSONNode.Member] = []
    var names: Set<String> = []
    if accept(UInt8(ascii: "}")) { return .object([]) }
    while true {
      let start = position
      guard current == UInt8(ascii: "\"") else { throw here("a name in quotation marks") }
      let name = try string()
      guard names.insert(name).inserted else {
        throw JSONError(position: start, message: "the name \"\(name)\" stands here twice")
      }
      skipBlanks()
      guard accept(UInt8(ascii: ":")) else { throw here("‘:’") }
      skipBlanks()
      members.append(JSONNode.Member(key: name, position: start, value: try value()))
      skipBlanks()
      if accept(UInt8(ascii: "}")) { return .object(members) }
      guard accept(UInt8(ascii: ",")) else { throw here("‘,’ or ‘}’") }
      skipBlanks()
    }
  }

  private mutating func string() throws(JSONError) -> String {
    advance()
    var content: [UInt8] = []
    while true {
      guard let octet = current else { throw error("the string has no end") }
      switch octet {
      case UInt8(ascii: "\""):
        advance()
        guard let text = String(validating: content, as: UTF8.self) else { throw error("the string is no UTF-8") }
        return text
      case UInt8(ascii: "\\"):
        advance()
        content.append(contentsOf: try escape())
      case 0..<0x20: throw error("a control character in a string must be escaped")
      default:
        content.append(octet)
        advance()
      }
    }
  }

  private mutating func escape() throws(JSONError) -> [UInt8] {
    guard let octet = current else { throw error("the string has no end") }
    let plain: UInt8?
    switch octet {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain = octet
    case UInt8(ascii: "b"): plain = 0x08
    case UInt8(ascii: "f"): plain = 0x0c
    case UInt8(ascii: "n"): plain = 0x0a
    case UInt8(ascii: "r"): plain = 0x0d
    case UInt8(ascii: "t"): plain = 0x09
    case UInt8(ascii: "u"): plain = nil
    default: throw here("an escape")
    }
    advance()
    if let plain { return [plain] }
    var unit = try hexadecimal()
    if (0xd800...0xdbff).contains(unit) {
      guard accept(UInt8(ascii: "\\")), accept(UInt8(ascii: "u")) else { throw here("the second half of a pair") }
      let second = try hexadecimal()
      guard (0xdc00...0xdfff).contains(second) else { throw error("the second half of a pair is missing") }
      unit = 0x1_0000 + (unit - 0xd800) << 10 + (second - 0xdc00)
    }
    guard let scalar = Unicode.Scalar(unit) else { throw error("half of a pair alone") }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let octet = current, let digit = Character(Unicode.Scalar(octet)).hexDigitValue else {
        throw here("four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      advance()
    }
    return value
  }
}
