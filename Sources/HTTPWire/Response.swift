/// An answer, before it is framed: the server adds `Date`, `Content-Length` and `Connection`.
package struct Response: Sendable, Equatable {
    /// The status code (RFC 9110 section 15), for example 200.
    package var status: Int
    /// The field lines in the order they are written, without those the server adds.
    package var fields: [Field]
    /// The content; for an answer to HEAD the content that GET would have had.
    package var content: [UInt8]

    /// One field line: a name as it is written and its value.
    package struct Field: Sendable, Equatable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(status: Int, fields: [Field] = [], content: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.content = content
    }
}
