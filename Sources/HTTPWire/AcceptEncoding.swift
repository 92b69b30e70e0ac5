/// Whether a client wants gzip (RFC 9110 section 12.5.3).
enum AcceptEncoding {
    /// Whether gzip is acceptable and no less welcome than the plain form.
    ///
    /// Without the field the plain form is sent: it is what a client that says nothing can read.
    static func prefersGzip(_ request: borrowing Request) -> Bool {
        guard let value = request.field(.acceptEncoding) else { return false }
        return prefersGzip(request.bytes.span.extracting(value))
    }

    /// The same for the value of a field.
    ///
    /// A malformed element counts as absent.
    static func prefersGzip(_ value: Span<UInt8>) -> Bool {
        var gzip: Int?
        var identity: Int?
        var others: Int?
        var cursor = 0
        while cursor < value.count {
            let end = endOfElement(value, from: cursor)
            if let (coding, weight) = element(value, cursor..<end) {
                if value.equalsIgnoringCase(coding, "gzip")
                    || value.equalsIgnoringCase(coding, "x-gzip")
                {
                    gzip = weight
                } else if value.equalsIgnoringCase(coding, "identity") {
                    identity = weight
                } else if value.equals(coding, "*") {
                    others = weight
                }
            }
            cursor = end + 1
        }
        let gzipWeight = gzip ?? others ?? 0
        return gzipWeight > 0 && gzipWeight >= identity ?? 0
    }

    private static func endOfElement(_ value: Span<UInt8>, from start: Int) -> Int {
        var cursor = start
        while cursor < value.count, value[cursor] != UInt8(ascii: ",") { cursor += 1 }
        return cursor
    }

    /// A coding and its weight in thousandths.
    private static func element(
        _ value: Span<UInt8>,
        _ range: Range<Int>
    ) -> (coding: Range<Int>, weight: Int)? {
        var semicolon = range.lowerBound
        while semicolon < range.upperBound, value[semicolon] != UInt8(ascii: ";") { semicolon += 1 }
        let coding = value.trimmed(range.lowerBound..<semicolon)
        guard !coding.isEmpty else { return nil }
        guard semicolon < range.upperBound else { return (coding, 1_000) }
        let parameter = value.trimmed(semicolon + 1..<range.upperBound)
        guard parameter.count >= 3, value[parameter.lowerBound].lowercased == UInt8(ascii: "q"),
            value[parameter.lowerBound + 1] == UInt8(ascii: "="),
            let weight = weight(value, parameter.lowerBound + 2..<parameter.upperBound)
        else { return nil }
        return (coding, weight)
    }

    /// `qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )`, in thousandths.
    ///
    /// Source: RFC 9110 section 12.4.2.
    private static func weight(_ value: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard range.count <= 5, let first = range.first, value[first].isDigit else { return nil }
        var thousandths = Int(value[first] &- 0x30) * 1_000
        guard range.count > 1 else { return thousandths <= 1_000 ? thousandths : nil }
        guard value[first + 1] == UInt8(ascii: ".") else { return nil }
        var unit = 100
        for index in first + 2..<range.upperBound {
            guard value[index].isDigit else { return nil }
            thousandths += Int(value[index] &- 0x30) * unit
            unit /= 10
        }
        return thousandths <= 1_000 ? thousandths : nil
    }
}

extension Span where Element == UInt8 {
    /// `range` without the optional white space at its ends (RFC 9110 section 5.6.3).
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, self[start] == 0x20 || self[start] == 0x09 { start += 1 }
        while end > start, self[end - 1] == 0x20 || self[end - 1] == 0x09 { end -= 1 }
        return start..<end
    }
}
