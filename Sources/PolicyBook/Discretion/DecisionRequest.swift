/// A question of how far somebody may go: who, what, for whom, when.
package struct DecisionRequest: Sendable {
    /// A remedy's id.
    package var remedy: String
    /// Nil: a remedy without an amount, or the question for the limit itself.
    package var asked: Amount?
    /// The staff member's role; nil: the book's default.
    package var role: String?
    /// The policy to decide by; nil: those of the topic, or all that speak of the remedy.
    package var policy: String?
    package var topic: String?
    /// What is known of customer, case, context, staff and action.
    package var facts: FactValues
    /// Rows that have been tried before.
    package var tried: [String] = []
    /// Whether the customer asked for it of their own accord.
    package var isAskedFor = false
    /// The reader's languages; nil: the source language.
    package var locale: LocalePreference?
    package var now: Instant
    package var usage = BudgetUsage()
    /// Whether the answer says which changes of a fact would raise the limit.
    package var wantsHints = true
    /// Whether the answer says how each row was judged.
    package var wantsTrace = false

    /// Asks for a remedy, without an amount, as far as the whole book allows.
    package init(remedy: String, facts: FactValues, now: Instant) {
        self.remedy = remedy
        self.facts = facts
        self.now = now
    }
}

/// Why a request is no question that the book can answer (422).
package enum DecisionRefusal: Error, Sendable, Equatable {
    /// With the nearest known name.
    case unknownRemedy(String, nearest: String?)
    case unknownRole(String, nearest: String?)
    case unknownPolicy(String, nearest: String?)
    case unknownTopic(String, nearest: String?)
    /// No role was named, and the book has no default.
    case roleMissing
    /// A policy that is not in force at that time, or not in that context.
    case policyNotInForce(String)
    /// A policy that does not speak of the remedy, and those that do.
    case policySilent(String, remedy: String, speaking: [String])
    /// An amount for a remedy that has none, or of another kind than it has.
    case amountDoesNotFit(Remedy.Kind)
    case amountNegative(Remedy.Kind)
    /// More items than one request may hold.
    case tooManyItems(limit: Int)
}
