import FlowstateCore
import FoundationEssentials
import TestSupport
import Testing

/// Captures of real stacks: what is called certain is true of the kernels, frame by frame.
@Suite struct KernelTruthTests {
  @Test(arguments: KernelFixtures.names) func certainClaimsAreTrue(_ name: String) throws {
    let stories = try KernelFixtures.stories(of: KernelFixtures.folder.appending(path: "\(name).pcap").path())
    let truth = try JSONValue.parse(
      Data(contentsOf: KernelFixtures.folder.appending(path: "\(name).truth.json")))
    guard case .array(let frames)? = truth["frames"], case .array(let flows)? = truth["flows"] else {
      Issue.record("\(name).truth.json has no frames")
      return
    }
    var certain = 0
    for (position, frame) in frames.enumerated() {
      guard case .integer(let flow)? = frame["flow"], case .integer(let port)? = flows[Int(flow)]["client"]?["port"]
      else { continue }
      for story in stories where story.ends.client.port == UInt16(port) {
        for transition in story.transitions
        where transition.basis.isCertain && transition.frame == UInt64(position + 1) {
          // Several steps at one frame: the last one stands.
          guard isLast(transition, in: story) else { continue }
          let allowed = ["after", "before_next", "after_delivery"].compactMap {
            frame[$0]?[transition.side == .client ? "client" : "server"]
          }
          certain += 1
          let claimed = "\(transition.to.name)"
          let stands = allowed.contains { $0 == .string(claimed) || isHalfClosedLater($0, claimed) }
          #expect(stands, "\(name) frame \(position + 1): \(transition.side.name) \(claimed), kernel \(allowed)")
        }
      }
    }
    #expect(certain > 0, "nothing is certain in \(name)")
  }

  private func isLast(_ transition: Transition, in story: ConnectionStory) -> Bool {
    story.transitions.last { $0.side == transition.side && $0.frame == transition.frame }?.to == transition.to
  }

  /// A kernel whose user has closed is ahead of its FIN, which the capture has not seen yet; a cookie has no socket.
  private func isHalfClosedLater(_ kernel: JSONValue, _ claimed: String) -> Bool {
    switch (kernel, claimed) {
    case (.string("FIN-WAIT-1"), "ESTABLISHED"), (.string("LAST-ACK"), "CLOSE-WAIT"),
      (.string("CLOSING"), "CLOSE-WAIT"), (.string("LISTEN"), "SYN-RECEIVED"):
      true
    default: false
    }
  }
}
