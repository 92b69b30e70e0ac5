import PolicyBook

/// The shape of `book.yaml`.
enum BookShape {
    static let book = ObjectShape(
        "book",
        [
            .required("name", .string, "The company's name, as readers know it."),
            .required(
                "locales",
                .list(.string),
                "Languages as BCP 47 tags; the first is the source language."
            ),
            .required("time_zone", .string, "The IANA zone in which dates are read."),
            .required("currency", .string, "The ISO 4217 code of the book's currency."),
            .optional(
                "reading_level",
                .either(.map(readingLevel), readingLevel),
                "The greatest LIX of a text, or one by language; absent: 50."
            ),
            .optional("topics", .list(.identifier), "What policies can be about."),
            .optional("facts", .object(facts), "The typed vocabulary of conditions."),
            .required(
                "roles",
                .map(.object(role)),
                "Who may decide; a role holds what those under it hold."
            ),
            .optional("default_role", .identifier, "The role of a caller that names none."),
            .optional("entities", .object(entities), "Known people and cases, for searches."),
            .optional("remedies", .map(.object(remedy)), "What can be given or done."),
            .optional("obligations", .map(.object(obligation)), "What rows can require of staff."),
            .optional("budgets", .list(.object(budget)), "Cumulative limits over time."),
            .optional("never", .list(.object(never)), "Principles that no discretion overrides."),
        ]
    )

    private static let readingLevel = Shape.wholeNumber(10...100)

    static let facts = ObjectShape(
        "facts",
        FactGroup.allCases.map { group in
            .optional(
                group.rawValue,
                .map(.either(.object(fact), .anything("a type"))),
                "Facts of the \(group.rawValue)."
            )
        }
    )

    static let fact = ObjectShape(
        "fact",
        [
            .required(
                "type",
                .anything("a type"),
                "A type's name, or the words of an enumeration."
            ),
            .optional("told_by", .choice(["customer"]), "Marks what only the customer says."),
            .optional("verify", .bool, "Whether somebody must have looked it up."),
            .optional("hint", .bool, "Whether it may appear in hints of what would help."),
            .optional("ask", .text, "The question that finds it out."),
        ]
    )

    static let role = ObjectShape(
        "role",
        [
            .optional("over", .identifier, "The role whose authority this one includes."),
            .optional("escalates_to", .identifier, "Whom a branch of its own asks."),
        ]
    )

    static let entities = ObjectShape(
        "entities",
        [
            .optional("staff", .list(.object(staff)), "People, as searches find them."),
            .optional("cases", .list(.map(.anything("a value"))), "Cases, as searches find them."),
        ]
    )

    static let staff = ObjectShape(
        "staff entity",
        [
            .required("type", .string, "What kind of subject it is, such as `user`."),
            .required("id", .string, "Its id."),
            .optional("role", .identifier, "Its role in the book."),
            .optional("team", .string, "The team it belongs to."),
            .optional("properties", .map(.anything("a value")), "Its facts."),
        ]
    )

    static let remedy = ObjectShape(
        "remedy",
        [
            .required(
                "kind",
                .choice(Remedy.Kind.allCases.map(\.rawValue)),
                "What it is measured in."
            ),
            .required("label", .text, "What readers call it."),
            .optional("unit", .string, "What a quantity counts."),
            .optional("cost", .money, "What one of it costs the company."),
        ]
    )

    static let obligation = ObjectShape(
        "obligation",
        [
            .required(
                "when",
                .choice(Obligation.Moment.allCases.map(\.rawValue)),
                "Before or after."
            ),
            .required("label", .text, "What is to be done."),
        ]
    )

    static let budget = ObjectShape(
        "budget",
        [
            .required("id", .identifier, "Its name in answers."),
            .required("per", .string, "Whose use is added up."),
            .optional(
                "window",
                .string,
                "day, week, month, year or days such as 90d; absent: for ever."
            ),
            .optional(
                "limit",
                .either(.map(.money), .money),
                "The most money, or the most by role."
            ),
            .optional("count", .wholeNumber(0...Int64.max), "The most grants."),
            .optional("remedies", .list(.identifier), "What it covers; absent: every remedy."),
            .required(
                "beyond",
                .choice(Budget.Beyond.allCases.map(\.rawValue)),
                "What happens beyond."
            ),
        ]
    )

    static let never = ObjectShape(
        "never",
        [
            .required("id", .identifier, "Its name in answers."),
            .optional("remedies", .list(.identifier), "What it forbids; absent: every remedy."),
            .optional("when", .condition, "When it holds; absent: always."),
            .optional("tell", .text, "What the customer is told."),
            .optional("staff_note", .text, "For staff only."),
        ]
    )
}
