import FlowstateCore
import FlowstateFindings

extension Words {
  /// On what a step rests: "server: proved by 4".
  func grounds(_ step: Transition) -> String {
    let side = name(step.side) + self(": ", "：")
    guard step.proofFrame != 0, step.proofFrame != step.frame else { return side + name(step.basis) }
    switch step.basis {
    case .proved: return side + self("proved by \(step.proofFrame)", "由 \(step.proofFrame) 证实")
    case .inferred: return side + self("inferred from \(step.proofFrame)", "由 \(step.proofFrame) 推断")
    case .presumed: return side + self("presumed, certain by \(step.proofFrame)", "推定，至 \(step.proofFrame) 确定")
    case .sent: return side + self("sent, confirmed by \(step.proofFrame)", "自己发送，\(step.proofFrame) 印证")
    case .timer: return side + name(step.basis)
    }
  }

  /// Why an end moved.
  func name(_ cause: Cause) -> String {
    guard language == .chinese else { return "\(cause.text)" }
    return switch cause {
    case .begins: "连接开始时的状态"
    case .passiveOpen: "监听"
    case .sendsSYN: "发送 SYN"
    case .sendsSYNACK: "发送 SYN-ACK"
    case .sendsACK: "发送 ACK"
    case .sendsFIN: "发送 FIN"
    case .sendsRST: "发送 RST"
    case .sendsData: "发送数据"
    case .receivesSYN: "收到 SYN"
    case .receivesSYNACK: "收到 SYN-ACK"
    case .receivesACKOfSYN: "收到对其 SYN 的 ACK"
    case .receivesData: "收到数据"
    case .receivesFIN: "收到 FIN"
    case .receivesACKOfFIN: "收到对其 FIN 的 ACK"
    case .receivesFINAndACKOfFIN: "收到 FIN 以及对其 FIN 的 ACK"
    case .receivesRST: "收到 RST"
    case .rejectsSYNACK: "拒绝并非其请求的 SYN-ACK"
    case .knowsNoConnection: "以不认识该连接的方式应答"
    case .timeWaitEnds: "2MSL 已过"
    case .timesOut: "放弃"
    case .laterSegmentShows: "由之后的报文段得知"
    }
  }

  /// What stands out about a segment, the few most telling things.
  func remarks(_ segment: LoggedSegment, fate: Verdict.Fate) -> [String] {
    var remarks: [String] = []
    switch fate {
    case .lost: remarks.append(self("presumably lost behind the capture point", "推定在抓包点之后丢失"))
    case .ignored:
      remarks.append(self("ignored by the \(name(segment.sender.peer))", "被\(name(segment.sender.peer))忽略"))
    case .foreign:
      // An old copy was sent by its sender once.
      if segment.notes.isDisjoint(with: [.oldCopy, .oldIncarnation]) {
        let sender = name(segment.sender)
        remarks.append(self("presumably not sent by the \(sender)", "推定并非\(sender)所发"))
      }
    case .open, .accepted, .inert: break
    }
    let known: [(SegmentNotes, String)] = [
      (.captureDuplicate, self("captured twice", "重复抓取")), (.badChecksum, self("bad checksum", "校验和错误")),
      (.oldIncarnation, self("of an earlier connection", "属于更早的连接")), (.oldCopy, self("old copy", "旧的副本")),
      (.fastRetransmission, self("fast retransmission", "快速重传")),
      (.spuriousRetransmission, self("needless retransmission", "不必要的重传")),
      (.timeoutRetransmission, self("retransmission by timer", "超时重传")),
      (.retransmission, self("retransmission", "重传")), (.outOfOrder, self("out of order", "乱序")),
      (.lateFirstCopy, self("fills a hole late", "迟到地填补空洞")),
      (.opensHole, self("opens a hole", "出现空洞")), (.ackOfUnseen, self("acknowledges what was not seen", "确认了未见到的数据")),
      (.outOfWindow, self("outside the window", "在窗口之外")), (.zeroWindowProbe, self("zero-window probe", "零窗口探测")),
      (.zeroWindow, self("zero window", "零窗口")), (.windowReopened, self("window opens again", "窗口重新打开")),
      (.keepAlive, self("keep-alive", "保活探测")), (.keepAliveAnswer, self("keep-alive answered", "保活应答")),
      (.afterIdle, self("after a long silence", "长时间静默之后")),
    ]
    for (note, text) in known where segment.notes.contains(note) && remarks.count < 3 {
      if note == .retransmission, !segment.notes.isDisjoint(with: Self.kindsOfRetransmission) { continue }
      remarks.append(text)
    }
    return remarks
  }

  private static let kindsOfRetransmission: SegmentNotes = [
    .fastRetransmission, .spuriousRetransmission, .timeoutRetransmission,
  ]
}

extension TextCanvas {
  /// Writes who the connection is between and what became of it.
  mutating func connectionHeader(_ story: borrowing ConnectionStory, words: Words, width: Int) {
    put(words("Connection #\(story.id)", "连接 #\(story.id)"), .bold)
    put("  \(AddressText.text(story.ends.client)) → \(AddressText.text(story.ends.server))", .cyan)
    endLine()
    pad(to: 2)
    put(words.outcome(story.handshake.kind, story.close.kind))
    let client = story.figures.client
    let server = story.figures.server
    put(
      words(
        ", \(counted(client.frames &+ server.frames, "frame")) in \(spoken(story.lastTime &- story.firstTime)), \(octets(client.payloadBytes)) up, \(octets(server.payloadBytes)) down",
        "，\(grouped(client.frames &+ server.frames)) 帧，历时 \(spoken(story.lastTime &- story.firstTime))，上行 \(octets(client.payloadBytes))，下行 \(octets(server.payloadBytes))"
      ))
    endLine()
    var facts: [String] = []
    if let place = story.capturePoint.place {
      facts.append(words("captured \(words.name(place))", "抓包点\(words.name(place))"))
    }
    let trip = story.handshake.roundTrip
    if trip.client != nil || trip.server != nil {
      let client = trip.client.map(spoken) ?? "?"
      let server = trip.server.map(spoken) ?? "?"
      facts.append(words("round trip to client \(client), to server \(server)", "往返时间：到客户端 \(client)，到服务器 \(server)"))
    }
    if story.incarnation > 1 {
      facts.append(words("connection \(story.incarnation) on these ports", "这对端口上的第 \(story.incarnation) 个连接"))
    }
    if !facts.isEmpty {
      pad(to: 2)
      wrap(facts.joined(separator: words("; ", "；")), width: width, .dim)
      endLine()
    }
  }

  /// Writes what of a connection is not certain: one line for each reason, with the steps that it concerns.
  mutating func openQuestions(_ story: borrowing ConnectionStory, words: Words, width: Int) {
    var lines: [String] = []
    var arrivals: [String] = []
    var sendings: [String] = []
    var dated: [String] = []
    for index in story.transitions.indices {
      let step = story.transitions[index]
      guard step.basis == .presumed else { continue }
      let what = words(
        "\(words.name(step.side)) \(step.to.name) (frame \(step.frame))",
        "\(words.name(step.side)) \(step.to.name)（帧 \(step.frame)）")
      if step.cause.isOwnAct {
        sendings.append(what)
      } else if step.proofFrame == 0 {
        arrivals.append(what)
      } else {
        dated.append(
          words(
            "\(words.name(step.side)) \(step.to.name) (presumably since frame \(step.frame), by frame \(step.proofFrame) at the latest)",
            "\(words.name(step.side)) \(step.to.name)（应自帧 \(step.frame) 起，最迟到帧 \(step.proofFrame)）"))
      }
    }
    let lists: [(String, String, [String])] = [
      ("Certain, but not since when: ", "状态确定，时刻不确定：", dated),
      ("Nothing shows that the segment arrived: ", "没有证据表明报文段已到达：", arrivals),
      ("Nothing confirms that the end sent it itself: ", "没有证据印证确由该端所发：", sendings),
    ]
    for (english, chinese, steps) in lists where !steps.isEmpty {
      let more = steps.count > 8 ? words(", and \(steps.count - 8) more", "，另有 \(steps.count - 8) 项") : ""
      lines.append(words(english, chinese) + steps.prefix(8).joined(separator: words(", ", "、")) + more)
    }
    for side in Side.allCases where story.states[side] == .unknown {
      lines.append(
        words(
          "Nothing in the capture tells where the \(words.name(side)) stands.", "抓包中没有依据判断\(words.name(side))的状态。"))
    }
    if story.segmentsNotLogged > 0 {
      lines.append(
        words(
          "\(counted(story.segmentsNotLogged, "further segment")) exceeded the limit on one connection (--log-limit).",
          "另有 \(grouped(story.segmentsNotLogged)) 个报文段超出单个连接的上限（--log-limit）。"))
    }
    guard !lines.isEmpty else { return }
    endLine()
    put(words("What stays open", "仍不确定"), .bold)
    endLine()
    for line in lines {
      pad(to: 2)
      put("? ", .yellow)
      wrap(line, width: width)
      endLine()
    }
  }
}

extension Cause {
  /// Whether the end moved by sending.
  fileprivate var isOwnAct: Bool {
    switch self {
    case .sendsSYN, .sendsSYNACK, .sendsACK, .sendsFIN, .sendsRST, .sendsData: true
    default: false
    }
  }
}
