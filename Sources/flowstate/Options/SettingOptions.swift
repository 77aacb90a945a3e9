import ArgumentParser
import FlowstateCore
import FlowstateFindings
import FlowstateReports

/// What the analysis takes for granted, as typed. Options win over the configuration file.
struct SettingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read settings from a configuration file (JSON; flowstate parameters --format json prints one).",
      valueName: "file"),
    completion: .file(extensions: ["json"]))
  var config: String?

  @Option(
    help: ArgumentHelp("What separates address spaces: vlan, tunnel, or both with a comma between.", valueName: "what"),
    completion: .list(["vlan", "tunnel", "vlan,tunnel"]))
  var separate: Separation = Separation()

  @Option(help: ArgumentHelp("Length of TIME-WAIT (2MSL) on the captured hosts. (default: 60)", valueName: "seconds"))
  var timeWait: Seconds?

  @Flag(help: "The captured hosts keep TIME-WAIT for 240 s, as RFC 9293 asks.")
  var timeWaitRfc = false

  @Option(
    name: [.customLong("fin-wait-2"), .customLong("fin-wait2")],
    help: ArgumentHelp("How long FIN-WAIT-2 lasts when nobody reads any more. (default: 60)", valueName: "seconds"))
  var finWait2: Seconds?

  @Option(
    help: ArgumentHelp(
      "Copies of a frame closer than this may be capture duplicates. (default: 0.01)", valueName: "seconds"))
  var duplicateWindow: Seconds?

  @Option(help: ArgumentHelp("How long an undecided SYN waits for its reply. (default: 3)", valueName: "seconds"))
  var decide: Seconds?

  @Option(
    help: ArgumentHelp(
      "How long the capture must run on before \"never answered\" is said. (default: 3)", valueName: "seconds"))
  var horizon: Seconds?

  @Option(help: ArgumentHelp("When a server gives up repeating its SYN-ACK. (default: 63)", valueName: "seconds"))
  var synackGiveUp: Seconds?

  @Option(
    help: ArgumentHelp("A host sends at most one challenge ACK in this time. (default: 0.5)", valueName: "seconds"))
  var challengeLimit: Seconds?

  @Option(help: ArgumentHelp("A silence that findings call long. (default: 60)", valueName: "seconds"))
  var longIdle: Seconds?

  @Option(
    help: ArgumentHelp("How long an attempt that was never opened is kept. (default: 130)", valueName: "seconds"))
  var attemptRetention: Seconds?

  @Option(help: ArgumentHelp("How long a closed connection is remembered. (default: 240)", valueName: "seconds"))
  var closedRetention: Seconds?

  @Option(
    help: ArgumentHelp(
      "How long an open connection may be silent before it is let go. (default: 43200)", valueName: "seconds"))
  var idleRetention: Seconds?

  @Option(
    help: ArgumentHelp("Segments of one connection that are kept for its story. (default: 4096)", valueName: "count"))
  var logLimit: Int64?

  @Option(
    help: ArgumentHelp(
      "Set any parameter; can be repeated (flowstate parameters lists them).", valueName: "name=value"))
  var set: [String] = []

  @Option(
    help: ArgumentHelp(
      "Do not look for a finding, or not about addresses in a block; can be repeated.", valueName: "id[@prefix]"))
  var ignore: [String] = []

  @Option(help: ArgumentHelp("Give a finding another severity; can be repeated.", valueName: "id=severity"))
  var grade: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only findings about connections or hosts in this block of addresses; can be repeated.", valueName: "prefix"))
  var within: [AddressPrefix] = []

  func validate() throws {
    for text in set where ParameterAssignment(argument: text) == nil {
      let name = text.split(separator: "=").first.map(String.init) ?? text
      throw ValidationError(Parameter.named(name)?.complaint ?? ParameterAssignment.unknown(name))
    }
    for (parameter, value) in named where !parameter.range.contains(value) {
      throw ValidationError("--\(parameter.option): \(parameter.complaint)")
    }
    for text in ignore where IgnoredFinding(argument: text) == nil {
      throw ValidationError(IgnoredFinding.complaint(text))
    }
    for text in grade where GradedFinding(argument: text) == nil {
      throw ValidationError(GradedFinding.complaint(text.split(separator: "=").first.map(String.init) ?? text))
    }
  }

  /// The parameters that have an option of their own, as far as they were given.
  private var named: [(parameter: Parameter, value: Int64)] {
    let typed: [(String, Int64?)] = [
      ("time_wait", timeWaitRfc ? 240 * Nanoseconds.second : nil), ("time_wait", timeWait?.nanoseconds),
      ("fin_wait_2", finWait2?.nanoseconds), ("duplicate_window", duplicateWindow?.nanoseconds),
      ("decide", decide?.nanoseconds), ("horizon", horizon?.nanoseconds),
      ("synack_give_up", synackGiveUp?.nanoseconds), ("challenge_limit", challengeLimit?.nanoseconds),
      ("long_idle", longIdle?.nanoseconds), ("attempt_retention", attemptRetention?.nanoseconds),
      ("closed_retention", closedRetention?.nanoseconds), ("idle_retention", idleRetention?.nanoseconds),
      ("log_limit", logLimit),
    ]
    return typed.compactMap { name, value in
      guard let value, let parameter = Parameter.named(name) else { return nil }
      return (parameter, value)
    }
  }

  /// The defaults, what the configuration file says, what was typed: the later wins.
  func settings() throws(Failure) -> AnalysisSettings {
    var settings = AnalysisSettings()
    if let config { try Configuration.apply(config, to: &settings) }
    for (parameter, value) in named { parameter.set(value, in: &settings) }
    for assignment in set.compactMap(ParameterAssignment.init) {
      assignment.parameter.set(assignment.value, in: &settings)
    }
    for ignored in ignore.compactMap(IgnoredFinding.init) { ignored.apply(to: &settings.findings) }
    for graded in grade.compactMap(GradedFinding.init) { graded.apply(to: &settings.findings) }
    settings.findings.within += within
    settings.tracker.separateVLANs = separate.vlans
    settings.tracker.separateTunnels = separate.tunnels
    return settings
  }
}
