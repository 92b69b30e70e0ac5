/// A number that depends on one free fact: straight lines, the least and the greatest of them.
indirect enum FactForm {
    case line(slope: Ratio, offset: Ratio)
    case least([FactForm])
    case greatest([FactForm])

    /// What the numbers count.
    enum Unit: Equatable {
        /// Minor units of a currency.
        case money(Currency)
        case number
        /// Days since 1970-01-01.
        case date
        case days
        /// Nanoseconds.
        case duration
    }

    static func constant(_ number: Ratio) -> FactForm {
        .line(slope: Ratio(0), offset: number)
    }

    var constant: Ratio? {
        guard case .line(let slope, let offset) = self, slope.numerator == 0 else { return nil }
        return offset
    }

    /// Nil where a part exceeds 64 bits.
    func scaled(by factor: Ratio) -> FactForm? {
        switch self {
        case .line(let slope, let offset):
            guard let slope = slope.multiplied(by: factor),
                let offset = offset.multiplied(by: factor)
            else { return nil }
            return .line(slope: slope, offset: offset)
        case .least(let forms):
            guard let forms = Self.all(forms.map { $0.scaled(by: factor) }) else { return nil }
            return factor.numerator < 0 ? .greatest(forms) : .least(forms)
        case .greatest(let forms):
            guard let forms = Self.all(forms.map { $0.scaled(by: factor) }) else { return nil }
            return factor.numerator < 0 ? .least(forms) : .greatest(forms)
        }
    }

    /// Nil where a part exceeds 64 bits.
    func adding(_ other: FactForm) -> FactForm? {
        switch (self, other) {
        case (.line(let slope, let offset), .line(let otherSlope, let otherOffset)):
            guard let slope = slope.adding(otherSlope), let offset = offset.adding(otherOffset)
            else { return nil }
            return .line(slope: slope, offset: offset)
        case (.least(let forms), _):
            return Self.all(forms.map { $0.adding(other) }).map { .least($0) }
        case (.greatest(let forms), _):
            return Self.all(forms.map { $0.adding(other) }).map { .greatest($0) }
        case (.line, _):
            return other.adding(self)
        }
    }

    /// Where the form is at least a number.
    func isAtLeast(_ number: Ratio) -> IntegerSet? {
        switch self {
        case .line(let slope, let offset):
            guard let rest = number.subtracting(offset) else { return nil }
            guard slope.numerator != 0 else { return rest.numerator <= 0 ? .all : IntegerSet.none }
            guard let bound = rest.divided(by: slope) else { return nil }
            return slope.numerator > 0 ? .atLeast(bound.roundedUp) : .atMost(bound.roundedDown)
        case .least(let forms):
            return Self.combined(forms.map { $0.isAtLeast(number) }) { $0.intersection($1) }
        case .greatest(let forms):
            return Self.combined(forms.map { $0.isAtLeast(number) }) { $0.union($1) }
        }
    }

    /// Where the form is at most a number.
    func isAtMost(_ number: Ratio) -> IntegerSet? {
        guard let opposite = number.multiplied(by: Ratio(-1)) else { return nil }
        return scaled(by: Ratio(-1))?.isAtLeast(opposite)
    }

    /// The lines it is made of.
    var lines: [(slope: Ratio, offset: Ratio)] {
        switch self {
        case .line(let slope, let offset): [(slope, offset)]
        case .least(let forms), .greatest(let forms): forms.flatMap(\.lines)
        }
    }

    /// The whole numbers around the points where two of its lines cross.
    var corners: [Int64] {
        let lines = lines
        var corners: [Int64] = []
        for (index, line) in lines.enumerated() {
            for other in lines[..<index] {
                guard let slope = line.slope.subtracting(other.slope), slope.numerator != 0,
                    let offset = other.offset.subtracting(line.offset),
                    let corner = offset.divided(by: slope)
                else { continue }
                corners += [corner.roundedDown, corner.roundedUp]
            }
        }
        return corners
    }

    private static func all(_ forms: [FactForm?]) -> [FactForm]? {
        let found = forms.compactMap(\.self)
        return found.count == forms.count ? found : nil
    }

    private static func combined(
        _ sets: [IntegerSet?],
        _ combine: (IntegerSet, IntegerSet) -> IntegerSet
    ) -> IntegerSet? {
        let found = sets.compactMap(\.self)
        guard found.count == sets.count, let first = found.first else { return nil }
        return found.dropFirst().reduce(first, combine)
    }
}

extension Ratio {
    /// The least whole number that is not below the fraction.
    var roundedUp: Int64 {
        let down = roundedDown
        return denominator == 1 ? down : down + 1
    }
}
