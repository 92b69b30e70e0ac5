package import HTTPWire

/// What the service can be asked.
package enum Endpoint: String, Sendable, CaseIterable {
    case listPolicies
    case policy
    case policyVersions
    case policyVersion
    case policyChanges
    case guidance
    case discretionCheck
    case discretionOptions
    case accessEvaluation
    case accessEvaluations
    case subjectSearch
    case resourceSearch
    case actionSearch
    case authzenConfiguration
    case book
    case reloadBook
    case feedback
    case livez
    case readyz
    case healthz
    case metrics
    case version
    case openapi
    case docs
    case docsStyle
    case docsScript
}

/// One line of the interface: method, path, and the scope a caller needs.
package struct Route: Sendable {
    package let method: Method
    /// Segments parted by slashes; `{name}` stands for any one segment.
    package let path: String
    package let scope: Scope
    package let endpoint: Endpoint
}

/// The whole interface.
///
/// What is not listed does not exist; a route cannot be made without a scope.
package enum RouteTable {
    package static let routes: [Route] = [
        Route(method: .get, path: "/v1/policies", scope: .public, endpoint: .listPolicies),
        Route(method: .get, path: "/v1/policies/{id}", scope: .public, endpoint: .policy),
        Route(
            method: .get,
            path: "/v1/policies/{id}/versions",
            scope: .public,
            endpoint: .policyVersions
        ),
        Route(
            method: .get,
            path: "/v1/policies/{id}/versions/{n}",
            scope: .public,
            endpoint: .policyVersion
        ),
        Route(
            method: .get,
            path: "/v1/policies/{id}/changes",
            scope: .public,
            endpoint: .policyChanges
        ),
        Route(method: .post, path: "/v1/guidance", scope: .public, endpoint: .guidance),
        Route(
            method: .post,
            path: "/v1/discretion/check",
            scope: .staff,
            endpoint: .discretionCheck
        ),
        Route(
            method: .post,
            path: "/v1/discretion/options",
            scope: .staff,
            endpoint: .discretionOptions
        ),
        Route(
            method: .post,
            path: "/access/v1/evaluation",
            scope: .staff,
            endpoint: .accessEvaluation
        ),
        Route(
            method: .post,
            path: "/access/v1/evaluations",
            scope: .staff,
            endpoint: .accessEvaluations
        ),
        Route(
            method: .post,
            path: "/access/v1/search/subject",
            scope: .staff,
            endpoint: .subjectSearch
        ),
        Route(
            method: .post,
            path: "/access/v1/search/resource",
            scope: .staff,
            endpoint: .resourceSearch
        ),
        Route(
            method: .post,
            path: "/access/v1/search/action",
            scope: .staff,
            endpoint: .actionSearch
        ),
        Route(
            method: .get,
            path: "/.well-known/authzen-configuration",
            scope: .public,
            endpoint: .authzenConfiguration
        ),
        Route(method: .post, path: "/v1/feedback", scope: .public, endpoint: .feedback),
        Route(method: .get, path: "/v1/book", scope: .operator, endpoint: .book),
        Route(
            method: .post,
            path: "/v1/book/reload",
            scope: .operator,
            endpoint: .reloadBook
        ),
        Route(method: .get, path: "/livez", scope: .public, endpoint: .livez),
        Route(method: .get, path: "/readyz", scope: .public, endpoint: .readyz),
        Route(method: .get, path: "/healthz", scope: .public, endpoint: .healthz),
        Route(method: .get, path: "/metrics", scope: .operator, endpoint: .metrics),
        Route(method: .get, path: "/version", scope: .public, endpoint: .version),
        Route(method: .get, path: "/openapi.json", scope: .public, endpoint: .openapi),
        Route(method: .get, path: "/docs", scope: .public, endpoint: .docs),
        Route(method: .get, path: "/docs/docs.css", scope: .public, endpoint: .docsStyle),
        Route(method: .get, path: "/docs/docs.js", scope: .public, endpoint: .docsScript),
    ]
}
