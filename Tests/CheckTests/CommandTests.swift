import Foundation
import Testing

/// `flowstate check` as a user runs it.
@Suite struct CommandTests {
  private static let capture = "Fixtures/kernel/01-normal-b.pcap"

  /// A folder with one capture and its expectation.
  private func withRecorded(_ style: [String] = [], _ body: (URL) throws -> Void) throws {
    try Command.withFolder { folder in
      try FileManager.default.copyItem(
        at: Command.root.appending(path: Self.capture), to: folder.appending(path: "a.pcap"))
      let outcome = try Command.flowstate(["check", "--record"] + style + ["."], in: folder)
      #expect(outcome.status == 0, "\(outcome.text)\(outcome.errors)")
      try body(folder)
    }
  }

  private func change(_ folder: URL, _ text: String, to other: String) throws {
    let file = folder.appending(path: "a.expect.json")
    let content = try String(contentsOf: file, encoding: .utf8)
    #expect(content.contains(text))
    try content.replacing(text, with: other, maxReplacements: 1).write(to: file, atomically: true, encoding: .utf8)
  }

  @Test(arguments: [[], ["minimal"], ["complete"]])
  func whatIsRecordedHoldsAndABrokenExpectationIsSeenAndUpdated(style: [String]) throws {
    try withRecorded(style) { folder in
      let file = folder.appending(path: "a.expect.json")
      let recorded = try Data(contentsOf: file)
      let first = try Command.flowstate(["check", "."], in: folder)
      let second = try Command.flowstate(["check", "."], in: folder)
      #expect(first.status == 0 && first.text == second.text)
      try change(folder, "\"states\": { \"client\": \"TIME-WAIT\"", to: "\"states\": { \"client\": \"CLOSED\"")
      let broken = try Command.flowstate(["check", "a.pcap"], in: folder)
      #expect(broken.status == 1)
      #expect(broken.text.contains("a.expect.json:11:29: ") && broken.text.contains("expected  CLOSED\n"))
      #expect(broken.text.contains("found     TIME-WAIT\n") && broken.text.contains("1 does not"))
      #expect(broken.text.contains("<CTL=FIN,ACK>"))
      let updated = try Command.flowstate(["check", ".", "--update"], in: folder)
      #expect(updated.status == 1 && updated.text.contains("updated"))
      #expect(try Data(contentsOf: file) == recorded)
      #expect(try Command.flowstate(["check", ".", "--update"], in: folder).status == 0)
    }
  }

  @Test func theStatusTellsWhatHappened() throws {
    try withRecorded { folder in
      try FileManager.default.copyItem(
        at: folder.appending(path: "a.pcap"), to: folder.appending(path: "plain.pcap"))
      #expect(try Command.flowstate(["check", "."], in: folder).status == 0)
      #expect(try Command.flowstate(["check", "plain.pcap"], in: folder).status == 2)
      #expect(try Command.flowstate(["check", "plain.pcap", "--policy", "default"], in: folder).status == 0)
      #expect(try Command.flowstate(["check", "plain.pcap", "--policy", "defalt"], in: folder).status == 2)
      #expect(try Command.flowstate(["check", "none.pcap"], in: folder).status == 3)
      #expect(try Command.flowstate(["check", "no-folder/"], in: folder).status == 3)
      #expect(try Command.flowstate(["check", ".", "--report", "xml"], in: folder).status == 2)
      #expect(try Command.flowstate(["check", ".", "--report", "tap", "--report", "json"], in: folder).status == 2)
      try change(folder, "\"schema\"", to: "\"shema\"")
      let bad = try Command.flowstate(["check", "."], in: folder)
      #expect(
        bad.status == 2 && bad.text.contains("a.expect.json:2:3: ") && bad.text.contains("did you mean ‘schema’?"))
      try Data([1, 2, 3]).write(to: folder.appending(path: "plain.pcap"))
      #expect(try Command.flowstate(["check", ".", "--policy", "strict"], in: folder).status == 3)
      try FileManager.default.removeItem(at: folder.appending(path: "a.pcap"))
      let alone = try Command.flowstate(["check", "."], in: folder)
      #expect(alone.status == 2 && alone.errors.contains("no capture beside it"))
    }
  }

  @Test func theNumberOfJobsChangesNothing() throws {
    let one = try Command.flowstate(["check", "Fixtures", "--jobs", "1", "--report", "json"])
    let many = try Command.flowstate(["check", "Fixtures", "--jobs", "7", "--report", "json"])
    #expect(one.text == many.text && one.errors == many.errors && one.status == many.status)
    #expect(one.text.count > 1000)
  }

  @Test func knownFailuresCountForNothing() throws {
    try withRecorded { folder in
      try change(folder, "\"close\": \"four-segment\"", to: "\"close\": \"reset\"")
      try "a.pcap: why\n".write(to: folder.appending(path: "known.txt"), atomically: true, encoding: .utf8)
      let known = try Command.flowstate(["check", "a.pcap", "--known-failures", "known.txt"], in: folder)
      #expect(known.status == 0 && known.text.contains("1 is known not to"))
      let tap = try Command.flowstate(
        ["check", "a.pcap", "--known-failures", "known.txt", "--report", "tap"], in: folder)
      #expect(tap.text.contains(" # TODO why\n"))
      try change(folder, "\"close\": \"reset\"", to: "\"close\": \"four-segment\"")
      let outdated = try Command.flowstate(["check", "a.pcap", "--known-failures", "known.txt"], in: folder)
      #expect(outdated.status == 0 && outdated.text.contains("holds now a.pcap"))
    }
  }

  @Test func tracesAreCompiledAndErrorsNameTheirPlace() throws {
    try Command.withFolder { folder in
      try "\(ordinary)\nhandshake three-way\n".write(
        to: folder.appending(path: "a.trace"), atomically: true, encoding: .utf8)
      #expect(try Command.flowstate(["check", "a.trace"], in: folder).status == 0)
      #expect(try Command.flowstate(["trace", "a.trace", "-o", "a.pcap"], in: folder).status == 0)
      #expect(try Command.flowstate(["check", "a.pcap", "--policy", "strict"], in: folder).status == 0)
      #expect(try Command.flowstate(["trace", "--from", "a.pcap", "-o", "b.trace"], in: folder).status == 0)
      #expect(try Command.flowstate(["check", "b.trace"], in: folder).status == 0)
      try "\(ordinary)\nhandshake threeway\n".write(
        to: folder.appending(path: "a.trace"), atomically: true, encoding: .utf8)
      let bad = try Command.flowstate(["trace", "a.trace", "-o", "a.pcap"], in: folder)
      #expect(bad.status == 2 && bad.errors.contains("a.trace:11:11: expected "))
      #expect(try Command.flowstate(["check", "a.trace"], in: folder).text.contains("a.trace:11:11: expected "))
    }
  }

  @Test func aReducedCaptureStillShowsTheFinding() throws {
    try Command.withFolder { folder in
      let source = Command.root.appending(path: "Fixtures/kernel/17-accept-overflow-a.pcap").path
      let arguments = ["reduce", source, "--finding", "accept-queue-overflow", "-o", "small.pcap"]
      let outcome = try Command.flowstate(arguments, in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains(" reduced to "))
      let shown = try Command.flowstate(
        ["small.pcap", "--finding", "accept-queue-overflow", "--format", "jsonl"], in: folder)
      #expect(shown.text.contains("\"id\":\"accept-queue-overflow\""))
      let wrong = try Command.flowstate(["reduce", source, "--finding", "syn-unanswerd", "-o", "x"], in: folder)
      #expect(wrong.status == 2 && wrong.errors.contains("did you mean ") && wrong.errors.contains("syn-unanswered"))
    }
  }
}
