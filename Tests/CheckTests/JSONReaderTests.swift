import FlowstateCheck
import Testing

@Suite struct JSONReaderTests {
  private func read(_ text: String) throws -> JSONNode { try JSONReader.read(Array(text.utf8)) }

  @Test func everyValueKnowsItsPlace() throws {
    let node = try read("{\n  \"a\": [1, -2.50],\n  \"é\": { \"b\": null }\n}")
    #expect(node["a"]?.array?[1].position == TextPosition(line: 2, column: 12))
    #expect(node.at(path: "é.b")?.position == TextPosition(line: 3, column: 15))
    #expect(node["a"]?.array?[1].decimal == FixedPoint("-2.5"))
  }

  @Test func rangesCoverTheOctetsOfAValue() throws {
    let text = "{\"a\": \"x\", \"b\": {\"c\": 12}}"
    let node = try read(text)
    let range = try #require(node.at(path: "b.c")?.range)
    #expect(String(decoding: Array(text.utf8)[range], as: UTF8.self) == "12")
  }

  @Test func escapesAreResolved() throws {
    let node = try read(#""a\u00e9\ud83d\ude00\n\/\"\\""#)
    #expect(node.string == "aé😀\n/\"\\")
    #expect(JSONText.quoted(node.string ?? "") == #""aé😀\n/\"\\""#)
  }

  @Test(
    arguments: [
      ("", 1, 1), ("{", 1, 2), ("[1,]", 1, 4), ("{\"a\":1,}", 1, 8), ("{\"a\":1 \"b\":2}", 1, 8), ("nul", 1, 4),
      ("01", 1, 2),
      ("\"\u{1}\"", 1, 2), ("\"abc", 1, 5), ("{\n\"a\": 1,\n\"a\": 2}", 3, 1), ("1 2", 1, 3), (#""\ud800""#, 1, 8),
      ("[1.]", 1, 4), ("\"\\x\"", 1, 3), ("// a\n1", 1, 1),
    ])
  func whatIsNoJSONIsRefusedWithItsPlace(text: String, line: Int, column: Int) {
    #expect { try read(text) } throws: { error in
      (error as? JSONError)?.position == TextPosition(line: line, column: column)
    }
  }

  @Test func depthIsBounded() {
    #expect(throws: JSONError.self) { try read(String(repeating: "[", count: 100_000)) }
  }

  @Test func numbersAreExact() {
    #expect(FixedPoint("0.1") == FixedPoint("0.100000000"))
    #expect(FixedPoint("9223372036854775807") != FixedPoint("9223372036854775806"))
    #expect(FixedPoint("1e3") == nil && FixedPoint("0.1234567891") == nil && FixedPoint("-") == nil)
  }
}
