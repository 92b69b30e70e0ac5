/// Why a policy is as it is.
package struct Why: Sendable {
    /// What the customer has from it.
    package var benefit: LocalizedText?
    /// Why it is better than the version before.
    package var change: LocalizedText?
    package var evidence: [Evidence] = []

    package init() {}

    /// What backs a policy up.
    package struct Evidence: Sendable, Equatable {
        /// What kind of thing backs it up.
        package enum Kind: String, Sendable, CaseIterable {
            case law
            case study
            case feedback
            case commonPractice = "common_practice"
        }

        package let kind: Kind
        package let text: LocalizedText
        package let link: String?

        package init(kind: Kind, text: LocalizedText, link: String?) {
            self.kind = kind
            self.text = text
            self.link = link
        }
    }
}

/// Words to begin with; suggested, not dictated, unless the composition is strict.
package struct Wording: Sendable {
    /// How closely staff keep to the words.
    package enum Composition: String, Sendable, CaseIterable {
        case suggested
        case strict
    }

    package var composition = Composition.suggested
    package var acknowledge = LocalizedTexts()
    package var explain = LocalizedTexts()
    package var ask = LocalizedTexts()
    package var avoid = LocalizedTexts()

    package init() {}
}

/// Another way to help, in the author's order.
package struct Alternative: Sendable {
    package let remedy: String?
    package let condition: Condition?
    package let text: LocalizedText?

    package init(remedy: String?, condition: Condition?, text: LocalizedText?) {
        self.remedy = remedy
        self.condition = condition
        self.text = text
    }
}

/// A chance to offer more.
package struct Opportunity: Sendable {
    package let condition: Condition?
    package let text: LocalizedText

    package init(condition: Condition?, text: LocalizedText) {
        self.condition = condition
        self.text = text
    }
}

/// Where more help is to be found.
package struct Resource: Sendable, Equatable {
    /// What a reader finds there.
    package enum Kind: String, Sendable, CaseIterable {
        case link
        case phone
        case brochure
        case training
        case forum
        case video
    }

    package let kind: Kind
    package let label: LocalizedText
    package let target: String

    package init(kind: Kind, label: LocalizedText, target: String) {
        self.kind = kind
        self.label = label
        self.target = target
    }
}

/// A question of understanding with its options.
package struct UnderstandingQuestion: Sendable {
    /// One of the answers to choose from.
    package struct Option: Sendable {
        package let id: String
        package let text: LocalizedText

        package init(id: String, text: LocalizedText) {
            self.id = id
            self.text = text
        }
    }

    package let id: String
    package let question: LocalizedText
    package let options: [Option]
    /// The right option's id; nil where the engine itself knows it by the check.
    package let answer: String?
    /// The request whose outcome is the right option's id, as the book writes it.
    package let check: FactInput?
    package let because: LocalizedText?

    package init(
        id: String,
        question: LocalizedText,
        options: [Option],
        answer: String?,
        check: FactInput?,
        because: LocalizedText?
    ) {
        self.id = id
        self.question = question
        self.options = options
        self.answer = answer
        self.check = check
        self.because = because
    }
}
