/// Wireshark display filters for findings.
extension Finding {
  /// A Wireshark display filter that selects the finding's frames; where they are more than the finding lists, the
  /// segments of its kind between the first and the last that it lists and beyond.
  public var displayFilter: String {
    guard let first = frames.first else { return Registry.pattern(of: id) }
    if frameCount > frames.count { return "frame.number >= \(first) && (\(Registry.pattern(of: id)))" }
    return "frame.number in {" + Self.ranges(frames) + "}"
  }

  /// Frame numbers with runs written as ranges: "1, 3..5".
  static func ranges(_ frames: [UInt64]) -> String {
    var text = ""
    var index = 0
    while index < frames.count {
      var last = index
      while last + 1 < frames.count && frames[last + 1] == frames[last] + 1 { last += 1 }
      if !text.isEmpty { text += ", " }
      text += last > index + 1 ? "\(frames[index])..\(frames[last])" : "\(frames[index])"
      if last == index + 1 { text += ", \(frames[last])" }
      index = last + 1
    }
    return text
  }
}
