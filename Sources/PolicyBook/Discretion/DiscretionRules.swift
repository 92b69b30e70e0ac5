package import CEL

/// A condition or limit of the book: its source and its compiled form.
package typealias Condition = Program

/// What a policy version says about how far staff may go.
package struct DiscretionRules: Sendable {
    /// The condition of `only_in`; nil: in force everywhere.
    package var scope: Condition?
    package var require: [Requirement] = []
    package var rows: [DiscretionRow] = []
    package var never: [Prohibition] = []
    package var escalation = Escalation()

    package init() {}

    /// Whether a row or a `never` of this version covers the remedy.
    package func speaks(of remedy: String) -> Bool {
        rows.contains { $0.remedies.contains(remedy) }
            || never.contains { $0.covers(remedy) }
    }
}

/// A precondition of every row of its policy.
package struct Requirement: Sendable {
    package let id: String
    package let condition: Condition
    package let otherwise: LocalizedText?

    package init(id: String, condition: Condition, otherwise: LocalizedText?) {
        self.id = id
        self.condition = condition
        self.otherwise = otherwise
    }
}

/// What no discretion overrides.
package struct Prohibition: Sendable {
    package let id: String
    /// The remedies it covers; empty: all.
    package let remedies: [String]
    /// Nil: never at all.
    package let condition: Condition?
    /// What the customer may be told.
    package let tell: LocalizedText?
    /// For staff only; never part of a public answer.
    package let staffNote: LocalizedText?

    package init(
        id: String,
        remedies: [String],
        condition: Condition?,
        tell: LocalizedText?,
        staffNote: LocalizedText?
    ) {
        self.id = id
        self.remedies = remedies
        self.condition = condition
        self.tell = tell
        self.staffNote = staffNote
    }

    /// Whether it speaks of that remedy.
    package func covers(_ remedy: String) -> Bool {
        remedies.isEmpty || remedies.contains(remedy)
    }
}

/// One row of discretion: who may give what, when, and how much.
package struct DiscretionRow: Sendable {
    /// How much of a remedy a row gives.
    package enum Limit: Sendable {
        /// Remedies without an amount, and `unlimited` written out.
        case unlimited
        case upTo(Condition)
        case exactly(Condition)
    }

    /// Whether staff may offer it unasked.
    package enum Offer: String, Sendable, CaseIterable, BitwiseCopyable {
        case freely
        case onRequest = "on_request"
        case owed
    }

    /// What goes with a row's remedy.
    package struct Companion: Sendable {
        package let remedy: String
        package let upTo: Condition?

        package init(remedy: String, upTo: Condition?) {
            self.remedy = remedy
            self.upTo = upTo
        }
    }

    package var id: String
    package var remedies: [String]
    /// The least roles that hold this row.
    package var roles: [String]
    /// Nil: always.
    package var condition: Condition?
    package var limit: Limit
    package var offer = Offer.freely
    /// Rows to have been tried before.
    package var after: [String] = []
    /// Obligations by id.
    package var confirm: [String] = []
    package var also: [Companion] = []
    package var because: LocalizedText?
    package var otherwise: LocalizedText?

    package init(
        id: String,
        remedies: [String],
        roles: [String],
        condition: Condition? = nil,
        limit: Limit
    ) {
        self.id = id
        self.remedies = remedies
        self.roles = roles
        self.condition = condition
        self.limit = limit
    }
}

/// Where to go when the limit does not reach.
package struct Escalation: Sendable {
    package var to: String?
    /// Whether a case outside the conditions may be put to that role.
    package var allowsExceptions = false
    package var secondPersonWhen: Condition?
    package var text: LocalizedText?

    package init() {}
}
