extension Array {
  /// Forgets the elements and keeps their storage. Most arrays of a story are empty already: that is asked first, because
  /// `removeAll` does not.
  @inlinable package mutating func clear() {
    if !isEmpty { removeAll(keepingCapacity: true) }
  }
}
