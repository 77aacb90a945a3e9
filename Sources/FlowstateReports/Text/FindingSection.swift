import FlowstateCore
import FlowstateFindings

extension TextCanvas {
  /// Writes findings grouped by id, the most severe first; those for the curious on one line unless asked for.
  mutating func findingSection(_ examples: FindingExamples, totals: Totals, words: Words, options: TextOptions) {
    let order = totals.findings.sorted { left, right in
      if left.value.severity != right.value.severity { return left.value.severity > right.value.severity }
      return left.value.count != right.value.count ? left.value.count > right.value.count : left.key < right.key
    }
    guard !order.isEmpty else {
      if totals.connections > 0 {
        heading(words("Findings", "发现"), "0")
        pad(to: 2)
        put(words("Nothing stands out.", "未发现异常。"), .green)
        endLine()
      }
      return
    }
    let total = totals.severities.reduce(0, +)
    heading(words("Findings", "发现"), grouped(total))
    let lowest = options.selection.severity ?? (options.selection.findings.isEmpty ? .notice : .info)
    var shown = 0
    for (id, tally) in order where tally.severity >= lowest {
      guard let kept = examples.byID[id], !kept.isEmpty else { continue }
      shown += 1
      group(id, tally: tally, examples: kept, words: words, width: options.width)
    }
    if shown == 0 {
      pad(to: 2)
      if options.selection.findings.isEmpty && options.selection.severity == nil {
        put(words("Nothing is broken, nothing is unusual.", "没有故障，也没有异常。"), .green)
      } else {
        put(words("None of the findings asked for.", "没有符合条件的发现。"), .dim)
      }
      endLine()
    }
    let rest = order.filter { $0.value.severity < lowest }
    guard !rest.isEmpty, options.selection.findings.isEmpty, options.selection.severity == nil else { return }
    pad(to: 2)
    put("· ", .dim)
    put(words("For the curious: ", "仅供参考："), .dim)
    wrap(
      rest.map { "\(grouped($0.value.count)) × \($0.key)" }.joined(separator: ", ")
        + words(" (--severity info shows them)", "（--severity info 可显示）"), width: options.width, .dim)
    endLine()
  }

  private mutating func group(
    _ id: String, tally: Totals.Tally, examples: [FindingExamples.Example], words: Words, width: Int
  ) {
    let sign = mark(tally.severity)
    pad(to: 2)
    put(sign.text + " ", sign.style)
    put(id, .bold)
    if tally.count - tally.milder > 1 { put(" × \(grouped(tally.count - tally.milder))") }
    put("  " + words.name(tally.severity), sign.style)
    if tally.milder > 0 {
      put(words(" (+ \(grouped(tally.milder)) milder)", "（另有较轻 \(grouped(tally.milder)) 个）"), .dim)
    }
    let hint = "flowstate explain \(id)"
    pad(to: min(max(column + 2, 58), max(width - hint.count, column + 2)))
    put(hint, .dim)
    endLine()
    for example in examples { self.example(example, words: words, width: width) }
    if tally.count > UInt64(examples.count) {
      pad(to: 4)
      let rest = grouped(tally.count - UInt64(examples.count))
      put(words("… and \(rest) more: --finding \(id)", "……另有 \(rest) 个：--finding \(id)"), .dim)
      endLine()
    }
  }

  private mutating func example(_ example: FindingExamples.Example, words: Words, width: Int) {
    let finding = example.finding
    pad(to: 4)
    if let id = finding.connections.first, let ends = example.ends {
      put("#\(id)  ", .cyan)
      put("\(AddressText.text(ends.client)) → \(AddressText.text(ends.server))")
    } else {
      put(subject(finding.subject, words: words), .cyan)
    }
    if finding.confidence != .certain { put("  " + words.name(finding.confidence), .dim) }
    endLine()
    pad(to: 6)
    wrap(finding.summary[words.language], width: width)
    endLine()
    pad(to: 6)
    put(finding.displayFilter, .dim)
    endLine()
  }

  /// What a finding is about, where it belongs to no single connection.
  func subject(_ subject: Subject, words: Words) -> String {
    switch subject {
    case .endpoint(let side, let end): words.name(side) + " " + AddressText.text(end)
    case .connection: words("several connections", "多个连接")
    case .listener(let end): words("listener ", "监听端口 ") + AddressText.text(end)
    case .host(let address): words("host ", "主机 ") + AddressText.text(address)
    case .capture: words("the capture", "整个抓包")
    }
  }
}
