import FlowstateCore
import FoundationEssentials
import Glibc
import Testing

/// Where reference captures lie, if they are there: FLOWSTATE_SHARED, or beside the package.
enum Reference {
  static let folder: String? = {
    var candidates: [String] = []
    if let named = ProcessInfo.processInfo.environment["FLOWSTATE_SHARED"] { candidates.append(named) }
    let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    candidates += ["/\(package)/../shared", "/\(package)/../../shared"]
    return candidates.first { FileManager.default.fileExists(atPath: "\($0)/corpus/index.json") }
  }()

  static func octets(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map { [UInt8]($0) }
  }
}

/// The index of the corpus, as far as needed.
private struct Index: Decodable {
  struct Capture: Decodable {
    var capture: String
    var tshark: String?
    var format: String
    var container: String?
  }
  var captures: [Capture]
}

/// What tshark says of a capture, as far as needed.
private struct Facts: Decodable {
  struct End: Decodable {
    var ip: String
    var port: UInt16
  }
  struct Counts: Decodable {
    var client: Int
    var server: Int
  }
  struct Stream: Decodable {
    var client: End
    var server: End
    var packets: Counts
    var bytes: Counts
    var bad_tcp_checksums: Int?
    var reassembled_ip_frames: Int?
  }
  var streams: [Stream]
  var icmp_quoted: [[Int]]?
}

/// One direction of a conversation.
private struct Direction: Hashable {
  var source: SocketAddress
  var destination: SocketAddress
}

private struct Sums: Equatable {
  var frames = 0
  var octets = 0
}

/// What a capture holds, by tshark or by the decoder.
private struct Content {
  var directions: [Direction: Sums] = [:]
  var quoted: [Int] = []
  var badChecksums = 0
  var reassembled = 0

  /// The facts of tshark.
  init(_ facts: Facts) {
    for stream in facts.streams {
      guard let client = address(stream.client.ip), let server = address(stream.server.ip) else { continue }
      let a = SocketAddress(address: client, port: stream.client.port)
      let b = SocketAddress(address: server, port: stream.server.port)
      for (key, frames, octets) in [
        (Direction(source: a, destination: b), stream.packets.client, stream.bytes.client),
        (Direction(source: b, destination: a), stream.packets.server, stream.bytes.server),
      ] where frames > 0 {
        directions[key, default: Sums()].frames += frames
        directions[key, default: Sums()].octets += octets
      }
      badChecksums += stream.bad_tcp_checksums ?? 0
      reassembled += stream.reassembled_ip_frames ?? 0
    }
    quoted = (facts.icmp_quoted ?? []).compactMap(\.first)
  }

  /// What the decoder finds.
  init(decoding octets: [UInt8]) {
    var decoder = FrameDecoder()
    var segment = Segment()
    var info = FrameInfo()
    var walk = CaptureWalk(octets)
    var content = Content(Facts(streams: []))
    _ = walk.forEach { frame in
      info.number += 1
      info.time = frame.time
      info.linkType = frame.linkType
      info.originalLength = UInt32(truncatingIfNeeded: frame.originalLength)
      switch unsafe decoder.decode(frame.octets.span.bytes, info, into: &segment) {
      case .segment:
        let key = Direction(source: segment.source, destination: segment.destination)
        content.directions[key, default: Sums()].frames += 1
        content.directions[key, default: Sums()].octets += Int(segment.payloadLength)
        if segment.marks.contains(.reassembled) { content.reassembled += 1 }
        // tshark calls partial and blank checksums bad too.
        if segment.marks.isDisjoint(with: [.checksumGood, .payloadCut]) { content.badChecksums += 1 }
      case .quoted: content.quoted.append(Int(info.number))
      case .none: break
      }
    }
    self = content
  }

  /// Where the two differ, in words.
  static func differences(ours: Content, theirs: Content) -> [String] {
    var lines: [String] = []
    for key in Set(theirs.directions.keys).union(ours.directions.keys) {
      let (our, their) = (ours.directions[key] ?? Sums(), theirs.directions[key] ?? Sums())
      guard our != their else { continue }
      lines.append(
        "\(key.source.port)>\(key.destination.port) \(our.frames)/\(our.octets) not \(their.frames)/\(their.octets)")
    }
    lines.sort()
    if ours.quoted != theirs.quoted { lines.append("quoted \(ours.quoted) not \(theirs.quoted)") }
    if ours.reassembled != theirs.reassembled {
      lines.append("reassembled \(ours.reassembled) not \(theirs.reassembled)")
    }
    if ours.badChecksums != theirs.badChecksums {
      lines.append("checksums \(ours.badChecksums) not \(theirs.badChecksums)")
    }
    return lines
  }
}

private func address(_ text: String) -> IPAddress? {
  var four = in_addr()
  if unsafe inet_pton(AF_INET, text, &four) == 1 { return IPAddress(v4: UInt32(bigEndian: four.s_addr)) }
  var six = [UInt8](repeating: 0, count: 16)
  guard unsafe inet_pton(AF_INET6, text, &six) == 1 else { return nil }
  func word(_ from: Int) -> UInt64 { six[from..<from + 8].reduce(0) { $0 << 8 | UInt64($1) } }
  return IPAddress(high: word(0), low: word(8))
}

@Suite struct CorpusTests {
  /// Captures where the decoder and tshark 4.0 differ, and why.
  private static let explained: [String: String] = {
    let longer = "the IP length is larger than the frame: tshark counts octets by the frame, we by the IP length"
    let offset = "the data offset points behind the segment: no receiver takes it, tshark counts it"
    let fragment = "a first fragment cut by the snap length: tshark shows its TCP header, we wait for the rest"
    let cutOptions = "the options are cut, so nothing is verified, and there is no payload that could be marked as cut"
    return [
      "ndpi/default__pcap__ajp.pcap": "tshark takes the last four octets inside FabricPath for a checksum of the frame",
      "ndpi/default__pcap__fuzz-2006-06-26-2594.pcap": longer,
      "ndpi/default__pcap__fuzz-2006-09-29-28586.pcap": "\(longer); \(offset)",
      "ndpi/default__pcap__ndpi_match_string_subprotocol__error.pcapng": longer,
      "ndpi/default__pcap__reasm_crash_anon.pcapng": longer,
      "ndpi/default__pcap__tls_invalid_reads.pcap": longer,
      "pcapplusplus/Fuzzers__RegressionTests__regression_samples__clusterfuzz-testcase-minimized-FuzzTarget-5755755617189888":
        "no IP length, and a frame length of gigabytes that only the file claims",
      "pcapplusplus/Packet++Test__PacketExamples__tcp-malformed.pcap": offset,
      "suricata-verify/bug-76__input.pcap": "\(longer); \(offset)",
      "suricata-verify/telnet__telnet-01__telnet.pcap": longer,
      "tcpdump/bgp-bgp_capabilities_print-oobr-1.pcap": fragment,
      "tcpdump/bgp-bgp_capabilities_print-oobr-2.pcap": fragment,
      "tcpdump/kday4.pcap": longer,
      "tcpdump/kday7.pcap": longer,
      "tcpdump/sflow_expanded.pcap": "headers sampled into sFlow reports are no captured segments",
      "zeek/modbus__fuzz-72.pcap": longer,
      "zeek/tcp__reassembly.pcap": longer,
      "zeek/tcp__truncated-header.pcap": cutOptions,
      "zeek/tunnels__gre-aruba-amsdu.pcap": "two TCP segments in one frame: we take the first",
      "zeek/tunnels__gtp__gtp9_unknown_or_too_short_payload.pcap": longer,
      "zeek/vntag_vlan_sandwich_clean.pcap": cutOptions,
    ]
  }()

  /// The TCP frames and payload octets of every direction of every conversation, the segments quoted by ICMP, the
  /// segments put together from fragments, and the checksums that are not right, are those that tshark counts.
  @Test(.enabled(if: Reference.folder != nil, "no reference captures beside the package"))
  func segmentsAreThoseOfTshark() throws {
    let folder = try #require(Reference.folder) + "/corpus"
    let index = try JSONDecoder().decode(
      Index.self, from: try #require(FileManager.default.contents(atPath: "\(folder)/index.json")))
    var compared = 0
    var differing: Set<String> = []
    for capture in index.captures where capture.container == nil && capture.format != "snoop" {
      guard let path = capture.tshark, let data = FileManager.default.contents(atPath: "\(folder)/\(path)"),
        let octets = Reference.octets("\(folder)/\(capture.capture)")
      else { continue }
      let theirs = Content(try JSONDecoder().decode(Facts.self, from: data))
      let differences = Content.differences(ours: Content(decoding: octets), theirs: theirs)
      compared += 1
      guard !differences.isEmpty else { continue }
      let name = String(capture.capture.dropFirst("captures/".count))
      differing.insert(name)
      #expect(Self.explained[name] != nil, "\(name): \(differences.prefix(6))")
    }
    #expect(compared > 1000)
    #expect(Set(Self.explained.keys).subtracting(differing).isEmpty, "explained, but no longer different")
  }
}
