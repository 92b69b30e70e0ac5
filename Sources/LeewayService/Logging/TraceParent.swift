/// The trace that a request belongs to.
///
/// Source: W3C Trace Context, section 3.2.
struct TraceParent: Sendable, Equatable {
    private let high: UInt64
    private let low: UInt64
    private let flags: UInt8

    /// Reads the value of a `traceparent` field; nil for what has to be passed over.
    init?(_ value: Span<UInt8>) {
        guard value.count >= 55, let version = Self.number(value, 0..<2), version != 0xFF,
            value[2] == UInt8(ascii: "-"), value[35] == UInt8(ascii: "-"),
            value[52] == UInt8(ascii: "-"),
            // Later versions may say more, behind another hyphen.
            value.count == 55 || version > 0 && value[55] == UInt8(ascii: "-"),
            let high = Self.number(value, 3..<19), let low = Self.number(value, 19..<35),
            let parent = Self.number(value, 36..<52), let flags = Self.number(value, 53..<55),
            high != 0 || low != 0, parent != 0
        else { return nil }
        self.high = high
        self.low = low
        self.flags = UInt8(truncatingIfNeeded: flags)
    }

    /// Appends the trace's id: 32 hexadecimal digits.
    func appendID(to output: inout [UInt8]) {
        Self.append(high, digits: 16, to: &output)
        Self.append(low, digits: 16, to: &output)
    }

    /// Appends the value that names `span` as the parent of what follows; only the flag that says
    /// whether the trace is kept is passed on.
    func append(span: UInt64, to output: inout [UInt8]) {
        output.append(fixed: "00-")
        appendID(to: &output)
        output.append(UInt8(ascii: "-"))
        Self.append(span == 0 ? 1 : span, digits: 16, to: &output)
        output.append(UInt8(ascii: "-"))
        Self.append(UInt64(flags & 1), digits: 2, to: &output)
    }

    private static func append(_ number: UInt64, digits: Int, to output: inout [UInt8]) {
        for digit in (0..<digits).reversed() {
            let value = UInt8(truncatingIfNeeded: number >> UInt64(4 * digit)) & 15
            output.append(value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10)
        }
    }

    /// Lower-case hexadecimal digits alone.
    private static func number(_ octets: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
        var number: UInt64 = 0
        for index in range {
            switch octets[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                number = number << 4 | UInt64(octets[index] - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"):
                number = number << 4 | UInt64(octets[index] - UInt8(ascii: "a") + 10)
            default:
                return nil
            }
        }
        return number
    }
}
