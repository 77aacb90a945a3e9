#if Zstd
  import CZstd

  /// zstd frames, one after the other, through libzstd.
  @safe
  final class ZstdSource {
    private let input: CompressedInput
    private let stream: OpaquePointer
    private var insideFrame = true
    /// The last call filled its output, so that more may wait inside the decompressor.
    private var outputWaits = false
    private var failure: SourceError?

    init?(_ input: CompressedInput) {
      guard let stream = unsafe ZSTD_createDStream() else { return nil }
      self.input = input
      unsafe self.stream = unsafe stream
    }

    deinit { unsafe ZSTD_freeDStream(stream) }

    func read(into destination: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
      if let failure { throw failure }
      var produced = 0
      do throws(SourceError) {
        while produced < destination.count {
          if input.count == 0 && !outputWaits {
            // Once something was produced, the file is not asked for more: that could block.
            if produced > 0 { break }
            guard try more() else { break }
          }
          var output = unsafe ZSTD_outBuffer(dst: destination.baseAddress, size: destination.count, pos: produced)
          var taken = unsafe ZSTD_inBuffer(src: input.pointer, size: input.count, pos: 0)
          let result = unsafe ZSTD_decompressStream(stream, &output, &taken)
          unsafe input.consume(taken.pos)
          produced = unsafe output.pos
          if ZSTD_isError(result) != 0 {
            throw unsafe .damaged(.zstd, String(cString: ZSTD_getErrorName(result)))
          }
          insideFrame = result != 0
          outputWaits = insideFrame && produced == destination.count
        }
      } catch {
        failure = error
        if produced == 0 { throw error }
      }
      return produced
    }

    private func more() throws(SourceError) -> Bool {
      if try input.refill() { return true }
      if insideFrame { throw .truncated(.zstd) }
      return false
    }
  }
#endif
