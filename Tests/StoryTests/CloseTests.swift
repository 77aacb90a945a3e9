import FlowstateCore
import Testing

private let handshake = "C:S(100) S:SA(300,101) C:A(101,301) "

private func opened(_ script: String) -> StoryScript {
  var story = StoryScript(handshake + script)
  story.opens()
  return story
}

private func closedByClient(_ script: String) -> StoryScript {
  var story = opened(script)
  story.move(.client, .established, .finWait1, at: 4, .sendsFIN, basis: .sent)
  story.move(.server, .established, .closeWait, at: 4, .receivesFIN)
  return story
}

@Test func fourSegments() {
  var story = closedByClient("C:FA(101,301) S:A(301,102) S:FA(301,102) C:A(102,302)@1000")
  story.move(.client, .finWait1, .finWait2, at: 5, .receivesACKOfFIN)
  story.move(.server, .closeWait, .lastAck, at: 6, .sendsFIN)
  story.move(.client, .finWait2, .timeWait, at: 6, .receivesFIN)
  story.move(.server, .lastAck, .closed, at: 7, .receivesACKOfFIN, basis: .presumed)
  let close = story.completed(end: 30 * .second).close
  #expect(close.kind == .fourSegment)
  #expect(close.initiator == .client)
  #expect(close.fin.client == [4])
  #expect(close.fin.server == [6])
  #expect(close.finACK == PerSide(client: 5, server: 7))
  #expect(close.rst.isEmpty)
  #expect(close.timeWait?.side == .client)
  #expect(close.timeWait?.sinceFrame == 6)
  #expect(close.timeWait?.restarted == [])
  #expect(close.timeWait?.left == 30 * .second + 6 * .millisecond)
}

@Test func threeSegments() {
  let close = closedByClient("C:FA(101,301) S:FA(301,102) C:A(102,302)").completed().close
  #expect(close.kind == .threeSegment)
  #expect(close.finACK == PerSide(client: 5, server: 6))
}

@Test func simultaneousClose() {
  var story = opened("C:FA(101,301) S:FA(301,101) S:A(302,102) C:A(102,302)")
  story.move(.client, .finWait1, .closing, at: 5, .receivesFIN)
  let close = story.completed().close
  #expect(close.kind == .simultaneous)
  #expect(close.initiator == nil)
}

@Test func halfClose() {
  let used = closedByClient("C:FA(101,301) S:A(301,102) S:PA(301,102)+50 C:A(102,351) S:FA(351,102) C:A(102,352)")
  #expect(used.completed().close.kind == .halfClose)
  #expect(closedByClient("C:FA(101,301) S:A(301,102)").completed().close.kind == .halfClose)
  // Data that crossed the FIN does not use the half-closed connection.
  let crossed = closedByClient("C:FA(101,301) S:PA(301,101)+50 S:FA(351,102) C:A(102,352)")
  #expect(crossed.completed().close.kind == .threeSegment)
}

@Test func resetAfterAFINIsTheCloserToldFirst() {
  var story = closedByClient("C:FA(101,301) S:A(301,102) S:PA(301,102)+50 C:R(102)")
  story.move(.client, .finWait1, .finWait2, at: 5, .receivesACKOfFIN)
  story.move(.client, .finWait2, .closed, at: 7, .sendsRST)
  story.move(.server, .closeWait, .closed, at: 7, .receivesRST)
  let close = story.completed().close
  #expect(close.kind == .reset)
  #expect(close.initiator == .client)
  #expect(close.rst == [7])
}

@Test func resetByTheServer() {
  var story = opened("S:RA(301,101)")
  story.move(.server, .established, .closed, at: 4, .sendsRST)
  story.move(.client, .established, .closed, at: 4, .receivesRST, basis: .presumed)
  let close = story.completed().close
  #expect(close.kind == .reset)
  #expect(close.initiator == .server)
}

@Test func ignoredResetClosesNothing() {
  let close = opened("S:R(900)!ignored C:PA(101,301)+5").completed().close
  #expect(close.kind == .open)
  #expect(close.rst == [4])
  #expect(opened("S:R(301)!foreign").completed().close.kind == .open)
}

@Test func foreignFINIsNobodys() {
  let close = opened("S:FA(301,101)!foreign C:PA(101,301)+5").completed().close
  #expect(close.kind == .open)
  #expect(close.fin.server.isEmpty)
}

@Test func neverOpened() {
  var story = StoryScript("C:S(100) S:RA(0,101)")
  story.move(.client, .closed, .synSent, at: 1, .sendsSYN)
  story.move(.client, .synSent, .closed, at: 2, .receivesRST)
  #expect(story.completed().close.kind == .none)
}

@Test func timeout() {
  var story = opened("C:PA(101,301)+5 C:PA(101,301)+5")
  story.move(.client, .established, .closed, at: 0, .timesOut, basis: .timer)
  #expect(story.completed().close.kind == .timeout)
}

@Test func timeWaitRestarts() {
  var story = closedByClient(
    "C:FA(101,301) S:FA(301,102) C:A(102,302) S:FA(301,102)@500!again C:A(102,302)@501 S:FA(301,102)@900!again")
  story.move(.client, .finWait1, .timeWait, at: 5, .receivesFINAndACKOfFIN)
  let close = story.completed(end: 10 * .second).close
  #expect(close.timeWait?.restarted == [7, 9])
  #expect(close.timeWait?.left == 50 * .second + 900 * .millisecond)
  story.story.verdicts[8].fate = .open
  let unanswered = story.completed(end: 10 * .second).close
  #expect(unanswered.timeWait?.restarted == [7])
  #expect(unanswered.timeWait?.left == 50 * .second + 500 * .millisecond)
  story.story.states.client = .closed
  #expect(story.completed(end: 10 * .second).close.timeWait?.left == 0)
}

@Test func arraysAreReused() {
  var story = closedByClient("C:FA(101,301) S:FA(301,102) C:A(102,302)").story
  for _ in 0..<3 { StorySummary.complete(&story, settings: TrackerSettings(), captureEnd: 0) }
  #expect(story.close.fin.client == [4])
  #expect(story.handshake.syn == [1])
  #expect(String(decoding: story.zeek.history, as: UTF8.self) == "ShAFf")
}
