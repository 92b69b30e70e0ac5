import JSON

/// How a batch of evaluations is carried out.
///
/// Source: Authorization API 1.0, section 7.1.2.1.
enum BatchSemantic: String, CaseIterable {
    case executeAll = "execute_all"
    case denyOnFirstDeny = "deny_on_first_deny"
    case permitOnFirstPermit = "permit_on_first_permit"

    /// LIMIT: as many decisions as a page of a list has lines at most; each is microseconds.
    static let maxEvaluations = 200

    /// Reads `options.evaluations_semantic` of the batch at `root`.
    ///
    /// Throws: `malformedRequest` for one that there is not.
    init(_ tape: borrowing JSONTape, _ root: JSONNode) throws(Problem) {
        self = .executeAll
        guard let options = tape.present("options", of: root) else { return }
        try tape.requireKind(.object, of: options)
        guard let name = try tape.optionalString("evaluations_semantic", of: options) else {
            return
        }
        guard let semantic = BatchSemantic(rawValue: name) else {
            let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(
                .malformedRequest,
                at: "/options/evaluations_semantic",
                "there is no `\(name.shortened)`; known are \(known)"
            )
        }
        self = semantic
    }

    /// Whether an answer of that kind is the last.
    func ends(after isPermitted: Bool) -> Bool {
        switch self {
        case .executeAll: false
        case .denyOnFirstDeny: !isPermitted
        case .permitOnFirstPermit: isPermitted
        }
    }
}
