/// An answer made ready ahead of its requests: sending it copies memory once and fills in the date.
///
/// With a compressed form beside the plain one it varies by `Accept-Encoding`, and each form has a
/// strong entity tag of its own. An answer with a tag also holds its 304 (RFC 9110 section 15.4.5).
public struct PreparedResponse: Sendable {
    /// The status of the answer.
    public let status: Int
    /// The octets of every form, one after the other, so that sending one touches one array.
    let bytes: [UInt8]
    let plain: Form
    let compressed: Form?

    /// One form of the answer as it goes over the wire, and the 304 that stands for it.
    struct Form: Sendable {
        /// Status line, `Date`, fields, an empty line, content.
        let whole: Message
        /// nil where the answer has no entity tag or is not a 200.
        let notModified: Message?
        /// Where the entity tag stands, with its quotes; empty where there is none.
        let tag: Range<Int>
    }

    /// Where an answer stands in `bytes`, and where in it something is filled in.
    struct Message: Sendable {
        let start: Int
        /// Where the `Date` line begins; it has `HTTPDate.lineCount` octets.
        let dateOffset: Int
        /// Where the head's last empty line begins: other field lines go in here.
        let fieldsEnd: Int
        let end: Int
    }

    /// Prepares `response`, with `gzip` as the same content compressed where that is worth it.
    public init(_ response: Response, gzip: [UInt8]? = nil) {
        var bytes: [UInt8] = []
        var plainResponse = response
        if gzip != nil { plainResponse.addVary("Accept-Encoding") }
        plain = bytes.appendForm(plainResponse)
        compressed = gzip.map { bytes.appendForm(plainResponse.compressed($0)) }
        status = response.status
        self.bytes = bytes
    }
}

extension [UInt8] {
    /// Appends an answer and its 304.
    fileprivate mutating func appendForm(_ response: Response) -> PreparedResponse.Form {
        let whole = appendMessage(response)
        guard response.status == 200, let tag = response.value(.etag) else {
            return PreparedResponse.Form(whole: whole, notModified: nil, tag: 0..<0)
        }
        let notModified = appendMessage(response.notModified)
        let tagStart = count
        append(contentsOf: tag.utf8)
        return PreparedResponse.Form(whole: whole, notModified: notModified, tag: tagStart..<count)
    }

    private mutating func appendMessage(_ response: Response) -> PreparedResponse.Message {
        let start = count
        appendStatusLine(response.status)
        let dateOffset = count
        append(contentsOf: HTTPDate.line(secondsSinceEpoch: 0))
        for field in response.fields { append(field) }
        let hasContent = !Status.hasNoContent(response.status)
        if hasContent { appendContentLength(response.content.count) }
        let fieldsEnd = count
        append("\r\n")
        if hasContent { append(contentsOf: response.content) }
        return PreparedResponse.Message(
            start: start,
            dateOffset: dateOffset,
            fieldsEnd: fieldsEnd,
            end: count
        )
    }
}

extension Response {
    /// The 304 for this answer: the fields a cache updates by, no content.
    ///
    /// Source: RFC 9110 section 15.4.5.
    var notModified: Response {
        let kept: [FieldName] = [.cacheControl, .contentLanguage, .etag, .vary]
        let names = kept.map { $0.spelling.description.lowercased() } + ["content-location"]
        let others = ["expires", "access-control-allow-origin", "x-content-type-options"]
        let wanted = names + others
        return Response(
            status: 304,
            fields: fields.filter { wanted.contains($0.name.lowercased()) }
        )
    }

    /// This answer with `content` as the gzip form of its content.
    func compressed(_ content: [UInt8]) -> Response {
        var other = self
        other.content = content
        other.fields.append(Field(.contentEncoding, "gzip"))
        for index in other.fields.indices where other.fields[index].name.lowercased() == "etag" {
            other.fields[index].value = EntityTag.compressedForm(other.fields[index].value)
        }
        return other
    }

    /// Adds `name` to what the answer varies by.
    mutating func addVary(_ name: String) {
        for index in fields.indices where fields[index].name.lowercased() == "vary" {
            let value = fields[index].value
            guard value != "*", !value.lowercased().contains(name.lowercased()) else { return }
            fields[index].value = value + ", " + name
            return
        }
        fields.append(Field(.vary, name))
    }
}

extension EntityTag {
    /// The tag of the gzip form of what `tag` names: `"a"` becomes `"a-gzip"`.
    ///
    /// Two forms of a representation differ in their octets, so a strong tag must differ too
    /// (RFC 9110 section 8.8.3.3).
    static func compressedForm(_ tag: String) -> String {
        tag.hasSuffix("\"") ? tag.dropLast() + "-gzip\"" : tag
    }
}
