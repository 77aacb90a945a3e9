import FlowstateCheck
import Foundation
import Testing

/// Reports are read by programs that this project did not write.
@Suite struct ReportFormatTests {
  /// A run with everything that can happen, and names that every format must escape.
  private static let summary: CheckSummary = {
    let ladder = ["0.1  1  SYN-SENT  -->  <SEQ=0><CTL=SYN>  -->  LISTEN", "  ⋮ 2 more rows below"]
    let nasty = "a \"quote\" & <tag> # % : , \\ 'x' \u{1}"
    func check(_ name: String, _ failure: CheckResult.Failure?) -> CheckResult {
      var result = CheckResult(kind: .field, name: name, position: TextPosition(line: 3, column: 7))
      result.failure = failure
      return result
    }
    let failure = CheckResult.Failure(expected: nasty, found: "x\ny", frames: [1], ladder: ladder)
    var known = check("known", failure)
    known.knownReason = "later # or never"
    let bad = ExpectationError(file: "d.expect.json", position: TextPosition(line: 2, column: 3), message: nasty)
    return CheckSummary(
      results: [
        CaptureResult(
          path: "caps/a b.pcap", expectation: "caps/a b.expect.json", outcome: .checked,
          checks: [check("holds", nil), check(nasty, failure), known]),
        CaptureResult(path: "b.pcap", outcome: .withoutExpectation),
        CaptureResult(path: "c.pcap", outcome: .unreadable("c.pcap: \(nasty)")),
        CaptureResult(path: "d.pcap", expectation: "d.expect.json", outcome: .badExpectation(bad)),
        CaptureResult(path: "e.pcap", expectation: "policy default", outcome: .checked, checks: [check("f", failure)]),
      ], version: "0.1.0")
  }()

  private func judge(_ format: CheckReportFormat, with script: String) throws {
    guard Command.isThere("python3") else { return }
    try Command.withFolder { folder in
      let file = folder.appending(path: "report")
      try format.text(Self.summary).write(to: file, atomically: true, encoding: .utf8)
      let outcome = try Command.run(["python3", "-c", script, file.path])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.text == "fine\n")
    }
  }

  /// Jenkins' schema junit-10.xsd: elements, their order, attributes and which of them are needed.
  @Test func junitKeepsToItsSchema() throws {
    try judge(
      .junit,
      with: #"""
        import sys, xml.etree.ElementTree as E
        allowed = {
          "testsuites": {"name", "time", "tests", "failures", "disabled", "errors"},
          "testsuite": {"name", "tests", "failures", "errors", "time", "disabled", "skipped", "timestamp", "hostname", "id", "package"},
          "testcase": {"name", "assertions", "time", "classname", "status"},
          "failure": {"type", "message"}, "error": {"type", "message"}, "skipped": {"type", "message"}}
        needed = {"testsuite": {"name", "tests"}, "testcase": {"name"}}
        inside = {"testsuites": {"testsuite"}, "testsuite": {"testcase"}, "testcase": {"failure", "error", "skipped"},
                  "failure": set(), "error": set(), "skipped": set()}
        root = E.parse(sys.argv[1]).getroot()
        assert root.tag == "testsuites"
        for e in root.iter():
          assert set(e.attrib) <= allowed[e.tag], (e.tag, e.attrib)
          assert needed.get(e.tag, set()) <= set(e.attrib), e.tag
          assert {c.tag for c in e} <= inside[e.tag]
          if e.tag == "testsuite":
            cases = e.findall("testcase")
            assert int(e.get("tests")) == len(cases)
            for kind, name in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
              assert int(e.get(kind)) == len(e.findall("testcase/" + name)), kind
        assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("7", "2", "2"), root.attrib
        failure = root.find(".//failure")
        assert failure.get("message") == "expected a \"quote\" & <tag> # % : , \\ 'x' ?, found x\ny", failure.get("message")
        assert "caps/a b.expect.json:3:7" in failure.text and "<SEQ=0><CTL=SYN>" in failure.text
        assert failure.get("type") == "field"
        print("fine")
        """#)
  }

  /// What the SARIF 2.1.0 schema requires of what is written, and what code scanning asks for besides.
  @Test func sarifKeepsToItsSchema() throws {
    try judge(
      .sarif,
      with: #"""
        import sys, json, re
        log = json.load(open(sys.argv[1]))
        assert set(log) <= {"$schema", "version", "runs", "inlineExternalProperties", "properties"}
        assert log["version"] == "2.1.0" and len(log["runs"]) == 1
        run = log["runs"][0]
        assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
        driver = run["tool"]["driver"]
        assert driver["name"] == "flowstate" and re.fullmatch(r"\d+\.\d+\.\d+", driver["semanticVersion"])
        rules = driver["rules"]
        ids = [r["id"] for r in rules]
        assert len(set(ids)) == len(ids)
        for r in rules:
          assert r["shortDescription"]["text"].endswith(".")
          assert r["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
        keys = {"ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"}
        prints = set()
        for r in run["results"]:
          assert set(r) == keys, r.keys()
          assert ids[r["ruleIndex"]] == r["ruleId"] and r["level"] == "error" and r["message"]["text"]
          assert len(r["locations"]) == 1
          place = r["locations"][0]["physicalLocation"]
          uri = place["artifactLocation"]["uri"]
          assert re.fullmatch(r"[A-Za-z0-9%._~/+@-]+", uri), uri
          assert place["region"]["startLine"] >= 1 and place["region"]["startColumn"] >= 1
          for k, v in r["partialFingerprints"].items(): assert re.fullmatch(r"[\w/]+", k) and re.fullmatch("[0-9a-f]+", v)
          prints.add(tuple(r["partialFingerprints"].values()))
        assert len(prints) == len(run["results"]) == 4
        assert run["results"][0]["locations"][0]["physicalLocation"] == {
          "artifactLocation": {"uri": "caps/a%20b.expect.json"}, "region": {"startLine": 3, "startColumn": 7}}
        print("fine")
        """#)
  }

  @Test func jsonTellsEverything() throws {
    try judge(
      .json,
      with: #"""
        import sys, json
        report = json.load(open(sys.argv[1]))
        assert report["schema"] == "flowstate.check/1"
        assert [c["outcome"] for c in report["captures"]] == [
          "checked", "without-expectation", "unreadable", "bad-expectation", "checked"]
        first = report["captures"][0]["checks"]
        assert [c["holds"] for c in first] == [True, False, False] and first[1]["line"] == 3
        assert first[1]["found"] == "x\ny" and first[2]["known_reason"] == "later # or never"
        assert report["summary"] == {"captures": 5, "expectations": 4, "failures": 2, "known_failures": 1, "errors": 2,
          "updated": 0, "status": 3}
        print("fine")
        """#)
  }

  @Test func tapIsReadByPerlsHarness() throws {
    guard Command.isThere("perl") else { return }
    try Command.withFolder { folder in
      let file = folder.appending(path: "report.tap")
      let text = CheckReportFormat.tap.text(Self.summary)
      #expect(text.hasPrefix("TAP version 14\n1..7\n"))
      // Perl's parser knows version 13, and everything of version 14 that is written here.
      try text.replacing("TAP version 14", with: "TAP version 13").write(to: file, atomically: true, encoding: .utf8)
      let script = #"""
        use strict; use TAP::Parser;
        open my $f, '<', $ARGV[0] or die; local $/; my $text = <$f>;
        my $parser = TAP::Parser->new({ tap => $text });
        my (%seen, $yaml);
        while (my $r = $parser->next) { $seen{$r->type}++; $yaml = $r->data if $r->is_yaml && !$yaml; }
        die join "; ", $parser->parse_errors if $parser->parse_errors;
        print join(" ", $parser->version, $parser->tests_planned, scalar($parser->passed), scalar($parser->failed),
          scalar($parser->todo), scalar($parser->skipped), $seen{yaml} || 0, $yaml->{kind} || ""), "\n";
        """#
      let outcome = try Command.run(["perl", "-e", script, file.path])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.text == "13 7 3 4 1 1 5 field\n", "\(outcome.text)")
    }
  }

  @Test func annotationsEscapeWhatTheCommandsNeed() {
    let lines = CheckReportFormat.github.text(Self.summary).split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines.allSatisfy { $0.hasPrefix("::error file=") })
    #expect(
      lines[0].hasPrefix("::error file=caps/a b.expect.json,line=3,col=7,title=a \"quote\" & <tag> # %25 %3A %2C"))
    #expect(lines[0].contains("%0Afound x%0Ay%0A"))
    #expect(lines[2].contains("file=d.expect.json,line=2,col=3"))
    #expect(!lines[3].contains("line="))
  }
}
