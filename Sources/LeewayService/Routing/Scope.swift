/// What a caller may use.
///
/// Scopes do not include one another: a key states each it has.
package enum Scope: String, Sendable, CaseIterable {
    /// Anyone, without a credential.
    case `public`
    /// Who serves customers, or a system that does so for them.
    case staff
    /// Who decides escalations.
    case approver
    /// Who answers for policies.
    case owner
    /// Who runs the service.
    case `operator`
}

/// The scopes of a caller, as a set in one word.
package struct ScopeSet: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// A set of one scope.
    package init(_ scope: Scope) {
        switch scope {
        case .public: self = .publicOnly
        case .staff: self.init(rawValue: 1 << 1)
        case .approver: self.init(rawValue: 1 << 2)
        case .owner: self.init(rawValue: 1 << 3)
        case .operator: self.init(rawValue: 1 << 4)
        }
    }

    /// What everyone has.
    package static let publicOnly = ScopeSet(rawValue: 1 << 0)
    /// Every scope there is.
    package static let all = ScopeSet(Scope.allCases.map(ScopeSet.init))
}
