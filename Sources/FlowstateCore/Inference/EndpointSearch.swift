/// Explains one endpoint of a connection: of all stories of what it received, finds the one with the fewest unlikely
/// things in it that lets the endpoint send exactly what it sent.
///
/// The endpoint's own segments are outputs that a hypothesis must be able to send; the peer's are possible inputs:
/// accepted, ignored, lost behind the capture point, or still on their way when the next output left.
struct EndpointSearch: ~Copyable {
  /// At most so many hypotheses are kept.
  static let width = 32
  /// … none of them dearer than the cheapest by more than this: no later segment makes good for it.
  static let margin: Int32 = 200
  /// What a story may cost at most, in the order in which it is tried. Prices only grow, so the cheapest story within a
  /// limit is the cheapest of all; most logs have one with a single unlikely thing in it, and need few hypotheses.
  static let limits: [Int32] = [20, 60, 130, 300, .max]

  let segments: [LoggedSegment]
  let side: Side
  let settings: TrackerSettings
  /// How long a captured segment may be on its way behind the capture point.
  let crossing: Nanoseconds
  let captureEnd: Nanoseconds
  let outlook: Outlook

  /// Stories dearer than this are not followed.
  private(set) var limit = Int32.max
  var beam: [Hypothesis] = []
  var next: [Hypothesis] = []
  var steps: [Step] = []
  /// Lists of variants that are not in use, kept for their storage.
  private var spare: [[Hypothesis]] = []
  private var order: [Rank] = []
  private var keys: [UInt64] = []

  init(
    segments: [LoggedSegment], side: Side, settings: TrackerSettings, crossing: Nanoseconds, captureEnd: Nanoseconds
  ) {
    self.segments = segments
    self.side = side
    self.settings = settings
    self.crossing = crossing
    self.captureEnd = captureEnd
    outlook = Outlook(segments: segments, side: side)
  }

  /// Walks the segments and returns the cheapest story's steps in order, with its last hypothesis.
  mutating func explain(
    from start: [Hypothesis], limits: [Int32] = Self.limits
  ) -> (steps: [Step], last: Hypothesis)? {
    limit = 0
    let checkpoint = plainPrefix(from: start)
    for limit in limits {
      self.limit = limit
      if let best = walk(from: start, checkpoint) { return (path(of: best), best) }
    }
    return nil
  }

  /// The last hypothesis of the cheapest story within the limit; `nil` when there is none.
  private mutating func walk(from start: [Hypothesis], _ checkpoint: Checkpoint?) -> Hypothesis? {
    beam.clear()
    steps.removeLast(steps.count - (checkpoint?.steps ?? 0))
    if let checkpoint {
      beam.append(checkpoint.hypothesis)
    } else {
      for var hypothesis in start where hypothesis.price <= limit {
        note(&hypothesis, .begins, at: 0, to: hypothesis.block.state, cause: .begins)
        beam.append(hypothesis)
      }
    }
    for index in (checkpoint?.index ?? 0)..<segments.count where segments[index].notes.isDisjoint(with: .inert) {
      let now = segments[index].time
      advance(to: now)
      if segments[index].sender == side { own(index) } else { peer(index) }
      prune()
      if beam.isEmpty { return nil }
    }
    drain()
    advance(to: captureEnd)
    guard var best = beam.first else { return nil }
    for hypothesis in beam where hypothesis.price < best.price { best = hypothesis }
    return best.price <= limit ? best : nil
  }

  // MARK: paths

  mutating func note(
    _ hypothesis: inout Hypothesis, _ kind: Step.Kind, at segment: Int, to state: State, cause: Cause,
    time: Nanoseconds? = nil
  ) {
    steps.append(
      Step(
        previous: hypothesis.step, segment: Int32(segment), kind: kind, from: hypothesis.block.state, to: state,
        cause: cause, time: time ?? segments[segment].time))
    hypothesis.step = Int32(steps.count - 1)
    if hypothesis.block.state != state {
      hypothesis.block.state = state
      hypothesis.since = time ?? segments[segment].time
    }
  }

  func path(of hypothesis: Hypothesis) -> [Step] {
    var result: [Step] = []
    var index = hypothesis.step
    while index >= 0 {
      result.append(steps[Int(index)])
      index = steps[Int(index)].previous
    }
    result.reverse()
    return result
  }

  // MARK: time

  private mutating func advance(to now: Nanoseconds) {
    for i in beam.indices where isDue(beam[i], at: now) {
      var hypothesis = beam[i]
      pass(&hypothesis, to: now)
      beam[i] = hypothesis
    }
  }

  /// Whether time changes a hypothesis.
  @inline(__always)
  private func isDue(_ h: Hypothesis, at now: Nanoseconds) -> Bool {
    if h.repeatDeadline < now { return true }
    for i in 0..<h.debtCount where h.debts[i].deadline < now { return true }
    return h.block.state == .timeWait && now - h.since > settings.timeWait
  }

  /// Time passes: debts fall due, repetitions are missed, TIME-WAIT ends.
  mutating func pass(_ h: inout Hypothesis, to now: Nanoseconds) {
    var i = 0
    while i < h.debtCount {
      if h.debts[i].deadline < now {
        h.price += price(ofUnpaid: h.debts[i])
        h.settle(i)
      } else {
        i += 1
      }
    }
    if h.repeatDeadline < now { missRepetition(&h) }
    if h.block.state == .timeWait, now - h.since > settings.timeWait {
      let end = h.since + settings.timeWait
      let at = max(Int(steps[Int(h.step)].segment), 0)
      note(&h, .timer, at: at, to: .closed, cause: .timeWaitEnds, time: end)
    }
  }

  /// What is outstanding should have been sent again by now: it gave up, or the hypothesis is a worse one.
  private mutating func missRepetition(_ h: inout Hypothesis) {
    let patience = h.repeatDeadline - h.outstandingSince
    if h.repetitions > 0, let state = stateAfterGivingUp(h) {
      // The timer that would have repeated is the one that gives up: two intervals after the last transmission.
      let at = max(Int(steps[Int(h.step)].segment), 0)
      h.price += Price.gaveUp
      note(&h, .timer, at: at, to: state, cause: .timesOut, time: h.outstandingSince + (patience - crossing) * 4 / 5)
      h.repeatDeadline = .max
      h.block = ControlBlock(state: state)
      return
    }
    if !h.cookie { h.price += Price.notRepeated }
    h.repeatDeadline = patience > 200 * .second ? .max : h.outstandingSince &+ patience &* 3
  }

  private func stateAfterGivingUp(_ h: Hypothesis) -> State? {
    switch h.block.state {
    case .synReceived: h.block.openedPassively ? .listen : .closed
    case .synSent: .closed
    case .finWait1, .closing, .lastAck: h.repetitions > 2 ? .closed : nil
    default: nil
    }
  }

  func price(ofUnpaid debt: Hypothesis.Debt) -> Int32 {
    switch debt.answer {
    case .nothing: 0
    case .synACK: Price.synDropped + 30
    case .ack:
      segments[Int(debt.segment)].flags.isDisjoint(with: [.syn, .fin])
        && !segments[Int(debt.segment)].notes.contains(.keepAlive) ? Price.dataDebtUnpaid : Price.debtUnpaid
    case .reset: Price.debtUnpaid
    case .challengeACK: Price.limitedDebtUnpaid
    }
  }

  // MARK: the peer's segments

  /// A segment of the peer passes the capture point: it is on its way to the endpoint.
  mutating func peer(_ index: Int) {
    let segment = segments[index]
    next.clear()
    for h in beam {
      resolve(h, before: segment.time - crossing, room: 5) { search, resolved in
        var resolved = resolved
        resolved.enqueue(index)
        search.next.append(resolved)
      }
    }
    swap(&beam, &next)
  }

  /// The peer repeats what the hypothesis believes to have arrived, and the answer has not been seen: more likely lost.
  func chargeRepetition(_ h: inout Hypothesis, _ segment: LoggedSegment) {
    guard segment.flags.contains(.syn) || segment.flags.contains(.fin) else { return }
    for i in 0..<h.debtCount {
      let first = segments[Int(h.debts[i].segment)]
      guard first.flags == segment.flags, first.end == segment.end, segment.time - first.time > 150 * .millisecond
      else { continue }
      h.price += price(ofUnpaid: h.debts[i]) + Price.debtUnpaidAndRepeated
      h.settle(i)
      return
    }
    // The debt has fallen due already, and the answer is still missing.
    let isKnown =
      segment.flags.contains(.fin)
      ? h.block.finReceived : h.block.state == .synReceived && h.block.irs == segment.sequence
    let isAnswered =
      segment.flags.contains(.fin)
      ? h.hasACKSent && segment.end.isAtMost(h.ackSent) : h.block.known.contains(.iss)
    if isKnown && !isAnswered { h.price += Price.debtUnpaidAndRepeated }
  }

  /// Lets queued segments that are older than `deadline`, or exceed the room, have their effect in every way.
  private mutating func resolve(
    _ hypothesis: Hypothesis, before deadline: Nanoseconds, room: Int,
    then finish: (inout EndpointSearch, Hypothesis) -> Void
  ) {
    guard hypothesis.price <= limit else { return }
    guard hypothesis.queued > 0,
      hypothesis.queued > room || segments[Int(hypothesis.queue[0])].time < deadline
    else {
      finish(&self, hypothesis)
      return
    }
    var variants = spare.popLast() ?? []
    deliver(hypothesis, &variants)
    for index in variants.indices { resolve(variants[index], before: deadline, room: room, then: finish) }
    putBack(&variants)
  }

  private mutating func putBack(_ variants: inout [Hypothesis]) {
    variants.clear()
    spare.append(variants)
  }

  /// The capture has ended: what is still on its way arrives.
  private mutating func drain() {
    next.clear()
    for h in beam { resolve(h, before: .max, room: 0) { $0.next.append($1) } }
    swap(&beam, &next)
    prune()
  }

  // MARK: the endpoint's own segments

  /// The endpoint's own segment as one story's next step; false when it costs something, or can be told in two ways.
  mutating func sendPlainly(_ h: inout Hypothesis, _ index: Int) -> Bool {
    next.clear()
    send(h, index)
    guard next.count == 1 else { return false }
    h = next[0]
    return h.price == 0
  }

  /// The endpoint's own segment passes the capture point: each prefix of what was on its way may have arrived before.
  mutating func own(_ index: Int) {
    let segment = segments[index]
    next.clear()
    for h in beam {
      resolve(h, before: segment.time - crossing, room: 6) { search, resolved in
        if resolved.queued == 0 {
          search.send(resolved, index)
          return
        }
        var variants = search.spare.popLast() ?? []
        var further = search.spare.popLast() ?? []
        variants.append(resolved)
        while !variants.isEmpty {
          further.clear()
          for position in variants.indices { search.send(variants[position], index) }
          for position in variants.indices
          where variants[position].queued > 0 && variants[position].price <= search.limit {
            search.deliver(variants[position], &further)
          }
          swap(&variants, &further)
        }
        search.putBack(&variants)
        search.putBack(&further)
      }
    }
    swap(&beam, &next)
  }

  // MARK: the beam

  /// Keeps the cheapest of equal hypotheses, and the cheapest altogether.
  mutating func prune() {
    if beam.isEmpty || (beam.count == 1 && beam[0].price <= limit) { return }
    order.clear()
    var best = Int32.max
    for h in beam { best = min(best, h.price) }
    let dearest = min(limit, best + Self.margin)
    for i in beam.indices where beam[i].price <= dearest {
      order.append(Rank(price: beam[i].price, step: beam[i].step, index: Int32(i)))
    }
    order.sort { $0.price != $1.price ? $0.price < $1.price : $0.step < $1.step }
    keys.clear()
    next.clear()
    for rank in order {
      if next.count == Self.width { break }
      let key = beam[Int(rank.index)].key
      if keys.contains(key) { continue }
      keys.append(key)
      next.append(beam[Int(rank.index)])
    }
    swap(&beam, &next)
  }

  /// What the beam is sorted by: a hypothesis itself is too large to move around.
  struct Rank: BitwiseCopyable {
    var price: Int32
    var step: Int32
    var index: Int32
  }
}
