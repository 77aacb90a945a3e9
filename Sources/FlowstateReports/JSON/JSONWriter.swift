import FlowstateCore

/// Writes JSON into a buffer of UTF-8 octets: no `String` and no allocation per value.
///
/// Commas follow from the order of calls; matching of begin and end is the caller's duty. What is written in line is
/// known when compiling, names above all, and shrinks to the stores of its octets.
public struct JSONWriter: ~Copyable {
  private var buffer = OctetBuffer(capacity: 80 * 1024)
  private var needsComma = false

  /// An empty buffer.
  public init() {}

  /// What was written since the last `removeAll`.
  public var bytes: [UInt8] { buffer.octets }
  /// How many octets that is.
  public var count: Int { buffer.count }

  /// Hands what was written over, forgets it, and stays inside the value that is being written.
  public mutating func handOver(to output: any ReportOutput) {
    buffer.lend { output.write($0) }
    buffer.removeAll()
  }

  /// Forgets what was written and keeps the storage.
  public mutating func removeAll() {
    buffer.removeAll()
    needsComma = false
  }

  // MARK: structure

  /// Begins an object, as a value.
  @inline(__always)
  public mutating func beginObject() { open(UInt8(ascii: "{")) }
  /// Ends an object.
  @inline(__always)
  public mutating func endObject() { close(UInt8(ascii: "}")) }
  /// Begins an array, as a value.
  @inline(__always)
  public mutating func beginArray() { open(UInt8(ascii: "[")) }
  /// Ends an array.
  @inline(__always)
  public mutating func endArray() { close(UInt8(ascii: "]")) }
  /// Ends a line between two values of a stream of JSON lines.
  public mutating func endLine() {
    buffer.append(UInt8(ascii: "\n"))
    needsComma = false
  }
  /// Writes the name of the next value.
  @inline(__always)
  public mutating func key(_ name: StaticString) {
    separate()
    buffer.append(UInt8(ascii: "\""))
    buffer.append(ascii: name)
    buffer.append(ascii: "\":")
    needsComma = false
  }
  /// Writes the name of the next value, for names that are data.
  public mutating func key(named name: String) {
    string(name)
    buffer.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a name and a text that is known to need no escapes.
  @inline(__always)
  public mutating func word(_ name: StaticString, _ text: StaticString) {
    key(name)
    word(text)
  }

  // MARK: values

  /// Writes `null`.
  @inline(__always)
  public mutating func null() { literal("null") }
  /// Writes `true` or `false`.
  public mutating func boolean(_ value: Bool) { if value { literal("true") } else { literal("false") } }
  /// Writes a whole number.
  @inline(__always)
  public mutating func integer(_ value: some FixedWidthInteger) {
    separate()
    buffer.append(magnitude: UInt64(truncatingIfNeeded: value.magnitude), isNegative: value < 0)
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
      buffer.append(magnitude: value.magnitude, decimals: min(decimals, 18), isNegative: value < 0)
    } else {
      buffer.append(magnitude: value.magnitude, isNegative: value < 0)
    }
    needsComma = true
  }
  /// Writes text that is known to need no escapes.
  @inline(__always)
  public mutating func word(_ text: StaticString) {
    separate()
    buffer.append(quoted: text)
    needsComma = true
  }
  /// Writes text.
  public mutating func string(_ text: String) { quoted { $0.append(escaped: text) } }
  /// Writes ASCII text that is known to need no escapes, appended by the caller's function.
  @inline(__always)
  public mutating func quoted(_ append: (inout OctetBuffer) -> Void) {
    separate()
    buffer.append(UInt8(ascii: "\""))
    append(&buffer)
    buffer.append(UInt8(ascii: "\""))
    needsComma = true
  }
  /// Writes octets that are a JSON value already, on a line of their own.
  public mutating func rawLine(_ value: [UInt8]) {
    separate()
    buffer.append(UInt8(ascii: "\n"))
    buffer.append(contentsOf: value)
    needsComma = true
  }

  // MARK: parts

  @inline(__always)
  private mutating func separate() {
    if needsComma { buffer.append(UInt8(ascii: ",")) }
  }
  @inline(__always)
  private mutating func open(_ bracket: UInt8) {
    separate()
    buffer.append(bracket)
    needsComma = false
  }
  @inline(__always)
  private mutating func close(_ bracket: UInt8) {
    buffer.append(bracket)
    needsComma = true
  }
  @inline(__always)
  private mutating func literal(_ text: StaticString) {
    separate()
    buffer.append(ascii: text)
    needsComma = true
  }
}
