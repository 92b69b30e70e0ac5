/// A CEL value.
///
/// Two values are `==` in Swift when they have the same kind and the same content: strings by their
/// code points (never by canonical equivalence), doubles by IEEE 754. CEL's own equality, in which
/// `1 == 1.0`, is `isEqual(to:)`.
///
/// Shape: at most 18 bytes, so that a value travels in registers and scalars never allocate.
public enum Value: Sendable {
    /// The only value of the type `null_type`.
    case null
    /// A truth value.
    case bool(Bool)
    /// A signed 64-bit integer.
    case int(Int64)
    /// An unsigned 64-bit integer.
    case uint(UInt64)
    /// An IEEE 754 double.
    case double(Double)
    /// A sequence of Unicode code points.
    case string(String)
    /// A sequence of octets.
    case bytes([UInt8])
    /// A sequence of values.
    case list([Value])
    /// A map from scalar keys to values.
    case map(MapValue)
    /// A point in time.
    case timestamp(Timestamp)
    /// A length of time, in nanoseconds.
    case duration(nanoseconds: Int64)
    /// A type, as `type(x)` gives it.
    case type(RuntimeType)
    /// A value that may be absent.
    indirect case optional(Value?)
    /// A scalar of a type that the host declared.
    case host(HostValue)
}
