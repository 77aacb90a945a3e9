/// Why a source gave no more octets.
enum SourceError: Error {
  /// read(2) failed, with this errno.
  case system(Int32)
  /// The compressed stream ends inside a member or frame.
  case truncated(Compression)
  /// The decompressor refused the stream, in its own words.
  case damaged(Compression, String)
}

/// Where a capture's octets come from: one of a few concrete sources, so that a read is a switch and a call.
enum ByteSource {
  case file(FileSource)
  case ahead(ReadAheadSource)
  #if Zlib
    case gzip(GzipSource)
  #endif
  #if Zstd
    case zstd(ZstdSource)
  #endif
  #if LZ4
    case lz4(LZ4Source)
  #endif

  /// A source that decompresses a file whose first octets were read already; `nil` when its trait is off.
  init?(_ compression: Compression, of file: FileSource, begun: [UInt8]) {
    switch compression {
    case .gzip:
      #if Zlib
        guard let source = GzipSource(CompressedInput(file, begun: begun)) else { return nil }
        self = .gzip(source)
      #else
        return nil
      #endif
    case .zstd:
      #if Zstd
        guard let source = ZstdSource(CompressedInput(file, begun: begun)) else { return nil }
        self = .zstd(source)
      #else
        return nil
      #endif
    case .lz4:
      #if LZ4
        guard let source = LZ4Source(CompressedInput(file, begun: begun)) else { return nil }
        self = .lz4(source)
      #else
        return nil
      #endif
    }
  }

  /// Reads at least one octet, or none at the end of the stream.
  func read(into destination: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
    switch self {
    case .file(let source): try unsafe source.read(into: destination)
    case .ahead(let source): try unsafe source.read(into: destination)
    #if Zlib
      case .gzip(let source): try unsafe source.read(into: destination)
    #endif
    #if Zstd
      case .zstd(let source): try unsafe source.read(into: destination)
    #endif
    #if LZ4
      case .lz4(let source): try unsafe source.read(into: destination)
    #endif
    }
  }
}
