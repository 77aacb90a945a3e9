import FlowstateCore

/// Writes JSON into a buffer of UTF-8 octets: no `String` and no allocation per value.
///
/// Commas follow from the order of calls; matching of begin and end is the caller's duty.
public struct JSONWriter: Sendable {
  /// What was written since the last `removeAll`.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// An empty buffer.
  public init() { bytes.reserveCapacity(64 * 1024) }

  /// Forgets what was written and keeps the storage.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// Forgets the octets, which were handed on, and stays inside the value that is being written.
  public mutating func handedOn() { bytes.removeAll(keepingCapacity: true) }

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
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }
  /// Writes the name of the next value.
  public mutating func key(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(ascii: name)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }
  /// Writes the name of the next value, for names that are data.
  public mutating func key(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  // MARK: values

  /// Writes `null`.
  public mutating func null() { literal("null") }
  /// Writes `true` or `false`.
  public mutating func boolean(_ value: Bool) { literal(value ? "true" : "false") }
  /// Writes a whole number.
  public mutating func integer(_ value: some FixedWidthInteger) {
    separate()
    bytes.append(decimal: value)
    needsComma = true
  }
  /// Writes seconds as a decimal number with at least so many digits after the point, exactly.
  public mutating func seconds(_ value: Nanoseconds, decimals: Int) {
    separate()
    bytes.append(seconds: value, decimals: decimals)
    needsComma = true
  }
  /// Writes `value`·10^−`decimals`.
  public mutating func decimal(_ value: Int64, decimals: Int) {
    separate()
    bytes.append(fixedPoint: value, decimals: decimals)
    needsComma = true
  }
  /// Writes text that is known to need no escapes.
  public mutating func word(_ text: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(ascii: text)
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }
  /// Writes text.
  public mutating func string(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    for octet in text.utf8 { escape(octet) }
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }
  /// Writes ASCII text that is known to need no escapes, appended by the caller's function.
  public mutating func quoted(_ append: (inout [UInt8]) -> Void) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    append(&bytes)
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }
  /// Writes octets that are a JSON value already, on a line of their own.
  public mutating func rawLine(_ value: [UInt8]) {
    separate()
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: value)
    needsComma = true
  }

  // MARK: parts

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }
  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }
  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }
  private mutating func literal(_ text: StaticString) {
    separate()
    bytes.append(ascii: text)
    needsComma = true
  }
  /// Appends an octet of a string (RFC 8259 §7); DEL is escaped too, so that no control character reaches a terminal.
  private mutating func escape(_ octet: UInt8) {
    switch octet {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(octet)
    case UInt8(ascii: "\n"): bytes.append(ascii: "\\n")
    case UInt8(ascii: "\t"): bytes.append(ascii: "\\t")
    case 0..<0x20, 0x7f:
      bytes.append(ascii: "\\u00")
      bytes.append(hexDigit(octet >> 4))
      bytes.append(hexDigit(octet & 15))
    default: bytes.append(octet)
    }
  }
  private func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
