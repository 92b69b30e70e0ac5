/// A set of whole numbers, as ranges in ascending order that do not touch.
struct IntegerSet: Equatable, Sendable {
    private(set) var ranges: [ClosedRange<Int64>]

    static let all = IntegerSet(ranges: [Int64.min...Int64.max])
    static let none = IntegerSet(ranges: [])

    static func atLeast(_ number: Int64) -> IntegerSet {
        IntegerSet(ranges: [number...Int64.max])
    }

    static func atMost(_ number: Int64) -> IntegerSet {
        IntegerSet(ranges: [Int64.min...number])
    }

    static func only(_ number: Int64) -> IntegerSet {
        IntegerSet(ranges: [number...number])
    }

    var isEmpty: Bool { ranges.isEmpty }

    func contains(_ number: Int64) -> Bool {
        ranges.contains { $0.contains(number) }
    }

    func intersection(_ other: IntegerSet) -> IntegerSet {
        var found: [ClosedRange<Int64>] = []
        for range in ranges {
            for otherRange in other.ranges where range.overlaps(otherRange) {
                found.append(range.clamped(to: otherRange))
            }
        }
        return IntegerSet(ranges: found)
    }

    func union(_ other: IntegerSet) -> IntegerSet {
        let sorted = (ranges + other.ranges).sorted { $0.lowerBound < $1.lowerBound }
        var merged: [ClosedRange<Int64>] = []
        for range in sorted {
            guard let last = merged.last, touches(last, range) else {
                merged.append(range)
                continue
            }
            merged[merged.count - 1] =
                last.lowerBound...max(last.upperBound, range.upperBound)
        }
        return IntegerSet(ranges: merged)
    }

    var complement: IntegerSet {
        var found: [ClosedRange<Int64>] = []
        var next: Int64? = Int64.min
        for range in ranges {
            if let start = next, start < range.lowerBound {
                found.append(start...(range.lowerBound - 1))
            }
            next = range.upperBound == Int64.max ? nil : range.upperBound + 1
        }
        if let start = next { found.append(start...Int64.max) }
        return IntegerSet(ranges: found)
    }

    /// The members nearest to a number, one on each side, nearest first; not the number itself.
    func nearest(to number: Int64) -> [Int64] {
        var below: Int64?
        var above: Int64?
        for range in ranges {
            if range.lowerBound > number {
                above = above ?? range.lowerBound
            } else if range.upperBound < number {
                below = range.upperBound
            } else {
                if range.lowerBound < number { below = number - 1 }
                if range.upperBound > number { above = number + 1 }
            }
        }
        return [below, above].compactMap(\.self)
            .sorted { Int128($0).distance(to: number) < Int128($1).distance(to: number) }
    }

    /// The ends of its ranges that are numbers and not infinite.
    var ends: [Int64] {
        ranges.flatMap { [$0.lowerBound, $0.upperBound] }.filter { $0 != .min && $0 != .max }
    }

    private func touches(_ left: ClosedRange<Int64>, _ right: ClosedRange<Int64>) -> Bool {
        left.upperBound == Int64.max || right.lowerBound <= left.upperBound + 1
    }
}

extension Int128 {
    fileprivate func distance(to number: Int64) -> UInt128 {
        (self - Int128(number)).magnitude
    }
}
