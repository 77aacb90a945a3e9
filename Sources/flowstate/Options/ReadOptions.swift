import ArgumentParser

/// What to read, as typed.
struct ReadOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Captures: pcap, pcapng or snoop, plain or compressed by gzip, zstd or lz4.",
      discussion: "Several files, or a directory, are one capture; - reads standard input.", valueName: "capture"),
    completion: .file())
  var captures: [String]

  @Option(
    help: ArgumentHelp(
      "Analyze only frames that a capture filter selects (pcap-filter(7)), such as 'tcp port 443'.",
      valueName: "expression"))
  var filter: String?
}
