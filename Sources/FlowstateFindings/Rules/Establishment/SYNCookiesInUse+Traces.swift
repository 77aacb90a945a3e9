extension SYNCookiesInUse {
  /// Traces of servers with and without cookies.
  enum Traces {
    /// Connections a multiple of 64 ms and their lag apart, whose SYN-ACKs lag by so many milliseconds.
    ///
    /// - Parameters:
    ///   - delay: Milliseconds that the SYN-ACK is longer under way than what follows.
    ///   - hops: TTL of the SYN-ACKs; that of the rest is 64.
    static func lags(_ all: [(shift: Int, lag: Int)], delay: Int = 0, hops: Int = 64) -> String {
      var text = ""
      for (number, _) in all.enumerated() {
        text +=
          "peer A\(number) 10.0.0.1:\(40000 + number) B\(number) 10.0.0.2:80 iss \(77 * number + 1000) \(number * 90_000_007)\n"
      }
      text += "offer mss 1460\n"
      for (number, one) in all.enumerated() {
        let begin = 640 * number + one.shift
        func at(_ offset: Int) -> String {
          let time = begin + offset
          let digits = "00" + String(time % 1000)
          return "\(time / 1000)." + digits.suffix(3)
        }
        let clock = 700_000 + begin
        text += """
          A\(number) B\(number)
          \(at(0))   --> S 0:0 mss 1460 sackOK ws 7 TS val \(clock) ecr 0 -->
          \(at(delay))1  <-- S. 0:0 ack 1 mss 1460 sackOK ws 7 TS val \(clock - one.lag) ecr \(clock) ttl \(hops) <--
          \(at(delay))2  --> . 1:1 ack 1 TS val \(clock + delay) ecr \(clock - one.lag) -->
          \(at(delay))3  --> P. 1:101 ack 1 TS val \(clock + delay) ecr \(clock - one.lag) -->
          \(at(delay + 1))   <-- . 1:1 ack 101 TS val \(clock + delay + 1) ecr \(clock + delay) <--
          \(at(100)) --> F. 101:101 ack 1 TS val \(clock + 100) ecr \(clock + 1) -->
          \(at(101)) <-- F. 1:1 ack 102 TS val \(clock + 101) ecr \(clock + 100) <--
          \(at(101))5 --> . 102:102 ack 2 TS val \(clock + 101) ecr \(clock + 101) -->

          """
      }
      return text
    }

    /// Connections of clients with these MSS values, to whom the server sends segments of one size, or as large as they allow.
    static func sizes(clients: Int..., sent: Int? = nil) -> String {
      var text = "offer mss 1460\n"
      for (number, _) in clients.enumerated() {
        text +=
          "peer A\(number) 10.0.0.\(number + 10):40000 B\(number) 10.0.0.2:80 iss \(77 * number) \(number * 90_000_007)\n"
      }
      for (number, mss) in clients.enumerated() {
        let size = sent ?? mss
        text += """
          A\(number) B\(number)
          \(number).000 --> S 0:0 mss \(mss) -->
          \(number).020 <-- S. 0:0 ack 1 <--
          \(number).021 --> . 1:1 ack 1 -->
          \(number).022 --> P. 1:101 ack 1 -->
          \(number).042 <-- . 1:\(size + 1) ack 101 <--
          \(number).043 <-- P. \(size + 1):\(size + 201) ack 101 <--
          \(number).044 --> . 101:101 ack \(size + 201) -->
          \(number).100 --> F. 101:101 ack \(size + 201) -->
          \(number).120 <-- F. \(size + 201):\(size + 201) ack 102 <--
          \(number).121 --> . 102:102 ack \(size + 202) -->

          """
      }
      return text
    }

    /// Openings that never complete, whose SYN-ACK is sent again after a second or not.
    static func silence(_ openings: Int, again: Bool = false) -> String {
      var text = ""
      for number in 0..<openings {
        text +=
          "peer A\(number) 10.0.0.\(number + 10):40000 B\(number) 10.0.0.2:80 iss \(77 * number) \(number * 90_000_007)\n"
      }
      for number in 0..<openings {
        text += """
          A\(number) B\(number)
          0.\(number)00 --> S 0:0 -->
          0.\(number)20 X-- S. 0:0 ack 1 <--

          """
      }
      for number in 0..<openings where again {
        text += "A\(number) B\(number)\n1.\(number)30 X-- S. 0:0 ack 1 <--\n"
      }
      return text + "peer A 10.0.0.3:9 B 10.0.0.4:7\nA B\n9.000 --> S 0:0 -->\n9.001 <-- R. 0:0 ack 1 <--\n"
    }
  }
}
