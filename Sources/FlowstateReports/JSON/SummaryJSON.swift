import FlowstateCore
import FlowstateFindings

/// Name of the contract that documents and summaries follow.
public let reportSchemaName: StaticString = "flowstate.report/1"

extension JSONWriter {
  /// Writes `schema`, `tool` and `settings`.
  public mutating func heading(_ context: ReportContext) {
    key("schema")
    word(reportSchemaName)
    key("tool")
    beginObject()
    key("name")
    word("flowstate")
    key("version")
    string(context.version)
    endObject()
    key("settings")
    settings(context)
  }

  private mutating func settings(_ context: ReportContext) {
    let settings = context.settings
    beginObject()
    key("filter")
    if let filter = context.filter { string(filter) } else { null() }
    for parameter in Parameter.all {
      key(parameter.name)
      let value = parameter.value(in: settings)
      if parameter.unit == .seconds { seconds(value, decimals: 0) } else { integer(value) }
    }
    key("separate")
    beginArray()
    if settings.tracker.separateVLANs { word("vlan") }
    if settings.tracker.separateTunnels { word("tunnel") }
    endArray()
    wishes(settings.findings)
    endObject()
  }

  /// Writes which findings are not wanted, graded otherwise, or limited to addresses.
  private mutating func wishes(_ settings: FindingSettings) {
    key("ignore")
    beginArray()
    for id in settings.disabled.sorted() { string(id) }
    for id in settings.ignoredWithin.keys.sorted() {
      for prefix in settings.ignoredWithin[id] ?? [] { string(id + "@" + AddressText.text(prefix)) }
    }
    endArray()
    key("grade")
    beginObject()
    for id in settings.regraded.keys.sorted() {
      key(named: id)
      string(settings.regraded[id]?.name ?? "")
    }
    endObject()
    key("within")
    beginArray()
    for prefix in settings.within { string(AddressText.text(prefix)) }
    endArray()
  }

  /// Writes `capture`.
  public mutating func capture(_ capture: CaptureSummary) {
    key("capture")
    beginObject()
    key("files")
    beginArray()
    for file in capture.files { self.file(file) }
    endArray()
    key("frames")
    integer(capture.frames)
    key("first_time")
    if let time = capture.firstTime {
      quoted { $0.append(rfc3339: time, decimals: capture.decimals) }
    } else {
      null()
    }
    key("first_time_ns")
    if let time = capture.firstTime { integer(time) } else { null() }
    key("duration")
    seconds(capture.duration, decimals: capture.decimals)
    key("tcp_segments")
    integer(capture.tcpSegments)
    key("not_analyzed")
    beginObject()
    for reason in NotAnalyzed.allCases {
      key(reason.name)
      integer(capture.notAnalyzed[Int(reason.rawValue)])
    }
    endObject()
    key("drops_reported")
    if let drops = capture.dropsReported { integer(drops) } else { null() }
    key("limits_hit")
    beginArray()
    for hit in capture.limitsHit {
      beginObject()
      key("limit")
      string(hit.limit)
      key("count")
      integer(hit.count)
      endObject()
    }
    endArray()
    endObject()
  }

  private mutating func file(_ file: CaptureSummary.File) {
    beginObject()
    key("path")
    string(file.path)
    key("format")
    optional(file.format)
    key("link_types")
    beginArray()
    for name in file.linkTypes { string(name) }
    endArray()
    key("resolution")
    optional(file.resolution)
    key("snap_length")
    if file.snapLength == 0 { null() } else { integer(file.snapLength) }
    key("bytes")
    integer(file.bytes)
    key("frames")
    integer(file.frames)
    key("compression")
    optional(file.compression)
    key("error")
    optional(file.error)
    endObject()
  }

  private mutating func optional(_ text: String?) { if let text { string(text) } else { null() } }

  /// Writes `summary`.
  public mutating func summary(_ totals: Totals) {
    key("summary")
    beginObject()
    key("connections")
    integer(totals.connections)
    key("payload_bytes")
    integer(totals.payloadBytes)
    key("findings")
    beginObject()
    for id in totals.findings.keys.sorted() {
      key(named: id)
      integer(totals.findings[id]?.count ?? 0)
    }
    endObject()
    key("by_severity")
    beginObject()
    for severity in Severity.allCases {
      key(named: severity.name)
      integer(totals.severities[Int(severity.rawValue)])
    }
    endObject()
    key("by_handshake")
    beginObject()
    for kind in Handshake.Kind.allCases {
      key(kind.name)
      integer(totals.handshakes(kind))
    }
    endObject()
    key("by_close")
    beginObject()
    for kind in Close.Kind.allCases {
      key(kind.name)
      integer(totals.closes(kind))
    }
    endObject()
    key("by_state")
    beginObject()
    for state in State.allCases {
      key(state.name)
      beginObject()
      key("client")
      integer(totals.clientStates[Int(state.rawValue)])
      key("server")
      integer(totals.serverStates[Int(state.rawValue)])
      endObject()
    }
    endObject()
    key("by_basis")
    beginObject()
    for basis in Basis.allCases {
      key(basis.name)
      integer(totals.bases[Int(basis.rawValue)])
    }
    endObject()
    endObject()
  }
}
