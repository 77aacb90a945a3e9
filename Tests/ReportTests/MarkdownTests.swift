import FlowstateCore
import FlowstateFindings
import Testing

@testable import FlowstateReports

@Suite struct MarkdownTests {
  @Test func blocksAreTold() {
    let page = "# id: Title\n\nOne\ntwo `a b`.\n\n## Why\n\n1. First\n   goes on\n2. Second\n- dash\n\n```\n x\n```\n"
    #expect(
      Markdown.blocks(page) == [
        .heading(1, "id: Title"), .paragraph("One two `a b`."), .heading(2, "Why"),
        .item(mark: "1.", text: "First goes on"), .item(mark: "2.", text: "Second"), .item(mark: "-", text: "dash"),
        .code([" x"]),
      ])
  }

  @Test func codeIsNeverBroken() {
    var canvas = TextCanvas(color: false)
    canvas.wrap(spans: Markdown.spans("run `tshark -r FILE -Y tcp`, then look"), width: 24)
    canvas.endLine()
    #expect(String(decoding: canvas.bytes, as: UTF8.self) == "run\n`tshark -r FILE -Y tcp`,\nthen look\n")
  }

  @Test func aLoneBackquoteIsText() {
    #expect(Markdown.spans("a ` b") == [Markdown.Span(text: "a ` b", isCode: false)])
  }

  @Test("every page is drawn whole, in both languages", arguments: Language.allCases)
  func everyPage(language: Language) throws {
    for id in ExplainTexts.ids {
      let page = try #require(ExplainTexts.page(id, language))
      var canvas = TextCanvas(color: false)
      canvas.explanation(of: id, language: language, width: 90)
      let drawn = String(decoding: canvas.bytes, as: UTF8.self)
      let text = drawn.filter { !$0.isWhitespace }
      for block in Markdown.blocks(page).dropFirst() {
        switch block {
        case .heading(_, let words), .paragraph(let words), .item(_, let words):
          #expect(text.contains(words.filter { !$0.isWhitespace }), "\(id)")
        case .code(let lines): for line in lines { #expect(drawn.contains(line), "\(id)") }
        }
      }
      for line in drawn.split(separator: "\n") where !line.contains("`") {
        #expect(displayWidth(String(line)) <= 92, "\(id): \(line)")
      }
    }
  }
}

@Suite struct ParameterTests {
  @Test func everyParameterIsKeptWhereItIsLookedFor() throws {
    for parameter in Parameter.all {
      var settings = AnalysisSettings()
      let other = parameter.value(in: settings) == 17 ? Int64(18) : 17
      parameter.set(other, in: &settings)
      #expect(parameter.value(in: settings) == other, "\(parameter.name)")
      #expect(parameter.range.contains(parameter.value(in: AnalysisSettings())), "\(parameter.name)")
    }
    #expect(Set(Parameter.all.map { "\($0.name)" }).count == Parameter.all.count)
  }

  @Test func timesThatBothPartsUseAreSetInBoth() throws {
    var settings = AnalysisSettings()
    try #require(Parameter.named("time-wait")).set(5, in: &settings)
    #expect(settings.tracker.timeWait == 5)
    #expect(settings.findings.timeWait == 5)
  }
}
