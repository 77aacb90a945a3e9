#if Libpcap
  import CPcap
  import FlowstateCapture
  import Glibc
  import Testing

  /// What libpcap reads of a file.
  struct LibpcapReading {
    struct Frame: Equatable {
      var time: Int64
      var original: UInt32
      var bytes: [UInt8]
    }
    var frames: [Frame] = []
    /// Why it stopped; `nil` at the end of the file.
    var failure: String?

    init(_ path: String) {
      var message = [CChar](repeating: 0, count: 256)
      guard
        let handle = unsafe pcap_open_offline_with_tstamp_precision(
          path, UInt32(PCAP_TSTAMP_PRECISION_NANO), &message)
      else {
        failure = String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return
      }
      defer { unsafe pcap_close(handle) }
      var header: UnsafeMutablePointer<pcap_pkthdr>?
      var data: UnsafePointer<UInt8>?
      var result = unsafe pcap_next_ex(handle, &header, &data)
      while result == 1, let found = unsafe header, let octets = unsafe data {
        let info = unsafe found.pointee
        let bytes = unsafe Array(UnsafeBufferPointer(start: octets, count: Int(info.caplen)))
        let time = Int64(info.ts.tv_sec) &* 1_000_000_000 &+ Int64(info.ts.tv_usec)
        frames.append(Frame(time: time, original: info.len, bytes: bytes))
        result = unsafe pcap_next_ex(handle, &header, &data)
      }
      if result == -1 { failure = unsafe String(cString: pcap_geterr(handle)) }
    }
  }

  @Suite struct LibpcapComparisonTests {
    /// The reference captures: by the environment, or beside the package.
    static let shared: String? = {
      let given = unsafe getenv("FLOWSTATE_SHARED").map { unsafe String(cString: $0) }
      let package = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
      for path in [given, "\(package)/../shared"] {
        if let path, unsafe access("\(path)/corpus/captures", R_OK) == 0 { return path }
      }
      print("The reference captures are not here (FLOWSTATE_SHARED, ../shared): not compared with libpcap.")
      return nil
    }()

    static func captures(in directory: String) -> [String] {
      guard let stream = unsafe opendir(directory) else { return [] }
      defer { unsafe closedir(stream) }
      var found: [String] = []
      while let entry = unsafe readdir(stream) {
        let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
          unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
        }
        if name.hasPrefix(".") { continue }
        let path = "\(directory)/\(name)"
        if unsafe entry.pointee.d_type == UInt8(DT_DIR) {
          found += captures(in: path)
        } else if !name.hasSuffix(".json") && !name.hasSuffix(".py") && !name.hasSuffix(".md") {
          found.append(path)
        }
      }
      return found.sorted()
    }

    /// libpcap's frames are ours, in number, time, lengths and octets; where it stops early, ours begin with its.
    @Test(.enabled(if: shared != nil), arguments: ["corpus/captures", "kernel-truth", "micro"])
    func everyFrameIsLibpcaps(folder: String) throws {
      let root = try #require(Self.shared)
      let paths = Self.captures(in: "\(root)/\(folder)")
      var compared = 0
      for path in paths {
        let name = path.dropFirst(root.count + 1)
        let reference = LibpcapReading(path)
        let reading = try Reading(path)
        var ours = reading.frames.map { LibpcapReading.Frame(time: $0.time, original: $0.original, bytes: $0.bytes) }
        var theirs = reference.frames
        if let failure = reference.failure {
          let error = reading.errors.first.map { "\($0.problem)" } ?? "reads to the end"
          print("\(name): libpcap stops after \(theirs.count) frames (\(failure)); ours after \(ours.count): \(error)")
          if ours.count > theirs.count { ours.removeLast(ours.count - theirs.count) }
        }
        for index in 0..<min(ours.count, theirs.count) where ours[index] != theirs[index] {
          Self.reconcile(&ours[index], &theirs[index])
        }
        compared += theirs.count
        #expect(ours.count == theirs.count, "\(name)")
        let different = zip(ours, theirs).enumerated().first { $1.0 != $1.1 }?.offset
        #expect(different == nil, "\(name)")
        #expect(reference.failure != nil || reading.errors.isEmpty, "\(name): \(reading.errors)")
      }
      print("\(folder): \(paths.count) files, \(compared) frames compared with libpcap")
      #expect(compared > 0)
    }

    /// Takes away the differences that are meant.
    static func reconcile(_ ours: inout LibpcapReading.Frame, _ theirs: inout LibpcapReading.Frame) {
      // Seconds and fractions of pcap are unsigned for us; libpcap 1.10 takes them as signed where the file has the
      // host's byte order, so that those of damaged files, and seconds beyond 2038, are negative.
      let seconds: Int64 = 4_294_967_296_000_000_000
      let microseconds: Int64 = 4_294_967_296_000
      let nanoseconds: Int64 = 4_294_967_296
      let signs = [0, microseconds, nanoseconds].flatMap { [$0, $0 &+ seconds] }
      if signs.contains(ours.time &- theirs.time) { theirs.time = ours.time }
      // libpcap cuts frames at the file's snap length.
      if ours.bytes.count > theirs.bytes.count { ours.bytes.removeLast(ours.bytes.count - theirs.bytes.count) }
    }
  }
#endif
