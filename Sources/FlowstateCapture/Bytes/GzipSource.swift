#if Zlib
  import CZlib

  /// gzip members, one after the other, through zlib.
  @safe
  final class GzipSource {
    private let input: CompressedInput
    /// On the heap, because zlib keeps the address.
    private let stream: UnsafeMutablePointer<z_stream>
    private var insideMember = true
    private var failure: SourceError?

    init?(_ input: CompressedInput) {
      self.input = input
      unsafe stream = .allocate(capacity: 1)
      unsafe stream.initialize(to: z_stream())
      // 15: the largest window; 16 more: the gzip wrapper.
      let size = unsafe Int32(MemoryLayout<z_stream>.size)
      if unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, size) != Z_OK { return nil }
    }

    deinit {
      unsafe inflateEnd(stream)
      unsafe stream.deallocate()
    }

    func read(into destination: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
      if let failure { throw failure }
      var produced = 0
      do throws(SourceError) {
        while produced < destination.count {
          if input.count == 0 {
            // Once something was produced, the file is not asked for more: that could block.
            if produced > 0 { break }
            guard try more() else { break }
          }
          if !insideMember {
            // Tapes and tar pad with zeros behind the last member.
            if input.first == 0 {
              input.consume(1)
              continue
            }
            unsafe inflateReset(stream)
            insideMember = true
          }
          try unsafe inflateOnce(destination, &produced)
        }
      } catch {
        // What came out before the damage is delivered first.
        failure = error
        if produced == 0 { throw error }
      }
      return produced
    }

    private func more() throws(SourceError) -> Bool {
      if try input.refill() { return true }
      if insideMember { throw .truncated(.gzip) }
      return false
    }

    private func inflateOnce(_ destination: UnsafeMutableRawBufferPointer, _ produced: inout Int) throws(SourceError) {
      let available = input.count
      let room = destination.count - produced
      unsafe stream.pointee.next_in = input.pointer
      unsafe stream.pointee.avail_in = UInt32(available)
      unsafe stream.pointee.next_out = destination.baseAddress?.advanced(by: produced).assumingMemoryBound(
        to: UInt8.self)
      unsafe stream.pointee.avail_out = UInt32(room)
      let result = unsafe inflate(stream, Z_NO_FLUSH)
      unsafe input.consume(available - Int(stream.pointee.avail_in))
      unsafe produced += room - Int(stream.pointee.avail_out)
      switch result {
      case Z_OK, Z_BUF_ERROR: break
      case Z_STREAM_END: insideMember = false
      default:
        let text = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
        throw .damaged(.gzip, text ?? "zlib error \(result)")
      }
    }
  }
#endif
