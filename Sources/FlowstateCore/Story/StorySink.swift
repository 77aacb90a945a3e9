/// Who takes finished connections from the analyzer.
public protocol StorySink: ~Copyable {
  /// Takes a connection whose story nothing can change any more. Called in the order of that moment.
  mutating func take(_ story: borrowing ConnectionStory)
}
