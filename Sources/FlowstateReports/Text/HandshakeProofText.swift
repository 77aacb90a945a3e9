import FlowstateCore
import FlowstateFindings

extension TextCanvas {
  /// Writes what each end learned by which segment of the handshake, and what it never learned: why it takes three.
  mutating func handshakeProofs(_ story: borrowing ConnectionStory, words: Words, width: Int) {
    let kind = story.handshake.kind
    guard kind != .none else { return }
    let proof = story.handshake.proved
    let lessons = lessons(of: proof)
    endLine()
    put(
      proof.isComplete
        ? words("What the handshake proved", "握手证明了什么") : words("What the handshake did not prove", "握手未能证明什么"), .bold)
    endLine()
    for lesson in lessons {
      pad(to: 2)
      put("✓ ", .green)
      wrap(words.lesson(lesson), width: width)
      endLine()
    }
    for side in Side.allCases {
      guard let missing = words.missing(side, in: proof) else { continue }
      pad(to: 2)
      put("✗ ", .yellow)
      wrap(missing, width: width)
      endLine()
    }
  }

  /// The steps of both ends in order of frame; what one segment tells an end is one lesson.
  private func lessons(of proof: HandshakeProof) -> [HandshakeLesson] {
    var lessons: [HandshakeLesson] = []
    for side in Side.allCases {
      let hears = proof.hearsPeer[side]
      let heard = proof.isHeard[side]
      if let hears {
        lessons.append(HandshakeLesson(side: side, step: hears, hearsPeer: true, isHeard: hears.frame == heard?.frame))
      }
      if let heard, heard.frame != hears?.frame {
        lessons.append(HandshakeLesson(side: side, step: heard, hearsPeer: false, isHeard: true))
      }
    }
    return lessons.sorted { ($0.step.frame, $0.side.rawValue) < ($1.step.frame, $1.side.rawValue) }
  }
}

/// What one segment told an end.
struct HandshakeLesson {
  var side: Side
  var step: HandshakeProof.Step
  /// That its peer can send, and itself receive.
  var hearsPeer: Bool
  /// That itself can send, and its peer receive.
  var isHeard: Bool
}

extension Words {
  /// What a segment told an end, with what that rests on.
  func lesson(_ lesson: HandshakeLesson) -> String {
    let end = name(lesson.side)
    let peer = name(lesson.side.peer)
    let frame =
      lesson.step.frame == 0
      ? self("An unseen segment", "未抓到的报文段") : self("Frame \(lesson.step.frame)", "帧 \(lesson.step.frame)")
    let told =
      switch (lesson.hearsPeer, lesson.isHeard) {
      case (true, true):
        self(
          "\(frame) tells the \(end) that the \(peer) hears it and that it hears the \(peer)",
          "\(frame) 让\(end)知道：\(peer)能听到它，它也能听到\(peer)")
      case (true, false): self("\(frame) tells the \(end) that it hears the \(peer)", "\(frame) 让\(end)知道：它能听到\(peer)")
      default: self("\(frame) tells the \(end) that the \(peer) hears it", "\(frame) 让\(end)知道：\(peer)能听到它")
      }
    return told + grounds(lesson.step)
  }

  /// On what it rests that the segment arrived.
  private func grounds(_ step: HandshakeProof.Step) -> String {
    switch step.basis {
    case .presumed:
      step.proofFrame == 0
        ? self(", if it arrived: nothing shows that", "（前提是它已到达，但没有证据）")
        : self(", or a segment up to frame \(step.proofFrame) does", "（最迟到帧 \(step.proofFrame) 必已知道）")
    case .proved, .inferred, .sent, .timer:
      step.proofFrame == 0 || step.proofFrame == step.frame
        ? "" : self(", as frame \(step.proofFrame) shows", "（帧 \(step.proofFrame) 可证）")
    }
  }

  /// What an end never learned; `nil` when it learned all.
  func missing(_ side: Side, in proof: HandshakeProof) -> String? {
    let end = name(side)
    let peer = name(side.peer)
    switch (proof.hearsPeer[side] == nil, proof.isHeard[side] == nil) {
    case (true, true): return self("Nothing tells the \(end) anything of the \(peer).", "\(end)对\(peer)一无所知。")
    case (false, true):
      return self(
        "Nothing tells the \(end) that the \(peer) hears it: it must not take the connection for open.",
        "没有报文段让\(end)知道\(peer)能听到它：它不能认为连接已建立。")
    case (true, false):
      return self("Nothing tells the \(end) that it hears the \(peer).", "没有报文段让\(end)知道它能听到\(peer)。")
    case (false, false): return nil
    }
  }
}
