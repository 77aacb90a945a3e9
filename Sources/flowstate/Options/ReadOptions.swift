import ArgumentParser
import FlowstateCore

/// What to read, as typed.
struct ReadOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Captures: pcap or pcapng, plain or compressed by gzip, zstd or lz4.",
      discussion: "Several files, or a directory, are one capture; - reads standard input.", valueName: "capture"),
    completion: .file())
  var captures: [String]

  @Option(
    help: ArgumentHelp(
      "Analyze only frames that a capture filter selects (pcap-filter(7)), such as 'tcp port 443'.",
      valueName: "expression"))
  var filter: String?
}

/// What the inference takes for granted, as typed.
struct TrackerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("What separates address spaces: vlan, tunnel, or both with a comma between.", valueName: "what"),
    completion: .list(["vlan", "tunnel", "vlan,tunnel"]))
  var separate: Separation = Separation()

  @Option(help: ArgumentHelp("Length of TIME-WAIT (2MSL) on the captured hosts.", valueName: "seconds"))
  var timeWait: Seconds = Seconds(60 * .second)

  @Option(help: ArgumentHelp("How long FIN-WAIT-2 lasts when nobody reads any more.", valueName: "seconds"))
  var finWait2: Seconds = Seconds(60 * .second)

  @Option(help: ArgumentHelp("Copies of a frame closer than this may be capture duplicates.", valueName: "seconds"))
  var duplicateWindow: Seconds = Seconds(10 * .millisecond)

  @Option(help: ArgumentHelp("How long an undecided SYN waits for its reply.", valueName: "seconds"))
  var decide: Seconds = Seconds(3 * .second)

  @Option(help: ArgumentHelp("How long an attempt that was never opened is kept.", valueName: "seconds"))
  var attemptRetention: Seconds = Seconds(130 * .second)

  @Option(help: ArgumentHelp("How long a closed connection is remembered.", valueName: "seconds"))
  var closedRetention: Seconds = Seconds(240 * .second)

  @Option(help: ArgumentHelp("How long an open connection may be silent before it is let go.", valueName: "seconds"))
  var idleRetention: Seconds = Seconds(12 * 3600 * .second)

  @Option(help: ArgumentHelp("A silence that findings call long.", valueName: "seconds"))
  var longIdle: Seconds = Seconds(60 * .second)

  @Option(help: ArgumentHelp("Segments of one connection that are kept for its story.", valueName: "count"))
  var logLimit: Int = 4096

  func validate() throws {
    guard (16...1_000_000).contains(logLimit) else {
      throw ValidationError("--log-limit must be from 16 to 1000000; the default is 4096")
    }
  }
}
