extension Array {
  /// Forgets the elements and keeps their storage. Most arrays of a story are empty already, or hold one element: that is
  /// asked first, because `removeAll` does not.
  @inlinable package mutating func clear() {
    if isEmpty { return }
    if count == 1 { removeLast() } else { removeAll(keepingCapacity: true) }
  }
}
