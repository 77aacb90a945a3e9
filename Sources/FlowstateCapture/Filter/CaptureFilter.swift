#if Libpcap
  import CPcap
  import FlowstateCore

  /// A BPF filter, compiled by libpcap for each link type when that first appears.
  struct CaptureFilter {
    /// The filter's text.
    let expression: String
    private var programs: [UInt32: FilterProgram] = [:]
    private var linkType: UInt32 = 0
    private var program: FilterProgram?

    /// Refuses a text that compiles for no usual link type.
    init(_ expression: String) throws(CaptureError) {
      self.expression = expression
      var ethernet: CaptureError?
      for linkType: UInt32 in [1, 101, 113, 127, 276, 0, 9] {
        do throws(CaptureError) {
          programs[linkType] = try FilterProgram(expression, linkType: linkType)
          if linkType == 1 { return }
        } catch {
          if linkType == 1 { ethernet = error }
        }
      }
      if var ethernet, programs.isEmpty {
        if case .filter(let text, let reason, _) = ethernet.problem {
          ethernet.problem = .filter(text, reason: reason, linkType: nil)
        }
        throw ethernet
      }
    }

    /// Keeps the selected frames of a batch, in order, at its front.
    ///
    /// - Returns: how many were kept. An error is for a link type that the filter does not compile for; its frames
    ///   are not selected.
    mutating func select(_ bytes: UnsafeRawBufferPointer, _ frames: inout [CapturedFrame], count: Int) -> (
      Int, [CaptureError]
    ) {
      var kept = 0
      var failures: [CaptureError] = []
      var span = frames.mutableSpan
      for index in 0..<count {
        let frame = span[index]
        if program == nil || frame.info.linkType != linkType, let failure = prepare(frame.info.linkType) {
          failures.append(failure)
        }
        guard let program, unsafe program.selects(frame, in: bytes) else { continue }
        span[kept] = frame
        kept += 1
      }
      return (kept, failures)
    }

    /// Makes the link type's program current.
    private mutating func prepare(_ linkType: UInt32) -> CaptureError? {
      self.linkType = linkType
      if let known = programs[linkType] {
        program = known
        return nil
      }
      do throws(CaptureError) {
        program = try FilterProgram(expression, linkType: linkType)
        programs[linkType] = program
        return nil
      } catch {
        let none = FilterProgram.selectingNothing()
        programs[linkType] = none
        program = none
        return error
      }
    }
  }

  /// One compiled program. Owns libpcap's memory.
  @safe
  final class FilterProgram {
    private var code: bpf_program
    private let selectsNothing: Bool

    init(_ expression: String, linkType: UInt32) throws(CaptureError) {
      unsafe code = bpf_program()
      selectsNothing = false
      let name = LinkType.name(linkType)
      guard let handle = unsafe pcap_open_dead(LinkType.libpcapNumber(linkType), Int32(LinkType.longestLent)) else {
        throw CaptureError(file: "", problem: .filter(expression, reason: "no memory", linkType: name))
      }
      defer { unsafe pcap_close(handle) }
      let anyNetmask: UInt32 = 0xffff_ffff
      if unsafe pcap_compile(handle, &code, expression, 1, anyNetmask) != 0 {
        let reason = unsafe String(cString: pcap_geterr(handle))
        throw CaptureError(file: "", problem: .filter(expression, reason: reason, linkType: name))
      }
    }

    private init(nothing: Void) {
      unsafe code = bpf_program()
      selectsNothing = true
    }

    static func selectingNothing() -> FilterProgram { FilterProgram(nothing: ()) }

    deinit { unsafe pcap_freecode(&code) }

    /// Runs the program on a frame. `bytes` must hold the frame's range, which is checked.
    func selects(_ frame: CapturedFrame, in bytes: UnsafeRawBufferPointer) -> Bool {
      if selectsNothing { return false }
      let octets = unsafe bytes[frame.range]
      var header = pcap_pkthdr()
      header.caplen = frame.length
      header.len = frame.info.originalLength
      guard let start = unsafe UnsafeRawBufferPointer(rebasing: octets).baseAddress else { return false }
      return unsafe pcap_offline_filter(&code, &header, start.assumingMemoryBound(to: UInt8.self)) != 0
    }
  }
#else
  /// Filters are libpcap's; this build has none.
  struct CaptureFilter {
    init(_ expression: String) throws(CaptureError) {
      throw CaptureError(file: "", problem: .filterNotBuilt)
    }

    mutating func select(_ bytes: UnsafeRawBufferPointer, _ frames: inout [CapturedFrame], count: Int) -> (
      Int, [CaptureError]
    ) {
      (count, [])
    }
  }
#endif
