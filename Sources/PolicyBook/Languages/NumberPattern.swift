import Foundation

/// How a language writes numbers of one style: what stands around and between the digits.
///
/// Foundation's formatter needs four microseconds a number, which is more than a whole decision
/// takes; so its answers to three probes are read once, and digits are then put into the pattern.
struct NumberPattern: Sendable {
    private let prefix: String
    private let suffix: String
    private let negativePrefix: String
    private let negativeSuffix: String
    private let decimalSeparator: String
    private let groupSeparator: String
    /// Digits in the group next to the decimal point, and in those before it.
    private let primaryGroup: Int
    private let secondaryGroup: Int
    /// A number with fewer digits than these before its first separator is written without any.
    private let minimumGrouping: Int
    /// By value; nil where they are those of ASCII.
    private let digits: [String]?

    /// Reads the pattern from a formatter that writes exactly `fractionDigits` decimals.
    init(fractionDigits: Int, _ format: (Decimal) -> String) {
        let long = Probe(format(1_234_567_890_123), fractionDigits: fractionDigits)
        let short = Probe(format(1_234), fractionDigits: fractionDigits)
        let negative = Probe(format(-1_234), fractionDigits: fractionDigits)
        prefix = long.prefix
        suffix = long.suffix
        negativePrefix = negative.prefix
        negativeSuffix = negative.suffix
        decimalSeparator = long.decimalSeparator ?? "."
        groupSeparator = long.groupSeparator ?? ""
        primaryGroup = long.groups.last ?? 0
        secondaryGroup = long.groups.dropLast().last ?? long.groups.last ?? 0
        minimumGrouping = short.groups.count > 1 ? 1 : 2
        let zero = long.zero
        digits =
            zero == UInt32(UInt8(ascii: "0"))
            ? nil
            : (0..<10)
                .map { digit in
                    Unicode.Scalar(zero + UInt32(digit)).map { String(Character($0)) }
                        ?? String(digit)
                }
    }

    /// Writes `coefficient × 10^-scale` with all its decimals.
    func text(_ coefficient: Int64, scale: Int) -> String {
        var octets: [UInt8] = []
        write(coefficient, scale: scale, into: &octets)
        return String(decoding: octets, as: UTF8.self)
    }

    /// Writes `coefficient × 10^-scale` with all its decimals, in UTF-8.
    func write(_ coefficient: Int64, scale: Int, into text: inout [UInt8]) {
        let count = max(coefficient.magnitude.decimalDigitCount, scale + 1)
        let whole = count - scale
        var powerOfTen: UInt64 = 1
        for _ in 1..<min(count, Self.maxDigits) { powerOfTen *= 10 }
        var rest = coefficient.magnitude
        text.append(contentsOf: (coefficient < 0 ? negativePrefix : prefix).utf8)
        for index in 0..<count {
            if index == whole {
                text.append(contentsOf: decimalSeparator.utf8)
            } else if index > 0, index < whole, startsGroup(remaining: whole - index, of: whole) {
                text.append(contentsOf: groupSeparator.utf8)
            }
            // Digits beyond what a number can have are zeros in front.
            guard count - index <= Self.maxDigits else {
                append(digit: 0, to: &text)
                continue
            }
            append(digit: Int(rest / powerOfTen), to: &text)
            rest %= powerOfTen
            powerOfTen /= 10
        }
        text.append(contentsOf: (coefficient < 0 ? negativeSuffix : suffix).utf8)
    }

    private func append(digit: Int, to text: inout [UInt8]) {
        if let digits {
            text.append(contentsOf: digits[digit].utf8)
        } else {
            text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
        }
    }

    /// How many digits 64 bits hold without a sign.
    private static let maxDigits = 20

    /// Whether a separator stands before the digit with so many whole digits from it on.
    private func startsGroup(remaining: Int, of whole: Int) -> Bool {
        guard primaryGroup > 0, secondaryGroup > 0, whole >= primaryGroup + minimumGrouping,
            remaining >= primaryGroup
        else { return false }
        return (remaining - primaryGroup) % secondaryGroup == 0
    }
}

/// A formatted number taken apart.
private struct Probe {
    let prefix: String
    let suffix: String
    let decimalSeparator: String?
    let groupSeparator: String?
    /// The lengths of the groups of whole digits, from the left.
    let groups: [Int]
    /// The code point of the digit zero.
    let zero: UInt32

    init(_ text: String, fractionDigits: Int) {
        let scalars = Array(text.unicodeScalars)
        let isDigit = scalars.map { $0.properties.numericType == .decimal }
        let first = isDigit.firstIndex(of: true) ?? scalars.endIndex
        let end = (isDigit.lastIndex(of: true) ?? -1) + 1
        prefix = Self.string(scalars[..<min(first, end)])
        suffix = Self.string(scalars[max(first, end)...])
        var lengths = [0]
        var separators: [String] = []
        var separator = ""
        for index in first..<max(first, end) {
            if isDigit[index] {
                if !separator.isEmpty {
                    separators.append(separator)
                    separator = ""
                    lengths.append(0)
                }
                lengths[lengths.count - 1] += 1
            } else {
                separator.unicodeScalars.append(scalars[index])
            }
        }
        decimalSeparator = fractionDigits > 0 ? separators.last : nil
        groupSeparator = separators.dropLast(fractionDigits > 0 ? 1 : 0).first
        groups = lengths.dropLast(fractionDigits > 0 ? 1 : 0)
        // The probes begin with the digit one.
        zero = first < scalars.endIndex ? scalars[first].value - 1 : 0x30
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }
}
