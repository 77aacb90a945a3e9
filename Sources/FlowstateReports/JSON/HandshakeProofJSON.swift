import FlowstateCore

extension JSONWriter {
  /// Writes `proved`: which segment told each end that the path works in which direction, and what was never told.
  mutating func proofs(_ proof: HandshakeProof) {
    key("proved")
    beginObject()
    for side in Side.allCases {
      key(side == .client ? "client" : "server")
      beginObject()
      key("hears_peer")
      step(proof.hearsPeer[side])
      key("is_heard")
      step(proof.isHeard[side])
      endObject()
    }
    key("complete")
    boolean(proof.isComplete)
    key("missing")
    beginArray()
    if proof.hearsPeer.client == nil { word("client_hears_peer") }
    if proof.isHeard.client == nil { word("client_is_heard") }
    if proof.hearsPeer.server == nil { word("server_hears_peer") }
    if proof.isHeard.server == nil { word("server_is_heard") }
    endArray()
    endObject()
  }

  private mutating func step(_ step: HandshakeProof.Step?) {
    guard let step else { return null() }
    beginObject()
    key("frame")
    frame(step.frame)
    word("basis", step.basis.name)
    key("proof_frame")
    frame(step.proofFrame)
    endObject()
  }
}
