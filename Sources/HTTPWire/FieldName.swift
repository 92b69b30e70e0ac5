/// The field names that this server or its applications read or write by name.
///
/// A request's field lines are recognised once, while they are parsed, so that asking for one of
/// these compares a byte a line. Other names are asked for by their spelling.
///
/// Source: the IANA registry of HTTP field names.
public enum FieldName: UInt8, Sendable, CaseIterable {
    case accept
    case acceptEncoding
    case acceptLanguage
    case accessControlAllowOrigin
    case accessControlExposeHeaders
    case accessControlRequestHeaders
    case accessControlRequestMethod
    case allow
    case authorization
    case cacheControl
    case connection
    case contentEncoding
    case contentLanguage
    case contentLength
    case contentSecurityPolicy
    case contentType
    case cookie
    case date
    case etag
    case expect
    case forwarded
    case host
    case idempotencyKey
    case ifMatch
    case ifModifiedSince
    case ifNoneMatch
    case ifUnmodifiedSince
    case link
    case location
    case origin
    case rateLimit
    case rateLimitPolicy
    case referer
    case referrerPolicy
    case retryAfter
    case traceparent
    case tracestate
    case transferEncoding
    case upgrade
    case userAgent
    case vary
    case wwwAuthenticate
    case xContentTypeOptions
    case xForwardedFor
    case xForwardedHost
    case xForwardedProto
    case xRequestID

    /// The name as it is written in an answer; names compare without regard to case.
    public var spelling: StaticString {
        switch self {
        case .accept: "Accept"
        case .acceptEncoding: "Accept-Encoding"
        case .acceptLanguage: "Accept-Language"
        case .accessControlAllowOrigin: "Access-Control-Allow-Origin"
        case .accessControlExposeHeaders: "Access-Control-Expose-Headers"
        case .accessControlRequestHeaders: "Access-Control-Request-Headers"
        case .accessControlRequestMethod: "Access-Control-Request-Method"
        case .allow: "Allow"
        case .authorization: "Authorization"
        case .cacheControl: "Cache-Control"
        case .connection: "Connection"
        case .contentEncoding: "Content-Encoding"
        case .contentLanguage: "Content-Language"
        case .contentLength: "Content-Length"
        case .contentSecurityPolicy: "Content-Security-Policy"
        case .contentType: "Content-Type"
        case .cookie: "Cookie"
        case .date: "Date"
        case .etag: "ETag"
        case .expect: "Expect"
        case .forwarded: "Forwarded"
        case .host: "Host"
        case .idempotencyKey: "Idempotency-Key"
        case .ifMatch: "If-Match"
        case .ifModifiedSince: "If-Modified-Since"
        case .ifNoneMatch: "If-None-Match"
        case .ifUnmodifiedSince: "If-Unmodified-Since"
        case .link: "Link"
        case .location: "Location"
        case .origin: "Origin"
        case .rateLimit: "RateLimit"
        case .rateLimitPolicy: "RateLimit-Policy"
        case .referer: "Referer"
        case .referrerPolicy: "Referrer-Policy"
        case .retryAfter: "Retry-After"
        case .traceparent: "traceparent"
        case .tracestate: "tracestate"
        case .transferEncoding: "Transfer-Encoding"
        case .upgrade: "Upgrade"
        case .userAgent: "User-Agent"
        case .vary: "Vary"
        case .wwwAuthenticate: "WWW-Authenticate"
        case .xContentTypeOptions: "X-Content-Type-Options"
        case .xForwardedFor: "X-Forwarded-For"
        case .xForwardedHost: "X-Forwarded-Host"
        case .xForwardedProto: "X-Forwarded-Proto"
        case .xRequestID: "X-Request-Id"
        }
    }
}
