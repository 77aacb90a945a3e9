import FlowstateCore
import FoundationEssentials
import Glibc

/// Public captures with what other tools say of them, where they are: FLOWSTATE_SHARED, or `shared` beside the package.
enum ReferenceCorpus {
  static let folder: String? = {
    var candidates: [String] = []
    if let named = ProcessInfo.processInfo.environment["FLOWSTATE_SHARED"] { candidates.append(named) }
    let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    candidates += ["/\(package)/../shared", "/\(package)/../../shared"]
    return candidates.map { "\($0)/corpus" }.first { FileManager.default.fileExists(atPath: "\($0)/index.json") }
  }()

  /// One capture, and the paths of what is said of it.
  struct Capture: Decodable {
    var capture: String
    var packets: Int?
    var tshark: String?
    var zeek: String?
  }

  /// tshark's view of a capture.
  struct Tshark: Decodable {
    struct End: Decodable {
      var ip: String?
      var port: UInt16?
    }
    struct Counts: Decodable {
      var client: UInt64
      var server: UInt64
    }
    struct SYN: Decodable { var frames: [UInt64]? }
    struct Stream: Decodable {
      var client: End
      var server: End
      var client_basis: String
      var first_frame: UInt64
      var packets: Counts
      var bytes: Counts
      var completeness: UInt8?
      var community_id: String?
      var community_id_ambiguous: Bool?
      var syn: SYN?
    }
    var streams: [Stream]
  }

  /// One run of Zeek.
  struct ZeekRun: Decodable {
    struct Row: Decodable {
      var origin: String?
      var originPort: UInt16?
      var response: String?
      var responsePort: UInt16?
      var proto: String?
      var state: String?
      var history: String?

      enum CodingKeys: String, CodingKey {
        case origin = "id.orig_h"
        case originPort = "id.orig_p"
        case response = "id.resp_h"
        case responsePort = "id.resp_p"
        case proto
        case state = "conn_state"
        case history
      }
    }
    var rows: [Row]
    /// Ports that the scripts of the run registered: they decide who is the originator of what began in its middle.
    var likely_server_ports_tcp: [UInt16]?
  }

  static func captures() throws -> [Capture] {
    struct Index: Decodable { var captures: [Capture] }
    return try read(Index.self, "index.json")?.captures ?? []
  }

  static func read<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value? {
    guard let folder, let data = FileManager.default.contents(atPath: "\(folder)/\(path)") else { return nil }
    return try JSONDecoder().decode(type, from: data)
  }

  /// The tuple of two ends in text, in any order.
  static func key(_ ip: String?, _ port: UInt16?, _ otherIP: String?, _ otherPort: UInt16?) -> FlowKey? {
    guard let one = end(ip, port), let other = end(otherIP, otherPort) else { return nil }
    return FlowKey.of(source: one, destination: other, space: 0).key
  }

  static func end(_ ip: String?, _ port: UInt16?) -> SocketAddress? {
    guard let text = ip?.prefix(while: { $0 != "%" }), let port else { return nil }
    var four = in_addr()
    if unsafe inet_pton(AF_INET, String(text), &four) == 1 {
      return SocketAddress(address: IPAddress(v4: four.s_addr.byteSwapped), port: port)
    }
    var six = in6_addr()
    guard unsafe inet_pton(AF_INET6, String(text), &six) == 1 else { return nil }
    let octets = unsafe withUnsafeBytes(of: &six) { unsafe Array($0) }
    func number(_ range: Range<Int>) -> UInt64 { octets[range].reduce(0) { $0 << 8 | UInt64($1) } }
    return SocketAddress(address: IPAddress(high: number(0..<8), low: number(8..<16)), port: port)
  }
}
