import Glibc

/// The address space that a process may use.
enum AddressSpace {
  /// Octets for one of the arenas of a share's tracker: where there is a limit (`ulimit -v`), a tenth of it for each arena
  /// leaves room for all else.
  static func room(of share: FlowShare) -> Int {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
      limit.rlim_cur < UInt64(Int.max)
    else { return .max }
    return Int(limit.rlim_cur) / 10 / FlowShare.parts * Int(share.size)
  }
}
