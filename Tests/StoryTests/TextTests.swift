import FlowstateCore
import Testing

@testable import FlowstateReports

private func hexadecimal(_ hash: SHA1) -> String {
  (0..<20).map { index in
    let octet = String(hash.octet(index), radix: 16)
    return octet.count == 1 ? "0" + octet : octet
  }.joined()
}

@Test(
  "FIPS 180 examples",
  arguments: [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "a49b2446a02c645bf419f995b67091253a04a259"
    ),
  ])
func sha1(_ message: String, _ digest: String) {
  #expect(hexadecimal(SHA1.digest(Array(message.utf8))) == digest)
}

@Test func sha1OfAMillionLetters() {
  let message = [UInt8](repeating: 0x61, count: 1_000_000)
  #expect(hexadecimal(SHA1.digest(message)) == "34aa973cd4c4daa4f61eeb2bdbad27316534016f")
}

private func v6(_ high: UInt64, _ low: UInt64) -> IPAddress { IPAddress(high: high, low: low) }

@Test(
  "RFC 5952 texts",
  arguments: [
    (IPAddress(v4: 0), "0.0.0.0"),
    (IPAddress(v4: 0xffff_ffff), "255.255.255.255"),
    (IPAddress(v4: 0xc000_020a), "192.0.2.10"),
    (v6(0, 0xffff_7f00_0001), "::ffff:127.0.0.1"),
    (v6(0, 0), "::"),
    (v6(0, 1), "::1"),
    (v6(1 << 48, 0), "1::"),
    (v6(0x2001_0db8_0000_0000, 0x0000_0000_0002_0001), "2001:db8::2:1"),
    (v6(0x2001_0db8_0000_0001, 0x0001_0001_0001_0001), "2001:db8:0:1:1:1:1:1"),
    (v6(0x2001_0db8_0000_0000, 0x0001_0000_0000_0001), "2001:db8::1:0:0:1"),
    (v6(0x2001_0000_0000_0001, 0x0000_0000_0000_0001), "2001:0:0:1::1"),
    (v6(0xfe80_0000_0000_0000, 0xabcd_ef01_2345_6789), "fe80::abcd:ef01:2345:6789"),
    (v6(0x0001_0002_0003_0004, 0x0005_0006_0007_0000), "1:2:3:4:5:6:7:0"),
    (v6(0x0000_0002_0003_0004, 0x0005_0006_0000_0000), "0:2:3:4:5:6::"),
    (v6(0x0102_0304_0506_0708, 0x090a_0b0c_0d0e_0f10), "102:304:506:708:90a:b0c:d0e:f10"),
    (v6(0, 0x0001_7f00_0001), "::1:7f00:1"),
  ])
func addressText(_ address: IPAddress, _ text: String) {
  #expect(AddressText.text(address) == text)
}

@Test func socketText() {
  #expect(AddressText.text(SocketAddress(address: IPAddress(v4: 0x7f00_0001), port: 0)) == "127.0.0.1:0")
  #expect(AddressText.text(SocketAddress(address: v6(0, 1), port: 65535)) == "[::1]:65535")
}

struct IDExample: Sendable {
  var a: SocketAddress
  var b: SocketAddress
  var text: String
  init(_ one: IPAddress, _ port: UInt16, _ other: IPAddress, _ otherPort: UInt16, _ text: String) {
    a = SocketAddress(address: one, port: port)
    b = SocketAddress(address: other, port: otherPort)
    self.text = text
  }
}

@Test(
  "Community ID: the specification's example, and others by an independent implementation",
  arguments: [
    IDExample(
      IPAddress(v4: 0x80e8_6e78), 34855, IPAddress(v4: 0x4223_facc), 80, "1:LQU9qZlK+B5F3KDmev6m5PMibrg="),
    IDExample(
      IPAddress(v4: 0x6410_0102), 18324, IPAddress(v4: 0x6410_0101), 179, "1:AtGAWLuOowIRh5RLiLeFVWvagdg="),
    IDExample(
      IPAddress(v4: 0x0a00_0001), 2, IPAddress(v4: 0x0a00_0001), 1, "1:mb9gqkXo1/+WeunLJO7I9i/H8Ec="),
    IDExample(
      v6(0x2001_0db8_0001_0000, 0x0000_0000_0000_0001), 64720, v6(0x2001_0db8_0200_0000, 0x0000_0000_0000_0001), 20868,
      "1:/28AeG8qvPlAPB3q0Sr5HSdfPrU="),
    IDExample(
      v6(0x2001_0470_1f0b_16b0, 0x020c_29ff_fe7c_a4cb), 57089, v6(0x2001_0470_1f0b_16b0, 0x0000_0000_0a26_0053), 53,
      "1:0nwHeggR47Jt3d6U6al76J3P+GQ="),
  ])
func communityID(_ example: IDExample) {
  #expect(CommunityID.text(example.a, example.b) == example.text)
  #expect(CommunityID.text(example.b, example.a) == example.text)
  #expect(example.text.utf8.count == CommunityID.length)
}
