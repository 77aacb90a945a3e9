import ArgumentParser
import FlowstateCheck

@testable import flowstate

/// The program's own pipeline with its defaults.
func examiner() throws -> Examiner { try Examiner(try SettingOptions.parse([])) }

/// What the analyzer says of a script.
func examined(_ script: String) throws -> Examined { try examiner().examine(CompiledScript(script).frames) }

/// An expectation.
func expectation(_ text: String, file: String = "x.expect.json") throws -> Expectation {
  try Expectation(Array(text.utf8), file: file)
}

/// A connection that is opened, used and closed, with nothing out of the ordinary.
let ordinary = """
  peer A 10.0.0.1:40000  B 10.0.0.2:80
  0.000  -->  S 0:0 -->
  +0.010 <--  S. 0:0 ack 1 <--
  +0.001 -->  . 1:1 ack 1 -->
  +0.001 -->  P. 1:101 ack 1 -->
  +0.010 <--  P. 1:301 ack 101 <--
  +0.001 -->  . 101:101 ack 301 -->
  +0.100 -->  F. 101:101 ack 301 -->
  +0.010 <--  F. 301:301 ack 102 <--
  +0.001 -->  . 102:102 ack 302 -->
  """
