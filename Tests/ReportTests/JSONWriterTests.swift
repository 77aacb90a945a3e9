import FlowstateCore
import Testing

@testable import FlowstateReports

@Suite struct JSONWriterTests {
  private func text(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func commasFollowFromTheOrderOfCalls() {
    let json = text { writer in
      writer.beginObject()
      writer.key("a")
      writer.beginArray()
      writer.integer(1)
      writer.null()
      writer.beginObject()
      writer.endObject()
      writer.endArray()
      writer.key("b")
      writer.boolean(true)
      writer.endObject()
    }
    #expect(json == #"{"a":[1,null,{}],"b":true}"#)
  }

  @Test func stringsAreEscapedAndControlCharactersNeverPass() {
    #expect(text { $0.string("a\"\\\n\t\u{1b}\u{7f}é握") } == "\"a\\\"\\\\\\n\\t\\u001b\\u007fé握\"")
  }

  @Test(arguments: [
    (0, 6, "0.000000"), (1_500_000_000, 6, "1.500000"), (-250_000_000, 3, "-0.250"), (1, 6, "0.000000001"),
    (123_456_789_123_456_789, 6, "123456789.123456789"), (60_000_000_000, 0, "60"), (5_000_000, 0, "0.005"),
    (Int64.min, 9, "-9223372036.854775808"), (Int64.max, 0, "9223372036.854775807"),
  ])
  func secondsAreExactDecimals(value: Int64, decimals: Int, expected: String) {
    #expect(text { $0.seconds(value, decimals: decimals) } == expected)
  }

  @Test(arguments: [
    (0, 6, "1970-01-01T00:00:00.000000Z"), (1_700_000_000_123_456_789, 6, "2023-11-14T22:13:20.123456789Z"),
    (951_782_400_000_000_000, 0, "2000-02-29T00:00:00Z"), (-1, 6, "1969-12-31T23:59:59.999999999Z"),
    (4_102_444_800_000_000_000, 3, "2100-01-01T00:00:00.000Z"),
  ])
  func timesAreRFC3339(time: Int64, decimals: Int, expected: String) {
    var bytes: [UInt8] = []
    bytes.append(rfc3339: time, decimals: decimals)
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test func extremeIntegersAreWritten() {
    #expect(text { $0.integer(UInt64.max) } == "18446744073709551615")
    #expect(text { $0.integer(Int64.min) } == "-9223372036854775808")
    #expect(text { $0.decimal(-1234, decimals: 2) } == "-12.34")
  }
}
