/// How two values that can be compared stand to each other.
enum Order: UInt8 {
    case less
    case equal
    case greater
    /// A NaN is among them: no relation holds.
    case unordered

    @inline(__always)
    init<T: Comparable>(_ left: T, _ right: T) {
        self = left < right ? .less : left == right ? .equal : left > right ? .greater : .unordered
    }
}
