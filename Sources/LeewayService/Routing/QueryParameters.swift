import HTTPWire

/// The parameters of a query, decoded as forms encode them.
///
/// Shape: `name=value` pairs parted by `&`; `+` is a blank, `%XX` an octet (URL standard,
/// application/x-www-form-urlencoded). Unknown names are kept and not looked at.
struct QueryParameters {
    /// LIMIT: a page asks for a handful; more only costs.
    static let maxParameters = 100

    private var parameters: [(name: String, value: String)] = []

    /// Throws: `malformedRequest` where an escape is broken, the octets are no UTF-8, or there are
    /// more than ``maxParameters``.
    init(_ bytes: borrowing [UInt8], _ range: Range<Int>) throws(Problem) {
        guard !range.isEmpty else { return }
        for pair in bytes[range].split(separator: UInt8(ascii: "&")) {
            guard parameters.count < Self.maxParameters else {
                throw Problem(.malformedRequest, "the query has too many parameters")
            }
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let name = try Self.decode(pair[..<equals])
            let value = try Self.decode(pair[equals...].dropFirst())
            parameters.append((name, value))
        }
    }

    /// The value of a parameter; nil where it is absent.
    ///
    /// Throws: `malformedRequest` where it is given twice, which could be read in two ways.
    subscript(name: String) -> String? {
        get throws(Problem) {
            let values = parameters.filter { $0.name == name }
            guard values.count <= 1 else {
                throw Problem(.malformedRequest, "the query parameter `\(name)` is given twice")
            }
            return values.first?.value
        }
    }

    private static func decode(_ bytes: ArraySlice<UInt8>) throws(Problem) -> String {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = bytes
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"):
                decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(\.hexValue),
                    let low = rest.popFirst().flatMap(\.hexValue)
                else {
                    throw Problem(
                        .malformedRequest,
                        "the query holds a `%` that two hexadecimal digits do not follow"
                    )
                }
                decoded.append(high << 4 | low)
            default:
                decoded.append(byte)
            }
        }
        guard let text = String(validating: decoded, as: UTF8.self) else {
            throw Problem(.malformedRequest, "the query is not UTF-8")
        }
        return text
    }
}
