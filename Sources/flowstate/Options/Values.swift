import ArgumentParser
import FlowstateCore
import FlowstateReports

/// A time in seconds as typed: "60", "0.25".
struct Seconds: ExpressibleByArgument, Equatable {
  var nanoseconds: Nanoseconds

  init(_ nanoseconds: Nanoseconds) { self.nanoseconds = nanoseconds }

  /// Digits, and at most nine more behind a point.
  init?(argument: String) {
    let parts = argument.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, !first.isEmpty, first.allSatisfy(\.isASCIIDigit), let whole = Int64(first),
      whole <= 100 * 365 * 86_400
    else { return nil }
    var fraction: Int64 = 0
    if parts.count == 2 {
      guard (1...9).contains(parts[1].count), parts[1].allSatisfy(\.isASCIIDigit), let value = Int64(parts[1]) else {
        return nil
      }
      fraction = value
      for _ in parts[1].count..<9 { fraction *= 10 }
    }
    nanoseconds = whole * .second + fraction
  }

  var defaultValueDescription: String {
    var text: [UInt8] = []
    text.append(seconds: nanoseconds, decimals: 0)
    return String(decoding: text, as: UTF8.self)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}

/// What separates address spaces, as typed.
struct Separation: ExpressibleByArgument {
  var vlans = false
  var tunnels = false

  init() {}

  init?(argument: String) {
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      switch part {
      case "vlan": vlans = true
      case "tunnel": tunnels = true
      default: return nil
      }
    }
  }

  var defaultValueDescription: String { "nothing" }
}

/// A connection as typed: its id, IP:PORT, [IPv6]:PORT or IP.
struct SelectorOption: ExpressibleByArgument {
  var selector: ConnectionSelector

  init?(argument: String) {
    if let id = UInt64(argument), id > 0 {
      selector = .id(id)
    } else if let end = AddressParser.socketAddress(argument) {
      selector = .end(end)
    } else if let address = AddressParser.address(argument) {
      selector = .address(address)
    } else {
      return nil
    }
  }
}
