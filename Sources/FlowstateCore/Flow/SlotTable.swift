import CFlowstateShims
import Glibc

/// Open addressing from a hash to the index of a record: 8-byte slots of tag (32 bits of hash) and index.
///
/// One of the few places with unsafe code. Invariants: `slots` maps `mask + 1` slots, a power of two; every access is
/// masked; at least three eighths of the slots are empty, so that each probe ends. An empty slot is 0, which no entry is,
/// because index 0 is never used. Deletion shifts entries back, so there are no tombstones.
@safe struct SlotTable: ~Copyable {
  private var slots: UnsafeMutablePointer<UInt64>
  private var mask: UInt32
  /// Entries in the table.
  private(set) var count: UInt32 = 0

  /// A table of `2^bits` slots to begin with.
  init(bits: Int = 14) {
    mask = UInt32(1 << bits) - 1
    unsafe slots = SlotTable.map(1 << bits)
  }

  deinit { unsafe _ = munmap(slots, (Int(mask) + 1) * 8) }

  private static func map(_ count: Int) -> UnsafeMutablePointer<UInt64> {
    let mapped = unsafe mmap(
      nil, count * 8, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard unsafe mapped != MAP_FAILED, let memory = unsafe mapped else {
      preconditionFailure("no memory for \(count) slots")
    }
    if count >= 1 << 18 { unsafe _ = madvise(memory, count * 8, 14 /* MADV_HUGEPAGE */) }
    return unsafe memory.bindMemory(to: UInt64.self, capacity: count)
  }

  /// Asks the processor to load the first slot of a hash.
  @inline(__always)
  func prefetch(_ hash: UInt32) { unsafe flowstate_prefetch_read(slots + Int(hash & mask)) }

  /// The first index with a hash; 0 for none. For prefetching only.
  @inline(__always)
  func candidate(_ hash: UInt32) -> UInt32 {
    var probe = Probe(hash)
    return next(&probe) ?? 0
  }

  /// A walk over the entries of one hash.
  struct Probe {
    let hash: UInt32
    fileprivate var step: UInt32 = 0
    init(_ hash: UInt32) { self.hash = hash }
  }

  /// The index of the next entry with the probe's hash; `nil` when there is none.
  @inline(__always)
  func next(_ probe: inout Probe) -> UInt32? {
    while true {
      let slot = unsafe slots[Int((probe.hash &+ probe.step) & mask)]
      if slot == 0 { return nil }
      probe.step &+= 1
      if UInt32(truncatingIfNeeded: slot >> 32) == probe.hash { return UInt32(truncatingIfNeeded: slot) }
    }
  }

  /// Adds an entry that is not there yet.
  mutating func insert(_ hash: UInt32, _ index: UInt32) {
    if count >= limit { grow() }
    place(UInt64(hash) << 32 | UInt64(index))
    count &+= 1
  }

  /// Entries at which the table grows: live connections are its newest entries, whose probes are the longest, so half of
  /// it stays empty; a little less of a large one, for its memory.
  private var limit: UInt32 { mask < 1 << 22 ? mask >> 1 : (mask >> 3) &* 5 }

  private mutating func place(_ slot: UInt64) {
    var position = UInt32(truncatingIfNeeded: slot >> 32) & mask
    while unsafe slots[Int(position)] != 0 { position = (position &+ 1) & mask }
    unsafe slots[Int(position)] = slot
  }

  /// Removes the entry of a hash and an index.
  mutating func remove(_ hash: UInt32, _ index: UInt32) {
    let wanted = UInt64(hash) << 32 | UInt64(index)
    var hole = hash & mask
    while unsafe slots[Int(hole)] != wanted {
      if unsafe slots[Int(hole)] == 0 { return }
      hole = (hole &+ 1) & mask
    }
    count &-= 1
    // Entries behind the hole move up when the hole lies on their way from their first slot.
    var position = (hole &+ 1) & mask
    while true {
      let slot = unsafe slots[Int(position)]
      if slot == 0 { break }
      let home = UInt32(truncatingIfNeeded: slot >> 32) & mask
      if ((position &- home) & mask) >= ((position &- hole) & mask) {
        unsafe slots[Int(hole)] = slot
        hole = position
      }
      position = (position &+ 1) & mask
    }
    unsafe slots[Int(hole)] = 0
  }

  /// Puts another index in the place of one.
  mutating func replace(_ hash: UInt32, _ old: UInt32, by new: UInt32) {
    let wanted = UInt64(hash) << 32 | UInt64(old)
    var position = hash & mask
    while unsafe slots[Int(position)] != wanted {
      if unsafe slots[Int(position)] == 0 { return }
      position = (position &+ 1) & mask
    }
    unsafe slots[Int(position)] = UInt64(hash) << 32 | UInt64(new)
  }

  /// Removes all entries.
  mutating func removeAll() {
    unsafe _ = munmap(slots, (Int(mask) + 1) * 8)
    mask = UInt32(1 << 14) - 1
    unsafe slots = SlotTable.map(1 << 14)
    count = 0
  }

  /// How many slots there are.
  var slotCount: Int { Int(mask) + 1 }

  /// The index in a slot, 0 in an empty one: for a walk over all entries, in no order that means anything.
  @inline(__always)
  func index(at slot: Int) -> UInt32 {
    precondition(slot >= 0 && slot < slotCount)
    return unsafe UInt32(truncatingIfNeeded: slots[slot])
  }

  private mutating func grow() {
    let old = unsafe slots
    let oldCount = Int(mask) + 1
    mask = mask &* 2 &+ 1
    unsafe slots = SlotTable.map(oldCount * 2)
    for position in 0..<oldCount where unsafe old[position] != 0 { unsafe place(old[position]) }
    unsafe _ = munmap(old, oldCount * 8)
  }
}
