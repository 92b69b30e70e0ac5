import HTTPWire

extension CredentialCheck {
    /// Refuses a request whose address holds a key or a token, or a parameter that such things are
    /// called by.
    ///
    /// Throws: ``Problem/Kind/notAuthenticated`` with advice, since addresses end up in logs,
    /// histories and referrers (RFC 6750 section 5.3).
    static func refuseKeyInAddress(_ request: borrowing Request) throws(Problem) {
        let octets = request.bytes.span
        let path = octets.extracting(request.path)
        let query = octets.extracting(request.query)
        let isFound =
            contains(path, partedBy: UInt8(ascii: "/"), isCredential)
            || contains(query, partedBy: UInt8(ascii: "&"), holdsCredential)
        guard isFound else { return }
        throw .challenge(
            .notAuthenticated,
            "a key or token must not stand in an address, which logs and histories keep: send it as "
                + "`Authorization: Bearer …`, and replace this one (`leeway keys rotate`)",
            error: "invalid_request"
        )
    }

    private static func contains(
        _ octets: Span<UInt8>,
        partedBy separator: UInt8,
        _ isWanted: (Span<UInt8>) -> Bool
    ) -> Bool {
        var start = 0
        for index in octets.indices where octets[index] == separator {
            if isWanted(octets.extracting(start..<index)) { return true }
            start = index + 1
        }
        return isWanted(octets.extracting(start..<octets.count))
    }

    /// Whether a query's parameter is a credential by its name or its value, however it is encoded.
    private static func holdsCredential(_ parameter: Span<UInt8>) -> Bool {
        for index in parameter.indices where parameter[index] == UInt8(ascii: "%") {
            return isCredentialParameter(decoded(parameter).span)
        }
        return isCredentialParameter(parameter)
    }

    /// The octets that a text stands for; an escape that is none stays as it is.
    private static func decoded(_ text: Span<UInt8>) -> [UInt8] {
        var octets: [UInt8] = []
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "%"), index + 2 < text.count,
                let high = text[index + 1].hexValue, let low = text[index + 2].hexValue
            {
                octets.append(high << 4 | low)
                index += 3
            } else {
                octets.append(text[index])
                index += 1
            }
        }
        return octets
    }

    private static func isCredentialParameter(_ parameter: Span<UInt8>) -> Bool {
        var equals = 0
        while equals < parameter.count, parameter[equals] != UInt8(ascii: "=") { equals += 1 }
        let name = parameter.extracting(0..<equals)
        if isEqual(name, "access_token") || isEqual(name, "api_key") || isEqual(name, "apikey") {
            return true
        }
        guard equals < parameter.count else { return false }
        return isCredential(parameter.extracting(equals + 1..<parameter.count))
    }

    /// Whether a text has the form of a key, or of a token: three parts of which the first one
    /// begins as `{"` does in base 64.
    private static func isCredential(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 3 else { return false }
        guard text[0] == UInt8(ascii: "e"), text[1] == UInt8(ascii: "y"),
            text[2] == UInt8(ascii: "J")
        else { return APIKeyText.parse(text) != nil }
        var pointCount = 0
        for index in text.indices where text[index] == UInt8(ascii: ".") { pointCount += 1 }
        return pointCount == 2
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
