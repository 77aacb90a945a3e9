import FlowstateCheck
import FlowstateFindings
import FlowstateReports

/// What a configuration file sets:
///
/// ```json
/// {
///   "parameters": {"time_wait": 120, "horizon": 5},
///   "ignore": ["keepalive", "syn-refused@192.0.2.0/24"],
///   "grade": {"half-close": "info"},
///   "within": ["10.0.0.0/8"]
/// }
/// ```
struct Configuration {
  private let path: String

  /// Reads a file into settings.
  static func apply(_ path: String, to settings: inout AnalysisSettings) throws(Failure) {
    let configuration = Configuration(path: path)
    let octets: [UInt8]
    do throws(Failure) {
      octets = try Files.read(path)
    } catch {
      throw Failure(message: error.message, status: .usage)
    }
    do throws(JSONError) {
      try configuration.apply(try JSONReader.read(octets), to: &settings)
    } catch {
      throw Failure(
        message: "\(path):\(error.position.line):\(error.position.column): \(error.message)", status: .usage)
    }
  }

  private func apply(_ node: JSONNode, to settings: inout AnalysisSettings) throws(JSONError) {
    for member in try members(of: node, "the file") {
      switch member.key {
      case "parameters": try parameters(member.value, &settings)
      case "ignore":
        for (text, node) in try strings(member) {
          guard let ignored = IgnoredFinding(argument: text) else {
            throw JSONError(position: node.position, message: IgnoredFinding.complaint(text))
          }
          ignored.apply(to: &settings.findings)
        }
      case "grade":
        for grade in try members(of: member.value, "\"grade\"") {
          guard let word = grade.value.string, let graded = GradedFinding(argument: "\(grade.key)=\(word)") else {
            throw JSONError(position: grade.position, message: GradedFinding.complaint(grade.key))
          }
          graded.apply(to: &settings.findings)
        }
      case "within":
        for (text, node) in try strings(member) {
          guard let prefix = AddressPrefix(argument: text) else {
            throw JSONError(
              position: node.position, message: "'\(text)' is no block of addresses such as 192.0.2.0/24")
          }
          settings.findings.within.append(prefix)
        }
      default:
        throw JSONError(
          position: member.position,
          message: "'\(member.key)' is not known; parameters, ignore, grade and within are")
      }
    }
  }

  private func parameters(_ node: JSONNode, _ settings: inout AnalysisSettings) throws(JSONError) {
    for member in try members(of: node, "\"parameters\"") {
      guard let parameter = Parameter.named(member.key) else {
        throw JSONError(position: member.position, message: ParameterAssignment.unknown(member.key))
      }
      guard case .number(let text) = member.value.value, let number = parameter.parse(text) else {
        throw JSONError(position: member.value.position, message: parameter.complaint)
      }
      parameter.set(number, in: &settings)
    }
  }

  private func members(of node: JSONNode, _ place: String) throws(JSONError) -> [JSONNode.Member] {
    guard let members = node.object else {
      throw JSONError(position: node.position, message: "\(place) must be an object, not \(node.kindName)")
    }
    return members
  }

  private func strings(_ member: JSONNode.Member) throws(JSONError) -> [(text: String, node: JSONNode)] {
    guard let elements = member.value.array else {
      throw JSONError(
        position: member.value.position, message: "\"\(member.key)\" must be a list, not \(member.value.kindName)")
    }
    var strings: [(text: String, node: JSONNode)] = []
    for element in elements {
      guard let text = element.string else {
        throw JSONError(position: element.position, message: "\"\(member.key)\" holds strings, not \(element.kindName)")
      }
      strings.append((text, element))
    }
    return strings
  }
}
