import FlowstateCapture
import FlowstateCheck
import FlowstateCore
import FlowstateFindings
import Testing

@testable import flowstate

@Suite struct ReductionTests {
  @Test func deltaDebuggingFindsWhatIsNeeded() {
    var search = DeltaDebugging()
    let left = search.reduce(Array(0..<1000)) { $0.contains(3) && $0.contains(500) && $0.contains(999) }
    #expect(left == [3, 500, 999])
    #expect(search.tests < 400)
    #expect(!search.isExhausted)
  }

  @Test func deltaDebuggingGivesUpWhereItIsTold() {
    var search = DeltaDebugging(limit: 10)
    let left = search.reduce(Array(0..<1000)) { $0.contains(3) && $0.contains(500) }
    #expect(left.contains(3) && left.contains(500))
    #expect(search.isExhausted && search.tests == 10)
  }

  @Test func aLineOfPartsThatAreAllNeededStays() {
    var search = DeltaDebugging()
    #expect(search.reduce(["a", "b", "c"]) { $0 == ["a", "b", "c"] } == ["a", "b", "c"])
    #expect(search.reduce(["a"]) { !$0.isEmpty } == ["a"])
  }

  /// A refused connection among others, each with its own port.
  private let busy: String = {
    var lines = ["peer A 10.0.0.1:40000  B 10.0.0.2:80  C 10.0.0.3:41000  D 10.0.0.4:443", "A B"]
    lines += ordinary.split(separator: "\n").dropFirst().map(String.init)
    lines += ["C D", "+0.1 --> S 0:0 -->", "+0.010 <-- R. 0:0 ack 1 <--"]
    return lines.joined(separator: "\n")
  }()

  @Test func oneConnectionAndItsFramesAreLeft() throws {
    let examiner = try examiner()
    let frames = try CompiledScript(busy).frames
    let groups = ConnectionFrames.groups(frames, decoder: examiner.decoder)
    #expect(Set(groups).count == 2)
    let target = Reduction.Target(id: "syn-refused", kind: nil)
    #expect(examiner.examine(frames).findings.contains { target.matches($0) })
    let reduction = Reduction(frames, groups: groups, target: target, examiner: examiner)
    #expect(reduction.isMinimal)
    #expect(reduction.kept.count == 2 && Set(reduction.kept.map { groups[$0] }).count == 1)
    let small = frames.keeping(reduction.kept)
    #expect(examiner.examine(small).findings.contains { target.matches($0) })
    for left in small.frames.indices {
      let less = small.keeping(small.frames.indices.filter { $0 != left })
      #expect(!examiner.examine(less).findings.contains { target.matches($0) })
    }
  }

  @Test func pcapFilesHoldTheFrames() throws {
    var frames = try CompiledScript(ordinary).frames
    let file = try #require(frames.pcap)
    #expect(Array(file[..<4]) == [0xd4, 0xc3, 0xb2, 0xa1])
    #expect(file.count == 24 + frames.frames.reduce(0) { $0 + 16 + Int($1.length) })
    frames.frames[0].info.linkType = 113
    #expect(frames.pcap == nil)
    frames.frames[0].info.linkType = 1
    frames.frames[0].info.time = -1
    #expect(frames.pcap == nil)
  }
}
