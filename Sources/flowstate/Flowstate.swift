import ArgumentParser

/// The command line.
@main
struct Flowstate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flowstate", abstract: "Tells what really happened to the TCP connections of a packet capture.")
}
