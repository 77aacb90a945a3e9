import FlowstateCore
import FlowstateFindings

extension TextCanvas {
  /// Draws the rows of a connection's ladder around some frames: `margin` rows before the first and behind the last of
  /// them, and no more than `limit`. Without frames, the last rows are drawn.
  public mutating func ladderExcerpt(
    _ story: borrowing ConnectionStory, around frames: [UInt64], margin: Int, limit: Int, findings: [Finding],
    context: ReportContext
  ) {
    let words = Words(language: .english)
    let rows = LadderRows(story)
    let shown = Self.excerpt(rows.rows, around: frames, margin: margin, limit: limit)
    let notation = SegmentNotation(story)
    var texts: [Int: String] = [:]
    for row in rows.rows[shown] {
      if case .segment(let index) = row.content { texts[index] = notation.text(story.segments[index]) }
    }
    let lastTime = decimalText(story.lastTime &- context.origin, decimals: 6)
    let columns = LadderColumns(
      timeEnd: max(lastTime.count, 8), frameEnd: max(lastTime.count, 8) + 2 + max(String(story.lastFrame).count, 5),
      segmentWidth: max(texts.values.map(\.count).max() ?? 0, 24))
    ladderHeading(columns, words: words)
    if shown.lowerBound == 0 {
      states(rows.opening, changed: PerSide(both: true), columns)
      endLine()
    } else {
      more(shown.lowerBound, "above", columns)
    }
    for row in rows.rows[shown] {
      switch row.content {
      case .segment(let index):
        segmentRow(
          row, story.segments[index], text: texts[index] ?? "",
          verdict: story.verdicts.indices.contains(index) ? story.verdicts[index] : nil, columns, context,
          findings: findings, words: words)
      case .step: stepRow(row, columns, context, words: words)
      case .elided(let count):
        pad(to: columns.segment)
        put("⋮ \(count) ordinary segments", .dim)
        endLine()
      }
    }
    if shown.upperBound < rows.rows.count { more(rows.rows.count - shown.upperBound, "below", columns) }
  }

  private mutating func more(_ count: Int, _ place: String, _ columns: LadderColumns) {
    pad(to: columns.segment)
    put("⋮ \(count) more \(count == 1 ? "row" : "rows") \(place)", .dim)
    endLine()
  }

  private static func excerpt(
    _ rows: [LadderRow], around frames: [UInt64], margin: Int, limit: Int
  ) -> Range<Int> {
    let wanted = Set(frames)
    let hits = rows.indices.filter { rows[$0].frame > 0 && wanted.contains(rows[$0].frame) }
    var first = hits.first
    // A frame that was not logged stands between two rows that were.
    if first == nil, let frame = frames.min() { first = rows.lastIndex { $0.frame > 0 && $0.frame <= frame } }
    guard let first else { return max(0, rows.count - limit)..<rows.count }
    let lower = max(0, first - margin)
    let upper = min(rows.count, (hits.last ?? first) + margin + 1)
    return lower..<min(upper, lower + limit)
  }
}
