/// A place in a text.
public struct TextPosition: Sendable, Equatable, Comparable {
  /// Line, from 1.
  public var line: Int
  /// Column, from 1, in characters as editors count them (Unicode scalars).
  public var column: Int
  /// A place.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
  /// In the order of reading.
  public static func < (left: TextPosition, right: TextPosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A JSON value that knows where it stands.
public struct JSONNode: Sendable {
  /// What kinds of values there are (RFC 8259 §3).
  public enum Value: Sendable {
    case null
    case boolean(Bool)
    /// The number as it is written.
    case number(String)
    case string(String)
    case array([JSONNode])
    case object([Member])
  }
  /// A name and its value.
  public struct Member: Sendable {
    /// The name.
    public var key: String
    /// Where the name stands.
    public var position: TextPosition
    /// The value.
    public var value: JSONNode
  }

  /// The value.
  public var value: Value
  /// Where it begins.
  public var position: TextPosition
  /// The octets of the text that it takes.
  public var range: Range<Int>

  /// The member with a name; `nil` when there is none, or when this is no object.
  public subscript(key: String) -> JSONNode? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The value at names with points between, such as `handshake.rtt.client`; `nil` when nothing is there.
  public func at(path: String) -> JSONNode? {
    var node = self
    for part in path.split(separator: ".", omittingEmptySubsequences: false) {
      guard let next = node[String(part)] else { return nil }
      node = next
    }
    return node
  }

  /// The text of a string.
  public var string: String? { if case .string(let text) = value { text } else { nil } }
  /// The elements of an array.
  public var array: [JSONNode]? { if case .array(let elements) = value { elements } else { nil } }
  /// The members of an object.
  public var object: [Member]? { if case .object(let members) = value { members } else { nil } }
  /// A whole number that fits.
  public var integer: Int? { if case .number(let text) = value { Int(text) } else { nil } }
  /// A number; `nil` when it has an exponent, or more than nine decimals.
  public var decimal: FixedPoint? { if case .number(let text) = value { FixedPoint(text) } else { nil } }

  /// What kind of value this is, as messages say it.
  public var kindName: String {
    switch value {
    case .null: "null"
    case .boolean: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }

  /// The value as people and files write it.
  public var text: String {
    switch value {
    case .null: "null"
    case .boolean(let answer): answer ? "true" : "false"
    case .number(let digits): digits
    case .string(let text): JSONText.quoted(text)
    case .array(let elements): "[" + elements.map(\.text).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { "\(JSONText.quoted($0.key)): \($0.value.text)" }.joined(separator: ", ") + "}"
    }
  }
}

/// A decimal number with nine digits after the point, exactly.
public struct FixedPoint: Sendable, Equatable, Comparable {
  /// The number times 10⁹.
  public var scaled: Int128

  /// Digits with an optional sign and point, such as `-0.25`.
  public init?(_ text: some StringProtocol) {
    var digits = text.utf8[...]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits = digits.dropFirst() }
    var value: Int128 = 0
    var decimals: Int?
    guard !digits.isEmpty, digits.count <= 30 else { return nil }
    for octet in digits {
      if octet == UInt8(ascii: "."), decimals == nil {
        decimals = 0
        continue
      }
      guard (0x30...0x39).contains(octet), (decimals ?? 0) < 9 else { return nil }
      value = value * 10 + Int128(octet - 0x30)
      if let count = decimals { decimals = count + 1 }
    }
    for _ in (decimals ?? 0)..<9 { value *= 10 }
    scaled = isNegative ? -value : value
  }

  /// By size.
  public static func < (left: FixedPoint, right: FixedPoint) -> Bool { left.scaled < right.scaled }
}

/// Small pieces of JSON text.
public enum JSONText {
  /// A string with its quotation marks and escapes (RFC 8259 §7).
  public static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
