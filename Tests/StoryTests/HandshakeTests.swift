import FlowstateCore
import Testing

private func opened(_ script: String) -> StoryScript {
  var story = StoryScript(script)
  story.opens()
  return story
}

@Test func threeWay() {
  let handshake = opened("C:S(100) S:SA(300,101)@20 C:A(101,301)@23").completed().handshake
  #expect(handshake.kind == .threeWay)
  #expect(handshake.syn == [1])
  #expect(handshake.synACK == [2])
  #expect(handshake.ack == 3)
  #expect(handshake.roundTrip.server == 19 * .millisecond)
  #expect(handshake.roundTrip.client == 3 * .millisecond)
}

@Test func optionsStay() {
  var story = opened("C:S(100) S:SA(300,101) C:A(101,301)").story
  var options = HandshakeOptions()
  options.mss = 1460
  story.handshake.options.client = options
  StorySummary.complete(&story, settings: TrackerSettings(), captureEnd: 0)
  #expect(story.handshake.options.client?.mss == 1460)
}

@Test func repeatedSYNHidesTheRoundTrip() {
  let plain = opened("C:S(100) C:S(100) S:SA(300,101) C:A(101,301)").completed().handshake
  #expect(plain.syn == [1, 2])
  #expect(plain.roundTrip.server == nil)
  #expect(plain.roundTrip.client == .millisecond)
  let echoed = opened("C:S(100)~10/0 C:S(100)@1000~1010/0 S:SA(300,101)@1020~7/1010 C:A(101,301)~1011/7")
  #expect(echoed.completed().handshake.roundTrip.server == 20 * .millisecond)
}

@Test func inertSegmentsDoNotCount() {
  let handshake = opened("C:S(100) C:S(100)!dup S:SA(300,101) S:SA(300,101)!bad C:A(101,301)").completed().handshake
  #expect(handshake.syn == [1])
  #expect(handshake.synACK == [3])
  #expect(handshake.ack == 5)
  #expect(handshake.roundTrip.server == 2 * .millisecond)
}

@Test(
  "kinds that end before the handshake does",
  arguments: [
    ("C:S(100)", Handshake.Kind.unanswered),
    ("C:S(100) C:S(100)", .unanswered),
    ("C:S(100) C:R(101)", .unanswered),
    ("C:S(100) S:RA(0,101)", .refused),
    ("C:S(100) S:RA(0,101)!foreign", .unanswered),
    ("C:S(100) S:SA(300,101)", .partial),
    ("C:S(100) S:A(300,77)", .partial),
    ("S:SA(300,101)", .partial),
    ("C:PA(101,301)+5", .none),
  ])
func incompleteKinds(_ script: String, _ kind: Handshake.Kind) {
  #expect(StoryScript(script).completed().handshake.kind == kind)
}

@Test func refusedByICMP() {
  var story = StoryScript("C:S(100)")
  story.story.icmpErrors = [
    ICMPError(
      frame: 2, time: 0, type: 3, code: 13, isIPv6: false, source: IPAddress(v4: 1), quotedSender: .client,
      sequence: SequenceNumber(100))
  ]
  #expect(story.completed().handshake.kind == .refused)
  story.story.icmpErrors[0].code = 4
  #expect(story.completed().handshake.kind == .unanswered)
}

@Test func fastOpen() {
  let taken = opened("C:S(100)+10 S:SA(300,111) C:A(111,301)").completed().handshake
  #expect(taken.kind == .fastOpen)
  #expect(taken.roundTrip.server == .millisecond)
  let refused = opened("C:S(100)+10 S:SA(300,101) C:A(101,301)").completed().handshake
  #expect(refused.kind == .threeWay)
}

@Test func simultaneousOpen() {
  var story = StoryScript("C:S(100) S:S(300) C:SA(100,301) S:SA(300,101)")
  story.move(.client, .closed, .synSent, at: 1, .sendsSYN)
  story.move(.server, .closed, .synSent, at: 2, .sendsSYN)
  story.move(.client, .synSent, .synReceived, at: 2, .receivesSYN, proof: 3)
  story.move(.server, .synSent, .synReceived, at: 1, .receivesSYN, proof: 4)
  story.move(.server, .synReceived, .established, at: 3, .receivesACKOfSYN)
  story.move(.client, .synReceived, .established, at: 4, .receivesACKOfSYN)
  let handshake = story.completed().handshake
  #expect(handshake.kind == .simultaneous)
  #expect(handshake.syn == [1, 2])
  #expect(handshake.synACK == [3, 4])
  #expect(handshake.roundTrip.server == nil)
  #expect(handshake.proved.isComplete)
  #expect(handshake.proved.hearsPeer.client?.frame == 2)
  #expect(handshake.proved.isHeard.server?.frame == 3)
}

@Test func splitHandshake() {
  var story = StoryScript("C:S(100) S:A(300,101) S:S(300) C:SA(100,301) S:A(301,101)")
  story.move(.client, .closed, .synSent, at: 1, .sendsSYN)
  story.move(.server, .listen, .synReceived, at: 1, .receivesSYN)
  story.move(.client, .synSent, .synReceived, at: 3, .receivesSYN)
  story.move(.server, .synReceived, .established, at: 4, .receivesACKOfSYN)
  story.move(.client, .synReceived, .established, at: 5, .receivesACKOfSYN)
  #expect(story.completed().handshake.kind == .split)
}

@Test func proofsOfThreeSegments() {
  let proved = opened("C:S(100) S:SA(300,101) C:A(101,301)").completed().handshake.proved
  #expect(proved.isComplete)
  #expect(proved.hearsPeer.server == HandshakeProof.Step(frame: 1, basis: .proved, proofFrame: 2))
  #expect(proved.hearsPeer.client == HandshakeProof.Step(frame: 2, basis: .proved, proofFrame: 3))
  #expect(proved.isHeard.client == proved.hearsPeer.client)
  #expect(proved.isHeard.server == HandshakeProof.Step(frame: 3, basis: .presumed, proofFrame: 0))
}

@Test func missingProofIsNamed() {
  var story = StoryScript("C:S(100) S:SA(300,101)")
  story.move(.client, .closed, .synSent, at: 1, .sendsSYN, basis: .sent)
  story.move(.server, .listen, .synReceived, at: 1, .receivesSYN, proof: 2)
  let proved = story.completed().handshake.proved
  #expect(!proved.isComplete)
  #expect(proved.hearsPeer.server?.frame == 1)
  #expect(proved.isHeard.server == nil)
  #expect(proved.hearsPeer.client == nil)
  #expect(StoryScript("C:PA(101,301)+5").completed().handshake.proved.hearsPeer.server == nil)
}

@Test func strayInsideTheConnectionIsNoHandshake() {
  var story = opened("C:S(100) S:SA(300,101) C:A(101,301) C:S(7000)!ignored S:A(301,101)")
  story.story.initialSequence = PerSide(client: SequenceNumber(100), server: SequenceNumber(300))
  for index in 2..<5 { story.story.verdicts[index].states = PerSide(both: .established) }
  let handshake = story.completed().handshake
  #expect(handshake.syn == [1])
  #expect(handshake.kind == .threeWay)
}
