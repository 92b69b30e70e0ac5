/// A set of code points: what a class of a pattern matches.
struct ScalarSet: Sendable {
    /// Sorted and apart.
    private(set) var ranges: [ClosedRange<UInt32>] = []
    /// The general categories of Unicode that belong to it, as bits.
    private(set) var categories: UInt32 = 0
    private var isNegated = false
    /// Whether letters match in either case.
    private(set) var foldsCase = false

    init(_ ranges: [ClosedRange<UInt32>] = []) {
        self.ranges = Self.normalised(ranges)
    }

    init(categories: UInt32) {
        self.categories = categories
    }

    /// Every code point.
    static let all = ScalarSet([0...0x10FFFF])
    /// Every code point but the line feed.
    static let allButLineFeed = ScalarSet([0...0x09, 0x0B...0x10FFFF])
    /// What `\d` stands for.
    static let digits = ScalarSet([0x30...0x39])
    /// What `\w` stands for.
    static let word = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    /// What `\s` stands for.
    static let space = ScalarSet([0x09...0x0A, 0x0C...0x0D, 0x20...0x20])

    mutating func insert(_ range: ClosedRange<UInt32>) {
        ranges.append(range)
    }

    /// Adds the members of a set that is not negated as a whole.
    mutating func formUnion(_ other: ScalarSet) {
        ranges += other.ranges
        categories |= other.categories
    }

    /// The code points that are not in a set of ranges or of categories.
    func complement() -> ScalarSet {
        if categories != 0 { return ScalarSet(categories: ~categories) }
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { gaps.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= 0x10FFFF { gaps.append(next...0x10FFFF) }
        return ScalarSet(gaps)
    }

    /// The set as a class of a pattern uses it.
    func finished(isNegated: Bool, foldsCase: Bool) -> ScalarSet {
        var result = self
        if foldsCase {
            result.foldsCase = true
            for range in foldedRanges {
                for value in range {
                    guard let scalar = Unicode.Scalar(value) else { continue }
                    let folded = scalar.folded.value
                    result.ranges.append(folded...folded)
                }
            }
        }
        result.ranges = Self.normalised(result.ranges)
        result.isNegated = isNegated
        return result
    }

    /// How many code points `finished` folds.
    var foldedCount: Int { foldedRanges.reduce(0) { $0 + $1.count } }

    // LIMIT: larger ranges hold whole alphabets, whose letters meet by their cases alone.
    private var foldedRanges: [ClosedRange<UInt32>] { ranges.filter { $0.count <= 512 } }

    /// Whether a code point matches, whose other cases are `variants` where case is ignored.
    func contains(_ scalar: Unicode.Scalar, variants: [Unicode.Scalar]) -> Bool {
        let isIncluded = includes(scalar) || (foldsCase && variants.contains { includes($0) })
        return isIncluded != isNegated
    }

    /// Whether a code point matches as it is.
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        includes(scalar) != isNegated
    }

    private func includes(_ scalar: Unicode.Scalar) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < scalar.value { low = middle + 1 } else { high = middle }
        }
        if low < ranges.count, ranges[low].contains(scalar.value) { return true }
        return categories != 0 && categories & scalar.properties.generalCategory.bit != 0
    }

    private static func normalised(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.last, range.lowerBound <= last.upperBound + 1 {
                let upper = max(last.upperBound, range.upperBound)
                result[result.count - 1] = last.lowerBound...upper
            } else {
                result.append(range)
            }
        }
        return result
    }
}

extension Unicode.Scalar {
    /// The scalar that all cases of a letter have in common.
    var folded: Unicode.Scalar {
        simple(simple(self, \.uppercaseMapping), \.lowercaseMapping)
    }

    /// The other cases of a letter.
    var caseVariants: [Unicode.Scalar] {
        [
            folded,
            simple(self, \.uppercaseMapping),
            simple(self, \.lowercaseMapping),
            simple(self, \.titlecaseMapping),
        ]
    }

    /// A mapping where it leads to one scalar, else the scalar itself.
    private func simple(
        _ scalar: Unicode.Scalar,
        _ mapping: KeyPath<Unicode.Scalar.Properties, String>
    ) -> Unicode.Scalar {
        if scalar.isASCII {
            let isUpper = (0x41...0x5A).contains(scalar.value)
            let isLower = (0x61...0x7A).contains(scalar.value)
            let isToLower = mapping == \.lowercaseMapping
            if isUpper, isToLower { return Unicode.Scalar(scalar.value + 32) ?? scalar }
            if isLower, !isToLower { return Unicode.Scalar(scalar.value - 32) ?? scalar }
            return scalar
        }
        let mapped = scalar.properties[keyPath: mapping].unicodeScalars
        return mapped.count == 1 ? mapped[mapped.startIndex] : scalar
    }
}
