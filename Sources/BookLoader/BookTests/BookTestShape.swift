import PolicyBook

/// The shape of a file of `tests`.
enum BookTestShape {
    static let file = ObjectShape(
        "tests",
        [
            .optional("given", .object(given), "What every test of the file starts from."),
            .required("tests", .list(.object(test)), "The tests, in any order."),
        ]
    )

    private static let test = ObjectShape(
        "test",
        [
            .required("name", .string, "What it shows, in a sentence."),
            .optional("given", .object(given), "Added to what the file gives, fact by fact."),
            .optional("expect", .either(.object(expectation), .anything(short)), "The answer."),
            .optional(
                "matrix",
                .map(.either(.map(.value), .list(.value))),
                "Members of `given`, each with the values it takes in turn."
            ),
            .optional(
                "table",
                .anything("a mapping from a matrix's names to what is expected"),
                "What is expected for each combination, by the matrix's names in turn."
            ),
        ]
    )

    static let short = "an outcome, a limit, or a mapping of what is expected"

    static let given = ObjectShape(
        "given",
        [
            .optional("at", .string, "The clock: a time such as 2026-11-22T10:00:00Z, or a day."),
            .optional("role", .identifier, "Who asks."),
            .optional("locale", .string, "The language of the answer."),
            .optional("remedy", .identifier, "What is asked for."),
            .optional("amount", amount, "How much money."),
            .optional("quantity", .wholeNumber(0...Int64.max), "How many units."),
            .optional("items", .list(.object(item)), "Several remedies at once, in turn."),
            .optional("policy", .identifier, "The policy to decide by."),
            .optional("topic", .identifier, "The topic to decide by."),
            .optional("asked_for", .bool, "Whether the customer asked for it."),
            .optional("verified", .list(.string), "The facts that somebody has looked up."),
            .optional("tried", .list(.identifier), "The rows tried before."),
            .optional("used", .map(.value), "What budgets have used already, by their ids."),
        ]
            + FactGroup.allCases.map { group in
                .optional(
                    group.rawValue,
                    .map(.value),
                    "Facts of this group; null takes one away."
                )
            }
    )

    private static let item = ObjectShape(
        "item",
        [
            .required("remedy", .identifier, "What is asked for."),
            .optional("amount", amount, "How much money."),
            .optional("quantity", .wholeNumber(0...Int64.max), "How many units."),
        ]
    )

    /// As a book writes it, or as the interface does.
    private static let amount = Shape.either(
        .object(
            ObjectShape(
                "amount",
                [
                    .required("value", .anything("an amount"), "In major units."),
                    .required("currency", .string, "By ISO 4217."),
                ]
            )
        ),
        .money
    )

    /// A check in a file of its own.
    static let check = ObjectShape(
        "check",
        given.keys + [.optional("trace", .bool, "Whether to say how each row was judged.")]
    )

    static let expectation = ObjectShape("expectation", facets + texts)

    private static let facets: [ObjectShape.Key] = [
        .optional("outcome", .choice(outcomes), "What may be done."),
        .optional("limit", .limit, "An amount, a number of units, `unlimited` or `none`."),
        .optional("exact", .bool, "Whether the limit is the only amount."),
        .optional(
            "offer",
            .choice(DiscretionRow.Offer.allCases.map(\.rawValue)),
            "How it is offered."
        ),
        .optional(
            "decided_by",
            .either(.object(place), .string),
            "The row that decided, or its policy, version and row."
        ),
        .optional(
            "approver",
            .either(.object(approver), .string),
            "The role that can go further, or `none`."
        ),
        .optional("budgets", .map(.value), "What is left of budgets, by their ids."),
        .optional("obligations", .list(.identifier), "All obligations."),
        .optional(
            "also",
            .list(.string),
            "All that goes with it: `apology`, `gift_card 5.00 EUR`."
        ),
        .optional("alternatives", .list(.string), "All other remedies, `refund 40.00 EUR`."),
        .optional("would_raise", .list(.string), "All facts of hints: `case.total >= 90.00 EUR`."),
        .optional("missing", .list(.string), "All facts to ask for."),
        .optional("reasons", .list(.string), "All reason codes: `never`, `never worn-item`."),
        .optional("items", .list(.anything(short)), "What is expected of each item, in turn."),
    ]

    private static let texts: [ObjectShape.Key] = [
        .optional("tells", words, "Among what the customer is told."),
        .optional("wording", .object(wording), "Among the words to begin with."),
        .optional("escalation_text", .string, "What is said when it goes further, or `none`."),
        .optional("staff_notes", .list(.string), "All notes for staff."),
        .optional("second_person", .bool, "Whether a second person should join."),
        .optional("locale", .string, "The language of the answer."),
        .optional("refused", .string, "Part of why the request is no question to the book."),
    ]

    static let outcomes = Decision.Outcome.allCases.map(\.rawValue)
    private static let words = Shape.either(.list(.string), .string)

    static let place = ObjectShape(
        "decided_by",
        [
            .optional("policy", .identifier, "Its policy."),
            .optional("version", .wholeNumber(1...1_000_000), "The policy's version."),
            .optional("row", .identifier, "The row or `never`."),
        ]
    )

    static let approver = ObjectShape(
        "approver",
        [
            .required("role", .identifier, "The role."),
            .optional("limit", .limit, "How far it may go, or `none`."),
        ]
    )

    static let wording = ObjectShape(
        "wording",
        [
            .optional("acknowledge", words, "To show that one has understood."),
            .optional("explain", words, "To say how it is."),
            .optional("ask", words, "To find out what would help."),
            .optional("avoid", words, "What not to say."),
        ]
    )
}
