import FlowstateCore
import FlowstateFindings

/// Columns of a ladder.
struct LadderColumns {
  var timeEnd: Int
  var frameEnd: Int
  var client: Int { frameEnd + 2 }
  var leftArrow: Int { client + 14 }
  var segment: Int { leftArrow + 5 }
  var segmentWidth: Int
  /// Columns that notes may use; `Int.max` when lines may be as long as they want.
  var width = Int.max
  var rightArrow: Int { segment + segmentWidth + 2 }
  var server: Int { rightArrow + 5 }
  var notes: Int { server + 14 }
}

extension TextCanvas {
  /// Draws a connection: its history as a ladder, what it rests on, what was found and what stays open.
  public mutating func ladder(
    _ story: borrowing ConnectionStory, findings: [Finding], context: ReportContext, language: Language, width: Int
  ) {
    ladder(story, findings: findings, context: context, words: Words(language: language), width: width)
  }

  mutating func ladder(
    _ story: borrowing ConnectionStory, findings: [Finding], context: ReportContext, words: Words, width: Int
  ) {
    let prose = min(width, 100)
    let rows = LadderRows(story)
    let notation = SegmentNotation(story)
    connectionHeader(story, words: words, width: prose)
    let lastTime = decimalText(story.lastTime &- context.origin, decimals: 6)
    let texts = story.segments.map(notation.text)
    let columns = LadderColumns(
      timeEnd: max(lastTime.count, 8), frameEnd: max(lastTime.count, 8) + 2 + max(String(story.lastFrame).count, 5),
      segmentWidth: max(texts.map(\.count).max() ?? 0, 24), width: width)
    endLine()
    ladderHeading(columns, words: words)
    states(rows.opening, changed: PerSide(both: true), columns)
    endLine()
    for row in rows.rows {
      switch row.content {
      case .segment(let index):
        segmentRow(
          row, story.segments[index], text: texts[index],
          verdict: story.verdicts.indices.contains(index) ? story.verdicts[index] : nil, columns, context,
          findings: findings, words: words)
      case .step: stepRow(row, columns, context, words: words)
      case .elided(let count):
        pad(to: columns.segment)
        put(words("⋮ \(counted(count, "ordinary segment"))", "⋮ \(grouped(count)) 个普通报文段"), .dim)
        endLine()
      }
    }
    closing(story, columns, words: words)
    handshakeProofs(story, words: words, width: prose)
    openQuestions(story, words: words, width: prose)
    if !findings.isEmpty {
      endLine()
      for finding in findings {
        let sign = mark(finding.severity)
        put("\(sign.text) ", sign.style)
        put(finding.id, .bold)
        put("  " + words.name(finding.severity) + words(", ", "，") + words.name(finding.confidence), sign.style)
        endLine()
        pad(to: 2)
        wrap(finding.summary[words.language], width: prose)
        endLine()
        pad(to: 2)
        put(finding.displayFilter, .dim)
        endLine()
      }
    }
    endLine()
  }

  mutating func ladderHeading(_ columns: LadderColumns, words: Words) {
    put(words("time", "时间"), endingAt: columns.timeEnd, .dim)
    put(words("frame", "帧"), endingAt: columns.frameEnd, .dim)
    pad(to: columns.client)
    put(words("client", "客户端"), .dim)
    pad(to: columns.server)
    put(words("server", "服务器"), .dim)
    pad(to: columns.notes)
    put(words("what it rests on", "依据"), .dim)
    endLine()
  }

  mutating func states(_ states: PerSide<State>, changed: PerSide<Bool>, _ columns: LadderColumns) {
    pad(to: columns.client)
    put("\(states.client.name)", changed.client ? .bold : .dim)
    pad(to: columns.server)
    put("\(states.server.name)", changed.server ? .bold : .dim)
  }

  mutating func segmentRow(
    _ row: LadderRow, _ segment: LoggedSegment, text: String, verdict: Verdict?, _ columns: LadderColumns,
    _ context: ReportContext, findings: [Finding], words: Words
  ) {
    let arrows = LadderArrows(segment, fate: verdict?.fate ?? .open)
    put(decimalText(row.time &- context.origin, decimals: 6), endingAt: columns.timeEnd, .dim)
    put("\(row.frame)", endingAt: columns.frameEnd, .cyan)
    pad(to: columns.client)
    put("\(row.states.client.name)", row.changed.client ? .bold : .dim)
    pad(to: columns.leftArrow)
    put(arrows.left, arrows.left.contains("X") ? .red : .plain)
    pad(to: columns.segment)
    put(text, segment.notes.isDisjoint(with: .inert) ? .plain : .dim)
    pad(to: columns.rightArrow)
    put(arrows.right, arrows.right.contains("X") ? .red : .plain)
    pad(to: columns.server)
    put("\(row.states.server.name)", row.changed.server ? .bold : .dim)
    var notes = row.steps.map { words.grounds($0) }
    notes += words.remarks(segment, fate: verdict?.fate ?? .open)
    let marks = findings.filter { $0.frames.contains(row.frame) }.map { finding in
      (text: "\(mark(finding.severity).text) \(finding.id)", style: mark(finding.severity).style)
    }
    self.notes(notes.joined(separator: " · "), marks: marks, columns)
    endLine()
  }

  mutating func stepRow(_ row: LadderRow, _ columns: LadderColumns, _ context: ReportContext, words: Words) {
    put(decimalText(row.time &- context.origin, decimals: 6), endingAt: columns.timeEnd, .dim)
    if row.frame > 0 { put("\(row.frame)", endingAt: columns.frameEnd, .cyan) }
    pad(to: columns.client)
    put("\(row.states.client.name)", row.changed.client ? .bold : .dim)
    pad(to: columns.server)
    put("\(row.states.server.name)", row.changed.server ? .bold : .dim)
    notes(
      row.steps.map { words.grounds($0) + words(": ", "：") + words.name($0.cause) }.joined(separator: " · "), marks: [],
      columns)
    endLine()
  }

  /// Writes what is said beside a row: at its right where that fits, else on lines of its own below.
  private mutating func notes(_ text: String, marks: [(text: String, style: Style)], _ columns: LadderColumns) {
    if text.isEmpty && marks.isEmpty { return }
    let needed = displayWidth(text) + marks.reduce(0) { $0 + 2 + displayWidth($1.text) }
    let room = columns.width - columns.notes
    if needed > room && room < 40 {
      endLine()
      pad(to: columns.client + 2)
      put("└ ", .dim)
    } else {
      pad(to: columns.notes)
    }
    let indent = column
    wrap(text, width: columns.width, .dim)
    for mark in marks {
      if column > indent {
        if column + 2 + displayWidth(mark.text) > columns.width {
          endLine()
          pad(to: indent)
        } else {
          put("  ")
        }
      }
      put(mark.text, mark.style)
    }
  }

  private mutating func closing(_ story: borrowing ConnectionStory, _ columns: LadderColumns, words: Words) {
    put(words("end", "结束"), endingAt: columns.timeEnd, .dim)
    states(story.states, changed: PerSide(both: true), columns)
    if let timeWait = story.close.timeWait, timeWait.left > 0 {
      pad(to: columns.notes)
      put(
        words(
          "\(words.name(timeWait.side)): \(spoken(timeWait.left)) of TIME-WAIT left",
          "\(words.name(timeWait.side))的 TIME-WAIT 还剩 \(spoken(timeWait.left))"), .dim)
    }
    endLine()
  }
}

/// The arrows of a segment at the client's and at the server's side, as RFC 9293 §3.5 draws them: "-->" passes,
/// "--X" is lost, "..." has been in the network since before.
struct LadderArrows {
  var left: String
  var right: String

  init(_ segment: LoggedSegment, fate: Verdict.Fate) {
    let delayed = fate == .foreign || !segment.notes.isDisjoint(with: [.oldCopy, .oldIncarnation])
    if segment.sender == .client {
      left = delayed ? "..." : "-->"
      right = fate == .lost ? "--X" : "-->"
    } else {
      left = fate == .lost ? "X--" : "<--"
      right = delayed ? "..." : "<--"
    }
  }
}
