/// What the program's exit status says.
enum ExitStatus: Int32 {
  /// The captures were analyzed.
  case analyzed = 0
  /// Analyzed, and there is a finding at or above `--fail-on`.
  case found = 1
  /// The command line makes no sense.
  case usage = 2
  /// An input could not be read or ended early, or the output could not be written. What was read is reported.
  case unreadable = 3

  /// The text of `--help`.
  static let help = """
    EXIT STATUS
      0  analyzed
      1  analyzed, and --fail-on SEVERITY is met
      2  the command line makes no sense
      3  an input could not be read, or ended early: the report covers what was
         read, and the message names file, frame and byte offset (3 wins over 1)
    """
}
