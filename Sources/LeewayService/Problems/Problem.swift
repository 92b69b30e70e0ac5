package import BookLoader
package import HTTPWire

/// Why a request gets no answer of the ordinary kind, as problem details say it.
///
/// Source: RFC 9457.
package struct Problem: Error, Sendable, Equatable {
    /// What kind of problem it is; callers tell problems apart by it.
    package let kind: Kind
    /// What is wrong this time and what to do: lower case, no full stop, input in backticks.
    package let detail: String
    /// The members of the content that are at fault, each by its JSON Pointer.
    package var errors: [MemberError] = []
    /// The places of the book's files that are at fault.
    package var faults: [Fault] = []
    /// Field lines that belong to the status, such as `Allow`.
    package var fields: [Response.Field] = []

    /// One member at fault.
    package struct MemberError: Sendable, Equatable {
        /// A JSON Pointer (RFC 6901); empty for the whole content.
        package let pointer: String
        package let detail: String
    }

    /// The kinds of problems, each with its status and title.
    package enum Kind: String, Sendable, CaseIterable {
        case malformedRequest = "malformed-request"
        case notAuthenticated = "not-authenticated"
        case forbidden = "forbidden"
        case notFound = "not-found"
        case methodNotAllowed = "method-not-allowed"
        case keyInUse = "idempotency-key-in-use"
        case contentTooLarge = "content-too-large"
        case unsupportedMediaType = "unsupported-media-type"
        case unknownName = "unknown-name"
        case invalidValue = "invalid-value"
        case keyReused = "idempotency-key-reused"
        case bookAtFault = "book-at-fault"
        case rateLimited = "rate-limited"
        case serverFault = "server-fault"
        case unavailable = "unavailable"

        /// The status code that goes with it.
        package var status: Int {
            switch self {
            case .malformedRequest: 400
            case .notAuthenticated: 401
            case .forbidden: 403
            case .notFound: 404
            case .methodNotAllowed: 405
            case .keyInUse: 409
            case .contentTooLarge: 413
            case .unsupportedMediaType: 415
            case .unknownName, .invalidValue, .keyReused, .bookAtFault: 422
            case .rateLimited: 429
            case .serverFault: 500
            case .unavailable: 503
            }
        }

        /// The same for every problem of the kind.
        package var title: String {
            switch self {
            case .malformedRequest: "The request cannot be read"
            case .notAuthenticated: "The request needs a valid credential"
            case .forbidden: "The credential does not allow this"
            case .notFound: "There is nothing here"
            case .methodNotAllowed: "The method is not for this path"
            case .keyInUse: "A request with this key is still running"
            case .contentTooLarge: "The content is larger than this path takes"
            case .unsupportedMediaType: "The content is of another type than this path takes"
            case .unknownName: "The book does not know a name of the request"
            case .invalidValue: "A value of the request does not fit"
            case .keyReused: "The key was used for another request"
            case .bookAtFault: "The book's files cannot be used"
            case .rateLimited: "Too many requests came at once"
            case .serverFault: "The service failed"
            case .unavailable: "The service cannot do this now"
            }
        }
    }

    /// A problem of that kind with its detail.
    package init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    /// A problem whose cause is one member of the content.
    package init(_ kind: Kind, at pointer: String, _ detail: String) {
        self.init(kind, pointer.isEmpty ? detail : "\(pointer): \(detail)")
        // What stands in the query has no place in the content.
        guard !pointer.hasPrefix("?") else { return }
        errors = [MemberError(pointer: pointer, detail: detail)]
    }

    /// `known` is what was probably meant by a name the book lacks.
    package static func unknown(
        _ what: String,
        _ name: String,
        known: String?,
        at pointer: String
    ) -> Problem {
        let suggestion = known.map { ", did you mean `\($0)`?" } ?? ""
        return Problem(
            .unknownName,
            at: pointer,
            "there is no \(what) `\(name.shortened)`\(suggestion)"
        )
    }
}

extension String {
    /// The text as a message quotes it: foreign input is cut to 80 scalars, since one character can
    /// have thousands.
    package var shortened: String {
        let scalars = unicodeScalars
        guard scalars.count > 80 else { return self }
        return String(String.UnicodeScalarView(scalars.prefix(79))) + "…"
    }
}
