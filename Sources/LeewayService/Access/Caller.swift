import HTTPWire

/// Who sent a request, as far as it was proven.
struct Caller: Sendable {
    /// Whose credential came with the request; nil where none did.
    let id: CallerID?
    let scopes: ScopeSet
    /// Whether the request may say who the member of staff is.
    let assertsStaff: Bool

    /// Without a credential.
    static let anyone = Caller(id: nil, scopes: .publicOnly, assertsStaff: false)
    /// Of a service that is open.
    static let trusted = Caller(id: nil, scopes: .all, assertsStaff: true)

    func permits(_ scope: Scope) -> Bool {
        scopes.contains(ScopeSet(scope))
    }

    /// Refuses a caller that lacks the scope.
    ///
    /// Throws: ``Problem/Kind/notAuthenticated`` without a credential, ``Problem/Kind/forbidden`` with one;
    /// both with the challenge of RFC 6750 section 3.
    func require(_ scope: Scope) throws(Problem) {
        guard !permits(scope) else { return }
        guard id != nil else {
            throw .challenge(
                .notAuthenticated,
                "this path needs a key with the scope `\(scope.rawValue)`, sent as "
                    + "`Authorization: Bearer lw_…`; `leeway keys create` makes one"
            )
        }
        throw .challenge(
            .forbidden,
            "this path needs the scope `\(scope.rawValue)`, which the credential lacks",
            error: "insufficient_scope",
            scope: scope
        )
    }
}

/// Names a caller in the log, and for its rate: no secret, and no person's name.
enum CallerID: Sendable, Hashable {
    case key(APIKeyID)
    /// Made from the subject of a token, so that the same one has the same id.
    case subject(APIKeyID)
}

extension CallerID: CustomStringConvertible {
    /// As records keep it: no key is called like a subject.
    var description: String {
        switch self {
        case .key(let id): id.description
        case .subject(let id): "subject:\(id)"
        }
    }
}

/// For whom a caller works.
package struct StaffMember: Sendable, Equatable {
    package let id: String
    /// A role of the book; nil for its default role.
    package let role: String?
    /// nil where it is not known.
    package let team: String?

    package init(id: String, role: String?, team: String? = nil) {
        self.id = id
        self.role = role
        self.team = team
    }
}

extension Problem {
    /// A refusal with its `WWW-Authenticate` (RFC 9110 section 11.6.1, RFC 6750 section 3).
    static func challenge(
        _ kind: Kind,
        _ detail: String,
        error: String? = nil,
        scope: Scope? = nil
    ) -> Problem {
        var challenge = #"Bearer realm="leeway""#
        if let error { challenge += #", error="\#(error)""# }
        if let scope { challenge += #", scope="\#(scope.rawValue)""# }
        var problem = Problem(kind, detail)
        problem.fields = [.init(.wwwAuthenticate, challenge)]
        return problem
    }

    /// The refusal of a credential that is none, or no longer.
    static func badCredential(_ detail: String) -> Problem {
        challenge(.notAuthenticated, detail, error: "invalid_token")
    }
}
