/// From the segments of a connection to both ends' histories.
enum Inference {
  /// Explains a story from its segments.
  static func explain(_ story: inout ConnectionStory, settings: TrackerSettings, captureEnd: Nanoseconds) {}
}
