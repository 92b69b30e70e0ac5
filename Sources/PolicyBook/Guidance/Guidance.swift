/// What to say and do in a situation, put together from one policy for one reader.
package struct Guidance: Sendable {
    package let policy: String
    package let version: Int
    /// Whether the words may be changed.
    package let composition: Wording.Composition
    /// What to say first to somebody who is upset; nil for others, and where the book has no words.
    package var acknowledge: RenderedText?
    /// One of the policy's own ways to put it; nil where it has none.
    package var explain: RenderedText?
    package var plain: RenderedText
    package var steps: [RenderedText] = []
    package var why = Reasons()
    /// Other ways whose condition is known to hold, in the author's order.
    package var alternatives: [AlternativeWay] = []
    /// Where more help is, what suits the channel first.
    package var resources: [Pointer] = []
    /// Nil for customers.
    package var forStaff: StaffGuidance?

    /// Why the policy is as it is.
    package struct Reasons: Sendable {
        package var benefit: RenderedText?
        package var change: RenderedText?
        package var evidence: [Evidence] = []
    }

    /// What backs the policy up.
    package struct Evidence: Sendable {
        package let kind: Why.Evidence.Kind
        package let text: RenderedText
        package let link: String?
    }

    /// Another way to help.
    package struct AlternativeWay: Sendable {
        package let remedy: String?
        /// The author's words, else the remedy's label.
        package let text: RenderedText?
    }

    /// Where more help is.
    package struct Pointer: Sendable {
        package let kind: Resource.Kind
        package let label: RenderedText
        package let target: String
    }
}

/// What only staff may read beside a policy.
package struct StaffGuidance: Sendable {
    /// What to ask the customer, the phrase to begin with first.
    package let ask: [RenderedText]
    /// Phrases that make things worse.
    package let avoid: [RenderedText]
    /// Chances to offer more, whose condition is known to hold.
    package let opportunities: [RenderedText]
    /// What may be given under this policy, as far as is known.
    package let options: Options
    /// What is worth knowing next: first the facts on which most remedies hang.
    package let missing: [Decision.MissingFact]
}
