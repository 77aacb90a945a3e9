/// What is wrong with an input: where it is, what was expected there, and what to do next.
public struct CaptureError: Error, Sendable, Equatable {
  /// The file as it was named; `-` is standard input, empty where no file is at fault.
  public var file: String
  /// Number of the frame that could not be read, over all files; `nil` where no frame was begun.
  public var frame: UInt64?
  /// Where the record begins that is wrong, in octets of the (decompressed) file.
  public var offset: UInt64?
  /// The offset counts decompressed octets.
  public var decompressed = false
  /// What is wrong.
  public var problem: Problem

  /// An error at a place of a file, or without one.
  public init(file: String, frame: UInt64? = nil, offset: UInt64? = nil, problem: Problem) {
    self.file = file
    self.frame = frame
    self.offset = offset
    self.problem = problem
  }

  /// Kinds of wrong input.
  public enum Problem: Error, Equatable {
    /// The file cannot be opened, for the system's reason.
    case cannotOpen(String)
    /// Reading failed, for the system's reason.
    case cannotRead(String)
    /// The directory holds no capture.
    case noCaptures
    /// The file has no octets.
    case empty
    /// The first octets are no capture's.
    case notACapture([UInt8])
    /// A format version that is not read.
    case unsupportedVersion(CaptureFormat, major: UInt16, minor: UInt16)
    /// The file ends inside a part.
    case truncated(Part, needed: Int, available: Int)
    /// A frame claims more captured octets than a frame of its link type can have.
    case frameTooLong(captured: UInt32, limit: UInt32)
    /// A frame's octets do not fit in its block.
    case frameBeyondBlock(captured: UInt32, available: UInt32)
    /// A snoop file of another medium.
    case datalink(UInt32)
    /// A block's length is impossible.
    case blockLength(UInt32)
    /// The length behind a block is not that before it.
    case blockTrailer(leading: UInt32, trailing: UInt32)
    /// A section header without the byte-order magic.
    case byteOrderMagic(UInt32)
    /// A frame of an interface that no block describes.
    case unknownInterface(UInt32, described: Int)
    /// An option of an interface description is impossible.
    case interfaceOption(code: UInt16)
    /// More interfaces than are accepted.
    case tooManyInterfaces(Int)
    /// The file is compressed, and this build cannot read that.
    case compressionNotBuilt(Compression)
    /// The compressed stream ends too early.
    case compressionTruncated(Compression)
    /// The compressed stream is damaged, in the decompressor's words.
    case compressionDamaged(Compression, String)
    /// The filter does not compile, in libpcap's words; for one link type, or for any.
    case filter(String, reason: String, linkType: String?)
    /// Filters need libpcap, and this build has none.
    case filterNotBuilt
  }

  /// Parts of a file that can be cut.
  public enum Part: String, Sendable {
    /// The header of a pcap file.
    case fileHeader = "the file header"
    /// The header before a pcap frame.
    case recordHeader = "a frame's header"
    /// A pcap frame with its header.
    case frame = "a frame"
    /// The beginning of a pcapng block.
    case blockHeader = "a block's header"
    /// A pcapng block.
    case block = "a block"
  }
}

extension CaptureError: CustomStringConvertible {
  /// The place and the sentence.
  public var description: String {
    var text = file == "-" ? "standard input" : file
    if let frame { text += ": frame \(frame)" }
    if let offset {
      text += "\(frame == nil ? ":" : ",") byte offset \(offset)\(decompressed ? " (decompressed)" : "")"
    }
    return text.isEmpty ? "\(problem)" : "\(text): \(problem)"
  }
}

extension CaptureError.Problem: CustomStringConvertible {
  /// What is wrong, what was expected, and what to do.
  public var description: String {
    switch self {
    case .cannotOpen(let reason): "cannot be opened: \(reason); check the path and its permissions"
    case .cannotRead(let reason): "cannot be read further: \(reason); everything before was read"
    case .noCaptures: "no capture file in this directory; pcap, pcapng and snoop files are read, also compressed"
    case .empty:
      "the file is empty, a capture begins with a file header; was the capture stopped before it wrote anything?"
    case .notACapture(let first): notACapture(first)
    case .unsupportedVersion(let format, let major, let minor):
      "\(format) version \(major).\(minor) is not read, only \(Self.versions(of: format)); "
        + "rewrite it with 'editcap -F pcap'"
    case .truncated(let part, let needed, let available):
      "the file ends inside \(part.rawValue): \(needed) octets were expected, \(available) are there; everything "
        + "before was read, copy the file again if it should be whole"
    case .frameTooLong(let captured, let limit):
      "a frame claims \(captured) captured octets, at most \(limit) are possible; the file is damaged here, "
        + "everything before was read"
    case .datalink(let number):
      "a snoop file with datalink type \(number) is not read, only those of Ethernet (0 and 4), token ring (2) and FDDI (8)"
    case .frameBeyondBlock(let captured, let available):
      "a frame claims \(captured) captured octets, its block or record has room for \(available); the file is damaged here, "
        + "everything before was read"
    case .blockLength(let length):
      "a block claims \(length) octets; a multiple of 4 from 12 to \(PcapngParser.longestBlock) was expected; the file "
        + "is damaged here, everything before was read"
    case .blockTrailer(let leading, let trailing):
      "a block begins with length \(leading) and ends with length \(trailing), which must be equal; the file is "
        + "damaged here, everything before was read"
    case .byteOrderMagic(let magic):
      "a section header has byte-order magic 0x\(String(magic, radix: 16)), 0x1a2b3c4d was expected in either order; "
        + "the file is damaged here, everything before was read"
    case .unknownInterface(let interface, let described):
      "a frame names interface \(interface), the section describes \(described); the file is damaged or was cut at its "
        + "beginning, everything before was read"
    case .interfaceOption(let code):
      "an interface description has an impossible option (code \(code)), so that its times cannot be told; everything "
        + "before was read"
    case .tooManyInterfaces(let limit):
      "a section describes more than \(limit) interfaces; the file is damaged here, everything before was read"
    case .compressionNotBuilt(let compression):
      "the file is compressed by \(compression), which this build cannot read; build with the package trait "
        + "\(compression.trait) ('apt-get install \(compression.package)' first), or decompress it into 'flowstate -'"
    case .compressionTruncated(let compression):
      "the \(compression) stream ends too early; everything before was read, copy the file again if it should be whole"
    case .compressionDamaged(let compression, let reason):
      "the \(compression) stream is damaged (\(reason)); everything before was read"
    case .filter(let filter, let reason, nil):
      "the filter '\(filter)' does not compile: \(reason); see 'man pcap-filter'"
    case .filter(let filter, let reason, let linkType?):
      "the filter '\(filter)' does not compile for link type \(linkType), so that none of its frames are analyzed: "
        + "\(reason); see 'man pcap-filter'"
    case .filterNotBuilt:
      "filters need libpcap, which this build has not; build with the package trait Libpcap "
        + "('apt-get install libpcap-dev' first)"
    }
  }

  private static func versions(of format: CaptureFormat) -> String {
    switch format {
    case .pcap: "2.0 to 2.4 and 543.0"
    case .pcapng: "1.0 and 1.2"
    case .snoop: "2"
    }
  }

  private func notACapture(_ first: [UInt8]) -> String {
    let octets = first.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
    return "not a capture file, it begins with \(octets)\(Self.kind(of: first)); pcap, pcapng and snoop are read, also "
      + "compressed by gzip, zstd or lz4"
  }

  /// Other formats that people hand over, and the way to a capture.
  private static func kind(of first: [UInt8]) -> String {
    let known: [([UInt8], String)] = [
      ([0x47, 0x4d, 0x42, 0x55], "a Network Monitor file: convert it with 'editcap -F pcap'"),
      ([0x52, 0x54, 0x53, 0x53], "a Network Monitor file: convert it with 'editcap -F pcap'"),
      ([0x58, 0x43, 0x50, 0x00], "a Sniffer file: convert it with 'editcap -F pcap'"),
      ([0x54, 0x52, 0x53, 0x4e], "a Sniffer file: convert it with 'editcap -F pcap'"),
      ([0xfd, 0x37, 0x7a, 0x58], "xz: run 'xz -dc FILE | flowstate -'"),
      ([0x42, 0x5a, 0x68], "bzip2: run 'bzip2 -dc FILE | flowstate -'"),
      ([0x50, 0x4b, 0x03, 0x04], "a zip archive: unpack it first"),
      ([0x02, 0x21, 0x4c, 0x18], "the legacy lz4 format: run 'lz4 -dc FILE | flowstate -'"),
      ([0x1f, 0x8b], "gzip inside a compressed file: decompress it first"),
    ]
    for (magic, text) in known where first.starts(with: magic) { return " (\(text))" }
    return ""
  }
}
