/// A double as the decimal number that it is exactly, to be rounded to any precision.
struct ExactDecimal {
    private let isNegative: Bool
    /// The digits, the most significant first; no leading zeros.
    private let digits: [UInt8]
    /// How many of the digits stand before the point; negative for zeros after it.
    private let point: Int

    /// Takes a finite number.
    init(_ value: Double) {
        isNegative = value.sign == .minus
        let mantissa =
            value.significandBitPattern | (value.isNormal ? 1 << 52 : 0)
        // value = mantissa × 2^exponent
        let exponent = (value.isNormal ? Int(value.exponentBitPattern) : 1) - 1075
        var limbs = Limbs(mantissa)
        if exponent >= 0 {
            limbs.multiply(by: 2, times: exponent)
        } else {
            // m × 2^-k = m × 5^k × 10^-k
            limbs.multiply(by: 5, times: -exponent)
        }
        let all = limbs.digits
        digits = all
        point = all.count - max(0, -exponent)
    }

    /// Digits with so many after the point; a half is rounded to the even digit.
    func fixed(_ precision: Int) -> String {
        let rounded = rounded(keeping: point + precision)
        var digits = rounded.digits
        var point = rounded.point
        if point <= 0 {
            digits.insert(contentsOf: repeatElement(0, count: 1 - point), at: 0)
            point = 1
        }
        while digits.count < point + precision { digits.append(0) }
        return text(digits[..<point], digits[point..<(point + precision)])
    }

    /// One digit before the point, so many after it, and the exponent.
    func scientific(_ precision: Int) -> String {
        guard !digits.isEmpty else {
            return text([0], Array(repeating: 0, count: precision)[...]) + "e+00"
        }
        let rounded = rounded(keeping: precision + 1)
        var digits = rounded.digits
        while digits.count < precision + 1 { digits.append(0) }
        return text(digits[..<1], digits[1..<(precision + 1)])
            + DoubleText.exponentText(rounded.point - 1)
    }

    private func text(_ whole: ArraySlice<UInt8>, _ fraction: ArraySlice<UInt8>) -> String {
        var bytes: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        bytes.append(contentsOf: whole.map { $0 + UInt8(ascii: "0") })
        if !fraction.isEmpty { bytes.append(UInt8(ascii: ".")) }
        bytes.append(contentsOf: fraction.map { $0 + UInt8(ascii: "0") })
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The first `count` digits of the rounded number.
    private func rounded(keeping count: Int) -> (digits: [UInt8], point: Int) {
        guard count < digits.count else { return (digits, point) }
        guard count >= 0 else { return ([], point - count) }
        var kept = Array(digits[..<count])
        let next = digits[count]
        let isBeyondHalf = next > 5 || (next == 5 && digits[(count + 1)...].contains { $0 != 0 })
        let isUp = isBeyondHalf || (next == 5 && (kept.last ?? 0) % 2 == 1)
        guard isUp else { return (kept, point) }
        var position = count - 1
        while position >= 0, kept[position] == 9 {
            kept[position] = 0
            position -= 1
        }
        guard position < 0 else {
            kept[position] += 1
            return (kept, point)
        }
        return ([1] + kept, point + 1)
    }
}

/// A natural number of any size, in limbs of nine decimal digits, the least significant first.
private struct Limbs {
    private var limbs: [UInt64] = []
    private static let base: UInt64 = 1_000_000_000

    init(_ value: UInt64) {
        var rest = value
        while rest > 0 {
            limbs.append(rest % Self.base)
            rest /= Self.base
        }
    }

    mutating func multiply(by factor: UInt64, times count: Int) {
        var rest = count
        while rest > 0 {
            // Twelve factors of 5 stay below the base, so that no product overflows.
            let step = min(rest, 12)
            var product: UInt64 = 1
            for _ in 0..<step { product *= factor }
            multiply(by: product)
            rest -= step
        }
    }

    private mutating func multiply(by factor: UInt64) {
        var carry: UInt64 = 0
        for position in limbs.indices {
            let product = limbs[position] * factor + carry
            limbs[position] = product % Self.base
            carry = product / Self.base
        }
        if carry > 0 { limbs.append(carry) }
    }

    /// The decimal digits, the most significant first; none for zero.
    var digits: [UInt8] {
        var digits: [UInt8] = []
        for (position, limb) in limbs.reversed().enumerated() {
            let text = position == 0 ? String(limb) : Int(limb).padded(9)
            digits.append(contentsOf: text.utf8.map { $0 - UInt8(ascii: "0") })
        }
        return digits
    }
}
