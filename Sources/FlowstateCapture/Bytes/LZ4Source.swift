#if LZ4
  import CLZ4

  /// LZ4 frames, one after the other, through liblz4.
  @safe
  final class LZ4Source {
    private let input: CompressedInput
    private let context: OpaquePointer
    private var insideFrame = true
    /// The last call filled its output, so that more may wait inside the decompressor.
    private var outputWaits = false
    private var failure: SourceError?

    init?(_ input: CompressedInput) {
      var created: OpaquePointer?
      let result = unsafe LZ4F_createDecompressionContext(&created, UInt32(LZ4F_VERSION))
      guard LZ4F_isError(result) == 0, let context = unsafe created else { return nil }
      self.input = input
      unsafe self.context = unsafe context
    }

    deinit { unsafe LZ4F_freeDecompressionContext(context) }

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
          var room = destination.count - produced
          var taken = input.count
          let target = unsafe destination.baseAddress?.advanced(by: produced)
          let result = unsafe LZ4F_decompress(context, target, &room, input.pointer, &taken, nil)
          if LZ4F_isError(result) != 0 {
            throw unsafe .damaged(.lz4, String(cString: LZ4F_getErrorName(result)))
          }
          input.consume(taken)
          produced += room
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
      if insideFrame { throw .truncated(.lz4) }
      return false
    }
  }
#endif
