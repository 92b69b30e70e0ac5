/// A scalar of a type that the host declared: money, a date, a decimal number.
///
/// Shape: two integers held inline; what they mean is the host's affair (money: minor units and the
/// packed currency; a date: its day number and nothing). Two host values are equal when their types
/// and both integers are, so the host keeps one form for one value.
public struct HostValue: Hashable, Sendable {
    /// The first integer.
    public var high: Int64
    /// The second integer.
    public var low: Int64
    /// Which of the environment's host types this is a value of.
    public var type: HostTypeID

    /// Makes a value of the given type.
    public init(type: HostTypeID, high: Int64, low: Int64 = 0) {
        self.type = type
        self.high = high
        self.low = low
    }
}
