extension FrameDecoder {
  /// TCP (RFC 9293 §3.1): fills in what the layers below have not. Addresses are those of the segment already.
  @inline(__always) mutating func tcp(
    _ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment
  ) -> DecodeOutcome {
    let captured = min(end, bytes.byteCount)
    guard at &+ 20 <= captured else { return incomplete(.tcp, bytes, at, end, needed: 20, segment) }
    tcpFields(bytes, at, &segment)
    let dataOffset = Int(bytes.u8(at: at &+ 12) >> 4) &* 4
    guard dataOffset >= 20, at &+ dataOffset <= end else {
      return badLength(.tcp, at, needed: max(20, dataOffset), available: min(dataOffset, end - at), segment)
    }
    let payload = at &+ dataOffset
    segment.payloadLength = UInt32(truncatingIfNeeded: end &- payload)
    segment.options.clear()
    if dataOffset > 20 { tcpOptions(bytes, at, payload, &segment) }
    if end <= bytes.byteCount {
      verify(bytes, at, end, &segment)
      segment.payloadHash = OctetHash.payload(bytes, from: payload, to: end)
    } else {
      if payload < end { segment.marks.insert(.payloadCut) }
      segment.payloadHash = OctetHash.payload(bytes, from: payload, to: captured)
    }
    return .segment
  }

  /// The fixed fields; 20 octets at `at` are captured.
  @inline(__always) func tcpFields(_ bytes: RawSpan, _ at: Int, _ segment: inout Segment) {
    let first = bytes.u64(at: at)
    let second = bytes.u64(at: at &+ 8)
    segment.source.port = UInt16(truncatingIfNeeded: first >> 48)
    segment.destination.port = UInt16(truncatingIfNeeded: first >> 32)
    segment.sequence = SequenceNumber(UInt32(truncatingIfNeeded: first))
    segment.acknowledgment = SequenceNumber(UInt32(truncatingIfNeeded: second >> 32))
    segment.flags = TCPFlags(rawValue: UInt16(truncatingIfNeeded: second >> 16) & 0x1ff)
    segment.window = UInt16(truncatingIfNeeded: second)
    segment.urgentPointer = bytes.u16(at: at &+ 18)
  }

  /// Options between the fixed fields and the payload, as far as captured.
  @inline(__always) mutating func tcpOptions(
    _ bytes: RawSpan, _ at: Int, _ payload: Int, _ segment: inout Segment
  ) {
    // Nearly every segment of a modern connection: NOP, NOP, timestamps.
    if payload &- at == 32, payload <= bytes.byteCount, bytes.u32(at: at &+ 20) == 0x0101_080a {
      segment.options.kinds = .timestamps
      segment.options.timestampValue = bytes.u32(at: at &+ 24)
      segment.options.timestampEcho = bytes.u32(at: at &+ 28)
      return
    }
    otherOptions(bytes, at, payload, &segment)
  }

  @inline(never) private mutating func otherOptions(
    _ bytes: RawSpan, _ at: Int, _ payload: Int, _ segment: inout Segment
  ) {
    segment.options.decode(bytes, from: at + 20, to: payload)
    if segment.options.has(.malformed) {
      issues.add(
        DecodeIssue(
          frame: segment.frame, layer: .tcpOptions, offset: at + 20, needed: payload - at - 20,
          available: max(0, min(payload, bytes.byteCount) - at - 20), limit: .tcpDataOffset))
    } else if payload > bytes.byteCount {
      issues.add(
        DecodeIssue(
          frame: segment.frame, layer: .tcpOptions, offset: at + 20, needed: payload - at - 20,
          available: max(0, bytes.byteCount - at - 20), limit: .capturedLength))
    }
  }

  /// Verifies the checksum (RFC 9293 §3.1) of a segment that is captured whole.
  @inline(__always) private func verify(_ bytes: RawSpan, _ at: Int, _ end: Int, _ segment: inout Segment) {
    let addresses =
      InternetChecksum.sum(segment.source.address) &+ InternetChecksum.sum(segment.destination.address)
      &+ UInt64(IPProtocol.tcp) &+ rerouted
    let pseudo = addresses &+ UInt64(truncatingIfNeeded: end &- at)
    let sum = UInt64(InternetChecksum.sum(bytes, from: at, to: end))
    if InternetChecksum.fold(pseudo &+ sum) == 0xffff {
      // The addresses and the length are right then: a wrong IPv4 header checksum is a trace of the capture.
      segment.marks.remove(.checksumBad)
      segment.marks.insert(.checksumGood)
    } else {
      wrongChecksum(bytes.u16(at: at &+ 16), pseudo, addresses, &segment)
    }
  }

  /// A checksum that does not fit. Before the card filled it in, it is the folded sum of the pseudo-header: with the
  /// length (Linux, BSD) or without (Windows segmentation offload), complemented or not. 0 was never filled in: neither
  /// good nor bad can be said.
  @inline(never) private func wrongChecksum(
    _ field: UInt16, _ pseudo: UInt64, _ addresses: UInt64, _ segment: inout Segment
  ) {
    guard field != 0 else { return }
    let whole = InternetChecksum.fold(pseudo)
    let withoutLength = InternetChecksum.fold(addresses)
    if field == whole || field == ~whole || field == withoutLength || field == ~withoutLength {
      segment.marks.remove(.checksumBad)
      segment.marks.insert(.checksumPartial)
    } else {
      segment.marks.insert(.checksumBad)
    }
  }
}
