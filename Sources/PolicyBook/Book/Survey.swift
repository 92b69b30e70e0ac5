/// A short survey that policies refer to.
package struct Survey: Sendable {
    /// One question of a survey.
    package struct Question: Sendable {
        /// How a question is answered.
        package enum Kind: String, Sendable, CaseIterable {
            /// One to five stars.
            case rating
            /// One of the options.
            case choice
            /// Free words, never required.
            case text
        }

        /// A choice with the id that an answer names.
        package struct Option: Sendable {
            package let id: String
            package let text: LocalizedText

            package init(id: String, text: LocalizedText) {
                self.id = id
                self.text = text
            }
        }

        package let id: String
        package let kind: Kind
        package let question: LocalizedText
        /// Empty but for a choice.
        package let options: [Option]

        package init(id: String, kind: Kind, question: LocalizedText, options: [Option]) {
            self.id = id
            self.kind = kind
            self.question = question
            self.options = options
        }
    }

    package let id: String
    package let title: LocalizedText
    /// Said before the first question.
    package let intro: LocalizedText?
    /// In the order asked, never empty.
    package let questions: [Question]

    package init(
        id: String,
        title: LocalizedText,
        intro: LocalizedText?,
        questions: [Question]
    ) {
        self.id = id
        self.title = title
        self.intro = intro
        self.questions = questions
    }
}
