import HTTPWire

/// Who may call what.
///
/// Keys and tokens come later; until then a caller has every scope or only the public one.
package struct Access: Sendable {
    private let granted: ScopeSet

    /// Every caller has every scope: for a service that only its own machine reaches.
    package static let open = Access(granted: .all)
    /// Every caller has the public scope alone.
    package static let publicOnly = Access(granted: .publicOnly)

    /// Whether a caller has the scope.
    func permits(_ scope: Scope) -> Bool {
        granted.contains(ScopeSet(scope))
    }

    /// Refuses a caller that lacks the scope.
    ///
    /// Throws: ``Problem/Kind/notAuthenticated``, with the challenge that RFC 9110 section 11.6.1
    /// wants beside a 401.
    func require(_ scope: Scope) throws(Problem) {
        guard !permits(scope) else { return }
        var problem = Problem(
            .notAuthenticated,
            "this path needs the scope `\(scope.rawValue)`; a service on a loopback address "
                + "gives it to every caller when started with --open"
        )
        problem.fields = [.init(.wwwAuthenticate, #"Bearer realm="leeway""#)]
        throw problem
    }
}
