extension [UInt8] {
    /// Appends a status line.
    mutating func appendStatusLine(_ status: Int) {
        if let line = Status.line(status) {
            append(line)
        } else {
            append("HTTP/1.1 ")
            append(decimal: Swift.min(Swift.max(status, 100), 999))
            append(" \r\n")
        }
    }

    /// Appends a `Content-Length` line.
    mutating func appendContentLength(_ count: Int) {
        append("Content-Length: ")
        append(decimal: count)
        append("\r\n")
    }

    /// Appends a field line.
    mutating func append(_ field: borrowing Response.Field) {
        append(contentsOf: field.name.utf8)
        append(": ")
        let start = count
        append(contentsOf: field.value.utf8)
        disarmValue(from: start)
        append("\r\n")
    }

    /// Makes spaces of octets that may not stand in a field value, so that no value can end its
    /// line and begin another (RFC 9110 section 5.5).
    mutating func disarmValue(from start: Int) {
        for index in start..<count where !self[index].isFieldValueCharacter {
            self[index] = 0x20
        }
    }
}
