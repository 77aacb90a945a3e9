import FlowstateFindings

extension TextCanvas {
  /// Writes every finding with its severity and title, by group.
  public mutating func catalogue(language: Language) {
    let words = Words(language: language)
    let width = Registry.all.map(\.id.count).max() ?? 0
    for group in RuleGroup.allCases {
      let rules = Registry.all.filter { $0.group == group }
      guard !rules.isEmpty else { continue }
      heading(words.name(group), "\(rules.count)")
      for rule in rules {
        let sign = mark(rule.severity)
        pad(to: 2)
        put(sign.text, sign.style)
        put(" " + rule.id)
        pad(to: 6 + width)
        put(words.name(rule.severity), sign.style)
        pad(to: 15 + width)
        put(rule.title[language], .dim)
        endLine()
      }
    }
    let planned = ExplainTexts.ids.filter { Registry.rule($0) == nil }
    if !planned.isEmpty {
      heading(words("Described, but not detected yet", "已有说明，尚未实现检测"), "\(planned.count)")
      pad(to: 2)
      wrap(planned.joined(separator: ", "), width: 100, .dim)
      endLine()
    }
    endLine()
    put(words("flowstate explain ID tells what one means and what to do.", "flowstate explain ID 说明其含义与处理办法。"), .dim)
    endLine()
  }
}

extension TextCanvas {
  /// Writes what a finding is, and its page. Says so when no rule detects it yet.
  public mutating func explanation(of id: String, language: Language, width: Int) {
    let words = Words(language: language)
    let rule = Registry.rule(id)
    let sign = rule.map { mark($0.severity) } ?? (text: "○", style: Style.dim)
    put(sign.text + " ", sign.style)
    put(id, .bold)
    if let rule {
      put("  " + words.name(rule.severity), sign.style)
      put("  " + words.name(rule.group), .dim)
    }
    endLine()
    if let title = ExplainTexts.title(id, language) ?? rule?.title[language] {
      pad(to: 2)
      wrap(title, width: width, .bold)
      endLine()
    }
    if rule == nil {
      pad(to: 2)
      wrap(
        words("This finding is described, but not detected yet.", "本条目已有说明，但尚未实现检测。"), width: width, .yellow)
      endLine()
    }
    endLine()
    if let page = ExplainTexts.page(id, language) {
      markdown(page, width: width)
    } else if let rule {
      pad(to: 2)
      wrap(rule.references.map(\.text).joined(separator: ", "), width: width)
      endLine()
    }
    guard let rule else { return }
    endLine()
    put(words("Wireshark display filter", "Wireshark 显示过滤器"), .bold)
    endLine()
    pad(to: 2)
    put(rule.pattern, .cyan)
    endLine()
  }
}

extension TextCanvas {
  /// Writes the index of all findings as Markdown.
  public mutating func catalogueIndex(language: Language) {
    let words = Words(language: language)
    func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
    func line(_ text: String) {
      put(text)
      endLine()
    }
    line(words("# Findings", "# 发现一览"))
    line("")
    line(
      words(
        "Written by `flowstate findings --format markdown`. `flowstate explain ID` prints the page of one; the pages lie in",
        "由 `flowstate findings --format markdown --lang zh` 生成。`flowstate explain ID` 显示单项说明；说明文件位于"))
    line("`Sources/FlowstateFindings/Explain`.")
    for group in RuleGroup.allCases {
      let rules = Registry.all.filter { $0.group == group }
      guard !rules.isEmpty else { continue }
      line("")
      line("## \(words.name(group))")
      line("")
      line(words("| id | severity | what it says |", "| 标识 | 级别 | 含义 |"))
      line("|---|---|---|")
      for rule in rules {
        let page = "../Sources/FlowstateFindings/Explain/\(language.rawValue)/\(rule.id).md"
        line(
          "| [\(rule.id)](\(page)) | \(words.name(rule.severity)) | \(cell(ExplainTexts.title(rule.id, language) ?? rule.title[language])) |"
        )
      }
    }
    let planned = ExplainTexts.ids.filter { Registry.rule($0) == nil }
    guard !planned.isEmpty else { return }
    line("")
    line(words("## Described, but not detected yet", "## 已有说明，尚未实现检测"))
    line("")
    line(words("| id | what it says |", "| 标识 | 含义 |"))
    line("|---|---|")
    for id in planned {
      let page = "../Sources/FlowstateFindings/Explain/\(language.rawValue)/\(id).md"
      line("| [\(id)](\(page)) | \(cell(ExplainTexts.title(id, language) ?? "")) |")
    }
  }
}

extension JSONWriter {
  /// Writes every finding as a JSON document.
  public mutating func catalogue() {
    beginObject()
    key("schema")
    word("flowstate.findings/1")
    key("findings")
    beginArray()
    for rule in Registry.all {
      beginObject()
      key("id")
      string(rule.id)
      key("group")
      string(rule.group.rawValue)
      key("severity")
      string(rule.severity.name)
      key("title")
      beginObject()
      key("en")
      string(rule.title.english)
      key("zh")
      string(rule.title.chinese)
      endObject()
      key("references")
      beginArray()
      for reference in rule.references { string(reference.text) }
      endArray()
      key("display_filter")
      string(rule.pattern)
      endObject()
    }
    endArray()
    key("not_detected_yet")
    beginArray()
    for id in ExplainTexts.ids where Registry.rule(id) == nil { string(id) }
    endArray()
    endObject()
    endLine()
  }
}

extension Words {
  func name(_ group: RuleGroup) -> String {
    switch group {
    case .establishment: self("Opening", "建立连接")
    case .teardown: self("Closing", "关闭连接")
    case .reset: self("Reset", "复位")
    case .timing: self("TIME-WAIT, reuse and timers", "TIME-WAIT、端口重用与定时器")
    case .sequence: self("Sequence numbers and loss", "序号与丢失")
    case .flowControl: self("Windows and probes", "窗口与探测")
    case .attack: self("Attacks and scans", "攻击与扫描")
    case .captureQuality: self("Quality of the capture", "抓包质量")
    }
  }
}
