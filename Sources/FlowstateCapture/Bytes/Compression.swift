/// How the octets of a capture file are compressed.
public enum Compression: String, Sendable {
  /// RFC 1952, one or several members.
  case gzip
  /// RFC 8878, one or several frames.
  case zstd
  /// The LZ4 frame format, one or several frames.
  case lz4

  /// Recognises a compression by the first octets of a file; `nil` when there is none that is read.
  init?(magic: [UInt8]) {
    guard magic.count >= 4 else { return nil }
    switch (magic[0], magic[1], magic[2], magic[3]) {
    case (0x1f, 0x8b, _, _): self = .gzip
    case (0x28, 0xb5, 0x2f, 0xfd): self = .zstd
    // A skippable frame; zstd's parallel tools begin with one.
    case (0x50...0x5f, 0x2a, 0x4d, 0x18): self = .zstd
    case (0x04, 0x22, 0x4d, 0x18): self = .lz4
    default: return nil
    }
  }

  /// The package trait that reads it.
  var trait: String {
    switch self {
    case .gzip: "Zlib"
    case .zstd: "Zstd"
    case .lz4: "LZ4"
    }
  }
  /// The Debian package that the trait needs.
  var package: String {
    switch self {
    case .gzip: "zlib1g-dev"
    case .zstd: "libzstd-dev"
    case .lz4: "liblz4-dev"
    }
  }
}
