/// One root cause is one finding: what a finding causes by itself is folded under it.
enum Folding {
  /// Cause, and the findings that are its symptoms when both are about one connection.
  static let symptoms: [(cause: String, of: Set<String>)] = [
    ("syn-unanswered", ["syn-retransmitted", "syn-isn-changed", "capture-one-sided"]),
    ("syn-icmp-refused", ["syn-retransmitted", "syn-unanswered", "capture-one-sided"]),
    ("syn-refused", ["syn-retransmitted", "rst-abort"]),
    ("third-ack-never-seen", ["synack-retransmitted", "syn-retransmitted"]),
    (
      "third-ack-lost-behind-capture",
      ["synack-retransmitted", "duplicate-ack-burst", "loss-after-capture", "retransmission"]
    ),
    ("third-ack-recovered-by-data", ["synack-retransmitted"]),
    (
      "accept-queue-overflow",
      [
        "synack-retransmitted", "retransmission", "third-ack-lost-behind-capture", "loss-after-capture",
        "duplicate-ack-burst", "third-ack-never-seen", "rst-by-retransmission-timeout",
      ]
    ),
    ("third-ack-answered-by-rst", ["synack-retransmitted", "rst-abort", "retransmission"]),
    (
      "stale-syn-reset",
      [
        "syn-retransmitted", "syn-isn-changed", "rst-abort", "old-duplicate-segment", "synack-retransmitted",
        "syn-scan-open",
      ]
    ),
    ("late-synack-reset", ["syn-retransmitted", "synack-retransmitted"]),
    ("syn-scan-open", ["synack-retransmitted", "rst-in-syn-sent-invalid", "third-ack-answered-by-rst"]),
    ("synack-wrong-ack", ["syn-retransmitted", "synack-isn-changed", "ack-of-unsent", "third-ack-never-seen"]),
    ("syn-cookies-in-use", ["syn-isn-changed", "synack-isn-changed"]),
    ("simultaneous-open", ["syn-isn-changed", "synack-retransmitted", "syn-retransmitted"]),
    ("split-handshake", ["syn-isn-changed"]),
    (
      "half-open-discovered",
      ["syn-challenged", "syn-retransmitted", "rst-abort", "rst-out-of-window", "syn-isn-changed"]
    ),
    (
      "tuple-reuse-refused-in-time-wait",
      ["syn-challenged", "syn-retransmitted", "rst-abort", "time-wait-assassinated", "syn-isn-changed"]
    ),
    ("fin-unanswered", ["fin-retransmitted", "retransmission", "close-wait-stuck"]),
    ("last-ack-lost", ["fin-retransmitted", "retransmission", "loss-after-capture"]),
    (
      "premature-close-fin-answered-by-rst",
      ["fin-retransmitted", "retransmission", "rst-abort", "rst-after-fin", "last-ack-lost"]
    ),
    ("fin-wait-2-expired", ["fin-retransmitted", "rst-abort", "rst-after-fin", "retransmission", "close-wait-stuck"]),
    ("unread-data-reset", ["rst-after-fin", "fin-retransmitted", "half-close", "simultaneous-close"]),
    ("data-after-close", ["rst-abort", "rst-after-fin"]),
    ("half-open-data-reset", ["rst-abort", "retransmission", "keepalive"]),
    ("idle-expired", ["rst-abort", "half-open-data-reset", "retransmission"]),
    (
      "rst-injected",
      [
        "rst-abort", "data-after-rst", "rst-out-of-window", "rst-challenged",
        "third-ack-answered-by-rst", "syn-scan-open", "late-synack-reset", "unread-data-reset", "syn-refused",
      ]
    ),
    (
      "ack-of-unsent",
      [
        "out-of-order", "window-shrunk", "loss-after-capture", "retransmission", "half-open-data-reset", "dsack",
        "ack-regression", "fin-without-ack", "data-after-fin",
      ]
    ),
    ("rst-both-sides", ["rst-abort", "rst-injected", "half-open-data-reset"]),
    ("rst-challenged", ["rst-out-of-window"]),
    ("rst-by-retransmission-timeout", ["rst-abort", "retransmission"]),
    ("keepalive-unanswered", ["rst-abort", "keepalive"]),
    ("persist-abort", ["rst-abort"]),
    ("time-wait-assassinated", ["rst-abort", "rst-after-fin", "old-duplicate-segment"]),
    ("rst-after-fin", ["rst-abort", "simultaneous-close"]),
    ("zero-window-stall", ["zero-window"]),
    ("zero-window-probe-unanswered", ["zero-window-probe"]),
    ("capture-one-sided", ["capture-mid-stream", "capture-drops", "hole-never-filled"]),
    ("capture-ends-mid-connection", ["connection-open-at-end"]),
    ("fin-without-ack", ["segment-without-ack"]),
    ("sequence-rewritten", ["sack-invalid"]),
    ("paws-rejected", ["retransmission", "duplicate-ack-burst"]),
    ("rto-no-backoff", ["retransmission"]),
    ("capture-drops", ["hole-never-filled", "ack-of-unsent"]),
  ]

  /// The same where both show at one segment: a forged segment is odd in many ways. The time tells, which findings that are
  /// only counted have, too.
  static let ofSameSegments: [(cause: String, of: Set<String>)] = [
    ("ack-of-unsent", ["timestamp-missing", "timestamp-echo-invalid", "paws-rejected"]),
    ("rst-injected", ["rst-bad-shape", "rst-with-data"]),
    ("illegal-flags", ["segment-without-ack", "fin-without-ack"]),
  ]

  private static let sameTable: [String: Set<String>] = Dictionary(
    ofSameSegments.map { ($0.cause, $0.of) }, uniquingKeysWith: { $0.union($1) })

  private static let table: [String: Set<String>] = Dictionary(
    symptoms.map { ($0.cause, $0.of) }, uniquingKeysWith: { $0.union($1) })

  /// Takes away what is a symptom of something else that was reported, and names it there under `symptoms`.
  static func fold(_ findings: inout [Finding]) {
    guard findings.count > 1 else { return }
    var folded: [Int: [String]] = [:]
    var gone: Set<Int> = []
    for (position, cause) in findings.enumerated() where !gone.contains(position) {
      let symptoms = table[cause.id] ?? []
      let same = sameTable[cause.id] ?? []
      if symptoms.isEmpty, same.isEmpty { continue }
      for (other, finding) in findings.enumerated()
      where other != position && !gone.contains(other)
        && (symptoms.contains(finding.id) || same.contains(finding.id) && finding.time == cause.time)
      {
        gone.insert(other)
        folded[position, default: []].append(finding.id)
      }
    }
    guard !gone.isEmpty else { return }
    for (position, ids) in folded {
      let names = Set(ids).sorted().map { DetailValue.text($0) }
      findings[position].details.append(Detail("symptoms", .list(names)))
    }
    findings = findings.indices.filter { !gone.contains($0) }.map { findings[$0] }
  }
}
