import ArgumentParser
import FlowstateCheck
import FlowstateCore
import FlowstateFindings

/// Makes the smallest capture that still shows a finding.
struct Reduce: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reduce",
    abstract: "Writes the smallest capture that still shows a finding.",
    discussion: """
      Connections are left out first, then frames, until none can be left out any more. For bug reports
      and fixtures; look at what is left before you pass it on: addresses and payloads are as captured.

        flowstate reduce day.pcap --finding stale-syn-reset -o small.pcap
      """)

  @Argument(help: ArgumentHelp("Captures; several are one.", valueName: "capture"), completion: .file())
  var captures: [String]

  @Option(
    help: ArgumentHelp("Id of the finding that must stay.", valueName: "id"),
    completion: .custom { _, _, _ in FindingCatalogue.ids })
  var finding: String

  @Option(help: ArgumentHelp("Sub-kind of the finding; any when it is not given.", valueName: "kind"))
  var kind: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write.", valueName: "file.pcap"), completion: .file())
  var output: String

  @Option(help: ArgumentHelp("Read only frames that a capture filter selects.", valueName: "expression"))
  var filter: String?

  @OptionGroup(title: "What the analysis takes for granted") var settings: SettingOptions

  func validate() throws {
    if !FindingCatalogue.ids.contains(finding) {
      throw ValidationError(FindingCatalogue.unknown(finding))
    }
  }

  func run() throws {
    let examiner = try Examiner(settings, filter: filter)
    let target = Reduction.Target(id: finding, kind: kind)
    let captured = try examiner.load(captures)
    let frames = captured.asPcapKeepsThem
    guard examiner.examine(frames).findings.contains(where: { target.matches($0) }) else {
      let isLost = examiner.examine(captured).findings.contains { target.matches($0) }
      let what = "'\(finding)'\(kind.map { " of kind '\($0)'" } ?? "")"
      throw Failure(
        message: isLost
          ? "\(what) rests on the direction of frames, which a pcap file does not keep"
          : "the capture does not show \(what)", status: .usage)
    }
    let groups = ConnectionFrames.groups(frames, decoder: examiner.decoder)
    let reduction = Reduction(frames, groups: groups, target: target, examiner: examiner)
    let small = frames.keeping(reduction.kept)
    guard let file = small.pcap else {
      throw Failure(
        message: "frames of several link types are needed, or times that a pcap file cannot hold", status: .usage)
    }
    try Files.write(file, to: output)
    let connections = Set(reduction.kept.map { groups[$0] }).count
    Terminal.say(
      "flowstate: \(frames.frames.count) frames reduced to \(small.frames.count) of"
        + " \(connections) \(connections == 1 ? "connection" : "connections"), \(reduction.tests) captures tried"
        + (reduction.isMinimal ? "" : "; the search was given up before the least was found"))
  }
}
