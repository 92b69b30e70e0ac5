import HTTPWire

extension KeyCheck {
    /// Refuses a request whose query holds a key, or a parameter that such things are called by.
    ///
    /// Throws: ``Problem/Kind/notAuthenticated`` with advice, since addresses end up in logs,
    /// histories and referrers (RFC 6750 section 5.3).
    static func refuseKeyInQuery(_ request: borrowing Request) throws(Problem) {
        guard !request.query.isEmpty else { return }
        let query = request.bytes.span.extracting(request.query)
        var start = 0
        for index in 0...query.count
        where index == query.count || query[index] == UInt8(ascii: "&") {
            if holdsKey(query.extracting(start..<index)) {
                throw .challenge(
                    .notAuthenticated,
                    "a key must not stand in an address, which logs and histories keep: send it as "
                        + "`Authorization: Bearer lw_…`, and replace this one (`leeway keys rotate`)",
                    error: "invalid_request"
                )
            }
            start = index + 1
        }
    }

    /// Whether a query's parameter is a key by its name or its value.
    private static func holdsKey(_ parameter: Span<UInt8>) -> Bool {
        var equals = 0
        while equals < parameter.count, parameter[equals] != UInt8(ascii: "=") { equals += 1 }
        let name = parameter.extracting(0..<equals)
        if isEqual(name, "access_token") || isEqual(name, "api_key") || isEqual(name, "apikey") {
            return true
        }
        guard equals < parameter.count else { return false }
        let value = parameter.extracting(equals + 1..<parameter.count)
        return APIKeyText.parse(value) != nil
    }

    private static func isEqual(_ octets: Span<UInt8>, _ name: StaticString) -> Bool {
        guard octets.count == name.utf8CodeUnitCount else { return false }
        // SAFETY: the literal lives as long as the process; the offsets stay below its count.
        let expected = unsafe name.utf8Start
        for index in octets.indices where unsafe octets[index] | 0x20 != expected[index] | 0x20 {
            return false
        }
        return true
    }
}
