import FlowstateCapture
import Testing

@Suite struct FilterTests {
  /// An IPv4 TCP segment to a port, without link-layer header.
  static func segment(port: UInt16) -> [UInt8] {
    var bytes = CaptureBytes(bigEndian: true)
    bytes.bytes = [0x45, 0, 0, 40, 0, 0, 0, 0, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]
    bytes.add(UInt16(40000))
    bytes.add(port)
    bytes.bytes += [UInt8](repeating: 0, count: 8) + [0x50, 2, 0, 0, 0, 0, 0, 0]
    return bytes.bytes
  }
  static let ethernet: [UInt8] = [UInt8](repeating: 2, count: 12) + [8, 0]

  #if Libpcap
    @Test func programsAreCompiledForEachLinkType() throws {
      var file = CaptureBytes()
      file.section()
      file.interface(linkType: 1)
      file.interface(linkType: 101)
      file.packet(1, Self.ethernet + Self.segment(port: 443))
      file.packet(2, Self.segment(port: 443), interface: 1)
      file.packet(3, Self.segment(port: 80), interface: 1)
      file.packet(4, Self.ethernet + Self.segment(port: 80))
      file.packet(5, Self.segment(port: 443), interface: 1)
      let reading = try Reading(bytes: file.bytes, filter: "tcp port 443")
      #expect(reading.errors == [])
      #expect(reading.frames.map(\.number) == [1, 2, 5])
      #expect(reading.totals.frames == 5)
      #expect(reading.totals.filtered == 2)
      #expect(reading.totals.latestTime == 5000)
    }

    @Test func wrongFiltersAreRefused() throws {
      do throws(CaptureError) {
        _ = try CaptureReader([], filter: "tcp prot 443")
        Issue.record("the filter compiled")
      } catch {
        #expect(error.description.hasPrefix("the filter 'tcp prot 443' does not compile: "))
        #expect(error.description.contains("syntax error"))
      }
    }

    @Test func filtersThatDoNotFitALinkTypeSelectNothingOfIt() throws {
      var file = CaptureBytes()
      file.section()
      file.interface(linkType: 1)
      file.interface(linkType: 101)
      file.packet(1, Self.ethernet + Self.segment(port: 443))
      file.packet(2, Self.segment(port: 443), interface: 1)
      file.packet(3, Self.segment(port: 443), interface: 1)
      let reading = try Reading(bytes: file.bytes, filter: "ether src 02:02:02:02:02:02")
      #expect(reading.frames.map(\.number) == [1])
      #expect(reading.totals.filtered == 2)
      #expect(reading.errors.count == 1)
      #expect(reading.errors.first?.description.contains("does not compile for link type RAW") == true)
    }
  #else
    @Test func filtersNeedLibpcap() {
      #expect(throws: CaptureError(file: "", problem: .filterNotBuilt)) { _ = try Reading([], filter: "tcp") }
    }
  #endif

  @Test func linkTypeNames() {
    #expect(LinkType.name(1) == "EN10MB")
    #expect(LinkType.name(101) == "RAW")
    #expect(LinkType.name(276) == "LINUX_SLL2")
    #expect(LinkType.name(60_000) == "LINKTYPE_60000")
    #expect(LinkType.describe(1) == "Ethernet")
  }
}
