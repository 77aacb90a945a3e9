/// A growing piece of text: room is made once for each value, and then its octets are stored without further questions.
///
/// One of the few places with unsafe code. Invariant: behind the `count` octets written, `storage` holds as many as
/// `store` was asked for; its `body` writes no more than that.
@safe struct OctetBuffer: Sendable {
  private var storage: [UInt8]
  /// Octets written.
  private(set) var count = 0

  init(capacity: Int) { storage = [UInt8](repeating: 0, count: max(capacity, 64)) }

  /// The octets written.
  var octets: [UInt8] { [UInt8](storage[..<count]) }

  /// Forgets what was written and keeps the storage.
  mutating func removeAll() { count = 0 }

  /// Makes room for so many octets, and has them stored: `body` returns how many they were.
  @inline(__always)
  private mutating func store(atMost room: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
    if count &+ room > storage.count { grow(room) }
    let start = count
    var stored = 0
    unsafe storage.withUnsafeMutableBufferPointer { octets in
      guard let base = octets.baseAddress else { return }
      stored = unsafe body(base + start)
    }
    count = start &+ stored
  }

  @inline(never)
  private mutating func grow(_ room: Int) {
    storage.append(contentsOf: repeatElement(0, count: max(storage.count, room)))
  }

  /// Appends one octet.
  @inline(__always)
  mutating func put(_ octet: UInt8) {
    unsafe store(atMost: 1) { place in
      unsafe place[0] = octet
      return 1
    }
  }

  /// Appends a literal between two octets each of which may be none (0), and one more behind them.
  @inline(__always)
  mutating func put(_ before: UInt8, _ quote: UInt8, _ text: StaticString, _ end: UInt8, _ after: UInt8) {
    unsafe store(atMost: text.utf8CodeUnitCount &+ 12) { place in
      var at = 0
      unsafe Self.add(before, to: place, &at)
      unsafe Self.add(quote, to: place, &at)
      unsafe Self.add(text, to: place, &at)
      unsafe Self.add(end, to: place, &at)
      unsafe Self.add(after, to: place, &at)
      return at
    }
  }

  /// Appends `"name":"word"`, and an octet before it that may be none (0).
  @inline(__always)
  mutating func put(_ before: UInt8, name: StaticString, word: StaticString) {
    unsafe store(atMost: name.utf8CodeUnitCount &+ word.utf8CodeUnitCount &+ 20) { place in
      var at = 0
      unsafe Self.add(before, to: place, &at)
      unsafe Self.add(UInt8(ascii: "\""), to: place, &at)
      unsafe Self.add(name, to: place, &at)
      unsafe Self.add(UInt8(ascii: "\""), to: place, &at)
      unsafe Self.add(UInt8(ascii: ":"), to: place, &at)
      unsafe Self.add(UInt8(ascii: "\""), to: place, &at)
      unsafe Self.add(word, to: place, &at)
      unsafe Self.add(UInt8(ascii: "\""), to: place, &at)
      return at
    }
  }

  @inline(__always)
  private static func add(_ octet: UInt8, to place: UnsafeMutablePointer<UInt8>, _ at: inout Int) {
    unsafe place[at] = octet
    if octet != 0 { at &+= 1 }
  }

  /// Copies a literal. It lives as long as the program, and `utf8CodeUnitCount` octets stand at its start. Words of 8
  /// octets overlap at its end: most are too short to be worth a call.
  @inline(__always)
  private static func add(_ text: StaticString, to place: UnsafeMutablePointer<UInt8>, _ at: inout Int) {
    let length = text.utf8CodeUnitCount
    let source = unsafe UnsafeRawPointer(text.utf8Start)
    let target = unsafe UnsafeMutableRawPointer(place + at)
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
      for offset in 0..<length { unsafe place[at &+ offset] = text.utf8Start[offset] }
    }
    at &+= length
  }

  /// Appends octets.
  mutating func put(_ octets: [UInt8]) {
    unsafe store(atMost: octets.count) { place in
      unsafe octets.withUnsafeBufferPointer { source in
        if let base = source.baseAddress { unsafe place.update(from: base, count: source.count) }
      }
      return octets.count
    }
  }

  /// Appends a whole number in decimal.
  @inline(__always)
  mutating func put(magnitude: UInt64, isNegative: Bool) {
    unsafe store(atMost: 21) { place in
      unsafe place[0] = UInt8(ascii: "-")
      let sign = isNegative ? 1 : 0
      return unsafe sign &+ Self.write(magnitude, digits: 1, to: place + sign)
    }
  }

  /// Appends `magnitude`·10^−`decimals`, 1...18 decimals.
  mutating func put(magnitude: UInt64, decimals: Int, isNegative: Bool) {
    // Microseconds are what nearly every capture has: a division by a constant is a multiplication.
    if decimals == 6 {
      put(whole: magnitude / 1_000_000, fraction: magnitude % 1_000_000, decimals: 6, isNegative: isNegative)
      return
    }
    var scale: UInt64 = 1
    for _ in 0..<decimals { scale &*= 10 }
    put(whole: magnitude / scale, fraction: magnitude % scale, decimals: decimals, isNegative: isNegative)
  }

  @inline(__always)
  private mutating func put(whole: UInt64, fraction: UInt64, decimals: Int, isNegative: Bool) {
    unsafe store(atMost: 42) { place in
      unsafe place[0] = UInt8(ascii: "-")
      var at = isNegative ? 1 : 0
      unsafe at &+= Self.write(whole, digits: 1, to: place + at)
      unsafe place[at] = UInt8(ascii: ".")
      at &+= 1
      return unsafe at &+ Self.write(fraction, digits: decimals, to: place + at)
    }
  }

  /// Writes at least so many decimal digits, filled with zeros at the left; how many they were, 20 at most.
  @inline(__always)
  private static func write(_ value: UInt64, digits least: Int, to place: UnsafeMutablePointer<UInt8>) -> Int {
    var length = 1
    var bound: UInt64 = 10
    while length < 20, value >= bound {
      length &+= 1
      if length < 20 { bound &*= 10 }
    }
    length = max(length, least)
    var rest = value
    var at = length
    while at > 0 {
      at &-= 1
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      unsafe place[at] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit)
      rest = quotient
    }
    return length
  }
}
