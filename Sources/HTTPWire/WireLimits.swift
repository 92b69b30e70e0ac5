/// How much of a message is read before it is refused.
///
/// Every limit can be reached exactly; one octet, line or request more is refused.
public struct WireLimits: Sendable, Equatable {
    /// Octets of a PROXY protocol header of version 2; beyond it the connection is closed.
    public var maxProxyHeaderBytes = 4_096
    /// Empty lines before a request line, which some clients send (RFC 9112 section 2.2).
    public var maxEmptyLines = 4
    /// Octets of a method; longer ones are not implemented anyway (RFC 9112 section 3).
    public var maxMethodBytes = 32
    /// Octets of a request target; beyond it 414.
    public var maxTargetBytes = 8_192
    /// Octets of one field line without its CRLF; beyond it 431.
    public var maxFieldLineBytes = 8_192
    /// Octets of all field lines with their CRLFs; beyond it 431.
    public var maxFieldSectionBytes = 32_768
    /// Field lines; beyond it 431.
    public var maxFieldCount = 100
    /// Octets of content; beyond it 413.
    public var maxContentBytes = 1_048_576
    /// Octets of the extensions of one chunk; beyond it 400.
    public var maxChunkExtensionBytes = 256
    /// Octets of all chunk extensions of one content; beyond it 400.
    public var maxChunkExtensionsBytes = 8_192
    /// Octets of a trailer section; beyond it 431.
    public var maxTrailerBytes = 8_192
    /// Requests answered in one turn before other connections have theirs.
    public var maxPipelinedRequests = 32
    /// Octets of answers not yet taken by the client; beyond it nothing more is read.
    public var maxOutputBytes = 262_144
    /// Requests on one connection; the last one's answer closes it.
    public var maxRequestsPerConnection = 10_000

    /// The limits' defaults.
    public init() {}
}
