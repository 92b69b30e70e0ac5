import PolicyBook

/// The shape of a survey.
enum SurveyShape {
    static let survey = ObjectShape(
        "survey",
        [
            .required("id", .identifier, "As policies name it; the file has the same name."),
            .required("title", .text, "What it is about."),
            .optional("intro", .text, "Said before the first question."),
            .required("questions", .list(.object(question)), "In the order asked."),
        ]
    )

    private static let question = ObjectShape(
        "survey question",
        [
            .required("id", .identifier, "Its name in answers."),
            .required(
                "kind",
                .choice(Survey.Question.Kind.allCases.map(\.rawValue)),
                "How it is answered."
            ),
            .required("question", .text, "What is asked."),
            .optional("options", .map(.text), "The choices by id."),
        ]
    )
}
