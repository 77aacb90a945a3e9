import FlowstateCore

extension [UInt8] {
  /// Appends text.
  public mutating func append(_ text: String) { append(contentsOf: text.utf8) }
}

/// Text of numbers and times, made from integers alone.
extension OctetSink where Self: ~Copyable {
  /// Appends a whole number in decimal.
  public mutating func append(decimal value: some FixedWidthInteger) {
    if value < 0 { append(UInt8(ascii: "-")) }
    append(digits: UInt64(truncatingIfNeeded: value.magnitude), atLeast: 1)
  }

  /// Appends at least so many decimal digits, filled with zeros at the left.
  public mutating func append(digits value: UInt64, atLeast count: Int) {
    var digits = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
    var rest = value
    var at = 20
    repeat {
      at -= 1
      digits[at] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest != 0
    for index in Swift.min(at, 20 - Swift.min(count, 20))..<20 { append(digits[index]) }
  }

  /// Appends a number below 100 with two digits.
  private mutating func append(twoDigits value: Int64) {
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10))
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10))
  }

  /// Appends `value`·10^−`decimals`, 0...18 decimals.
  public mutating func append(fixedPoint value: Int64, decimals: Int) {
    guard decimals > 0 else { return append(decimal: value) }
    if value < 0 { append(UInt8(ascii: "-")) }
    var scale: UInt64 = 1
    for _ in 0..<Swift.min(decimals, 18) { scale *= 10 }
    append(digits: value.magnitude / scale, atLeast: 1)
    append(UInt8(ascii: "."))
    append(digits: value.magnitude % scale, atLeast: Swift.min(decimals, 18))
  }

  /// Appends seconds with at least so many decimals (0...9), and more when the value needs them: it is always exact.
  public mutating func append(seconds value: Nanoseconds, decimals: Int) {
    let fixed = fixedPoint(seconds: value, decimals: decimals)
    append(fixedPoint: fixed.value, decimals: fixed.decimals)
  }

  /// Appends a time as RFC 3339 text in UTC, such as "2026-11-23T06:53:08.123456Z".
  public mutating func append(rfc3339 time: Nanoseconds, decimals: Int) {
    append(civil: time, decimals: decimals, separator: UInt8(ascii: "T"))
    append(UInt8(ascii: "Z"))
  }

  /// Appends date and time in UTC with one character between them.
  mutating func append(civil time: Nanoseconds, decimals: Int, separator: UInt8) {
    var second = time / Nanoseconds.second
    var fraction = time % Nanoseconds.second
    if fraction < 0 {
      second -= 1
      fraction += Nanoseconds.second
    }
    var day = second / 86_400
    var rest = second % 86_400
    if rest < 0 {
      day -= 1
      rest += 86_400
    }
    let date = civilDate(day: day)
    append(digits: UInt64(Swift.max(date.year, 0)), atLeast: 4)
    append(UInt8(ascii: "-"))
    append(twoDigits: date.month)
    append(UInt8(ascii: "-"))
    append(twoDigits: date.day)
    append(separator)
    append(twoDigits: rest / 3600)
    append(UInt8(ascii: ":"))
    append(twoDigits: rest / 60 % 60)
    append(UInt8(ascii: ":"))
    append(twoDigits: rest % 60)
    let decimals = Swift.max(Swift.min(decimals, 9), decimalsNeeded(by: fraction))
    guard decimals > 0 else { return }
    var divisor: Int64 = 1
    for _ in decimals..<9 { divisor *= 10 }
    append(UInt8(ascii: "."))
    append(digits: UInt64(fraction / divisor), atLeast: decimals)
  }
}

/// Seconds as `value`·10^−`decimals` with at least so many decimals (0...9), and more when the value needs them.
func fixedPoint(seconds: Nanoseconds, decimals: Int) -> (value: Int64, decimals: Int) {
  if decimals == 6, seconds % 1_000 == 0 { return (seconds / 1_000, 6) }
  let decimals = max(min(decimals, 9), decimalsNeeded(by: seconds))
  var divisor: Int64 = 1
  for _ in decimals..<9 { divisor *= 10 }
  return (seconds / divisor, decimals)
}

/// The decimals, a multiple of three, that seconds need so that these nanoseconds are exact.
func decimalsNeeded(by value: Nanoseconds) -> Int {
  if value % 1_000 != 0 { return 9 }
  if value % 1_000_000 != 0 { return 6 }
  return value % 1_000_000_000 != 0 ? 3 : 0
}

/// The date of a day counted from 1970-01-01 in the proleptic Gregorian calendar, by eras of 400 years from 1 March.
func civilDate(day: Int64) -> (year: Int64, month: Int64, day: Int64) {
  let shifted = day + 719_468
  let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
  let dayOfEra = shifted - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let monthFromMarch = (5 * dayOfYear + 2) / 153
  let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
}
