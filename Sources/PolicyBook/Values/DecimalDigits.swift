/// The decimal digits of a written number, kept exact: `sign × digits × 10^exponent`.
struct DecimalDigits {
    let isNegative: Bool
    /// Significant digits, without zeros in front or at the end; empty for zero.
    let digits: [UInt8]
    let exponent: Int

    /// LIMIT: as many digits as limits.md allows in a JSON number.
    static let maxDigits = 400
    /// LIMIT: beyond any amount in 64 bits, and small enough to add without overflow.
    static let maxExponent = 10_000

    enum Scaled: Equatable {
        case exact(Int64)
        case tooPrecise
        case tooLarge
    }

    /// Reads `-12.50`, and `1.2e3` where an exponent is allowed; nil for anything else.
    init?(_ text: some StringProtocol, allowsExponent: Bool) {
        var rest = text.utf8[...]
        isNegative = rest.first == 0x2D
        if isNegative { rest.removeFirst() }
        let whole = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
        rest = rest[whole.endIndex...]
        var fraction = rest.prefix(0)
        if rest.first == 0x2E {
            rest.removeFirst()
            fraction = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
            guard !fraction.isEmpty else { return nil }
            rest = rest[fraction.endIndex...]
        }
        guard !whole.isEmpty, whole.count + fraction.count <= Self.maxDigits else { return nil }
        var power = -fraction.count
        if !rest.isEmpty {
            guard allowsExponent, let written = Self.exponent(rest) else { return nil }
            power += written
        }
        var significant = (Array(whole) + Array(fraction)).map { $0 - 0x30 }
        while significant.last == 0 {
            significant.removeLast()
            power += 1
        }
        digits = Array(significant.drop { $0 == 0 })
        exponent = digits.isEmpty ? 0 : power
    }

    /// The value as a whole number of `10^-scale`.
    func integer(scaledTo scale: Int) -> Scaled {
        let zeros = exponent + scale
        guard !digits.isEmpty else { return .exact(0) }
        guard zeros >= 0 else { return .tooPrecise }
        guard digits.count + zeros <= 19 else { return .tooLarge }
        var value: Int64 = 0
        for digit in digits + Array(repeating: 0, count: zeros) {
            let (tens, tooMany) = value.multipliedReportingOverflow(by: 10)
            let (next, overflow) =
                isNegative
                ? tens.subtractingReportingOverflow(Int64(digit))
                : tens.addingReportingOverflow(Int64(digit))
            guard !tooMany, !overflow else { return .tooLarge }
            value = next
        }
        return .exact(value)
    }

    private static func exponent(_ text: some Collection<UInt8>) -> Int? {
        var rest = Array(text)[...]
        guard let mark = rest.popFirst(), mark == 0x65 || mark == 0x45 else { return nil }
        let isNegative = rest.first == 0x2D
        if isNegative || rest.first == 0x2B { rest.removeFirst() }
        guard !rest.isEmpty, rest.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        var value = 0
        for digit in rest { value = min(maxExponent, value * 10 + Int(digit - 0x30)) }
        return isNegative ? -value : value
    }
}

extension Int64 {
    /// The value of a JSON number without a fraction, however it is written: `20`, `20.0`, `2e1`.
    ///
    /// Returns: nil for a fraction, and for what 64 bits do not hold.
    package init?(wholeNumber text: String) {
        guard let digits = DecimalDigits(text, allowsExponent: true),
            case .exact(let value) = digits.integer(scaledTo: 0)
        else { return nil }
        self = value
    }
}
