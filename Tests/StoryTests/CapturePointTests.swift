import FlowstateCore
import Testing

private func measured(toServer: String, toClient: String) -> StoryScript {
  var story = StoryScript("C:S(100)@0 S:SA(300,101)@\(toServer) C:A(101,301)@\(toClient)")
  story.opens()
  return story
}

@Test func handshakeSplit() {
  let near = measured(toServer: "50", toClient: "50").completed().capturePoint
  #expect(near.place == .nearClient)
  #expect(near.grounds == [.handshakeSplit])
  #expect(measured(toServer: "0", toClient: "50").completed().capturePoint.place == .nearServer)
  #expect(measured(toServer: "20", toClient: "50").completed().capturePoint.place == .middle)
  #expect(measured(toServer: "0", toClient: "0").completed().capturePoint.place == .sameHost)
}

@Test func hopLimitsAgreeOrContradict() {
  var story = measured(toServer: "50", toClient: "50")
  story.story.figures.client.hopLimit = 64
  story.story.figures.server.hopLimit = 57
  let agreed = story.completed().capturePoint
  #expect(agreed.place == .nearClient)
  #expect(agreed.confidence == .strong)
  #expect(agreed.grounds == [.handshakeSplit, .hopLimitOfClient])
  story.story.figures.client.hopLimit = 60
  let contradicted = story.completed().capturePoint
  #expect(contradicted.place == .nearClient)
  #expect(contradicted.confidence == .weak)
}

@Test func hopLimitsOfBothWereDecremented() {
  var story = measured(toServer: "20", toClient: "50")
  story.story.figures.client.hopLimit = 60
  story.story.figures.server.hopLimit = 57
  let point = story.completed().capturePoint
  #expect(point.place == .middle)
  #expect(point.grounds == [.handshakeSplit, .hopLimitsOfBoth])
}

@Test func marksOverrideEstimates() {
  var story = measured(toServer: "50", toClient: "50")
  story.story.figures.server.outgoing = 1
  story.story.figures.client.incoming = 2
  let point = story.completed().capturePoint
  #expect(point.place == .nearServer)
  #expect(point.confidence == .certain)
  #expect(point.grounds == [.directionMarks])
}

@Test func partialChecksums() {
  var story = StoryScript("C:A(101,301) S:A(301,101)")
  story.story.figures.client.partialChecksum = 1
  let point = story.completed().capturePoint
  #expect(point.place == .nearClient)
  #expect(point.grounds == [.partialChecksum])
}

@Test func largeSegments() {
  var story = StoryScript("C:A(101,301) S:A(301,101)")
  var options = HandshakeOptions()
  options.mss = 1460
  story.story.handshake.options = PerSide(both: options)
  story.story.figures.server.largestPayload = 4380
  #expect(story.completed().capturePoint.place == .nearServer)
  story.story.figures.client.largestPayload = 4380
  #expect(story.completed().capturePoint.place == nil)
}

@Test func nothingKnown() {
  let point = StoryScript("C:A(101,301) S:A(301,101)").completed().capturePoint
  #expect(point.place == nil)
  #expect(point.grounds.isEmpty)
}
