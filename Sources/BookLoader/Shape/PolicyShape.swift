import PolicyBook

/// The shape of a policy version.
enum PolicyShape {
    static let policy = ObjectShape(
        "policy",
        heads + [
            .optional("values", .map(.anything("a value")), "Every number, once."),
            .optional("tables", .map(.map(.anything("a value"))), "Values by a fact."),
            .required("title", .text, "What readers see first."),
            .required("plain", .text, "The policy in plain words."),
            .optional("rule", .text, "The exact wording of the rule."),
            .optional("steps", .texts, "What the customer does."),
            .optional("why", .object(why), "What it is good for."),
            .optional("wording", .object(wording), "Words to begin with."),
            .optional("situations", .texts, "How customers say it."),
            .optional("alternatives", .list(.object(alternative)), "Other ways to help, in order."),
            .optional("opportunities", .list(.object(opportunity)), "Chances to offer more."),
            .optional("resources", .list(.object(resource)), "Where more help is."),
            .optional("standards", .texts, "What customers can expect."),
            .optional("require", .list(.object(requirement)), "Preconditions of every row."),
            .optional("discretion", .list(.object(row)), "Who may give what, when and how much."),
            .optional("never", .list(.object(BookShape.never)), "What no discretion overrides."),
            .optional("escalation", .object(escalation), "Where to go beyond the limits."),
            .optional("understanding", .list(.object(question)), "Questions of understanding."),
            .optional("survey", .identifier, "The survey that follows."),
            .optional("fallback", .bool, "The framework for what no policy foresaw."),
        ]
    )

    private static let heads: [ObjectShape.Key] = [
        .required("id", .identifier, "Stable through all versions."),
        .required("version", .wholeNumber(1...1_000_000), "Counts up from 1."),
        .optional("status", .choice(words(PolicyVersion.Status.self)), "Absent: published."),
        .required("topic", .identifier, "One of the book's topics."),
        .optional("pillar", .choice(words(PolicyVersion.Pillar.self)), "Absent: policies."),
        .optional("visibility", .choice(words(PolicyVersion.Visibility.self)), "Absent: public."),
        .optional(
            "applies_to",
            .list(.choice(words(PolicyVersion.Audience.self))),
            "Whom it binds; absent: staff."
        ),
        .optional("only_in", .map(.list(.string)), "Context in which it is in force at all."),
        .optional("owner", .string, "Who answers for it."),
        .optional("announced_on", .date, "When it was announced."),
        .required("effective_from", .date, "The first day it is in force."),
        .optional(
            "grace_until",
            .date,
            "Until then the kinder of this version and the one before holds."
        ),
        .optional("grace", .choice(["none"]), "No grace at all, not even that of readiness."),
        .optional("review_by", .date, "When somebody must look at it again."),
        .optional("material", .bool, "False for a minor edit, which keeps acknowledgements."),
        .optional(
            "readiness",
            .object(readiness),
            "What must be there before it is read strictly."
        ),
        .optional(
            "translations",
            .map(.wholeNumber(1...1_000_000)),
            "From which version of the source a language was made."
        ),
    ]

    private static let readiness = ObjectShape(
        "readiness",
        [
            .optional("documentation", .string, "A link, or `pending`."),
            .optional("online_support", .string, "A link, or `pending`."),
            .optional("training", .string, "The day it was held, or `pending`."),
        ]
    )

    private static let why = ObjectShape(
        "why",
        [
            .optional("benefit", .text, "What it does for the customer."),
            .optional("change", .text, "Why it is better than the version before."),
            .optional("evidence", .list(.object(evidence)), "What backs it up."),
        ]
    )

    private static let evidence = ObjectShape(
        "evidence",
        [
            .required("kind", .choice(words(Why.Evidence.Kind.self)), "What sort of evidence."),
            .required("text", .text, "What it says."),
            .optional("link", .string, "Where it is to be read."),
        ]
    )

    private static let wording = ObjectShape(
        "wording",
        [
            .optional(
                "composition",
                .choice(words(Wording.Composition.self)),
                "strict: only these words."
            ),
            .optional("acknowledge", .texts, "To show that one has understood."),
            .optional("explain", .texts, "To say how it is."),
            .optional("ask", .texts, "To find out what would help."),
            .optional("avoid", .texts, "What not to say."),
        ]
    )

    private static let alternative = ObjectShape(
        "alternative",
        [
            .optional("remedy", .identifier, "The remedy to offer instead."),
            .optional("when", .condition, "When it is worth offering; absent: always."),
            .optional("text", .text, "In the customer's words."),
        ]
    )

    private static let opportunity = ObjectShape(
        "opportunity",
        [
            .optional("when", .condition, "When it arises; absent: always."),
            .required("text", .text, "What to offer."),
        ]
    )

    private static let resource = ObjectShape(
        "resource",
        [
            .required("kind", .choice(words(Resource.Kind.self)), "What sort of help."),
            .required("label", .text, "What readers see."),
            .required("target", .string, "The link or number."),
        ]
    )

    private static let requirement = ObjectShape(
        "requirement",
        [
            .required("id", .identifier, "Its name in answers."),
            .required("when", .condition, "What must hold."),
            .optional("otherwise", .text, "What the customer is told when it does not."),
        ]
    )

    private static let row = ObjectShape(
        "discretion row",
        [
            .required("id", .identifier, "Its name in answers."),
            .required("remedies", .list(.identifier), "What it gives."),
            .required(
                "role",
                .either(.list(.identifier), .identifier),
                "The least role that holds it, or several."
            ),
            .optional("when", .condition, "When it applies; absent: always."),
            .optional("up_to", .limit, "The most it gives."),
            .optional("exactly", .limit, "Precisely what it gives."),
            .optional("offer", .choice(words(DiscretionRow.Offer.self)), "Absent: freely."),
            .optional("after", .list(.identifier), "Rows to have been tried before."),
            .optional("confirm", .list(.identifier), "Obligations that go with it."),
            .optional("also", .list(.object(companion)), "What is given beside it."),
            .optional("because", .text, "Told when it applies."),
            .optional("otherwise", .text, "Told when its condition is known not to hold."),
        ]
    )

    private static let companion = ObjectShape(
        "also",
        [
            .required("remedy", .identifier, "What is given as well."),
            .optional("up_to", .limit, "The most of it."),
        ]
    )

    private static let escalation = ObjectShape(
        "escalation",
        [
            .optional("to", .identifier, "The role that decides beyond the limits."),
            .optional(
                "exceptions",
                .bool,
                "Whether a case outside the conditions may go there too."
            ),
            .optional("second_person_when", .condition, "When a second person joins."),
            .optional("text", .text, "What the customer is told."),
        ]
    )

    private static let question = ObjectShape(
        "question",
        [
            .required("id", .identifier, "Its name in answers."),
            .required("question", .text, "What is asked."),
            .required("options", .map(.text), "The possible answers by id."),
            .optional("answer", .string, "The id of the right one."),
            .optional(
                "check",
                .map(.anything("a value")),
                "A check whose outcome is the right one."
            ),
            .optional("because", .text, "Why it is right."),
        ]
    )

    private static func words<Word: CaseIterable & RawRepresentable<String>>(
        _ type: Word.Type
    ) -> [String] {
        type.allCases.map(\.rawValue)
    }
}
