/// What is wrong with a script, and where.
public struct ScriptError: Error, Equatable, CustomStringConvertible {
  /// Line, from 1.
  public var line: Int
  /// Column, from 1, in characters.
  public var column: Int
  /// What would be right there.
  public var expected: String
  /// What is there; empty at the end of the line.
  public var found: String

  /// What is wrong, and where.
  public init(line: Int, column: Int, expected: String, found: String) {
    self.line = line
    self.column = column
    self.expected = expected
    self.found = found
  }

  /// One sentence.
  public var description: String {
    "line \(line), column \(column): expected \(expected), found \(found.isEmpty ? "the end of the line" : "‘\(found)’")"
  }
}
