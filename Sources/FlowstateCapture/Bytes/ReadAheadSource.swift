/// Octets that are decompressed on a thread of their own while others are parsed.
final class ReadAheadSource {
  /// A piece of the stream.
  private struct Piece: Sendable {
    var octets: [UInt8]
    var count = 0
    /// Why the stream ends here, and not in order.
    var failure: SourceError?
  }

  /// Octets of a piece, and how many pieces wait at most.
  private static let room = 256 * 1024
  private static let pieces = 4

  private let conveyor: Conveyor<Piece>
  private var current = Piece(octets: [])
  private var taken = 0
  private var hasEnded = false

  /// Starts the thread; `nil` when there is none to be had.
  init?(_ source: ByteSource) {
    let empty = [UInt8](repeating: 0, count: Self.room)
    conveyor = Conveyor([Piece](repeating: Piece(octets: []), count: Self.pieces))
    guard DetachedThread.start(Reading(source, conveyor, empty)) else { return nil }
  }

  deinit { conveyor.cancel() }

  func read(into destination: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
    while taken == current.count {
      if let failure = current.failure { throw failure }
      if hasEnded { return 0 }
      taken = 0
      current.count = 0
      guard conveyor.take(&current) else {
        hasEnded = true
        current.count = 0
        current.failure = nil
        return 0
      }
    }
    let count = min(destination.count, current.count - taken)
    let start = taken
    unsafe current.octets.withUnsafeBytes { octets in
      // `count` octets from `start` are there, and in the destination.
      unsafe destination.copyMemory(from: UnsafeRawBufferPointer(rebasing: octets[start..<start + count]))
    }
    taken += count
    return count
  }

  /// The thread's work. After it has begun, nobody else touches the source.
  private final class Reading: ThreadBody, @unchecked Sendable {
    private let source: ByteSource
    private let conveyor: Conveyor<Piece>
    private var piece: Piece

    init(_ source: ByteSource, _ conveyor: Conveyor<Piece>, _ octets: [UInt8]) {
      self.source = source
      self.conveyor = conveyor
      piece = Piece(octets: octets)
    }

    func run() {
      defer { conveyor.end() }
      while true {
        if piece.octets.count < ReadAheadSource.room {
          piece.octets = [UInt8](repeating: 0, count: ReadAheadSource.room)
        }
        fill()
        let isLast = piece.count == 0
        guard conveyor.put(&piece), !isLast else { return }
      }
    }

    private func fill() {
      piece.failure = nil
      piece.count = 0
      do throws(SourceError) {
        piece.count = try read()
      } catch {
        piece.failure = error
      }
    }

    private func read() throws(SourceError) -> Int {
      var failure: SourceError?
      let count = unsafe piece.octets.withUnsafeMutableBytes { octets in
        do throws(SourceError) {
          return try unsafe source.read(into: octets)
        } catch {
          failure = error
          return 0
        }
      }
      if let failure { throw failure }
      return count
    }
  }
}
