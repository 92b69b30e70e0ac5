/// For whom guidance is composed, and what is known of the case.
package struct GuidanceRequest: Sendable {
    /// Who reads it.
    package enum Audience: String, Sendable, CaseIterable {
        case customer
        case staff
    }

    /// How the customer is.
    package enum Mood: String, Sendable, CaseIterable {
        case calm
        case upset
    }

    package var audience: Audience
    package var mood: Mood
    /// Where the conversation is held, such as `chat` or `phone`; nil where it is not known.
    package var channel: String?
    /// What is known of customer, case and context, and for staff of themselves.
    package var facts: FactValues
    package var phrases: PhraseChoice
    /// The language of the answer, one of the book's.
    package var locale: LocaleTag
    package var now: Instant
    /// The staff member's role; nil: the book's default.
    package var role: String?

    /// Makes a request of a calm customer.
    package init(
        for audience: Audience,
        facts: FactValues,
        phrases: PhraseChoice,
        locale: LocaleTag,
        now: Instant
    ) {
        self.audience = audience
        mood = .calm
        self.facts = facts
        self.phrases = phrases
        self.locale = locale
        self.now = now
    }
}
