import Foundation
import Testing

/// A capturing system that says it dropped frames makes "never" weak: for `check` as for `analyze`.
@Suite struct DropsTests {
  @Test func whatTheCapturingSystemDroppedWeakensWhatIsRecorded() throws {
    try Command.withFolder { folder in
      let script = Command.root.appending(path: "Fixtures/handshake/syn-unanswered.trace").path
      #expect(try Command.flowstate(["trace", script, "-o", "whole.pcap"], in: folder).status == 0)
      let classic = [UInt8](try Data(contentsOf: folder.appending(path: "whole.pcap")))
      try Data(Self.pcapng(classic, drops: 25)).write(to: folder.appending(path: "dropped.pcapng"))
      #expect(try Command.flowstate(["check", "--record", "."], in: folder).status == 0)
      for (name, confidence) in [("whole", "strong"), ("dropped", "weak")] {
        let recorded = try String(contentsOf: folder.appending(path: "\(name).expect.json"), encoding: .utf8)
        let line = try #require(recorded.split(separator: "\n").first { $0.contains("\"syn-unanswered\"") })
        #expect(line.contains("\"confidence\": \"\(confidence)\""), "\(name): \(line)")
      }
    }
  }

  /// The frames of a little-endian pcap file as pcapng, with a count of dropped frames at the end.
  private static func pcapng(_ classic: [UInt8], drops: UInt64) -> [UInt8] {
    func word(at offset: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(classic[offset + $1]) << (8 * UInt32($1)) }
    }
    func octets(_ words: [UInt32]) -> [UInt8] {
      words.flatMap { word in (0..<4).map { UInt8(word >> (8 * $0) & 255) } }
    }
    func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
      let padded = body + [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
      let length = UInt32(padded.count + 12)
      return octets([type, length]) + padded + octets([length])
    }
    var file = block(0x0a0d_0d0a, octets([0x1a2b_3c4d, 1, .max, .max])) + block(1, octets([word(at: 20), 0]))
    var at = 24
    while at < classic.count {
      let time = UInt64(word(at: at)) * 1_000_000 + UInt64(word(at: at + 4))
      let captured = word(at: at + 8)
      let head = [0, UInt32(time >> 32), UInt32(truncatingIfNeeded: time), captured, word(at: at + 12)]
      file += block(6, octets(head) + classic[(at + 16)..<(at + 16 + Int(captured))])
      at += 16 + Int(captured)
    }
    // An interface statistics block with isb_ifdrop (option 5), then the end of the options.
    return file + block(5, octets([0, 0, 0, 5 | 8 << 16, UInt32(truncatingIfNeeded: drops), UInt32(drops >> 32), 0]))
  }
}
