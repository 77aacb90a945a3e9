import FlowstateCore
import FlowstateFindings

extension JSONWriter {
  /// Writes a finding; `typed` adds `"type": "finding"` for JSON lines.
  public mutating func finding(_ finding: Finding, context: ReportContext, typed: Bool) {
    beginObject()
    if typed {
      key("type")
      word("finding")
    }
    key("id")
    string(finding.id)
    key("kind")
    if let kind = finding.kind { string(kind) } else { null() }
    key("severity")
    string(finding.severity.name)
    key("confidence")
    word(finding.confidence.name)
    key("subject")
    subject(finding.subject)
    key("connections")
    beginArray()
    for id in finding.connections.prefix(ReportLimits.connections) { integer(id) }
    endArray()
    key("connections_count")
    integer(finding.connections.count)
    key("frames")
    beginArray()
    for number in finding.frames.prefix(ReportLimits.frames) { integer(number) }
    endArray()
    key("frame_count")
    integer(finding.frameCount)
    key("time")
    seconds(finding.time &- context.origin, decimals: context.decimals)
    key("summary")
    string(finding.summary.english)
    key("details")
    beginObject()
    for detail in finding.details {
      key(named: detail.name)
      value(detail.value, context: context)
    }
    endObject()
    key("references")
    beginArray()
    for reference in finding.references { string(reference) }
    endArray()
    endObject()
  }

  private mutating func subject(_ subject: Subject) {
    beginObject()
    key("kind")
    switch subject {
    case .endpoint(let side, let address):
      word("endpoint")
      rest(endpoint: side, ip: address.address, port: address.port)
    case .connection:
      word("connection")
      rest()
    case .listener(let address):
      word("listener")
      rest(ip: address.address, port: address.port)
    case .host(let address):
      word("host")
      rest(ip: address)
    case .capture:
      word("capture")
      rest()
    }
    endObject()
  }

  private mutating func rest(endpoint: Side? = nil, ip: IPAddress? = nil, port: UInt16? = nil) {
    key("endpoint")
    if let endpoint { word(endpoint.name) } else { null() }
    key("ip")
    if let ip { address(ip) } else { null() }
    key("port")
    if let port { integer(port) } else { null() }
  }

  private mutating func value(_ value: DetailValue, context: ReportContext) {
    switch value {
    case .integer(let number): integer(number)
    case .text(let text): string(text)
    case .boolean(let answer): boolean(answer)
    case .duration(let time): seconds(time, decimals: context.decimals)
    case .decimal(let number, let decimals): decimal(number, decimals: decimals)
    case .list(let values):
      beginArray()
      for each in values { self.value(each, context: context) }
      endArray()
    case .null: null()
    }
  }
}
