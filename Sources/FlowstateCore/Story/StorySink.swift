/// Who takes finished connections from the analyzer.
public protocol StorySink: ~Copyable {
  /// Takes a connection whose story nothing can change any more. Called in the order of that moment.
  mutating func take(_ story: borrowing ConnectionStory)
  /// Whether ordinary connections may come in brief (`ConnectionStory.Brief`): for who counts them and shows none.
  var takesBrief: Bool { get }
}

extension StorySink where Self: ~Copyable {
  /// No.
  public var takesBrief: Bool { false }
}
