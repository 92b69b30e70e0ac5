/// Why the server refused a request before any handler saw it.
public struct Refusal: Error, Sendable, Equatable {
    /// The status to answer with.
    public let status: Int
    /// What is wrong, in lower case, without a full stop.
    public let reason: String
    /// Where the rule stands, for example `RFC 9112 section 3.2`.
    public let source: String
    /// After how many seconds the client may try again; nil where that would change nothing.
    public let retryAfterSeconds: Int?

    /// A refusal with its status, its reason and the rule it rests on.
    public init(_ status: Int, _ reason: String, _ source: String, retryAfterSeconds: Int? = nil) {
        self.status = status
        self.reason = reason
        self.source = source
        self.retryAfterSeconds = retryAfterSeconds
    }
}
