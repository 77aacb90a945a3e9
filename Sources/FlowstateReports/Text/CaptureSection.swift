import FlowstateCore
import FlowstateFindings

/// Column at which the values of a section begin.
private let valueColumn = 12

extension TextCanvas {
  /// Writes a heading on a line of its own, after an empty one.
  mutating func heading(_ text: String, _ count: String = "") {
    if hasLines { endLine() }
    put(text, .bold)
    if !count.isEmpty { put("  " + count, .dim) }
    endLine()
  }

  private mutating func label(_ text: String) {
    put(text, .dim)
    pad(to: valueColumn)
  }

  /// Writes what was read and what of it was analyzed.
  mutating func captureSection(
    _ capture: CaptureSummary, totals: Totals, context: ReportContext, words: Words, width: Int
  ) {
    files(capture, words: words, width: width)
    if let first = capture.firstTime {
      label(words("Time", "时间"))
      var text: [UInt8] = []
      text.append(civil: first, decimals: capture.decimals, separator: UInt8(ascii: " "))
      put(String(decoding: text, as: UTF8.self) + " UTC")
      put(words(", \(spoken(capture.duration))", "，持续 \(spoken(capture.duration))"))
      endLine()
    }
    label(words("Frames", "帧"))
    put(grouped(capture.frames))
    put(
      words(
        ", of which \(counted(capture.tcpSegments, "TCP segment")) in ",
        "，其中 \(grouped(capture.tcpSegments)) 个 TCP 报文段，属于 "))
    put(
      words(
        counted(totals.connections, "connection"),
        "\(grouped(totals.connections)) 个连接"), .bold)
    put(words(", \(octets(totals.payloadBytes)) of payload", "，载荷 \(octets(totals.payloadBytes))"))
    endLine()
    notAnalyzed(capture, words: words, width: width)
  }

  private mutating func files(_ capture: CaptureSummary, words: Words, width: Int) {
    label(words("Capture", "抓包"))
    let shown = capture.files.prefix(4)
    for (index, file) in shown.enumerated() {
      if index > 0 { pad(to: valueColumn) }
      put(file.path, .bold)
      var parts: [String] = []
      if let format = file.format { parts.append(format + (file.compression.map { " (\($0))" } ?? "")) }
      if !file.linkTypes.isEmpty { parts.append(file.linkTypes.joined(separator: " + ")) }
      if let resolution = file.resolution { parts.append(words("\(resolution) clock", "时间精度 \(resolution)")) }
      if file.snapLength > 0 && file.snapLength < 65_535 {
        parts.append(words("first \(file.snapLength) octets of a frame", "每帧截取 \(file.snapLength) 字节"))
      }
      parts.append(octets(file.bytes))
      put("  " + parts.joined(separator: ", "), .dim)
      endLine()
      if let error = file.error {
        pad(to: valueColumn)
        wrap("✖ " + error, width: width, .red)
        endLine()
      }
    }
    if capture.files.count > shown.count {
      pad(to: valueColumn)
      put(
        words(
          "and \(counted(capture.files.count - shown.count, "more file"))",
          "以及另外 \(capture.files.count - shown.count) 个文件"),
        .dim)
      endLine()
    }
  }

  private mutating func notAnalyzed(_ capture: CaptureSummary, words: Words, width: Int) {
    let total = capture.notAnalyzed.reduce(0, +)
    if total > 0 {
      label(words("Left out", "未分析"))
      let parts = NotAnalyzed.allCases.compactMap { reason -> String? in
        let count = capture.notAnalyzed[Int(reason.rawValue)]
        return count == 0 ? nil : "\(grouped(count)) \(words.name(reason))"
      }
      wrap(words("\(counted(total, "frame")): ", "\(grouped(total)) 帧：") + parts.joined(separator: ", "), width: width)
      endLine()
      for reason in NotAnalyzed.allCases where capture.notAnalyzed[Int(reason.rawValue)] > 0 {
        guard let hint = words.hint(reason) else { continue }
        pad(to: valueColumn)
        wrap(words.name(reason) + ": " + hint, width: width, .dim)
        endLine()
      }
    }
    if let drops = capture.dropsReported, drops > 0 {
      label(words("Dropped", "丢弃"))
      put(
        words(
          "\(counted(drops, "frame")) dropped by the capturing system: losses may be its own.",
          "抓包系统报告丢弃了 \(grouped(drops)) 帧：所见的丢失可能由抓包造成。"), .yellow)
      endLine()
    }
    for hit in capture.limitsHit {
      label(words("Limit", "上限"))
      put("\(hit.limit): \(grouped(hit.count))", .yellow)
      endLine()
    }
  }

  /// Writes how many connections went which way, the most frequent first.
  mutating func outcomeSection(_ totals: Totals, words: Words) {
    guard totals.connections > 0 else { return }
    var groups: [(name: String, count: UInt64, style: Style)] = []
    for handshake in Handshake.Kind.allCases {
      for close in Close.Kind.allCases {
        let count = totals.kinds[Totals.index(handshake, close)]
        guard count > 0 else { continue }
        let name = words.outcome(handshake, close)
        if let index = groups.firstIndex(where: { $0.name == name }) {
          groups[index].count += count
        } else {
          groups.append((name, count, outcomeStyle(handshake, close)))
        }
      }
    }
    groups.sort { $0.count > $1.count }
    heading(words("Connections", "连接"), grouped(totals.connections))
    let nameEnd = 2 + (groups.map { displayWidth($0.name) }.max() ?? 0)
    let countEnd = nameEnd + 2 + (groups.map { grouped($0.count).count }.max() ?? 0)
    for group in groups {
      pad(to: 2)
      put(group.name)
      put(grouped(group.count), endingAt: countEnd)
      pad(to: countEnd + 2)
      bar(group.count, of: totals.connections, style: group.style)
      put(percent(group.count, of: totals.connections), endingAt: countEnd + 2 + barWidth + 8, .dim)
      endLine()
    }
  }

  private mutating func bar(_ count: UInt64, of total: UInt64, style: Style) {
    let eighths = Int(min(count &* UInt64(barWidth * 8) / max(total, 1), UInt64(barWidth * 8)))
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let text = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    put(text.isEmpty ? "▏" : text, style)
  }

  private func percent(_ count: UInt64, of total: UInt64) -> String {
    let perMille = count &* 1000 / max(total, 1)
    return "\(perMille / 10).\(perMille % 10) %"
  }

  private var barWidth: Int { 24 }

  private func outcomeStyle(_ handshake: Handshake.Kind, _ close: Close.Kind) -> Style {
    if handshake == .refused || close == .reset { return .red }
    if handshake == .unanswered || handshake == .partial || close == .timeout { return .yellow }
    return handshake == .none ? .blue : .green
  }

  /// Writes what became of the connections to each listener.
  mutating func listenerSection(_ rows: [ListenerRow], words: Words) {
    guard !rows.isEmpty else { return }
    let shown = rows.prefix(12)
    heading(words("Listeners", "监听端口"), grouped(rows.count))
    let titles = [
      words("attempts", "尝试"), words("completed", "完成"), words("refused", "拒绝"), words("unanswered", "无应答"),
      words("reset", "复位"), words("payload", "载荷"),
    ]
    let cells = shown.map {
      [
        grouped($0.attempts), grouped($0.completed), grouped($0.refused), grouped($0.unanswered), grouped($0.reset),
        octets($0.payloadBytes),
      ]
    }
    var end = 2 + (shown.map { AddressText.text($0.end).count }.max() ?? 0)
    let ends = titles.indices.map { column -> Int in
      end += 2 + max(displayWidth(titles[column]), cells.map { displayWidth($0[column]) }.max() ?? 0)
      return end
    }
    for column in titles.indices { put(titles[column], endingAt: ends[column], .dim) }
    endLine()
    for (row, values) in zip(shown, cells) {
      pad(to: 2)
      put(AddressText.text(row.end))
      for column in values.indices {
        let alarming = (column == 2 || column == 3) && values[column] != "0"
        put(values[column], endingAt: ends[column], alarming ? .yellow : values[column] == "0" ? .dim : .plain)
      }
      endLine()
    }
    if rows.count > shown.count {
      pad(to: 2)
      put(words("and \(grouped(rows.count - shown.count)) more", "以及另外 \(grouped(rows.count - shown.count)) 个"), .dim)
      endLine()
    }
  }

  /// Writes what the capture does not tell.
  mutating func unknownSection(_ totals: Totals, capture: CaptureSummary, words: Words, width: Int) {
    let unknown = Int(State.unknown.rawValue)
    let ends = totals.clientStates[unknown] + totals.serverStates[unknown]
    let presumed = totals.bases[Int(Basis.presumed.rawValue)]
    let steps = totals.bases.reduce(0, +)
    var lines: [String] = []
    if ends > 0 {
      lines.append(
        words(
          "\(grouped(ends)) of \(grouped(totals.connections * 2)) ends \(ends == 1 ? "stays" : "stay") UNKNOWN: nothing in the capture allows a claim about them.",
          "\(grouped(totals.connections * 2)) 个端点中有 \(grouped(ends)) 个状态为 UNKNOWN：抓包中没有任何依据。"))
    }
    if totals.midStream > 0 {
      lines.append(
        words(
          "\(counted(totals.midStream, "connection")) began before the capture: how \(totals.midStream == 1 ? "it was" : "they were") opened is not known.",
          "\(grouped(totals.midStream)) 个连接在抓包开始之前已存在：无从得知其建立过程。"))
    }
    if totals.oneSided > 0 {
      lines.append(
        words(
          "Of \(counted(totals.oneSided, "connection")) only one end was heard.",
          "\(grouped(totals.oneSided)) 个连接只看到其中一端的报文。"))
    }
    if presumed > 0 {
      lines.append(
        words(
          "\(grouped(presumed)) of \(counted(steps, "state change")) \(presumed == 1 ? "is" : "are") presumed: the segment was sent, and nothing proves or disproves that it arrived.",
          "\(grouped(steps)) 次状态变化中有 \(grouped(presumed)) 次为推定：报文已发出，但没有证据证明或否定其到达。"))
    }
    guard !lines.isEmpty else { return }
    heading(words("What stays unknown", "仍不可知"))
    for line in lines {
      pad(to: 2)
      wrap(line, width: width, .dim)
      endLine()
    }
  }
}
