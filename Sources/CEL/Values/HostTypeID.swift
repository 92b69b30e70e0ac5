/// The number by which values refer to their host type; unique within an environment.
public struct HostTypeID: Hashable, Sendable, BitwiseCopyable {
    /// The number.
    public let rawValue: UInt8

    /// Makes the identity of the given number.
    public init(_ rawValue: UInt8) {
        self.rawValue = rawValue
    }
}
