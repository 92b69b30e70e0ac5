/// What makes a repeated request the same one (draft-ietf-httpapi-idempotency-key-header).
package struct IdempotencyKey: Sendable, Hashable {
    /// Whose key it is: two callers may use the same one.
    package let caller: String
    package let key: String
    /// The whole content, compared octet by octet: a repeated request has the same.
    package let content: [UInt8]

    package init(caller: String, key: String, content: [UInt8]) {
        self.caller = caller
        self.key = key
        self.content = content
    }
}

/// An answer as it is kept for a repeated request.
package struct StoredAnswer: Sendable, Equatable {
    /// The status code.
    package let status: Int
    /// What `Location` names.
    package let location: String
    package let body: [UInt8]

    package init(status: Int, location: String, body: [UInt8]) {
        self.status = status
        self.location = location
        self.body = body
    }
}
