import ArgumentParser
import FlowstateCheck
import FlowstateCore
import FlowstateReports
import TraceScript

/// Makes a capture of a script, and a script of a captured connection.
struct Trace: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Compiles a trace script to a capture, or writes a connection as a script.",
    discussion: """
      The notation is that of RFC 9293's figures; Documentation/notation.md has its grammar.

        flowstate trace close.trace -o close.pcap
        flowstate trace --from day.pcap --connection 1207 -o close.trace
      """)

  @Argument(help: ArgumentHelp("The script to compile.", valueName: "file.trace"), completion: .file())
  var script: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where to write; - is standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp("Write a connection of this capture as a script.", valueName: "capture"), completion: .file())
  var from: String?

  @Option(
    help: ArgumentHelp(
      "The connection: its id (the number of its first frame), IP:PORT or IP. Not needed when there is one only.",
      valueName: "id|ip:port"))
  var connection: SelectorOption?

  @Flag(help: "Write capture times with nanoseconds.")
  var nanoseconds = false

  @OptionGroup(title: "What the analysis takes for granted") var settings: SettingOptions

  func validate() throws {
    guard (script == nil) != (from == nil) else {
      throw ValidationError("name a script to compile, or --from CAPTURE to write one")
    }
    if script != nil, output == nil { throw ValidationError("-o FILE.pcap says where the capture goes") }
    if connection != nil, from == nil { throw ValidationError("--connection goes with --from CAPTURE") }
  }

  func run() throws {
    if let script { try compile(script) }
    if let from { try decompile(from) }
  }

  private func compile(_ path: String) throws {
    let text = String(decoding: try Files.read(path), as: UTF8.self)
    let trace: CompiledTrace
    do throws(ScriptError) {
      trace = try CompiledTrace(Script(parsing: text))
    } catch {
      let found = error.found.isEmpty ? "the end of the line" : "‘\(error.found)’"
      throw Failure(
        message: "\(path):\(error.line):\(error.column): expected \(error.expected), found \(found)", status: .usage)
    }
    let isFine = nanoseconds || trace.frames.contains { $0.time % 1000 != 0 }
    try save(PcapWriter.file(of: trace, resolution: isFine ? .nanoseconds : .microseconds))
  }

  private func save(_ bytes: [UInt8]) throws {
    let file = try DescriptorOutput(path: output)
    file.write(bytes.span)
    try file.finish()
  }

  private func decompile(_ path: String) throws {
    let examiner = try Examiner(settings)
    let frames = try examiner.load([path])
    let examined = examiner.examine(frames)
    let chosen = examined.connections.filter {
      connection?.selector.matches(id: $0.story.id, ends: $0.story.ends) ?? true
    }
    guard chosen.count == 1, let one = chosen.first else {
      let ids = chosen.prefix(8).map { "\($0.story.id)" }.joined(separator: ", ")
      let several =
        "\(chosen.count) connections are meant: \(ids)\(chosen.count > 8 ? ", …" : ""); choose one with --connection ID"
      throw Failure(message: "\(path): \(chosen.isEmpty ? "there is no such connection" : several)", status: .usage)
    }
    let segments = ConnectionFrames.segments(frames, decoder: examiner.decoder)
    let written = ConnectionFrames.script(
      of: one, in: examined, segments: segments, comment: ["Connection \(one.story.id) of \(Self.name(path))."])
    for unsaid in written.unsaid.map(\.rawValue).sorted() {
      Terminal.say("flowstate: the notation does not keep \(Self.words(unsaid))")
    }
    try save(Array(written.text.utf8))
  }

  private static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  /// `payloadOctets` as "payload octets".
  private static func words(_ name: String) -> String {
    name.reduce(into: "") { result, letter in result += letter.isUppercase ? " \(letter.lowercased())" : String(letter)
    }
  }
}
