/// An answer, before it is framed: the server adds `Date`, `Content-Length` and `Connection`.
public struct Response: Sendable, Equatable {
    /// The status code (RFC 9110 section 15), for example 200.
    public var status: Int
    /// The field lines in the order they are written, without those the server adds.
    public var fields: [Field]
    /// The content; for an answer to HEAD the content that GET would have had.
    public var content: [UInt8]

    /// One field line: a name as it is written and its value.
    ///
    /// An octet that may not stand in a value is written as a space (RFC 9110 section 5.5).
    public struct Field: Sendable, Equatable {
        /// The name, a token.
        public var name: String
        /// The value.
        public var value: String

        /// A field line with any name.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }

        /// A field line with a known name.
        public init(_ name: FieldName, _ value: String) {
            self.init(name.spelling.description, value)
        }
    }

    /// An answer from its parts.
    public init(status: Int, fields: [Field] = [], content: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.content = content
    }

    /// The value of the first field with this name, in any case; nil where there is none.
    public func value(_ name: FieldName) -> String? {
        let spelling = name.spelling.description.lowercased()
        return fields.first { $0.name.lowercased() == spelling }?.value
    }
}
