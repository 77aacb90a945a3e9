/// One TCP segment over IPv4 over Ethernet, with right checksums.
struct Frame {
  static let fin: UInt8 = 1
  static let syn: UInt8 = 2
  static let rst: UInt8 = 4
  static let psh: UInt8 = 8
  static let ack: UInt8 = 16

  var source: (address: UInt32, port: UInt16)
  var destination: (address: UInt32, port: UInt16)
  var sequence: UInt32
  var acknowledgment: UInt32
  var flags: UInt8
  var payload: Int
  var identification: UInt16
  /// TSval and TSecr; `nil` without the option.
  var timestamps: (value: UInt32, echo: UInt32)?

  /// The octets; payload is zeros, of which no more than `most` octets of the frame are made.
  func octets(most: Int) -> (frame: [UInt8], length: Int) {
    var options: [UInt8] = []
    if flags & Frame.syn != 0 { options += [2, 4, 5, 0xb4, 4, 2, 1, 3, 3, 7] }
    if let timestamps {
      options += flags & Frame.syn != 0 ? [8, 10] : [1, 1, 8, 10]
      options += bytes(timestamps.value) + bytes(timestamps.echo)
    }
    while options.count % 4 != 0 { options.append(1) }
    let header = 20 + options.count
    let length = 14 + 20 + header + payload
    var frame: [UInt8] = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0]
    frame.reserveCapacity(min(length, most))
    frame += [0x45, 0] + bytes(UInt16(length - 14)) + bytes(identification) + [0x40, 0, 64, 6, 0, 0]
    frame += bytes(source.address) + bytes(destination.address)
    put(&frame, Frame.fold(sum(frame[14..<34])), at: 24)
    frame += bytes(source.port) + bytes(destination.port) + bytes(sequence) + bytes(acknowledgment)
    frame += [UInt8(header / 4) << 4, flags] + bytes(UInt16(64240)) + [0, 0, 0, 0] + options
    // Zeros do not change the sum.
    let pseudo = sum(frame[26..<34]) + 6 + UInt32(header + payload)
    put(&frame, Frame.fold(pseudo + sum(frame[34...])), at: 50)
    let missing = min(length, most) - frame.count
    if missing > 0 { frame += [UInt8](repeating: 0, count: missing) }
    return (frame, length)
  }

  private func bytes(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 255)] }
  private func bytes(_ value: UInt32) -> [UInt8] {
    bytes(UInt16(value >> 16)) + bytes(UInt16(truncatingIfNeeded: value))
  }
  private func put(_ frame: inout [UInt8], _ value: UInt16, at offset: Int) {
    frame[offset] = UInt8(value >> 8)
    frame[offset + 1] = UInt8(value & 255)
  }
  private func sum(_ octets: ArraySlice<UInt8>) -> UInt32 {
    var sum: UInt32 = 0
    var high = true
    for octet in octets {
      sum &+= high ? UInt32(octet) << 8 : UInt32(octet)
      high.toggle()
    }
    return sum
  }
  private static func fold(_ sum: UInt32) -> UInt16 {
    var sum = sum
    while sum > 0xffff { sum = sum >> 16 + sum & 0xffff }
    return ~UInt16(sum)
  }
}
