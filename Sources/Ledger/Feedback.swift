package import PolicyBook

/// What somebody thinks of a policy.
package struct Feedback: Sendable, Equatable {
    /// Who speaks.
    package enum Source: String, Sendable, CaseIterable {
        case customer
        case staff
        case partner
    }

    /// What it is.
    package enum Kind: String, Sendable, CaseIterable {
        /// How well the policy served, from 1 to 5.
        case rating
        case comment
        /// A way to make the policy better.
        case suggestion
        /// An "I have an instruction" moment: the policy stood in the way of helping.
        case gotInTheWay = "got_in_the_way"
        /// Answers to the policy's survey.
        case survey
    }

    /// One answer to a question of a survey.
    package struct Answer: Sendable, Equatable {
        package let question: String
        package let answer: String

        package init(question: String, answer: String) {
            self.question = question
            self.answer = answer
        }
    }

    /// Unique; made by whoever records it.
    package var id: String
    package var receivedAt: Instant
    package var policy: String
    package var version: Int
    package var source: Source
    package var kind: Kind
    /// 1 to 5.
    package var rating: Int?
    package var comment: String?
    package var answers: [Answer] = []
    /// The language it is written in.
    package var locale: LocaleTag?
    /// The decision it came from.
    package var decisionID: String?

    package init(
        id: String,
        receivedAt: Instant,
        policy: String,
        version: Int,
        source: Source,
        kind: Kind
    ) {
        self.id = id
        self.receivedAt = receivedAt
        self.policy = policy
        self.version = version
        self.source = source
        self.kind = kind
    }
}
