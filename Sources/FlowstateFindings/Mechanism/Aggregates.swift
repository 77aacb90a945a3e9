import FlowstateCore

/// Findings that count something on each side of a connection and show the first segments of it.
enum Aggregates {
  /// Indices of a side's segments that carry one of these notes.
  static func noted(_ story: ConnectionStory, _ side: Side, _ notes: SegmentNotes) -> [Int] {
    story.segments.indices.filter {
      story.segments[$0].sender == side && !story.segments[$0].notes.isDisjoint(with: notes)
    }
  }

  /// Parts in a thousand.
  static func perMille(_ part: some BinaryInteger, of whole: some BinaryInteger) -> Int {
    whole == 0 ? 0 : Int(part) * 1000 / Int(whole)
  }

  /// "1.4 %" of parts in a thousand.
  static func percent(_ perMille: Int) -> String { Text.decimal(UInt64(max(0, perMille)), places: 1) + " %" }
}
