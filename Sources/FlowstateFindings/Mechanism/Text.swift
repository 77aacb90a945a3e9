import FlowstateCore

/// Numbers as summaries write them.
enum Text {
  /// A duration: "1.02 s", "20.1 ms", "100 µs".
  static func duration(_ value: Nanoseconds) -> String {
    let sign = value < 0 ? "-" : ""
    let magnitude = value.magnitude
    if magnitude >= 1_000_000_000 { return sign + decimal(magnitude / 10_000_000, places: 2) + " s" }
    if magnitude >= 1_000_000 { return sign + decimal(magnitude / 100_000, places: 1) + " ms" }
    return sign + String(magnitude / 1000) + " µs"
  }

  /// A fixed-point number without trailing zeros.
  static func decimal(_ value: UInt64, places: Int) -> String {
    var scale: UInt64 = 1
    for _ in 0..<places { scale *= 10 }
    let whole = String(value / scale)
    var fraction = String(value % scale)
    while fraction.count < places { fraction = "0" + fraction }
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return fraction.isEmpty ? whole : whole + "." + fraction
  }

  /// "1 time", "3 times".
  static func count(_ number: some BinaryInteger, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? one + "s")"
  }

  /// The Chinese word for an end.
  static func chinese(_ side: Side) -> String { side == .client ? "客户端" : "服务器" }
  /// The English word for an end.
  static func english(_ side: Side) -> String { side == .client ? "client" : "server" }
}
