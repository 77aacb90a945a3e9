import FlowstateCore
import FlowstateFindings

/// Bounds of the lists in a report, as the JSON Schema states them.
public enum ReportLimits {
  /// Transitions of one connection's `history`.
  public static let history = 1024
  /// Frames in one list of frame numbers.
  public static let frames = 64
  /// Findings of one connection.
  public static let findings = 256
  /// Connections named by one finding.
  public static let connections = 64
}

extension JSONWriter {
  /// Writes a connection; `typed` adds `"type": "connection"` for JSON lines.
  public mutating func connection(
    _ story: borrowing ConnectionStory, findings: [Finding], context: ReportContext, typed: Bool
  ) {
    beginObject()
    if typed {
      word("type", "connection")
    }
    identity(of: story, context: context)
    counters(of: story)
    history(of: story, context: context)
    handshake(story.handshake, context: context)
    close(story.close, context: context)
    capturePoint(story.capturePoint)
    key("zeek")
    beginObject()
    key("conn_state")
    word(
      ZeekSummary.stateNames.indices.contains(Int(story.zeek.state))
        ? ZeekSummary.stateNames[Int(story.zeek.state)] : "OTH")
    key("history")
    ascii(story.zeek.history)
    word("orig", story.zeek.originator.name)
    endObject()
    key("completeness")
    integer(story.completeness)
    key("findings")
    beginArray()
    for index in 0..<min(findings.count, ReportLimits.findings) {
      finding(findings[index], context: context, typed: false)
    }
    endArray()
    key("findings_count")
    integer(findings.count)
    endObject()
  }

  private mutating func identity(of story: borrowing ConnectionStory, context: ReportContext) {
    key("id")
    integer(story.id)
    key("community_id")
    communityID(client: story.ends.client, server: story.ends.server)
    key("client")
    socketAddress(story.ends.client)
    key("server")
    socketAddress(story.ends.server)
    word("role_basis", story.roleBasis.name)
    key("vlan")
    beginArray()
    for index in 0..<Int(story.vlans.count) { integer(story.vlans[index] & 0xfff) }
    endArray()
    key("tunnel")
    beginArray()
    for index in 0..<Int(story.tunnels.count) { word(story.tunnels[index].name) }
    endArray()
    key("incarnation")
    integer(story.incarnation)
    key("previous")
    frame(story.previous)
    key("first_frame")
    integer(story.firstFrame)
    key("last_frame")
    integer(story.lastFrame)
    key("time")
    seconds(story.firstTime &- context.origin, decimals: context.decimals)
    key("duration")
    seconds(story.lastTime &- story.firstTime, decimals: context.decimals)
    key("start")
    let start = story.firstTime
    let decimals = context.decimals
    quoted { $0.append(rfc3339: start, decimals: decimals) }
    key("start_ns")
    integer(story.firstTime)
  }

  private mutating func counters(of story: borrowing ConnectionStory) {
    let client = story.figures.client
    let server = story.figures.server
    pair("frames", client.frames, server.frames)
    pair("payload_bytes", client.payloadBytes, server.payloadBytes)
    pair("retransmitted", client.retransmitted, server.retransmitted)
    pair("duplicated", client.duplicated, server.duplicated)
    pair("bad_checksum", client.badChecksum, server.badChecksum)
    pair("out_of_order", client.outOfOrder, server.outOfOrder)
    pair("lost_before_capture", client.lostBeforeCapture, server.lostBeforeCapture)
    pair("lost_after_capture", client.lostAfterCapture, server.lostAfterCapture)
    key("isn")
    beginObject()
    key("client")
    if let number = story.initialSequence.client { integer(number.rawValue) } else { null() }
    key("server")
    if let number = story.initialSequence.server { integer(number.rawValue) } else { null() }
    endObject()
    key("segments_not_logged")
    integer(story.segmentsNotLogged)
  }

  private mutating func history(of story: borrowing ConnectionStory, context: ReportContext) {
    key("states")
    beginObject()
    word("client", story.states.client.name)
    word("server", story.states.server.name)
    endObject()
    key("history")
    beginArray()
    for index in 0..<min(story.transitions.count, ReportLimits.history) {
      transition(story.transitions[index], context: context)
    }
    endArray()
    key("history_count")
    integer(story.transitions.count)
  }

  private mutating func transition(_ step: Transition, context: ReportContext) {
    beginObject()
    key("frame")
    frame(step.frame)
    key("time")
    seconds(step.time &- context.origin, decimals: context.decimals)
    word("endpoint", step.side.name)
    word("from", step.from.name)
    word("to", step.to.name)
    word("basis", step.basis.name)
    key("proof_frame")
    frame(step.proofFrame)
    word("cause", step.cause.text)
    endObject()
  }

  private mutating func handshake(_ handshake: Handshake, context: ReportContext) {
    key("handshake")
    beginObject()
    word("kind", handshake.kind.name)
    frames("syn", "syn_count", handshake.syn)
    frames("syn_ack", "syn_ack_count", handshake.synACK)
    key("ack")
    frame(handshake.ack)
    key("rtt")
    beginObject()
    key("client")
    duration(handshake.roundTrip.client, context: context)
    key("server")
    duration(handshake.roundTrip.server, context: context)
    endObject()
    key("options")
    beginObject()
    key("client")
    options(handshake.options.client)
    key("server")
    options(handshake.options.server)
    endObject()
    proofs(handshake.proved)
    endObject()
  }

  private mutating func options(_ options: HandshakeOptions?) {
    guard let options else { return null() }
    beginObject()
    key("mss")
    if options.mss == 0 { null() } else { integer(options.mss) }
    key("window_scale")
    if options.windowScale == 255 { null() } else { integer(options.windowScale) }
    key("sack_permitted")
    boolean(options.sackPermitted)
    key("timestamps")
    boolean(options.timestamps)
    key("fast_open")
    boolean(options.fastOpen)
    key("mptcp")
    boolean(options.multipath)
    key("cut")
    boolean(options.isCut)
    key("window")
    integer(options.window)
    endObject()
  }

  private mutating func close(_ close: Close, context: ReportContext) {
    key("close")
    beginObject()
    word("kind", close.kind.name)
    key("initiator")
    if let side = close.initiator { word(side.name) } else { null() }
    key("fin")
    beginObject()
    frames("client", "client_count", close.fin.client)
    frames("server", "server_count", close.fin.server)
    endObject()
    key("fin_ack")
    beginObject()
    key("client")
    frame(close.finACK.client)
    key("server")
    frame(close.finACK.server)
    endObject()
    frames("rst", "rst_count", close.rst)
    key("time_wait")
    if let timeWait = close.timeWait {
      beginObject()
      word("endpoint", timeWait.side.name)
      key("since_frame")
      frame(timeWait.sinceFrame)
      frames("restarted", "restarted_count", timeWait.restarted)
      key("left")
      seconds(timeWait.left, decimals: context.decimals)
      endObject()
    } else {
      null()
    }
    endObject()
  }

  private mutating func capturePoint(_ point: CapturePoint) {
    key("capture_point")
    beginObject()
    key("place")
    if let place = point.place { word(place.name) } else { null() }
    key("confidence")
    if point.place == nil { null() } else { word(point.confidence.name) }
    key("grounds")
    beginArray()
    for ground in point.grounds { word(ground.text) }
    endArray()
    endObject()
  }

  // MARK: small values

  /// Writes a frame number, or null for 0.
  mutating func frame(_ number: UInt64) { if number == 0 { null() } else { integer(number) } }

  /// Writes a list of frame numbers up to its limit, and its full count beside it.
  mutating func frames(_ name: StaticString, _ countName: StaticString, _ numbers: [UInt64]) {
    key(name)
    beginArray()
    for number in numbers.prefix(ReportLimits.frames) { integer(number) }
    endArray()
    key(countName)
    integer(numbers.count)
  }

  private mutating func pair(_ name: StaticString, _ client: some FixedWidthInteger, _ server: some FixedWidthInteger) {
    key(name)
    beginObject()
    key("client")
    integer(client)
    key("server")
    integer(server)
    endObject()
  }

  private mutating func duration(_ value: Nanoseconds?, context: ReportContext) {
    if let value { seconds(value, decimals: context.decimals) } else { null() }
  }

  private mutating func ascii(_ text: [UInt8]) {
    quoted {
      for octet in text where octet > 0x20 && octet < 0x7f && octet != 0x22 && octet != 0x5c { $0.append(octet) }
    }
  }
}

extension TunnelKind {
  /// The word of reports.
  public var name: StaticString {
    switch self {
    case .gre: "gre"
    case .ipInIP: "ipip"
    case .sixInFour: "6in4"
    case .teredo: "teredo"
    case .vxlan: "vxlan"
    case .geneve: "geneve"
    case .gtpU: "gtp-u"
    case .erspan: "erspan"
    case .mpls: "mpls"
    case .pppoe: "pppoe"
    case .pptp: "pptp"
    case .l2tp: "l2tp"
    case .other: "other"
    }
  }
}
