/// Who takes finished connections from the analyzer.
public protocol StorySink: ~Copyable {
  /// Takes a connection whose story nothing can change any more. Called in the order of that moment.
  ///
  /// Who keeps the story may leave another one in its place: it is filled anew for the next connection.
  mutating func take(_ story: inout ConnectionStory)
  /// Whether ordinary connections may come in brief (`ConnectionStory.Brief`): for who counts them and shows none.
  var takesBrief: Bool { get }
}

extension StorySink where Self: ~Copyable {
  /// No.
  public var takesBrief: Bool { false }
}
