/// A group of facts, the first part of every fact's name.
package enum FactGroup: String, Sendable, Hashable, CaseIterable {
    case customer
    case `case`
    case context
    case staff
    case action

    /// Its place among all cases.
    var ordinal: Int {
        switch self {
        case .customer: 0
        case .case: 1
        case .context: 2
        case .staff: 3
        case .action: 4
        }
    }
}

/// A fact that conditions may read, as `book.yaml` declares it.
package struct DeclaredFact: Sendable {
    package let group: FactGroup
    /// The name within its group: `tier`.
    package let name: String
    package let type: FactType
    /// Whether it is the customer's own claim (`told_by: customer`): never part of a hint.
    package var isClaim = false
    /// Whether somebody must have looked it up: unlisted under `verified` it counts as unknown.
    package var needsVerification = false
    /// Whether hints may speak of it.
    package var isHintable = true
    /// What to ask where it is missing.
    package var question: LocalizedText?

    /// Declares a fact that is neither claimed nor verified, and that hints may speak of.
    package init(_ group: FactGroup, _ name: String, _ type: FactType) {
        self.group = group
        self.name = name
        self.type = type
    }

    /// The name in conditions: `customer.tier`.
    package var qualifiedName: String { "\(group.rawValue).\(name)" }
}
