import FlowstateCore
import FoundationEssentials

/// Frames of a classic capture file, as the tests need them.
struct CaptureFile {
  /// The link type of all frames.
  var linkType: UInt32
  /// The frames.
  var frames: [(time: Nanoseconds, octets: [UInt8], length: Int)] = []

  /// Reads a file; `nil` when it is no classic capture in this machine's byte order.
  init?(path: String) {
    guard let data = FileManager.default.contents(atPath: path), data.count >= 24 else { return nil }
    let octets = [UInt8](data)
    func word(_ at: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(octets[at + $1]) << (8 * UInt32($1)) }
    }
    guard word(0) == 0xa1b2_c3d4 || word(0) == 0xa1b2_3c4d else { return nil }
    let unit: Nanoseconds = word(0) == 0xa1b2_c3d4 ? 1000 : 1
    linkType = word(20)
    var at = 24
    while at + 16 <= octets.count {
      let length = Int(word(at + 8))
      guard at + 16 + length <= octets.count else { break }
      let time = Nanoseconds(word(at)) * .second + Nanoseconds(word(at + 4)) * unit
      frames.append((time: time, octets: Array(octets[(at + 16)..<(at + 16 + length)]), length: Int(word(at + 12))))
      at += 16 + length
    }
  }
}

/// The folder with reference captures beside the package; `nil` when it is not there.
enum ReferenceCaptures {
  static let folder: String? = {
    let environment = ProcessInfo.processInfo.environment["FLOWSTATE_SHARED"]
    let beside = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared").path
    let found = [environment, beside].compactMap { $0 }.first {
      FileManager.default.fileExists(atPath: $0 + "/micro/expect.json")
    }
    if found == nil { print("reference captures are not here: set FLOWSTATE_SHARED to run these tests") }
    return found
  }()

  /// Names of the special cases and what each must show.
  static let micro: [(name: String, ids: [String])] = {
    guard let folder, let data = FileManager.default.contents(atPath: folder + "/micro/expect.json"),
      let expected = try? JSONDecoder().decode([String: [String]].self, from: data)
    else { return [] }
    return expected.sorted { $0.key < $1.key }.map { (name: $0.key, ids: $0.value) }
  }()

  /// Names of the captures of real stacks, without their suffix.
  static let kernel: [String] = {
    guard let folder,
      let names = try? FileManager.default.subpathsOfDirectory(atPath: folder + "/kernel-truth/captures")
    else { return [] }
    return names.filter { $0.hasSuffix(".pcap") }.map { String($0.dropLast(5)) }.sorted()
  }()
}
