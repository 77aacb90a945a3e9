import FoundationEssentials
import Testing

@testable import FlowstateCore

@Suite struct SearchLimitTests {
  /// Whatever is tried first, the story that is told is no dearer than the one that a search of all of them finds.
  @Test(arguments: KernelFixtures.names) func cheapStoriesFirstLoseNone(_ name: String) throws {
    let settings = TrackerSettings()
    for story in try KernelFixtures.stories(of: KernelFixtures.folder.appending(path: "\(name).pcap").path()) {
      for side in Side.allCases where story.segments.contains(where: { $0.sender == side && !$0.isInert }) {
        let start = Beginnings(story: story, side: side, settings: settings).hypotheses()
        var limited = search(story, side, settings)
        var whole = search(story, side, settings)
        let (first, second) = (limited.explain(from: start), whole.explain(from: start, limits: [.max]))
        let cheap = try #require(first)
        let all = try #require(second)
        #expect(cheap.last.price <= all.last.price, "\(name), connection \(story.id), \(side.name)")
        if cheap.last.price == all.last.price {
          #expect(states(cheap.steps) == states(all.steps), "\(name), connection \(story.id), \(side.name)")
        }
      }
    }
  }

  private func search(_ story: ConnectionStory, _ side: Side, _ settings: TrackerSettings) -> EndpointSearch {
    EndpointSearch(
      segments: story.segments, side: side, settings: settings, crossing: PathTiming(story.segments).crossing,
      captureEnd: story.lastTime + 100 * .second)
  }

  private func states(_ steps: [Step]) -> [String] {
    steps.filter { $0.from != $0.to }.map { "\($0.segment) \($0.from.name) > \($0.to.name)" }
  }
}
