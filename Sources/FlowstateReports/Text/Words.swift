import FlowstateCore
import FlowstateFindings

/// The words of text reports, in the reader's language.
struct Words {
  let language: Language

  /// One of two wordings of the same thing.
  func callAsFunction(_ english: String, _ chinese: String) -> String { language == .english ? english : chinese }

  func name(_ kind: Handshake.Kind) -> String {
    switch kind {
    case .none: self("no handshake in the capture", "抓包中没有握手")
    case .threeWay: self("three-way handshake", "三次握手")
    case .simultaneous: self("simultaneous open", "同时打开")
    case .fastOpen: self("Fast Open handshake", "TFO 握手")
    case .split: self("split handshake", "拆分握手")
    case .partial: self("handshake not completed", "握手未完成")
    case .refused: self("refused", "被拒绝")
    case .unanswered: self("unanswered", "无应答")
    }
  }

  func name(_ kind: Close.Kind) -> String {
    switch kind {
    case .open: self("still open at the end", "抓包结束时仍打开")
    case .none: self("never opened", "从未建立")
    case .fourSegment: self("closed in four segments", "四次挥手关闭")
    case .threeSegment: self("closed in three segments", "三段关闭")
    case .simultaneous: self("closed by both at once", "同时关闭")
    case .halfClose: self("half-closed", "半关闭")
    case .reset: self("reset", "被复位")
    case .timeout: self("timed out", "超时")
    }
  }

  /// What happened to a group of connections.
  func outcome(_ handshake: Handshake.Kind, _ close: Close.Kind) -> String {
    if handshake == .refused || handshake == .unanswered, close == .none || close == .reset { return name(handshake) }
    if handshake == .partial, close == .none { return name(handshake) }
    if handshake == .none, close == .none { return self("nothing that tells a state", "无法判断状态") }
    return name(handshake) + self(", ", "，") + name(close)
  }

  func name(_ severity: Severity) -> String {
    switch severity {
    case .error: self("error", "错误")
    case .warning: self("warning", "警告")
    case .notice: self("notice", "注意")
    case .info: self("info", "信息")
    }
  }

  func name(_ confidence: Confidence) -> String {
    switch confidence {
    case .certain: self("certain", "确定")
    case .strong: self("strong evidence", "证据较强")
    case .weak: self("weak evidence", "证据较弱")
    }
  }

  func name(_ side: Side) -> String { side == .client ? self("client", "客户端") : self("server", "服务器") }

  func name(_ basis: Basis) -> String {
    switch basis {
    case .sent: self("sent", "自己发送")
    case .proved: self("proved", "已证实")
    case .presumed: self("presumed", "推定")
    case .inferred: self("inferred", "推断")
    case .timer: self("timer", "定时器")
    }
  }

  func name(_ place: CapturePoint.Place) -> String {
    switch place {
    case .nearClient: self("near the client", "靠近客户端")
    case .nearServer: self("near the server", "靠近服务器")
    case .sameHost: self("on the host of both ends", "与两端同一主机")
    case .middle: self("between the ends", "两端之间")
    }
  }

  func name(_ reason: NotAnalyzed) -> String {
    switch reason {
    case .notIP: self("not IP", "非 IP")
    case .notTCP: self("not TCP", "非 TCP")
    case .fragment: self("IP fragments", "IP 分片")
    case .truncated: self("cut before the TCP header ended", "在 TCP 首部内被截断")
    case .malformed: self("malformed", "格式错误")
    case .unsupportedLinkType: self("unknown link type", "不支持的链路类型")
    case .filtered: self("excluded by the filter", "被过滤器排除")
    case .limit: self("beyond a limit", "超出上限")
    }
  }

  /// What a reader can do about frames that were not analyzed; `nil` when there is nothing to do.
  func hint(_ reason: NotAnalyzed) -> String? {
    switch reason {
    case .truncated:
      self("capture with a snap length of at least 128 octets: tcpdump -s 128", "抓包时把 snaplen 设为至少 128：tcpdump -s 128")
    case .fragment:
      self(
        "a packet in fragments counts with the last of them, and if one is missing, not at all", "分片的包以最后一个分片计；缺片则不计")
    case .limit: self("a bound was reached; see limits_hit in --format json", "达到上限，见 --format json 的 limits_hit")
    case .notIP, .notTCP, .malformed, .unsupportedLinkType, .filtered: nil
    }
  }
}

/// The mark that stands before a finding.
func mark(_ severity: Severity) -> (text: String, style: Style) {
  switch severity {
  case .error: ("✖", .red)
  case .warning: ("▲", .yellow)
  case .notice: ("●", .blue)
  case .info: ("·", .dim)
  }
}

/// A count with its thousands set apart: "1,234,567".
func grouped(_ count: some FixedWidthInteger) -> String {
  let digits = String(count)
  var text = ""
  for (index, digit) in digits.enumerated() {
    if index > 0 && (digits.count - index) % 3 == 0 && digit != "-" { text.append(",") }
    text.append(digit)
  }
  return text
}

/// A count with its noun: "1 frame", "1,234 frames".
func counted(_ count: some FixedWidthInteger, _ noun: String) -> String {
  grouped(count) + " " + noun + (count == 1 ? "" : "s")
}

/// Octets in the unit that reads best, cut to one decimal: "1.2 MB".
func octets(_ count: UInt64) -> String {
  var unit = 0
  var scale: UInt64 = 1
  let names = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
  while unit + 1 < names.count && count / scale >= 1000 {
    scale *= 1000
    unit += 1
  }
  if unit == 0 { return "\(count) B" }
  return "\(count / scale).\(count % scale / (scale / 10)) \(names[unit])"
}

/// A duration as people read it: "3.204 s", "12 min 5 s", "2 h 40 min", cut, not rounded.
func spoken(_ duration: Nanoseconds) -> String {
  let seconds = duration / Nanoseconds.second
  if seconds >= 86_400 { return "\(seconds / 86_400) d \(seconds % 86_400 / 3600) h" }
  if seconds >= 3600 { return "\(seconds / 3600) h \(seconds % 3600 / 60) min" }
  if seconds >= 60 { return "\(seconds / 60) min \(seconds % 60) s" }
  if seconds >= 1 || duration < 0 { return decimalText(duration, decimals: 3) + " s" }
  if duration >= Nanoseconds.millisecond {
    return "\(duration / Nanoseconds.millisecond).\(duration % Nanoseconds.millisecond / 100_000) ms"
  }
  return "\(duration / 1000) µs"
}

/// Seconds with exactly so many decimals, cut.
func decimalText(_ value: Nanoseconds, decimals: Int) -> String {
  var divisor: Int64 = 1
  for _ in decimals..<9 { divisor *= 10 }
  var bytes: [UInt8] = []
  bytes.append(fixedPoint: value / divisor, decimals: decimals)
  return String(decoding: bytes, as: UTF8.self)
}
