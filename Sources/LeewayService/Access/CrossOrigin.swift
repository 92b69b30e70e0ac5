import HTTPWire

/// Which pages of other origins may read the answers that widgets need (CORS, Fetch Standard).
///
/// An origin is allowed exactly as it stands in the settings or at a key; nothing is a pattern.
struct CrossOrigin {
    /// Those of the settings and of the keys.
    private let origins: [String]

    init(_ access: Access) {
        origins = access.origins + access.keys.origins
    }

    /// Adds to an answer of a widget's route what lets the page of `Origin` read it.
    ///
    /// Where no origin is allowed anywhere, answers are the same for all and do not vary.
    func allow(_ request: borrowing Request, _ reply: inout Reply) {
        guard !origins.isEmpty else { return }
        reply.addField(.vary, fixed: "Origin")
        guard let range = request.field(.origin), origins.contains(request.string(range)) else {
            return
        }
        reply.addField(.accessControlAllowOrigin, request.bytes, range)
        reply.addField(
            .accessControlExposeHeaders,
            fixed: "ETag, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id"
        )
    }

    /// The answer to a browser that asks beforehand whether a page may send a request; nil where
    /// none is asked for or the page may not.
    func preflight(_ request: borrowing Request, allow: String) -> Response? {
        guard let origin = request.string(.origin), origins.contains(origin),
            request.field(.accessControlRequestMethod) != nil
        else { return nil }
        return Response(
            status: 204,
            fields: [
                .init(.allow, allow),
                .init(.accessControlAllowOrigin, origin),
                .init("Access-Control-Allow-Methods", allow),
                .init(
                    "Access-Control-Allow-Headers",
                    "Accept-Language, Authorization, Content-Type, Idempotency-Key, If-None-Match, "
                        + "X-Request-Id, traceparent"
                ),
                .init("Access-Control-Max-Age", "600"),
                .init(.vary, "Origin"),
            ]
        )
    }
}

extension Endpoint {
    /// Whether pages of other origins may use it: what a widget for customers needs, nothing else.
    var isForWidgets: Bool {
        switch self {
        case .listPolicies, .policy, .policyVersions, .policyVersion, .policyChanges, .guidance,
            .feedback:
            true
        default: false
        }
    }
}
