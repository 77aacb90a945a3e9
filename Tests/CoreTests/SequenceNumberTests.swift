import FlowstateCore
import Testing

@Suite struct SequenceNumberTests {
  @Test func distanceWraps() {
    #expect(SequenceNumber(0xffff_fffe).distance(to: SequenceNumber(3)) == 5)
    #expect(SequenceNumber(3).distance(to: SequenceNumber(0xffff_fffe)) == -5)
    #expect(SequenceNumber(0xffff_ffff).isBefore(SequenceNumber(0)))
    #expect(SequenceNumber(0xffff_ffff) + 2 == SequenceNumber(1))
  }
}
