/// How a piece of text stands out on a terminal.
public enum Style: Sendable {
  case plain, bold, dim, heading, red, yellow, green, blue, cyan

  /// Select Graphic Rendition parameters (ECMA-48 §8.3.117); `nil` for plain text.
  var code: StaticString? {
    switch self {
    case .plain: nil
    case .bold: "1"
    case .dim: "2"
    case .heading: "1;4"
    case .red: "1;31"
    case .yellow: "33"
    case .green: "32"
    case .blue: "34"
    case .cyan: "36"
    }
  }
}

/// Lines of text for people, with columns that line up whatever the script of their text.
///
/// Control characters never reach the output: they are written as "?".
public struct TextCanvas: Sendable {
  /// What was written.
  public private(set) var bytes: [UInt8] = []
  /// Columns used on the current line.
  public private(set) var column = 0
  /// Whether a line was ended since the canvas was made.
  public private(set) var hasLines = false
  /// Whether styles are written.
  public let color: Bool

  /// An empty canvas.
  public init(color: Bool) { self.color = color }

  /// Writes text.
  public mutating func put(_ text: String, _ style: Style = .plain) {
    guard !text.isEmpty else { return }
    let code = color ? style.code : nil
    if let code {
      bytes.append(ascii: "\u{1b}[")
      bytes.append(ascii: code)
      bytes.append(ascii: "m")
    }
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        let isControl = scalar.value < 0x20 || scalar.value == 0x7f
        bytes.append(isControl ? UInt8(ascii: "?") : UInt8(truncatingIfNeeded: scalar.value))
        column += 1
        continue
      }
      let safe = scalar.properties.generalCategory == .control || isReordering(scalar) ? "?" : scalar
      bytes.append(contentsOf: Unicode.UTF8.encode(safe) ?? Unicode.UTF8.encodedReplacementCharacter)
      column += displayWidth(safe)
    }
    if code != nil { bytes.append(ascii: "\u{1b}[0m") }
  }

  /// Fills with blanks up to a column.
  public mutating func pad(to target: Int) {
    while column < target {
      bytes.append(UInt8(ascii: " "))
      column += 1
    }
  }

  /// Writes text that ends at a column.
  public mutating func put(_ text: String, endingAt target: Int, _ style: Style = .plain) {
    pad(to: target - displayWidth(text))
    put(text, style)
  }

  /// Ends the line.
  public mutating func endLine() {
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    bytes.append(UInt8(ascii: "\n"))
    column = 0
    hasLines = true
  }

  /// Writes text from the current column on, broken between words so that no line passes `width`.
  public mutating func wrap(_ text: String, width: Int, _ style: Style = .plain) {
    let indent = column
    for piece in breakable(text) {
      let blank = piece.first == " "
      if column > indent && column + displayWidth(piece) > width {
        endLine()
        pad(to: indent)
        put(blank ? String(piece.dropFirst()) : piece, style)
      } else {
        put(piece, style)
      }
    }
  }

  /// Forgets what was written.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    column = 0
  }
}

/// Pieces of text between which a line may end: words with the blank before them, and every wide character.
func breakable(_ text: String) -> [String] {
  var pieces: [String] = []
  var current = ""
  var afterWide = false
  for character in text {
    let wide = !character.isASCII && displayWidth(String(character)) == 2
    let ends = character == " " || ((wide || afterWide) && !"，。、；：）」』？！,.;:)".contains(character))
    if ends, let last = current.last, !"（「『(".contains(last) {
      pieces.append(current)
      current = ""
    }
    current.append(character)
    afterWide = wide
  }
  if !current.isEmpty { pieces.append(current) }
  return pieces
}

/// Columns that text takes on a terminal.
public func displayWidth(_ text: String) -> Int {
  var width = 0
  for scalar in text.unicodeScalars { width += displayWidth(scalar) }
  return width
}

/// Columns of one scalar: 2 for East Asian wide and fullwidth ones (UAX #11), 0 for marks that combine.
func displayWidth(_ scalar: Unicode.Scalar) -> Int {
  switch scalar.value {
  case 0..<0x300: 1
  case 0x300..<0x370, 0x200b...0x200f, 0xfe00...0xfe0f: 0
  case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe4f,
    0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd:
    2
  default: 1
  }
}

/// Whether a scalar changes the direction of the text around it: file names could hide behind it.
private func isReordering(_ scalar: Unicode.Scalar) -> Bool {
  (0x202a...0x202e).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
}
