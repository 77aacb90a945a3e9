/// Text that grows by single octets: a buffer of a report, or an array.
public protocol OctetSink: ~Copyable {
  /// Appends an octet.
  mutating func append(_ octet: UInt8)
  /// Appends the octets of a literal.
  mutating func append(ascii text: StaticString)
}

extension [UInt8]: OctetSink {
  /// Appends the octets of a literal.
  @inlinable public mutating func append(ascii text: StaticString) {
    // A `StaticString` literal lives as long as the program, and `utf8CodeUnitCount` octets stand at its start.
    unsafe append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}

/// A growing piece of text: room is made once for each value, and then its octets are stored without further questions.
///
/// One of the few places with unsafe code. Invariant: `start` has room for `capacity` octets, the first `count` of which
/// are initialized, and belongs to this buffer alone; what writes to `place(for:)` writes no more than it asked for.
@safe public struct OctetBuffer: ~Copyable, OctetSink {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// Octets written.
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = max(capacity, 64)
    unsafe start = .allocate(capacity: self.capacity)
  }

  deinit { unsafe start.deallocate() }

  /// The octets written.
  var octets: [UInt8] { unsafe [UInt8](UnsafeBufferPointer(start: start, count: count)) }

  /// Lends the octets written.
  func lend(_ body: (Span<UInt8>) -> Void) {
    let octets = unsafe UnsafeBufferPointer(start: start, count: count)
    unsafe body(Span(_unsafeElements: octets))
  }

  /// Forgets what was written and keeps the storage.
  mutating func removeAll() { count = 0 }

  /// Where the next octets go, with room for so many.
  @inline(__always)
  private mutating func place(for room: Int) -> UnsafeMutablePointer<UInt8> {
    if count &+ room > capacity { grow(room) }
    return unsafe start + count
  }

  @inline(never)
  private mutating func grow(_ room: Int) {
    capacity = max(capacity * 2, count + room)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    unsafe larger.moveInitialize(from: start, count: count)
    unsafe start.deallocate()
    unsafe start = larger
  }

  // MARK: octets and literals

  /// Appends an octet.
  @inline(__always)
  public mutating func append(_ octet: UInt8) {
    unsafe place(for: 1)[0] = octet
    count &+= 1
  }

  /// Appends the octets of a literal. Where it is known when compiling, nothing is left but to store its words.
  @inline(__always)
  public mutating func append(ascii text: StaticString) {
    let place = unsafe place(for: text.utf8CodeUnitCount)
    unsafe Self.copy(text.utf8Start, text.utf8CodeUnitCount, to: place)
    count &+= text.utf8CodeUnitCount
  }

  /// Appends the octets of a literal between quotation marks, for literals that are chosen at run time.
  @inline(never)
  mutating func append(quoted text: StaticString) {
    let length = text.utf8CodeUnitCount
    let place = unsafe place(for: length &+ 2)
    unsafe place[0] = UInt8(ascii: "\"")
    unsafe Self.copy(text.utf8Start, length, to: place + 1)
    unsafe place[length &+ 1] = UInt8(ascii: "\"")
    count &+= length &+ 2
  }

  /// Appends octets.
  mutating func append(contentsOf octets: [UInt8]) {
    let place = unsafe place(for: octets.count)
    unsafe octets.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { unsafe place.update(from: base, count: source.count) }
    }
    count &+= octets.count
  }

  /// Copies octets. Words of 8 octets overlap at the end: most texts are too short to be worth a call.
  @inline(__always)
  private static func copy(_ source: UnsafePointer<UInt8>, _ length: Int, to place: UnsafeMutablePointer<UInt8>) {
    let source = unsafe UnsafeRawPointer(source)
    let target = UnsafeMutableRawPointer(place)
    if length >= 8 {
      var offset = 0
      while offset &+ 8 < length {
        unsafe target.storeBytes(
          of: source.loadUnaligned(fromByteOffset: offset, as: UInt64.self), toByteOffset: offset, as: UInt64.self)
        offset &+= 8
      }
      let last = length &- 8
      unsafe target.storeBytes(
        of: source.loadUnaligned(fromByteOffset: last, as: UInt64.self), toByteOffset: last, as: UInt64.self)
    } else if length >= 4 {
      unsafe target.storeBytes(of: source.loadUnaligned(fromByteOffset: 0, as: UInt32.self), as: UInt32.self)
      let last = length &- 4
      unsafe target.storeBytes(
        of: source.loadUnaligned(fromByteOffset: last, as: UInt32.self), toByteOffset: last, as: UInt32.self)
    } else {
      for offset in 0..<length { unsafe place[offset] = source.load(fromByteOffset: offset, as: UInt8.self) }
    }
  }

  // MARK: strings of JSON

  /// Appends text as it stands in a JSON string (RFC 8259 §7).
  mutating func append(escaped text: String) {
    var text = text
    text.withUTF8 { octets in
      guard let source = octets.baseAddress else { return }
      // The longest escape takes six octets.
      let room = unsafe place(for: octets.count &* 6)
      var written = 0
      var index = 0
      while index < octets.count {
        if index &+ 8 <= octets.count {
          let word = unsafe UnsafeRawPointer(source + index).loadUnaligned(as: UInt64.self)
          if Self.isPlain(word) {
            unsafe UnsafeMutableRawPointer(room + written).storeBytes(of: word, as: UInt64.self)
            written &+= 8
            index &+= 8
            continue
          }
        }
        written &+= unsafe Self.escape(source[index], to: room + written)
        index &+= 1
      }
      count &+= written
    }
  }

  /// Whether none of eight octets needs an escape. It may say no where one follows another that needs one.
  @inline(__always)
  private static func isPlain(_ word: UInt64) -> Bool {
    let each: UInt64 = 0x0101_0101_0101_0101
    func hasZero(_ word: UInt64) -> UInt64 { (word &- each) & ~word }
    let control = (word &- each &* 0x20) & ~word
    let marks = hasZero(word ^ each &* 0x22) | hasZero(word ^ each &* 0x5c) | hasZero(word ^ each &* 0x7f)
    return (control | marks) & (each &* 0x80) == 0
  }

  /// Writes an octet of a string; DEL is escaped too, so that no control character reaches a terminal.
  @inline(__always)
  private static func escape(_ octet: UInt8, to place: UnsafeMutablePointer<UInt8>) -> Int {
    switch octet {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      unsafe place[0] = UInt8(ascii: "\\")
      unsafe place[1] = octet
      return 2
    case UInt8(ascii: "\n"), UInt8(ascii: "\t"):
      unsafe place[0] = UInt8(ascii: "\\")
      unsafe place[1] = octet == UInt8(ascii: "\n") ? UInt8(ascii: "n") : UInt8(ascii: "t")
      return 2
    case 0..<0x20, 0x7f:
      unsafe copy(("\\u00" as StaticString).utf8Start, 4, to: place)
      unsafe place[4] = hexDigit(octet >> 4)
      unsafe place[5] = hexDigit(octet & 15)
      return 6
    default:
      unsafe place[0] = octet
      return 1
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  // MARK: numbers

  /// Appends a whole number in decimal.
  @inline(__always)
  mutating func append(magnitude: UInt64, isNegative: Bool) {
    if isNegative { append(UInt8(ascii: "-")) }
    if magnitude < 10 {
      append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: magnitude))
    } else {
      appendDigits(magnitude, atLeast: 2)
    }
  }

  /// Appends `magnitude`·10^−`decimals`, 1...18 decimals.
  mutating func append(magnitude: UInt64, decimals: Int, isNegative: Bool) {
    // Microseconds are what nearly every capture has: a division by a constant is a multiplication.
    if decimals == 6 {
      let (whole, fraction) = magnitude.quotientAndRemainder(dividingBy: 1_000_000)
      append(magnitude: whole, isNegative: isNegative)
      append(UInt8(ascii: "."))
      appendDigits(fraction, atLeast: 6)
      return
    }
    var scale: UInt64 = 1
    for _ in 0..<decimals { scale &*= 10 }
    append(magnitude: magnitude / scale, isNegative: isNegative)
    append(UInt8(ascii: "."))
    appendDigits(magnitude % scale, atLeast: decimals)
  }

  /// Appends at least so many decimal digits (1...20), filled with zeros at the left.
  @inline(never)
  private mutating func appendDigits(_ value: UInt64, atLeast least: Int) {
    let pairs: StaticString = """
      0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
      5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
      """
    let length = max(least, Self.digits(of: value))
    let place = unsafe place(for: length)
    var rest = value
    var at = length
    while at >= 2 {
      at &-= 2
      let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
      let digits = unsafe UnsafeRawPointer(pairs.utf8Start).loadUnaligned(
        fromByteOffset: 2 &* Int(truncatingIfNeeded: pair), as: UInt16.self)
      unsafe UnsafeMutableRawPointer(place + at).storeBytes(of: digits, as: UInt16.self)
      rest = quotient
    }
    if at == 1 { unsafe place[0] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest) }
    count &+= length
  }

  /// How many decimal digits a number has.
  @inline(__always)
  private static func digits(of value: UInt64) -> Int {
    var length = 1
    var rest = value
    while rest >= 10_000 {
      rest /= 10_000
      length &+= 4
    }
    return length &+ (rest >= 10 ? 1 : 0) &+ (rest >= 100 ? 1 : 0) &+ (rest >= 1000 ? 1 : 0)
  }
}
