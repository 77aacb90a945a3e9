extension Array {
  /// Forgets the elements and keeps their storage. Most arrays of a story are empty already: that is asked in place.
  @inlinable @inline(always) package mutating func clear() {
    if !isEmpty { empty() }
  }

  /// Many others hold one element: that is asked first, because `removeAll` does not.
  @inlinable @inline(never) package mutating func empty() {
    if count == 1 { removeLast() } else { removeAll(keepingCapacity: true) }
  }
}
