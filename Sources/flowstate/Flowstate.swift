import ArgumentParser
import FlowstateCheck
import Glibc

/// The command line.
struct Flowstate: ParsableCommand {
  /// Version of the program, as reports carry it.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "flowstate",
    abstract: "Tells what really happened to the TCP connections of a packet capture.",
    discussion: """
      Reads pcap, pcapng and snoop captures and rebuilds, for every TCP connection, the
      state history of both ends (RFC 9293), each state with the evidence that it
      rests on, and flags what stands out.

        flowstate trace.pcap                     a report for people
        flowstate trace.pcap --connection 12     one connection, segment by segment
        flowstate trace.pcap --format jsonl      one JSON object a connection
        flowstate explain stale-syn-reset        what a finding means and what to do

      \(ExitStatus.help)
      """,
    version: version,
    subcommands: [
      Analyze.self, Explain.self, ListFindings.self, ListParameters.self, Check.self, Trace.self, Reduce.self,
      PrintSchema.self,
    ],
    defaultSubcommand: Analyze.self)
}

/// Runs the command line and turns its outcome into an exit status.
@main
enum Main {
  static func main() {
    do {
      var command = try command(RecordStyle.completing(Array(CommandLine.arguments.dropFirst())))
      try command.run()
    } catch let failure as Failure {
      Terminal.say("flowstate: \(failure.message)")
      exit(failure.status.rawValue)
    } catch {
      let code = Flowstate.exitCode(for: error)
      let message = Flowstate.fullMessage(for: error)
      if code.isSuccess {
        print(message)
        exit(ExitStatus.analyzed.rawValue)
      }
      if let status = error as? ExitCode { exit(status.rawValue) }
      Terminal.say(message)
      exit(ExitStatus.usage.rawValue)
    }
  }
}

extension Main {
  /// The command that arguments ask for.
  ///
  /// Nearly always that is to analyze. To parse for this command alone takes two thirds of the time that it takes by way
  /// of the program, which a short run feels. What does not fit, a question for help or an error, goes the long way.
  private static func command(_ arguments: [String]) throws -> any ParsableCommand {
    let own = arguments.first == Analyze._commandName ? arguments.dropFirst() : arguments[...]
    let names = Flowstate.configuration.subcommands.map { $0._commandName } + ["help"]
    if !own.contains(where: names.contains), let analyze = try? Analyze.parse(Array(own)) { return analyze }
    return try Flowstate.parseAsRoot(arguments)
  }
}

/// Ends the program with a sentence.
struct Failure: Error {
  var message: String
  var status: ExitStatus
}
