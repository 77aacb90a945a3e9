import ArgumentParser
import Glibc

/// How much of the machine to use, as typed.
struct ThreadOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Threads to use; the default is what the machine has. The report is the same for any number.", valueName: "count")
  )
  var threads: Int?

  func validate() throws {
    guard (1...1024).contains(count) else { throw ValidationError("--threads must be from 1 to 1024") }
  }

  /// The number given, or the processors that are there.
  var count: Int { threads ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
