import FlowstateCore

extension Script {
  /// The script of this text.
  public init(parsing text: String) throws(ScriptError) {
    var parser = ScriptParser(text)
    self = try parser.parse()
  }
}

/// Reads a script line by line. `Notation.md` has the grammar; the functions below follow its order.
struct ScriptParser {
  /// Steps that a script may have once its repeats are written out.
  static let stepLimit = 200_000

  private let lines: [Substring]
  private var script = Script()
  private var names: [String: Int] = [:]
  private var flow: Int?
  private var time: Nanoseconds = 0
  private var marks: Set<String> = []
  private var neededMarks: [(name: String, error: ScriptError)] = []
  private var loop: Loop?

  private struct Loop {
    let firstLine: Int
    let rounds: Int
    var round = 0
    let name: String
    let variesPort: Bool
  }

  init(_ text: String) { lines = text.split(omittingEmptySubsequences: false) { $0.isNewline } }

  mutating func parse() throws(ScriptError) -> Script {
    script.story = story()
    var index = 0
    while index < lines.count {
      var line = try ScriptLine(lines[index], number: index + 1)
      index += 1
      guard line.peek != nil else { continue }
      if line.accept("end") {
        try line.finish("the end of the line")
        index = try nextRound(after: index, line)
      } else {
        try statement(&line, nextLine: index)
      }
    }
    if let loop {
      throw ScriptError(
        line: lines.count, column: 1, expected: "‘end’ of the repeat in line \(loop.firstLine)", found: "")
    }
    for need in neededMarks where !marks.contains(need.name) { throw need.error }
    return script
  }

  /// The comment lines at the top.
  private func story() -> String {
    lines.prefix { $0.first == "#" }.map { String($0.dropFirst().drop { $0 == " " }) }.joined(separator: "\n")
  }

  private mutating func statement(_ line: inout ScriptLine, nextLine: Int) throws(ScriptError) {
    guard let first = line.peek else { return }
    switch first.text {
    case "capture": try capture(&line)
    case "peer": try peers(&line)
    case "offer": try offer(&line)
    case "repeat": try beginLoop(&line, nextLine: nextLine)
    case "finding", "no", "only", "connections", "handshake", "close": try expectation(&line)
    case let text where names[text] != nil: try title(&line)
    case let text where text.first == "+" || text.first?.isNumber == true: try step(&line)
    default:
      throw line.error(
        "a time, the names of two peers, or capture, peer, offer, repeat, end, finding, no, only, connections, handshake, close"
      )
    }
    try line.finish("the end of the line")
  }

  // MARK: header

  private mutating func capture(_ line: inout ScriptLine) throws(ScriptError) {
    _ = line.accept("capture")
    let places = "middle, near-client or near-server"
    script.capturePoint = try line.take(places) { text in
      CapturePoint.Place.allCases.first { $0 != .sameHost && $0.name.description == text }
    }
  }

  private mutating func peers(_ line: inout ScriptLine) throws(ScriptError) {
    _ = line.accept("peer")
    let first = script.peers.count
    repeat {
      let known = names
      let name = try line.take("a new name in capitals, which is no state") { text in
        text.first?.isUppercase == true && State(named: text) == nil && known[text] == nil ? text : nil
      }
      let socket = try line.take("ADDRESS:PORT, IPv6 addresses in brackets") { SocketAddress(text: $0) }
      let hopLimit: UInt8? = line.accept("ttl") ? try line.number("a TTL", as: UInt8.self) : nil
      names[name] = script.peers.count
      script.peers.append(Script.Peer(name: name, socket: socket, iss: 1000, hopLimit: hopLimit))
    } while line.peek != nil && line.peek?.text != "iss"
    guard line.accept("iss") else { return }
    for index in first..<script.peers.count {
      script.peers[index].iss = try line.number("a sequence number for \(script.peers[index].name)", as: UInt32.self)
    }
  }

  private mutating func offer(_ line: inout ScriptLine) throws(ScriptError) {
    _ = line.accept("offer")
    while line.peek != nil {
      guard let option = try SegmentParser.option(&line, edge: 0) else { throw line.error("a TCP option") }
      script.offer.append(option)
    }
  }

  /// The line that names the columns: `A   B`, and `A   B   iss 100 300` for a tuple that is used again.
  private mutating func title(_ line: inout ScriptLine) throws(ScriptError) {
    let known = names
    let left = try line.take("a peer's name") { known[$0] }
    let right = try line.take("another peer's name") { known[$0] == left ? nil : known[$0] }
    let peers = Columns(left: left, right: right)
    if line.accept("iss") {
      let iss = Columns(
        left: try line.number("a sequence number for the left peer", as: UInt32.self),
        right: try line.number("a sequence number for the right peer", as: UInt32.self))
      select(Script.Flow(peers: peers, iss: iss))
    } else if let same = script.flows.lastIndex(where: { $0.peers == peers }) {
      flow = same
    } else {
      select(Script.Flow(peers: peers, iss: Columns(left: script.peers[left].iss, right: script.peers[right].iss)))
    }
  }

  private mutating func select(_ new: Script.Flow) {
    flow = script.flows.count
    script.flows.append(new)
  }

  /// The flow that was selected; the first two peers where no line names columns.
  private mutating func selected(_ line: ScriptLine) throws(ScriptError) -> Int {
    if let flow { return flow }
    guard script.peers.count >= 2 else { throw line.error("two peers declared before the first line of the figure") }
    let both = Columns(left: 0, right: 1)
    select(Script.Flow(peers: both, iss: Columns(left: script.peers[0].iss, right: script.peers[1].iss)))
    return script.flows.count - 1
  }

  // MARK: repeats

  private mutating func beginLoop(_ line: inout ScriptLine, nextLine: Int) throws(ScriptError) {
    guard loop == nil else { throw line.error("‘end’ of the repeat before") }
    _ = line.accept("repeat")
    let rounds = try line.take("a number of rounds, 1...100000") {
      Int($0).flatMap { (1...100_000).contains($0) ? $0 : nil }
    }
    let known = names
    let name = try line.take("the name of the peer that changes") { known[$0] == nil ? nil : $0 }
    let variesPort = try line.take("address or port") { ["port": true, "address": false][$0] }
    loop = Loop(firstLine: nextLine, rounds: rounds, name: name, variesPort: variesPort)
  }

  /// Gives the peer of a repeat its next address or port and a new initial sequence number; the line to go on with.
  private mutating func nextRound(after index: Int, _ line: ScriptLine) throws(ScriptError) -> Int {
    guard var loop else { throw line.error("no ‘end’ without a repeat") }
    loop.round += 1
    guard loop.round < loop.rounds, let old = names[loop.name] else {
      self.loop = nil
      return index
    }
    self.loop = loop
    var peer = script.peers[old]
    if loop.variesPort { peer.socket.port &+= 1 } else { peer.socket.address.low &+= 1 }
    peer.iss &+= 1_000_003  // any step that no receive window spans
    names[loop.name] = script.peers.count
    script.peers.append(peer)
    if let flow, script.flows[flow].peers.left == old || script.flows[flow].peers.right == old {
      var next = script.flows[flow]
      let column = next.peers.left == old ? Column.left : .right
      next.peers[column] = script.peers.count - 1
      next.iss[column] = peer.iss
      select(next)
    }
    return loop.firstLine
  }

  // MARK: figure

  private mutating func step(_ line: inout ScriptLine) throws(ScriptError) {
    var step = Script.Step()
    step.line = line.number
    let before = time
    step.flow = try selected(line)
    time = try line.take("a time in seconds, such as 1.5 or +0.02") { text in
      text.first == "+" ? nanoseconds(text.dropFirst()).map { before + $0 } : nanoseconds(text)
    }
    step.time = time
    guard script.steps.count < Self.stepLimit else { throw line.error("at most \(Self.stepLimit) lines") }

    step.states.left = try stateCell(&line)
    let leftArrow = try arrow(&line)
    let startsSegment = line.peek.map { SegmentParser.starts($0.text) } ?? false
    if leftArrow != nil || startsSegment {
      let isForward = line.contains(["-->", "--X"])
      step.sender = isForward ? .left : .right
      let flow = script.flows[step.flow]
      step.segment = try SegmentParser(ownISS: flow.iss[step.sender], peerISS: flow.iss[step.sender.other]).parse(&line)
      if let mark = step.segment?.copyOf, !marks.contains(mark) {
        throw line.error("a mark of a line above, not @\(mark)")
      }
      let beforeRightArrow = line
      guard let path = Self.path(isForward, leftArrow, try arrow(&line)) else {
        throw beforeRightArrow.error("an arrow that goes on from ‘\(leftArrow ?? "")’")
      }
      step.path = path
    }
    step.states.right = try stateCell(&line)
    try remarks(&line, &step)
    script.steps.append(step)
  }

  /// A state, `-` for no change, or nothing.
  private func stateCell(_ line: inout ScriptLine) throws(ScriptError) -> State? {
    if line.accept("-") { return nil }
    guard let word = line.peek, let state = State(named: word.text) else { return nil }
    _ = try line.take("a state")
    return state
  }

  private func arrow(_ line: inout ScriptLine) throws(ScriptError) -> String? {
    guard let word = line.peek, ["-->", "--X", "...", "<--", "X--"].contains(word.text) else { return nil }
    return try line.take("an arrow").text
  }

  /// What two arrows mean together; `nil` for a pair that means nothing.
  private static func path(_ isForward: Bool, _ left: String?, _ right: String?) -> Script.Path? {
    switch isForward ? (left, right) : (right, left) {
    case ("-->", "-->"), ("<--", "<--"): .delivered
    case ("--X", nil), ("X--", nil): .lostBeforeCapture
    case ("-->", "--X"), ("<--", "X--"): .lostAfterCapture
    case ("-->", "..."), ("<--", "..."): .entersNetwork
    case ("...", "-->"), ("...", "<--"): .leavesNetwork
    case ("...", "--X"), ("...", "X--"): .lostInNetwork
    default: nil
    }
  }

  private mutating func remarks(_ line: inout ScriptLine, _ step: inout Script.Step) throws(ScriptError) {
    while let word = line.peek {
      if line.accept("believed") {
        let peers = script.flows[step.flow].peers
        var column = step.sender.other
        if line.accept(script.peers[peers.left].name) {
          column = .left
        } else if line.accept(script.peers[peers.right].name) {
          column = .right
        } else if step.segment == nil {
          throw line.error("the name of the peer of whom it is believed")
        }
        let belief: Script.Belief = try line.take("a state, with ? where it may only be presumed") { text in
          let isPresumed = text.last == "?"
          return State(named: isPresumed ? String(text.dropLast()) : text).map {
            Script.Belief(state: $0, isPresumed: isPresumed)
          }
        }
        step.believed[column] = belief
      } else if word.text.first == "@" {
        // In a repeat, a mark names its line of the first round.
        let isRepeated = (loop?.round ?? 0) > 0
        let error = line.error("a mark that is not used yet")
        let name = try line.mark("a mark, such as @a")
        let isNew = marks.insert(name).inserted
        guard isNew || isRepeated else { throw error }
        if isNew { step.marks.append(name) }
      } else {
        throw line.error(step.segment == nil ? "an arrow, a state, believed or a mark" : "a state, believed or a mark")
      }
    }
  }

  // MARK: expectations

  private mutating func expectation(_ line: inout ScriptLine) throws(ScriptError) {
    let keyword = try line.take("an expectation").text
    let claim: Script.Claim
    switch keyword {
    case "finding":
      let id = try findingID(&line)
      let kind = line.accept("kind") ? try findingID(&line) : nil
      var evidence: [String] = []
      if line.accept("at") { try someMarks(&line, into: &evidence) }
      if line.accept("proved") { try someMarks(&line, into: &evidence) }
      claim = .finding(id: id, kind: kind, marks: evidence)
    case "no":
      guard line.accept("finding") else { throw line.error("‘finding’") }
      claim = .noFinding(id: try findingID(&line))
    case "only":
      let severities = ["info", "notice", "warning", "error"]
      if line.peek == nil {
        claim = .only(severity: nil)
      } else {
        let severity: String = try line.take("info, notice, warning or error") { severities.contains($0) ? $0 : nil }
        claim = .only(severity: severity)
      }
    case "connections": claim = .connections(try line.number("a number of connections", as: Int.self))
    case "handshake":
      let all = Handshake.Kind.allCases.map(\.name.description)
      claim = .handshake(
        try line.take(all.joined(separator: ", ")) { text in
          Handshake.Kind.allCases.first { $0.name.description == text }
        })
    default:
      let all = Close.Kind.allCases.map(\.name.description)
      claim = .close(
        try line.take(all.joined(separator: ", ")) { text in
          Close.Kind.allCases.first { $0.name.description == text }
        })
    }
    script.expectations.append(Script.Expectation(line: line.number, flow: try selected(line), claim: claim))
  }

  private func findingID(_ line: inout ScriptLine) throws(ScriptError) -> String {
    try line.take("an identifier in small letters and hyphens") { text in
      text.allSatisfy { $0 == "-" || $0.isNumber || ($0.isLowercase && $0.isASCII) } ? text : nil
    }
  }

  private mutating func someMarks(_ line: inout ScriptLine, into marks: inout [String]) throws(ScriptError) {
    repeat {
      let error = line.error("a mark of the figure, such as @a")
      let name = try line.mark("a mark of the figure, such as @a")
      neededMarks.append((name, error))
      marks.append(name)
    } while line.peek?.text.first == "@"
  }
}
