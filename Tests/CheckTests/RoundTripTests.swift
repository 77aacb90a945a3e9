import FlowstateCheck
import FlowstateCore
import FlowstateFindings
import Foundation
import Testing
import TraceScript

@testable import flowstate

/// Captured connections, written as scripts and compiled again, must have the same history and findings.
@Suite struct RoundTripTests {
  /// Captures of real stacks: those of the project, and the whole collection where it lies beside the project.
  private static let folders: [URL] = {
    let shared =
      ProcessInfo.processInfo.environment["FLOWSTATE_SHARED"].map { URL(fileURLWithPath: $0) }
      ?? Command.root.deletingLastPathComponent().appending(path: "shared")
    let collection = shared.appending(path: "kernel-truth/captures")
    let own = Command.root.appending(path: "Fixtures/kernel")
    guard FileManager.default.fileExists(atPath: collection.path) else {
      print("no collection at \(collection.path): only Fixtures/kernel is tried; FLOWSTATE_SHARED says where it is")
      return [own]
    }
    return [own, collection]
  }()

  static let captures: [String] = folders.flatMap { folder in
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".pcap") }.sorted().map { folder.appending(path: $0).path }
  }

  /// What a connection's script cannot keep, so that the analysis may differ.
  private static let excused: Set<Decompilation.Unsaid> = [
    .direction, .tunnels, .quotedByICMP, .cutPayload, .oversizedPayload, .fragments, .interfaces, .unverifiedChecksum,
  ]

  @Test(arguments: captures)
  func scriptsKeepHistoryAndFindings(path: String) throws {
    let examiner = try examiner()
    let frames = try examiner.load([path])
    let examined = examiner.examine(frames)
    let segments = ConnectionFrames.segments(frames, decoder: examiner.decoder)
    for connection in examined.connections.prefix(4) {
      let written = ConnectionFrames.script(of: connection, in: examined, segments: segments, comment: [])
      let again = examiner.examine(try CompiledScript(written.text).frames)
      // The script is of one connection: what others left behind, and how long the capture went on, is not in it.
      let own = Self.frames(of: connection, segments, in: examined)
      let alone = examiner.examine(frames.keeping(own.map { Int($0) - 1 }))
      let differences = Self.differences(alone, again)
      guard !differences.isEmpty else { continue }
      let name = "\(URL(fileURLWithPath: path).lastPathComponent), connection \(connection.story.id)"
      let reasons = written.unsaid.intersection(Self.excused).map(\.rawValue).sorted().joined(separator: ", ")
      let message = "\(name) [\(reasons)]: \(differences.joined(separator: "; "))"
      print("ROUNDTRIP \(message)")
      if reasons.isEmpty { Issue.record("\(message)") } else { Issue.record("\(message)", severity: .warning) }
    }
  }

  private static func frames(
    of connection: Examined.Connection, _ segments: [Segment], in examined: Examined
  ) -> [UInt64] {
    let story = connection.story
    let next = examined.connections.first { $0.story.key == story.key && $0.story.id > story.id }?.story.id ?? .max
    return segments.filter {
      !$0.marks.contains(.quotedByICMP) && $0.frame >= story.firstFrame && $0.frame < next
        && FlowKey.of(source: $0.source, destination: $0.destination, space: $0.space).key == story.key
    }.map(\.frame)
  }

  private static func differences(_ alone: Examined, _ again: Examined) -> [String] {
    var result: [String] = []
    if alone.connections.count != again.connections.count {
      result.append("\(alone.connections.count) connections became \(again.connections.count)")
    }
    for (before, after) in zip(alone.connections, again.connections) {
      let steps = before.story.transitions.map { Self.text($0) }
      let copied = after.story.transitions.map { Self.text($0) }
      if steps != copied {
        let index = zip(steps, copied).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        let place = index ?? min(steps.count, copied.count)
        let (one, other) = (steps.dropFirst(place).first ?? "none", copied.dropFirst(place).first ?? "none")
        result.append("step \(place + 1): \(one) became \(other)")
      }
      let found = before.findings.map { Self.text($0) }
      let foundAgain = after.findings.map { Self.text($0) }
      if found != foundAgain { result.append("findings \(found) became \(foundAgain)") }
    }
    return result
  }

  private static func text(_ finding: Finding) -> String {
    "\(finding.id) \(finding.kind ?? "") \(finding.severity.name) \(finding.frames)"
  }

  private static func text(_ step: Transition) -> String {
    "\(step.side.name) \(step.from.name) \(step.to.name) \(step.basis.name) at \(step.frame)"
  }
}
