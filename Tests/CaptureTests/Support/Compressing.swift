#if Zlib
  import CZlib
#endif
#if Zstd
  import CZstd
#endif
#if LZ4
  import CLZ4
#endif
import FlowstateCapture

extension Compression {
  /// The compressions that this build reads.
  static var built: [Compression] {
    var built: [Compression] = []
    #if Zlib
      built.append(.gzip)
    #endif
    #if Zstd
      built.append(.zstd)
    #endif
    #if LZ4
      built.append(.lz4)
    #endif
    return built
  }
  static var notBuilt: [Compression] { [Compression.gzip, .zstd, .lz4].filter { !built.contains($0) } }

  /// The first octets of a stream.
  var magic: [UInt8] {
    switch self {
    case .gzip: [0x1f, 0x8b, 8, 0]
    case .zstd: [0x28, 0xb5, 0x2f, 0xfd]
    case .lz4: [4, 0x22, 0x4d, 0x18]
    }
  }

  /// One member or frame, by the library itself.
  func compress(_ bytes: [UInt8]) throws -> [UInt8] {
    var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 8 + 4096)
    let room = output.count
    var input = bytes
    var produced = 0
    switch self {
    case .gzip:
      #if Zlib
        var stream = unsafe z_stream()
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        guard unsafe deflateInit2_(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
        else { throw SetupFailure() }
        unsafe input.withUnsafeMutableBufferPointer { source in
          unsafe output.withUnsafeMutableBufferPointer { target in
            unsafe stream.next_in = source.baseAddress
            unsafe stream.avail_in = UInt32(source.count)
            unsafe stream.next_out = target.baseAddress
            unsafe stream.avail_out = UInt32(room)
            _ = unsafe deflate(&stream, Z_FINISH)
          }
        }
        unsafe produced = Int(stream.total_out)
        _ = unsafe deflateEnd(&stream)
      #endif
    case .zstd:
      #if Zstd
        produced = unsafe ZSTD_compress(&output, room, input, input.count, 3)
        guard ZSTD_isError(produced) == 0 else { throw SetupFailure() }
      #endif
    case .lz4:
      #if LZ4
        produced = unsafe LZ4F_compressFrame(&output, room, input, input.count, nil)
        guard LZ4F_isError(produced) == 0 else { throw SetupFailure() }
      #endif
    }
    input.removeAll()
    guard produced > 0 else { throw SetupFailure() }
    return Array(output.prefix(produced))
  }
}
