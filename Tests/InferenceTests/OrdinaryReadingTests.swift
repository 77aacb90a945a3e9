import FoundationEssentials
import Testing

@testable import FlowstateCore

@Suite struct OrdinaryReadingTests {
  /// What an ordinary connection's direct reading says is what the search says.
  @Test(arguments: KernelFixtures.names) func agreesWithTheSearch(_ name: String) throws {
    let settings = TrackerSettings()
    for story in try KernelFixtures.stories(of: KernelFixtures.folder.appending(path: "\(name).pcap").path()) {
      for end in [story.lastTime, story.lastTime + 10 * .second, story.lastTime + 100 * .second] {
        var direct = story
        direct.transitions = []
        direct.verdicts = []
        var reading = OrdinaryReading(settings: settings, captureEnd: end)
        guard reading.read(&direct) else { continue }
        var searched = story
        searched.transitions = []
        searched.verdicts = []
        Inference.search(&searched, settings: settings, captureEnd: end)
        #expect(describe(direct) == describe(searched), "\(name), connection \(story.id)")
      }
    }
  }

  @Test func someFixturesAreOrdinary() throws {
    var count = 0
    for name in KernelFixtures.names {
      for var story in try KernelFixtures.stories(of: KernelFixtures.folder.appending(path: "\(name).pcap").path()) {
        var reading = OrdinaryReading(settings: TrackerSettings(), captureEnd: story.lastTime)
        story.transitions = []
        story.verdicts = []
        if reading.read(&story) { count += 1 }
      }
    }
    #expect(count > 0)
  }

  private func describe(_ story: ConnectionStory) -> [String] {
    story.transitions.map {
      "\($0.side.name) \($0.frame) \($0.from.name) > \($0.to.name) \($0.basis.name) \($0.proofFrame) \($0.cause.text)"
    }.sorted()
  }
}
