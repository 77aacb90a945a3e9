import FlowstateCore

/// Writes JSON into a buffer of UTF-8 octets: no `String` and no allocation per value.
///
/// Commas follow from the order of calls; matching of begin and end is the caller's duty.
public struct JSONWriter: Sendable {
  private var buffer = OctetBuffer(capacity: 80 * 1024)
  private var needsComma = false
  /// For values whose text is made elsewhere.
  private var scratch: [UInt8] = []

  /// An empty buffer.
  public init() {}

  /// What was written since the last `removeAll`.
  public var bytes: [UInt8] { buffer.octets }
  /// How many octets that is.
  public var count: Int { buffer.count }

  /// Forgets what was written and keeps the storage.
  public mutating func removeAll() {
    buffer.removeAll()
    needsComma = false
  }

  /// Forgets the octets, which were handed on, and stays inside the value that is being written.
  public mutating func handedOn() { buffer.removeAll() }

  // MARK: structure

  /// Begins an object, as a value.
  public mutating func beginObject() { open(UInt8(ascii: "{")) }
  /// Ends an object.
  public mutating func endObject() { close(UInt8(ascii: "}")) }
  /// Begins an array, as a value.
  public mutating func beginArray() { open(UInt8(ascii: "[")) }
  /// Ends an array.
  public mutating func endArray() { close(UInt8(ascii: "]")) }
  /// Ends a line between two values of a stream of JSON lines.
  public mutating func endLine() {
    buffer.put(UInt8(ascii: "\n"))
    needsComma = false
  }
  /// Writes the name of the next value.
  public mutating func key(_ name: StaticString) {
    buffer.put(comma, UInt8(ascii: "\""), name, UInt8(ascii: "\""), UInt8(ascii: ":"))
    needsComma = false
  }
  /// Writes the name of the next value, for names that are data.
  public mutating func key(named name: String) {
    string(name)
    buffer.put(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a name and a text that is known to need no escapes.
  public mutating func word(_ name: StaticString, _ text: StaticString) {
    buffer.put(comma, name: name, word: text)
    needsComma = true
  }

  // MARK: values

  /// Writes `null`.
  public mutating func null() { literal("null") }
  /// Writes `true` or `false`.
  public mutating func boolean(_ value: Bool) { literal(value ? "true" : "false") }
  /// Writes a whole number.
  @inline(__always)
  public mutating func integer(_ value: some FixedWidthInteger) {
    separate()
    buffer.put(magnitude: UInt64(truncatingIfNeeded: value.magnitude), isNegative: value < 0)
    needsComma = true
  }
  /// Writes seconds as a decimal number with at least so many digits after the point, exactly.
  public mutating func seconds(_ value: Nanoseconds, decimals: Int) {
    let fixed = fixedPoint(seconds: value, decimals: decimals)
    decimal(fixed.value, decimals: fixed.decimals)
  }
  /// Writes `value`·10^−`decimals`.
  public mutating func decimal(_ value: Int64, decimals: Int) {
    separate()
    if decimals > 0 {
      buffer.put(magnitude: value.magnitude, decimals: min(decimals, 18), isNegative: value < 0)
    } else {
      buffer.put(magnitude: value.magnitude, isNegative: value < 0)
    }
    needsComma = true
  }
  /// Writes text that is known to need no escapes.
  public mutating func word(_ text: StaticString) {
    buffer.put(comma, UInt8(ascii: "\""), text, UInt8(ascii: "\""), 0)
    needsComma = true
  }
  /// Writes text.
  public mutating func string(_ text: String) {
    quoted { octets in
      for octet in text.utf8 { Self.escape(octet, to: &octets) }
    }
  }
  /// Writes ASCII text that is known to need no escapes, appended by the caller's function.
  public mutating func quoted(_ append: (inout [UInt8]) -> Void) {
    scratch.clear()
    append(&scratch)
    buffer.put(comma, UInt8(ascii: "\""), "", 0, 0)
    buffer.put(scratch)
    buffer.put(UInt8(ascii: "\""))
    needsComma = true
  }
  /// Writes octets that are a JSON value already, on a line of their own.
  public mutating func rawLine(_ value: [UInt8]) {
    separate()
    buffer.put(UInt8(ascii: "\n"))
    buffer.put(value)
    needsComma = true
  }

  // MARK: parts

  /// The comma before the next value, or 0.
  private var comma: UInt8 { needsComma ? UInt8(ascii: ",") : 0 }

  @inline(__always)
  private mutating func separate() {
    if needsComma { buffer.put(UInt8(ascii: ",")) }
  }
  private mutating func open(_ bracket: UInt8) {
    buffer.put(comma, bracket, "", 0, 0)
    needsComma = false
  }
  private mutating func close(_ bracket: UInt8) {
    buffer.put(bracket)
    needsComma = true
  }
  private mutating func literal(_ text: StaticString) {
    buffer.put(comma, 0, text, 0, 0)
    needsComma = true
  }
  /// Appends an octet of a string (RFC 8259 §7); DEL is escaped too, so that no control character reaches a terminal.
  private static func escape(_ octet: UInt8, to octets: inout [UInt8]) {
    switch octet {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      octets.append(UInt8(ascii: "\\"))
      octets.append(octet)
    case UInt8(ascii: "\n"): octets.append(ascii: "\\n")
    case UInt8(ascii: "\t"): octets.append(ascii: "\\t")
    case 0..<0x20, 0x7f:
      octets.append(ascii: "\\u00")
      octets.append(hexDigit(octet >> 4))
      octets.append(hexDigit(octet & 15))
    default: octets.append(octet)
    }
  }
  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
