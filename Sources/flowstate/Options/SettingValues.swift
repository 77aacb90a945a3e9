import ArgumentParser
import FlowstateCore
import FlowstateFindings
import FlowstateReports

extension Parameter {
  /// A value as typed; `nil` when it makes no sense.
  func parse(_ text: String) -> Int64? {
    let value = unit == .seconds ? Seconds(argument: text)?.nanoseconds : Int64(text)
    return value.flatMap { range.contains($0) ? $0 : nil }
  }

  /// Its option on the command line.
  var option: String { "\(name)".replacing("_", with: "-") }

  /// What to say of a value that makes no sense.
  var complaint: String {
    let unit = unit == .seconds ? " seconds" : ""
    return "\(name) is a number from \(text(of: range.lowerBound)) to \(text(of: range.upperBound))\(unit)"
      + "; the default is \(text(of: value(in: AnalysisSettings())))"
  }
}

/// A parameter set as NAME=VALUE.
struct ParameterAssignment: ExpressibleByArgument {
  var parameter: Parameter
  var value: Int64

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let parameter = Parameter.named(parts[0]), let value = parameter.parse(String(parts[1]))
    else { return nil }
    self.parameter = parameter
    self.value = value
  }

  /// What to say of a name that is not known.
  static func unknown(_ name: String) -> String {
    "no parameter is called '\(name)'; flowstate parameters lists them"
  }
}

/// A finding that is not wanted, as ID or ID@PREFIX.
struct IgnoredFinding: ExpressibleByArgument {
  var id: String
  var prefix: AddressPrefix?

  init?(argument: String) {
    let parts = argument.split(separator: "@", maxSplits: 1)
    guard let first = parts.first, FindingCatalogue.explained.contains(String(first)) else { return nil }
    id = String(first)
    if parts.count == 2 {
      guard let prefix = AddressPrefix(argument: String(parts[1])) else { return nil }
      self.prefix = prefix
    }
  }

  func apply(to settings: inout FindingSettings) {
    if let prefix { settings.ignoredWithin[id, default: []].append(prefix) } else { settings.disabled.insert(id) }
  }

  /// What to say of one that makes no sense.
  static func complaint(_ typed: String) -> String {
    let id = typed.split(separator: "@").first.map(String.init) ?? typed
    if FindingCatalogue.explained.contains(id) {
      return "'\(typed)' must name a block of addresses behind the @, such as \(id)@192.0.2.0/24"
    }
    return FindingCatalogue.unknown(id, among: FindingCatalogue.explained)
  }
}

/// A finding's severity, as ID=SEVERITY.
struct GradedFinding: ExpressibleByArgument {
  var id: String
  var severity: Severity

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, FindingCatalogue.explained.contains(String(parts[0])),
      let severity = Severity(argument: String(parts[1]))
    else { return nil }
    id = String(parts[0])
    self.severity = severity
  }

  func apply(to settings: inout FindingSettings) { settings.regraded[id] = severity }

  /// What to say of one that makes no sense.
  static func complaint(_ id: String) -> String {
    if FindingCatalogue.explained.contains(id) {
      return "the severity of \(id) is one of \(Severity.allValueStrings.joined(separator: ", "))"
    }
    return FindingCatalogue.unknown(id, among: FindingCatalogue.explained)
  }
}

extension AddressPrefix: ExpressibleByArgument {
  /// "192.0.2.0/24", "2001:db8::/32", or one address.
  public init?(argument: String) {
    let parts = argument.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = AddressParser.address(String(parts[0])) else { return nil }
    if parts.count == 1 {
      self.init(address, length: address.isIPv4 ? 32 : 128)
    } else {
      guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(parts[1]) else { return nil }
      self.init(address, length: length)
    }
  }
}
