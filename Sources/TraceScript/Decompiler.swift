import FlowstateCore

/// The script of a captured connection, and what of it the notation cannot say.
public struct Decompilation: Sendable {
  /// The script. It can be parsed, and its capture has the same segments as far as `unsaid` does not name them.
  public var text: String
  /// What got lost, each once.
  public var unsaid: Set<Unsaid>

  /// Properties of captured segments that a script cannot express.
  public enum Unsaid: String, Sendable, CaseIterable {
    /// Payload octets: the script's have the same length, and are equal where the captured ones were.
    case payloadOctets
    /// Octets of a Fast Open cookie, keys of multipath TCP.
    case optionContents
    /// Options that are known by nothing but their presence, malformed ones, and signatures.
    case otherOptions
    /// Tunnels around the innermost IP header.
    case tunnels
    /// Which frames left the capturing host.
    case direction
    /// More than one capture interface.
    case interfaces
    /// Headers quoted in ICMP errors; they are left out.
    case quotedByICMP
    /// How much of a payload the snap length had left.
    case cutPayload
    /// A payload that no IP packet holds: segmentation offload; it is shortened.
    case oversizedPayload
    /// IP fragments that the segment was put together from.
    case fragments
    /// Checksums that could not be verified; the script's are right.
    case unverifiedChecksum
  }

  /// The script of one connection's segments in capture order.
  ///
  /// - `client`: the left column; the first sender when `nil`.
  /// - `verdicts`: for each segment, where the ends stood after it and whether it arrived; may be empty.
  /// - `story`: lines of the comment at the top.
  public init(
    of segments: [Segment], client: SocketAddress? = nil, verdicts: [Verdict] = [],
    capturePoint: CapturePoint.Place? = nil, story: [String] = []
  ) {
    var writer = ScriptWriter(segments, client: client, verdicts: verdicts)
    text = writer.script(capturePoint, story)
    unsaid = writer.unsaid
  }
}

/// Writes segments as lines of a figure.
private struct ScriptWriter {
  /// Payloads beyond this are shortened, so that headers fit in an IP packet.
  private static let longestPayload = 65_000

  private let segments: [Segment]
  private let verdicts: [Verdict]
  private var sockets: Columns<SocketAddress?> = Columns(left: nil, right: nil)
  private var iss = Columns(left: UInt32(1000), right: UInt32(1000))
  private var hopLimit = Columns(left: UInt8(64), right: UInt8(64))
  private var nextIdentification = Columns(left: UInt16(1000), right: UInt16(2000))
  private var payloads: [PayloadKey: [UInt32]] = [:]
  var unsaid: Set<Decompilation.Unsaid> = []

  private struct PayloadKey: Hashable {
    let isLeft: Bool
    let sequence: UInt32
    let length: UInt32
  }

  init(_ segments: [Segment], client: SocketAddress?, verdicts: [Verdict]) {
    let isQuoted = segments.map { $0.marks.contains(.quotedByICMP) }
    if isQuoted.contains(true) { unsaid.insert(.quotedByICMP) }
    self.segments = zip(segments, isQuoted).filter { !$0.1 }.map(\.0)
    self.verdicts = verdicts.count == segments.count ? zip(verdicts, isQuoted).filter { !$0.1 }.map(\.0) : []
    guard let first = self.segments.first else { return }
    let swapped = client == first.destination && client != first.source
    sockets.left = swapped ? first.destination : first.source
    sockets.right = swapped ? first.source : first.destination
    for column in Column.allCases { survey(column) }
    if Set(self.segments.map(\.interface)).count > 1 { unsaid.insert(.interfaces) }
  }

  private func column(of segment: Segment) -> Column { segment.source == sockets.left ? .left : .right }

  /// Finds what the lines of one sender have in common.
  private mutating func survey(_ column: Column) {
    let own = segments.filter { self.column(of: $0) == column }
    if let start = own.first(where: { $0.flags.contains(.syn) }) {
      iss[column] = start.sequence.rawValue
    } else if let start = own.first {
      iss[column] = start.sequence.rawValue &- 1
    } else if let answered = segments.first(where: { $0.flags.contains(.ack) }) {
      iss[column] = answered.acknowledgment.rawValue &- 1
    }
    var counts: [UInt8: Int] = [:]
    for segment in own { counts[segment.hopLimit, default: 0] += 1 }
    hopLimit[column] = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 64
  }

  mutating func script(_ capturePoint: CapturePoint.Place?, _ story: [String]) -> String {
    guard let left = sockets.left, let right = sockets.right else { return "" }
    var lines = story.map { "# \($0)" }
    lines.append("capture \(capturePoint.map { $0 == .sameHost ? "middle" : $0.name.description } ?? "middle")")
    lines.append(
      "peer A \(left.text) ttl \(hopLimit.left)  B \(right.text) ttl \(hopLimit.right)  iss \(iss.left) \(iss.right)")
    lines.append("")
    let start = segments.map(\.time).min() ?? 0
    var before: Nanoseconds?
    var rows: [(head: String, segment: String, tail: String)] = []
    for (index, segment) in segments.enumerated() {
      let verdict = index < verdicts.count ? verdicts[index] : nil
      let isLeft = column(of: segment) == .left
      let time = before.flatMap { segment.time >= $0 ? "+\(Self.seconds(segment.time - $0))" : nil }
      before = segment.time
      let arrows =
        switch (isLeft, verdict?.fate == .lost) {
        case (true, false): ("-->", "-->")
        case (true, true): ("-->", "--X")
        case (false, false): ("<--", "<--")
        case (false, true): ("X--", "<--")
        }
      let states = (verdict?.states.client.name.description ?? "", verdict?.states.server.name.description ?? "")
      rows.append(
        (
          Self.pad(time ?? Self.seconds(segment.time - start), 12, atStart: true) + "  " + Self.pad(states.0, 12) + " "
            + arrows.0 + "  ",
          words(segment), "  \(arrows.1)  \(states.1)"
        ))
    }
    let width = rows.map(\.segment.count).filter { $0 <= 70 }.max() ?? 0
    for row in rows {
      let line = row.head + Self.pad(row.segment, width) + row.tail
      lines.append(String(line.reversed().drop { $0 == " " }.reversed()))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: one segment

  private mutating func words(_ segment: Segment) -> String {
    let sender = column(of: segment)
    var words: [String] = [Self.flags(segment.flags)]
    var length = Int(segment.payloadLength)
    if length > Self.longestPayload {
      length = Self.longestPayload
      unsaid.insert(.oversizedPayload)
    }
    let start = SequenceNumber(iss[sender]).distance(to: segment.sequence)
    words.append("\(start):\(Int(start) + length)")
    if segment.flags.contains(.ack) {
      words.append("ack \(SequenceNumber(iss[sender.other]).distance(to: segment.acknowledgment))")
    } else if segment.acknowledgment.rawValue != 0 {
      words.append("ack =\(segment.acknowledgment.rawValue)")
    }
    if segment.window != (segment.flags.contains(.rst) ? 0 : 64_240) { words.append("win \(segment.window)") }
    if segment.urgentPointer != 0 { words.append("urg \(segment.urgentPointer)") }
    let options = options(segment, sender)
    words += options.map { Self.text(of: $0, iss[sender.other]) }
    if segment.hopLimit != hopLimit[sender] { words.append("ttl \(segment.hopLimit)") }
    if segment.marks.contains(.ipv4) {
      if segment.identification != nextIdentification[sender] { words.append("id \(segment.identification)") }
      if segment.identification != 0 { nextIdentification[sender] = segment.identification &+ 1 }
      if !segment.marks.contains(.dontFragment) { words.append("may-fragment") }
    }
    if segment.trafficClass != 0 { words.append("tos \(segment.trafficClass)") }
    if segment.vlans.count > 0 {
      words.append(
        "vlan " + (0..<Int(segment.vlans.count)).map { String(segment.vlans[$0] & 0xfff) }.joined(separator: ","))
    }
    words += marks(segment, sender, options)
    return words.joined(separator: " ")
  }

  private mutating func marks(_ segment: Segment, _ sender: Column, _ options: [ScriptOption]) -> [String] {
    var words: [String] = []
    let marks = segment.marks
    if marks.contains(.checksumBad) {
      words.append("bad-checksum")
    } else if marks.contains(.checksumPartial) {
      words.append("partial-checksum")
    } else if !marks.contains(.checksumGood) {
      unsaid.insert(.unverifiedChecksum)
    }
    if segment.payloadLength > 0 {
      unsaid.insert(.payloadOctets)
      let key = PayloadKey(
        isLeft: sender == .left, sequence: segment.sequence.rawValue, length: segment.payloadLength)
      let known = payloads[key, default: []]
      let fill = known.firstIndex(of: segment.payloadHash) ?? known.count
      if fill == known.count { payloads[key, default: []].append(segment.payloadHash) }
      if fill > 0 { words.append("fill \(min(fill, 25))") }
    }
    if let socket = sockets[sender], marks.contains(.payloadCut) || segment.options.has(.cut) {
      if marks.contains(.payloadCut) { unsaid.insert(.cutPayload) }
      var bare = ScriptSegment()
      bare.options = options
      bare.vlans = (0..<Int(segment.vlans.count)).map { segment.vlans[$0] }
      let frame = FrameBuilder(segment: bare, source: socket, destination: socket, iss: 0, stations: (0, 0)).frames()?
        .first
      // The last option stands for what was cut off.
      if let frame { words.append("snap \(frame.count - (segment.options.has(.cut) ? 4 : 0))") }
    }
    if segment.tunnels.count > 0 { unsaid.insert(.tunnels) }
    if !marks.isDisjoint(with: [.incoming, .outgoing]) { unsaid.insert(.direction) }
    if marks.contains(.reassembled) { unsaid.insert(.fragments) }
    if marks.contains(.segmentationOffload) { unsaid.insert(.oversizedPayload) }
    return words
  }

  private mutating func options(_ segment: Segment, _ sender: Column) -> [ScriptOption] {
    let options = segment.options
    var result: [ScriptOption] = []
    if options.has(.mss) { result.append(.mss(options.mss)) }
    if options.has(.sackPermitted) { result.append(.sackPermitted) }
    if options.has(.timestamps) {
      result.append(.timestamps(value: options.timestampValue, echo: options.timestampEcho))
    }
    if options.has(.windowScale) { result.append(.windowScale(options.windowScale)) }
    if options.has(.sack) { result.append(.sack((0..<Int(options.blockCount)).map { options.blocks[$0] })) }
    if options.has(.fastOpen) {
      result.append(.fastOpen([UInt8](repeating: 0xaa, count: Int(options.fastOpenCookieLength))))
      if options.fastOpenCookieLength > 0 { unsaid.insert(.optionContents) }
    }
    if options.has(.multipath) {
      result.append(.multipath(options.multipathSubtype))
      unsaid.insert(.optionContents)
    }
    if options.has(.cut) {
      result.append(options.has(.windowScale) ? .multipath(0) : .windowScale(0))
      unsaid.insert(.otherOptions)
    }
    if !options.kinds.isDisjoint(with: [.other, .authentication, .malformed]) { unsaid.insert(.otherOptions) }
    return result
  }

  // MARK: words

  private static func flags(_ flags: TCPFlags) -> String {
    let known = SegmentParser.letters.filter { flags.contains($0.flag) }.map { String($0.letter) }.joined()
    return known.isEmpty ? "none" : known
  }

  private static func text(of option: ScriptOption, _ edge: UInt32) -> String {
    switch option {
    case .mss(let size): "mss \(size)"
    case .windowScale(let shift): "ws \(shift)"
    case .sackPermitted: "sackOK"
    case .clock: "TS"
    case .timestamps(let value, let echo): "TS val \(value) ecr \(echo)"
    case .sack(let blocks):
      "sack "
        + blocks.map { block in
          let edge = SequenceNumber(edge)
          return "\(edge.distance(to: block.left)):\(edge.distance(to: block.right))"
        }.joined(separator: " ")
    case .fastOpen(let cookie): cookie.isEmpty ? "fastopen" : "fastopen \(hexadecimal(cookie))"
    case .multipath(let subtype): "mptcp \(subtype)"
    case .other(let kind, let body): "option \(kind) \(body.isEmpty ? "-" : hexadecimal(body))"
    }
  }

  private static func hexadecimal(_ octets: [UInt8]) -> String {
    octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Seconds in decimal with three, six or nine digits after the point, as many as are needed.
  private static func seconds(_ time: Nanoseconds) -> String {
    let fraction = time % .second
    let (value, digits) =
      fraction % 1_000_000 == 0
      ? (fraction / 1_000_000, 3) : fraction % 1000 == 0 ? (fraction / 1000, 6) : (fraction, 9)
    let text = String(value)
    return "\(time / .second)." + String(repeating: "0", count: digits - text.count) + text
  }

  private static func pad(_ text: String, _ width: Int, atStart: Bool = false) -> String {
    let padding = String(repeating: " ", count: max(0, width - text.count))
    return atStart ? padding + text : text + padding
  }
}
