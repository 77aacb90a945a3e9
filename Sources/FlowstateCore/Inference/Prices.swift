/// What each unlikely thing costs a hypothesis. Only differences matter: a story is preferred to another when the sum of
/// the unlikely things in it is smaller. Calibrated on captures of real stacks with known states.
enum Price {
  /// A captured segment did not arrive.
  static let loss: Int32 = 50
  /// … and the one before it did not either.
  static let stillLost: Int32 = 15
  /// A segment with nothing but an acknowledgment that changes nothing did not arrive.
  static let trivialLoss: Int32 = 20
  /// A listener drops a SYN that reached it.
  static let synDropped: Int32 = 45
  /// SYN-RECEIVED ignores the ACK that should complete it: full accept queue, deferred accept.
  static let ackIgnored: Int32 = 55
  /// … and goes on ignoring.
  static let stillIgnored: Int32 = 8
  /// … and then accepts, though nothing shows it.
  static let noLongerIgnored: Int32 = 12
  /// A bare ACK that repeats the last one, and answers nothing.
  static let unprovokedACK: Int32 = 15
  /// A segment that the endpoint received is not in the capture.
  static let unseenInput: Int32 = 80
  /// A segment that the endpoint sent is not in the capture.
  static let unseenOutput: Int32 = 25
  /// An answer that was due did not come.
  static let debtUnpaid: Int32 = 35
  /// … to data.
  static let dataDebtUnpaid: Int32 = 15
  /// … and the peer repeats what should have been answered.
  static let debtUnpaidAndRepeated: Int32 = 30
  /// A challenge ACK, or another answer that stacks limit, did not come.
  static let limitedDebtUnpaid: Int32 = 4
  /// Something outstanding was not sent again in time.
  static let notRepeated: Int32 = 20
  /// After repetitions, it gave up.
  static let gaveUp: Int32 = 15
  /// The endpoint vanished without a segment: crash, kill, reboot.
  static let vanished: Int32 = 70
  /// TIME-WAIT was never entered.
  static let noTimeWait: Int32 = 70
  /// An orphan in FIN-WAIT-2 was dropped at its time.
  static let orphanExpired: Int32 = 15
  /// A listener has forgotten its request, or will not complete it.
  static let requestGone: Int32 = 20
  /// Data reaches an end whose user has closed: it answers RST.
  static let orphanReset: Int32 = 15
  /// A new attempt with another ISN while the first was open.
  static let reconnected: Int32 = 12
  /// The segment does not come from the endpoint that it names.
  static let foreign: Int32 = 120
  /// … when it came another way than everything else of its sender.
  static let foreignPath: Int32 = 30
  /// … when it has a shape that stacks do not send.
  static let foreignOddShape: Int32 = 45
  /// An exact copy of an earlier segment.
  static let foreignCopy: Int32 = 3
  /// It echoes a timestamp that it has not received.
  static let echoOfUnreceived: Int32 = 40
  /// It echoes an older timestamp than that of the segment that it has received last in order.
  static let echoOutdated: Int32 = 30
  /// The same request is answered with another ISN.
  static let otherISN: Int32 = 35
  /// A device on the path changed the segment's numbers.
  static let rewritten: Int32 = 60
  /// A reply was changed behind the capture point, so that its receiver rejects it.
  static let rewrittenReply: Int32 = 40
  /// An answer comes after the peer has repeated what it answers, and yet it does not answer the repetition.
  static let answeredLate: Int32 = 55
  /// Octets that the peer has acknowledged are sent again.
  static let repeatsAcknowledged: Int32 = 30
  /// After more losses in a row than `lossesOfDeadPath` the path carries again, and nothing shows it.
  static let recovered: Int32 = 18
  static let lossesOfDeadPath = 2
  /// What a segment costs that has been on its way behind the capture point for the whole crossing time.
  static let late: Int64 = 150
  /// What was sent cannot be sent in this state.
  static let contradiction: Int32 = 180
  /// An acknowledgment number that does not fit exactly, where only data is concerned.
  static let staleACK: Int32 = 2
  /// Behind the capture point, a segment was overtaken by a later one.
  static let overtaken: Int32 = 30
}
