import FlowstateCore

/// One word of a script and where it stands.
struct Word {
  /// The characters.
  var text: String
  /// Column of the first one, from 1.
  var column: Int
}

/// The words of one line, read from left to right.
struct ScriptLine {
  /// Line of the script, from 1.
  let number: Int
  private let words: [Word]
  private var next = 0
  private let endColumn: Int

  /// Splits a line at white space. `#` begins a comment; `"…"` is one word; `(…)` is a remark and dropped.
  init(_ text: Substring, number: Int) throws(ScriptError) {
    self.number = number
    let characters = Array(text)
    var words: [Word] = []
    var at = 0
    while at < characters.count {
      let start = at
      switch characters[at] {
      case let character where character.isWhitespace:
        at += 1
        continue
      case "#":
        at = characters.count
        continue
      case let opening where opening == "\"" || opening == "(":
        let closing: Character = opening == "\"" ? "\"" : ")"
        repeat { at += 1 } while at < characters.count && characters[at] != closing
        guard at < characters.count else {
          throw ScriptError(line: number, column: characters.count + 1, expected: "‘\(closing)’", found: "")
        }
        at += 1
        if opening == "(" { continue }
      default:
        while at < characters.count, !characters[at].isWhitespace { at += 1 }
      }
      words.append(Word(text: String(characters[start..<at]), column: start + 1))
    }
    self.words = words
    endColumn = characters.count + 1
  }

  /// The word to be read next; `nil` at the end.
  var peek: Word? { next < words.count ? words[next] : nil }
  /// Whether a word stands anywhere in the line.
  func contains(_ texts: Set<String>) -> Bool { words.contains { texts.contains($0.text) } }

  /// The next word, whatever it is.
  mutating func take(_ expected: String) throws(ScriptError) -> Word {
    guard let word = peek else { throw error(expected) }
    next += 1
    return word
  }

  /// Reads a word if it is this one.
  mutating func accept(_ text: String) -> Bool {
    guard peek?.text == text else { return false }
    next += 1
    return true
  }

  /// The next word, made into a value.
  mutating func take<Value>(_ expected: String, _ make: (String) -> Value?) throws(ScriptError) -> Value {
    guard let word = peek, let value = make(word.text) else { throw error(expected) }
    next += 1
    return value
  }

  /// A mark such as `@a`, without its `@`.
  mutating func mark(_ expected: String) throws(ScriptError) -> String {
    try take(expected) { $0.first == "@" && $0.count > 1 ? String($0.dropFirst()) : nil }
  }

  /// A whole number that fits.
  mutating func number<Value: FixedWidthInteger>(_ expected: String, as type: Value.Type) throws(ScriptError) -> Value {
    try take("\(expected), \(Value.min)...\(Value.max)") { Value($0) }
  }

  /// The line must end here.
  func finish(_ expected: String) throws(ScriptError) { if peek != nil { throw error(expected) } }

  /// An error at the next word.
  func error(_ expected: String) -> ScriptError {
    ScriptError(line: number, column: peek?.column ?? endColumn, expected: expected, found: peek?.text ?? "")
  }
}

extension State {
  /// The state with the RFC's name.
  init?(named name: String) {
    guard let state = State.allCases.first(where: { $0.name.description == name }) else { return nil }
    self = state
  }
}

/// Seconds in decimal, up to nine digits after the point, as nanoseconds.
func nanoseconds(_ text: some StringProtocol) -> Nanoseconds? {
  let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
  guard let whole = parts.first, let seconds = UInt32(whole), whole.first != "+" else { return nil }
  guard parts.count == 2 else { return Nanoseconds(seconds) * .second }
  guard (1...9).contains(parts[1].count), parts[1].first != "+", let digits = UInt32(parts[1]) else { return nil }
  var fraction = Nanoseconds(digits)
  for _ in parts[1].count..<9 { fraction *= 10 }
  return Nanoseconds(seconds) * .second + fraction
}

/// Octets in hexadecimal digits.
func octets(_ text: some StringProtocol) -> [UInt8]? {
  guard !text.isEmpty, text.utf8.count.isMultiple(of: 2) else { return nil }
  var result: [UInt8] = []
  var high: UInt8?
  for character in text {
    guard let digit = character.hexDigitValue.map({ UInt8($0) }) else { return nil }
    if let first = high {
      result.append(first << 4 | digit)
      high = nil
    } else {
      high = digit
    }
  }
  return result
}
