import CFlowstateShims
import Glibc

/// Values of one kind in reserved address space: addressed by a 32-bit index, never moved, freed ones used again.
///
/// One of the few places with unsafe code. Invariants: `base` maps `capacity` strides for the arena's whole life; an
/// index is handed out by `allocate` only, and every index below `count` was initialized by it; `Element` is
/// `BitwiseCopyable`, so memory is used again without being destroyed. Index 0 is never handed out: it means "none".
/// An arena that halves another's places (`init(halving:)`) owns no memory: it lives no longer than the other, hands out
/// only halves of places that the other reserved for it (not all below `count`), initialized by `allocate` there too, and
/// keeps them until both are told to `releaseAll`.
@safe struct Arena<Element: BitwiseCopyable>: ~Copyable {
  private let base: UnsafeMutablePointer<Element>
  private let byteCount: Int
  /// At most so many values, the unused index 0 included.
  let capacity: UInt32
  /// One past the highest index ever handed out.
  private(set) var count: UInt32 = 1
  /// Places of another arena that were halved for this one.
  private(set) var halved = 0
  /// The highest `count` before all was given back.
  private var peak: UInt32 = 1
  /// Indices that were given back, the last of them first.
  private var free: [UInt32] = []
  /// How often an index was given back by itself, modulo 2³²: while it stays the same, indices in use are still in use.
  private(set) var releases: UInt32 = 0

  /// Reserves address space for `capacity` values, or for fewer that fit into `room` octets; memory is used as they are
  /// handed out.
  init(capacity: UInt32, hugePages: Bool = false, room: Int = .max) {
    var capacity = max(min(capacity, UInt32(clamping: room / MemoryLayout<Element>.stride)), 2)
    var mapped = unsafe MAP_FAILED
    var bytes = 0
    // Where not so much is to be had, the reservation is smaller, not impossible.
    while true {
      bytes = Int(capacity) * MemoryLayout<Element>.stride
      unsafe mapped = mmap(
        nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
      if unsafe mapped != MAP_FAILED || capacity <= 1024 { break }
      capacity /= 2
    }
    guard unsafe mapped != MAP_FAILED, let memory = unsafe mapped else {
      preconditionFailure("no address space for an arena of \(bytes) bytes")
    }
    if hugePages { unsafe _ = madvise(memory, bytes, 14 /* MADV_HUGEPAGE */) }
    unsafe base = memory.bindMemory(to: Element.self, capacity: Int(capacity))
    self.capacity = capacity
    byteCount = bytes
  }

  /// An arena of values that lie in another's places, two in each.
  init<Whole>(halving whole: borrowing Arena<Whole>) {
    precondition(MemoryLayout<Element>.stride * 2 == MemoryLayout<Whole>.stride, "two take the place of one")
    unsafe base = UnsafeMutableRawPointer(whole.base).assumingMemoryBound(to: Element.self)
    capacity = whole.capacity * 2
    byteCount = 0
  }

  deinit { if byteCount > 0 { unsafe _ = munmap(base, byteCount) } }

  /// The index of a value that holds `element`, or 0 when the arena is full.
  mutating func allocate(_ element: Element) -> UInt32 {
    let index = reserve()
    guard index != 0 else { return 0 }
    store(element, at: index)
    return index
  }

  /// As `allocate`, for an arena that halves the places of `whole`.
  mutating func allocate<Whole>(_ element: Element, halving whole: inout Arena<Whole>) -> UInt32 {
    if let last = free.popLast() {
      store(element, at: last)
      return last
    }
    let place = whole.reserve()
    guard place != 0 else { return 0 }
    halved += 1
    count = max(count, place * 2 + 2)
    free.append(place * 2 + 1)
    store(element, at: place * 2)
    return place * 2
  }

  /// The index of a value that is not there yet, or 0 when the arena is full.
  private mutating func reserve() -> UInt32 {
    if let last = free.popLast() { return last }
    guard count < capacity else { return 0 }
    count &+= 1
    return count &- 1
  }

  /// The memory is bound anew: another arena may have had it meanwhile.
  @inline(__always)
  private mutating func store(_ element: Element, at index: UInt32) {
    unsafe UnsafeMutableRawPointer(base + Int(index)).bindMemory(to: Element.self, capacity: 1).initialize(to: element)
  }

  /// Gives a value back.
  mutating func release(_ index: UInt32) {
    free.append(index)
    releases &+= 1
  }

  /// Gives all values back but the first `kept` ones, without touching them.
  mutating func releaseAll(but kept: UInt32 = 0) {
    peak = max(peak, count)
    count = min(count, kept &+ 1)
    halved = 0
    free = []
  }

  /// The most values that were ever in use at a time.
  var most: Int { Int(max(peak, count)) - 1 }

  /// Values in use.
  var live: Int { (byteCount == 0 ? halved * 2 : Int(count) - 1) - free.count }

  subscript(index: UInt32) -> Element {
    @inline(__always)
    unsafeAddress {
      assert(index > 0 && index < count, "an arena index comes from allocate")
      return unsafe UnsafePointer(base + Int(index))
    }
    @inline(__always)
    unsafeMutableAddress {
      assert(index > 0 && index < count, "an arena index comes from allocate")
      return unsafe base + Int(index)
    }
  }

  /// The memory of a value, for those who store it as octets: they keep to its stride.
  @inline(__always)
  func memory(of index: UInt32) -> UnsafeMutableRawPointer {
    assert(index > 0 && index < count, "an arena index comes from allocate")
    return unsafe UnsafeMutableRawPointer(base + Int(index))
  }

  /// The index that `allocate` hands out next, while there is one.
  @inline(__always) var following: UInt32 { free.last ?? count }

  /// Asks the processor to load a value that is about to be changed; any index is harmless.
  @inline(__always)
  func prefetch(_ index: UInt32, offset: Int = 0) {
    unsafe flowstate_prefetch_write(UnsafeRawPointer(base + Int(index)) + offset)
  }
}
