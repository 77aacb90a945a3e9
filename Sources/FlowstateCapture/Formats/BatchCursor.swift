import FlowstateCore

/// Where a parser is: in the octets it was given, in the batch it fills, and in the run.
struct BatchCursor {
  /// Offset of the next unparsed octet.
  var position: Int
  /// Frames put into the batch.
  var count = 0
  /// Frames numbered in the run so far.
  var number: UInt64

  /// Passes over what is left to skip, as far as there are octets; false when some of it is still to come.
  @inline(__always)
  mutating func pass(over skip: inout UInt64, until end: Int) -> Bool {
    if skip > 0 {
      let passed = Int(min(skip, UInt64(end - position)))
      position += passed
      skip -= UInt64(passed)
    }
    return skip == 0
  }
}

/// Why a parser stopped.
enum ParseStop {
  /// The batch is full.
  case full
  /// So many octets are needed from the position on, for this part.
  case more(needed: Int, part: CaptureError.Part)
  /// What is at the position is damaged.
  case damage(CaptureError.Problem)
}

/// What interfaces of the files are numbered by, over a run: files that were written in a row by one interface give it
/// one number, so that a frame's interface means the same in all of them.
struct InterfaceRegistry {
  struct Identity: Hashable {
    var name: [UInt8]
    /// Place within its section; for files without interfaces, 0.
    var ordinal: Int
    var linkType: UInt32
  }
  private var numbers: [Identity: UInt16] = [:]

  /// The number of an interface. What comes after the 65,535th shares the last number.
  mutating func number(_ identity: Identity) -> UInt16 {
    if let known = numbers[identity] { return known }
    guard let number = UInt16(exactly: numbers.count), number < .max else { return .max }
    numbers[identity] = number
    return number
  }
}
