import FlowstateFindings
import Foundation
import Glibc
import TestSupport
import Testing

@testable import flowstate

@Suite struct OutputTests {
  /// A shell command with the program as $0; what it wrote to standard error and its status.
  private func shell(_ command: String) throws -> (status: Int32, output: String, errors: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command, CommandRunner.program.path]
    process.currentDirectoryURL = CommandRunner.root
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text, complaint)
  }

  @Test("a reader that leaves is no error", arguments: ["", "trap '' PIPE; "])
  func aReaderLeaves(before: String) throws {
    let capture = CommandLineTests.capture
    let outcome = try shell("\(before){ \"$0\" \(capture) --format jsonl; echo \"status $?\" >&2; } | true; sleep 0.1")
    let status = outcome.errors.replacing("status ", with: "").trimmingCharacters(in: .whitespacesAndNewlines)
    // Ended by SIGPIPE, or, where that is ignored, ended quietly.
    #expect(status == (before.isEmpty ? "141" : "0") || status == "0", "\(outcome.errors)")
  }

  @Test("the report is the same for any number of threads", arguments: ["text", "jsonl"])
  func threadsChangeNothing(format: String) throws {
    let folder = CommandRunner.root.appending(path: "Fixtures/kernel")
    let captures = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "pcap" }.map(\.path).sorted()
    // Again and again, so that there are many batches, and tuples that are used again.
    let input = [[String]](repeating: captures, count: 6).flatMap { $0 }
    let arguments = input + ["--format", format, "--threads"]
    let alone = try CommandRunner.run(arguments + ["1"])
    #expect(alone.status == 0 && alone.output.count > 1000)
    for threads in ["2", "3", "4", "40"] {
      let outcome = try CommandRunner.run(arguments + [threads])
      #expect(outcome.status == 0 && outcome.output == alone.output, "\(threads) threads")
    }
  }

  /// The first example of the clock-step rule, and many connections that close across its leap: all of them are told at
  /// the end of the capture, and only then the leap is known to be a step.
  private func stepAtTheEnd() throws -> String {
    let rule = try #require(Registry.rule("clock-step"))
    let trace = try #require(rule.examples.first { $0.isFlagged }).trace.replacing("3602.", with: "62.")
    let leap = try #require(trace.firstRange(of: "A1 B1\n62."))
    var before = ""
    var behind = ""
    for many in 1...200 {
      before += """
        peer C\(many) 10.0.2.\(many):40000 D\(many) 10.0.3.\(many):80 iss 5 6
        C\(many) D\(many)
        0.750 --> S 0:0 -->
        0.760 <-- S. 0:0 ack 1 <--
        0.761 --> . 1:1 ack 1 -->
        0.773 --> F. 1:1 ack 1 -->
        0.783 <-- . 1:1 ack 2 <--

        """
      behind += "C\(many) D\(many)\n62.900 <-- F. 1:1 ack 2 <--\n62.901 --> . 2:2 ack 2 -->\n"
    }
    return trace[..<leap.lowerBound] + before + trace[leap.lowerBound...] + behind
  }

  @Test("what is known at the capture's end is known in all that is told then, for any number of threads")
  func aStepAtTheEnd() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "flowstate-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = folder.appending(path: "step.trace")
    try Data(try stepAtTheEnd().utf8).write(to: script)
    let capture = folder.appending(path: "step.pcap").path
    let compiled = try CommandRunner.run(["trace", script.path, "-o", capture])
    try #require(compiled.status == 0, "\(compiled.errors)")
    let alone = try CommandRunner.run([capture, "--format", "jsonl", "--threads", "1"])
    #expect(alone.text.contains("\"clock-step\"") && !alone.text.contains("\"slow-close\""))
    for threads in ["2", "3", "9"] {
      let outcome = try CommandRunner.run([capture, "--format", "jsonl", "--threads", threads])
      #expect(outcome.output == alone.output, "\(threads) threads")
    }
  }

  @Test("a limit on address space leaves room to work in", arguments: [1, 4])
  func littleAddressSpace(threads: Int) throws {
    let outcome = try shell("ulimit -v 4000000; \"$0\" \(CommandLineTests.capture) --threads \(threads)")
    let expected = try CommandRunner.run([CommandLineTests.capture]).text
    #expect(outcome.status == 0 && outcome.output == expected)
  }

  @Test func aFullDiskIsAnError() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let outcome = try CommandRunner.run([CommandLineTests.capture, "--output", "/dev/full"])
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("/dev/full: the report could not be written"))
  }

  @Test func theSpoolGivesBackWhatWentToTheTemporaryFile() {
    let spool = FileSpool()
    let pieces = (0..<5).map { [UInt8](repeating: UInt8($0), count: 3 << 20) }
    for piece in pieces { spool.append(piece) }
    for (index, piece) in pieces.enumerated() {
      #expect(spool.read(offset: index * piece.count, count: piece.count) == piece)
    }
    #expect(spool.read(offset: 15 << 20, count: 1) == [])
    #expect(spool.failure == nil)
  }

  @Test func aReportBeyondTheSpoolsMemoryIsWhole() throws {
    let connections = 9000
    let outcome = try CommandRunner.run(
      ["-", "--format", "json"], input: Data(SyntheticCapture.attempts(connections)))
    #expect(outcome.output.count > FileSpool.memoryLimit)
    let document = try JSONValue.parse(outcome.output)
    #expect(document["summary"]?["connections"] == .integer(Int64(connections)))
    guard case .array(let told)? = document["connections"] else {
      Issue.record("no connections")
      return
    }
    #expect(told.map { $0["id"] } == (1...Int64(connections)).map { .integer($0) })
  }

  @Test func progressIsShownOnATerminalAndWiped() throws {
    var master: Int32 = -1
    var slave: Int32 = -1
    guard unsafe openpty(&master, &slave, nil, nil, nil) == 0 else { return }
    let process = Process()
    let input = Pipe()
    process.executableURL = CommandRunner.program
    process.arguments = ["-", "--output", "/dev/null"]
    process.standardInput = input
    process.standardError = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
    try process.run()
    // The line appears only once an analysis takes longer than a second.
    Thread.sleep(forTimeInterval: 1.3)
    input.fileHandleForWriting.write(Data(SyntheticCapture.attempts(3)))
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    let shown = FileHandle(fileDescriptor: master, closeOnDealloc: true).availableData
    let text = String(decoding: shown, as: UTF8.self)
    #expect(text.contains("3 frames, ") && text.hasSuffix("\r\u{1b}[K"), "\(text.debugDescription)")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionsKnowTheOptions(shell: String) throws {
    let outcome = try CommandRunner.run(["--generate-completion-script", shell])
    #expect(outcome.status == 0)
    for word in ["explain", "fail-on", "time-wait", "jsonl", "parameters"] {
      #expect(outcome.text.contains(word), "\(shell): \(word)")
    }
  }
}

/// Captures made for tests.
enum SyntheticCapture {
  /// A pcap of so many SYNs, each of a connection of its own.
  static func attempts(_ count: Int) -> [UInt8] {
    var octets: [UInt8] = []
    func append(_ value: UInt32) {
      for shift in [0, 8, 16, 24] { octets.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
    for value in [0xa1b2_c3d4, 0x0004_0002, 0, 0, 65_535, 101] as [UInt32] { append(value) }
    for index in 0..<UInt32(count) {
      for value in [index / 1000, index % 1000 * 1000, 40, 40] { append(value) }
      let port = 1024 + index % 60_000
      let host = index / 60_000
      octets += [0x45, 0, 0, 40, 0, 0, 0x40, 0, 64, 6, 0, 0, 10, 0, UInt8(host >> 8), UInt8(host & 255), 192, 0, 2, 1]
      octets += [UInt8(port >> 8), UInt8(port & 255), 0, 80, 0, 0, 3, 232, 0, 0, 0, 0, 0x50, 2, 0xff, 0xff, 0, 0, 0, 0]
    }
    return octets
  }
}
