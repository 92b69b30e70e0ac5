/// Something that can be given or done for a customer, from the book's catalogue.
package struct Remedy: Sendable {
    /// What a remedy is measured in.
    package enum Kind: String, Sendable, CaseIterable {
        /// An amount of money.
        case money
        /// A whole number of units.
        case quantity
        /// Something done, with no amount.
        case action
        /// A thing given, with a cost of its own.
        case item
        /// Words or a sign of good will.
        case gesture
        /// Another person takes part.
        case handover

        /// Whether a request for it names how much.
        package var hasAmount: Bool {
            self == .money || self == .quantity
        }
    }

    package let id: String
    package let kind: Kind
    package let label: LocalizedText
    /// What a quantity counts, for example `bags`.
    package let unit: String?
    /// What one item costs the company.
    package let cost: Money?

    package init(
        id: String,
        kind: Kind,
        label: LocalizedText,
        unit: String? = nil,
        cost: Money? = nil
    ) {
        self.id = id
        self.kind = kind
        self.label = label
        self.unit = unit
        self.cost = cost
    }
}

/// Something a row requires of staff, before or after the remedy is given.
package struct Obligation: Sendable {
    /// When it is due, seen from the remedy.
    package enum Moment: String, Sendable, CaseIterable {
        case before
        case after
    }

    package let id: String
    package let moment: Moment
    package let label: LocalizedText

    package init(id: String, moment: Moment, label: LocalizedText) {
        self.id = id
        self.moment = moment
        self.label = label
    }
}
