/// The Markdown of the explanations: headings, paragraphs, numbered and dashed lists, code spans, fenced code.
enum Markdown {
  /// A piece of a page between empty lines, or an item of a list.
  enum Block: Equatable {
    /// A heading with its level, from 1.
    case heading(Int, String)
    case paragraph(String)
    /// An item of a list with its mark, "1." or "-".
    case item(mark: String, text: String)
    /// Lines that stay as they are.
    case code([String])
  }

  /// A run of text in one style.
  struct Span: Equatable {
    var text: String
    var isCode: Bool
  }

  /// The blocks of a page, in order.
  static func blocks(_ page: String) -> [Block] {
    var blocks: [Block] = []
    var isOpen = false
    var fence: [String]?
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let lines = fence { blocks.append(.code(lines)) }
        fence = fence == nil ? [] : nil
        isOpen = false
      } else if fence != nil {
        fence?.append(String(line))
      } else {
        isOpen = take(line, isOpen: isOpen, into: &blocks)
      }
    }
    if let lines = fence { blocks.append(.code(lines)) }
    return blocks
  }

  /// Takes a line in; whether the next one may continue its block.
  private static func take(_ line: Substring, isOpen: Bool, into blocks: inout [Block]) -> Bool {
    let text = line.drop { $0 == " " }
    if text.isEmpty { return false }
    let level = text.prefix { $0 == "#" }.count
    if level > 0, text.dropFirst(level).first == " " {
      blocks.append(.heading(level, String(text.dropFirst(level + 1))))
      return false
    }
    if let mark = itemMark(text) {
      blocks.append(.item(mark: mark, text: String(text.dropFirst(mark.count + 1))))
      return true
    }
    if isOpen, let last = blocks.popLast() {
      switch last {
      case .paragraph(let before): blocks.append(.paragraph(before + " " + text))
      case .item(let mark, let before): blocks.append(.item(mark: mark, text: before + " " + text))
      case .heading, .code: blocks += [last, .paragraph(String(text))]
      }
    } else {
      blocks.append(.paragraph(String(text)))
    }
    return true
  }

  private static func itemMark(_ text: Substring) -> String? {
    if text.hasPrefix("- ") { return "-" }
    let digits = text.prefix { ("0"..."9").contains($0) }
    return !digits.isEmpty && text.dropFirst(digits.count).hasPrefix(". ") ? digits + "." : nil
  }

  /// Splits text at its code spans. Backquotes that have no partner are text.
  static func spans(_ text: String) -> [Span] {
    var spans: [Span] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "`"),
      let close = rest[rest.index(after: open)...].firstIndex(of: "`")
    {
      if open > rest.startIndex { spans.append(Span(text: String(rest[..<open]), isCode: false)) }
      spans.append(Span(text: String(rest[rest.index(after: open)..<close]), isCode: true))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { spans.append(Span(text: String(rest), isCode: false)) }
    return spans
  }
}

extension TextCanvas {
  /// Writes a page of Markdown without its first heading, indented by two columns.
  mutating func markdown(_ page: String, width: Int) {
    var isFirst = true
    for block in Markdown.blocks(page) {
      if isFirst, case .heading(1, _) = block {
        isFirst = false
        continue
      }
      isFirst = false
      switch block {
      case .heading(_, let text):
        endLine()
        put(text, .bold)
        endLine()
      case .paragraph(let text):
        pad(to: 2)
        wrap(spans: Markdown.spans(text), width: width)
        endLine()
      case .item(let mark, let text):
        pad(to: 2)
        put(mark + " ", .dim)
        wrap(spans: Markdown.spans(text), width: width)
        endLine()
      case .code(let lines):
        for line in lines {
          pad(to: 4)
          put(line, .cyan)
          endLine()
        }
      }
    }
  }

  /// Writes runs of text from the current column on, broken between words. Code is never broken: a command that is
  /// longer than the line can still be copied whole.
  mutating func wrap(spans: [Markdown.Span], width: Int) {
    let indent = column
    for (index, span) in spans.enumerated() {
      let pieces = span.isCode ? [color ? span.text : "`\(span.text)`"] : breakable(span.text)
      for (position, piece) in pieces.enumerated() {
        let isBlank = piece.first == " "
        var needed = displayWidth(piece)
        // Punctuation that follows code stays with it.
        if span.isCode, index + 1 < spans.count, let next = spans[index + 1].text.first, "，。、；：）,.;:)".contains(next) {
          needed += displayWidth(String(next))
        }
        let sticks = position == 0 && index > 0 && !isBlank && piece.first.map { "，。、；：）,.;:)".contains($0) } == true
        if column > indent && column + needed > width && !sticks {
          endLine()
          pad(to: indent)
          put(isBlank ? String(piece.dropFirst()) : piece, span.isCode ? .cyan : .plain)
        } else {
          put(piece, span.isCode ? .cyan : .plain)
        }
      }
    }
  }
}
