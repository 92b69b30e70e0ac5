import Foundation
import PolicyBook
import Testing

@testable import BookLoader

/// Each kind of fault, planted in a copy of the example book and found there.
struct PlantedFaultTests {
    /// A change of a file of the example book, and what is to be said of it.
    struct Plant {
        let file: String
        let old: String
        let new: String
        let said: String

        init(_ file: String, _ old: String, _ new: String, _ said: String) {
            (self.file, self.old, self.new, self.said) = (file, old, new, said)
        }
    }

    private static let noReceipt = "policies/returns/no-receipt.yaml"

    static let errors = [
        Plant(
            noReceipt,
            "\"case.own_order\"",
            "\"case.own_ordr\"",
            "`case.own_ordr` is not declared"
        ),
        Plant(
            noReceipt,
            "\"!case.receipt && !case.worn\"",
            "case.total",
            "the expression gives money where bool is expected"
        ),
        Plant(
            noReceipt,
            "binnen {window_days, plural, one {# dag} other {# dagen}}. We",
            "binnen een maand. We",
            "the translation lacks `{window_days}`"
        ),
        Plant(
            noReceipt,
            "    up_to: values.supervisor_max\n",
            "",
            "a row that gives money needs a limit"
        ),
        Plant(
            noReceipt,
            "up_to: values.manager_max",
            "up_to: 250",
            "a limit of money needs a currency"
        ),
        Plant(noReceipt, "'changed_mind'", "'changed_mnd'", "`case.reason` is never `changed_mnd`"),
        Plant(
            "policies/returns/wrong-item.yaml",
            "topic: returns",
            "topic: retuns",
            "unknown topic `retuns`"
        ),
        Plant(
            noReceipt,
            "    when: \"!case.receipt\"\n",
            "    when: !case.receipt\n",
            "`!case.receipt` is read as a YAML tag, not as text"
        ),
        Plant(
            "policies/returns/defect.yaml",
            "title:\n  en:",
            "title:\n  eng:",
            "the text in `en`, the source language of the book, is missing"
        ),
        Plant(
            "policies/returns/with-receipt.yaml",
            "version: 2",
            "version: 1",
            "version 1 of `returns.with-receipt` is given twice"
        ),
        Plant(
            "policies/service/phone-line.yaml",
            "effective_from: ",
            "effective_from: 2030-01-01 # ",
            "before version 1 (2030-01-01"
        ),
        Plant(
            "policies/cafe/spilled-drink.yaml",
            "  to: manager",
            "  to: partner_agent",
            "`partner_agent` holds no row of this policy, so it cannot decide"
        ),
        Plant(
            "policies/cafe/late-order.yaml",
            "status: published",
            "status: withdrawn",
            "a withdrawn version needs documentation, online_support and training"
        ),
        Plant(
            "policies/service/your-voice.yaml",
            "version: 1\n",
            "version: 1\nfallback: true\n",
            "is the fallback of the book already"
        ),
        Plant(
            "policies/delivery/late.yaml",
            "version: 1\n",
            "version: 1\nversion: 1\n",
            "the key `version` is given more than once"
        ),
        Plant(
            "policies/service/your-voice.yaml",
            "version: 1\n",
            "version: 1\nvisiblity: staff\n",
            "policy: unknown key `visiblity`"
        ),
        Plant(
            "policies/service/rude-service.yaml",
            "version: 1\n",
            "version: 1_000\n",
            "`version` must be a whole number from 1 to 1000000, not `1_000`"
        ),
        Plant(
            "policies/returns/money-back.yaml",
            "version: 1\n",
            "version: 1\nmaterial: no\n",
            "`material` must be true or false, not `no`"
        ),
        Plant(
            "policies/service/answer-times.yaml",
            "owner: ",
            "owner: the team: ",
            "a `:` is not expected here"
        ),
        Plant(
            "policies/payments/overcharge.yaml",
            "owner: ",
            "owner: {days} ",
            "`{` begins a mapping, and text follows its end"
        ),
        Plant(
            "policies/payments/declined-card.yaml",
            "owner: ",
            "owner: *",
            "`*` begins an alias"
        ),
        Plant("surveys/after-call.yaml", "kind: rating", "kind: stars", "`kind` must be one of"),
    ]

    static let warnings = [
        Plant(
            noReceipt,
            "within {window_days, plural, one {# day} other {# days}}. We look",
            "within 30 days. We look",
            "`30` is written out, and `window_days` holds it"
        ),
        Plant(
            noReceipt,
            "review_by: 2027-03-01",
            "review_by: 2026-03-01",
            "`returns.no-receipt` was to be looked at again by 2026-03-01"
        ),
        Plant(
            noReceipt,
            "silver: 40.00 EUR, ",
            "",
            "`tables.ceiling` has no row for `silver`, which `customer.tier` can be"
        ),
        Plant(
            noReceipt,
            "few {# дней} many {# дней} ",
            "",
            "the plural of `window_days` lacks `few`, `many`, which `ru` tells apart"
        ),
        Plant(
            "policies/returns/defect.yaml",
            "  nl: \"Het is stuk of heeft nooit gewerkt\"\n",
            "",
            "a text has no `nl`"
        ),
        Plant(
            "policies/returns/with-receipt.yaml",
            "version: 2\n",
            "version: 2\ntranslations: { lv: 1 }\n",
            "the texts in `lv` are those of version 1, this is version 2"
        ),
        Plant(
            "book.yaml",
            "currency: EUR\n",
            "currency: EUR\nreading_level: { lv: 40 }\n",
            "and `lv` has at most 40"
        ),
    ]

    @Test func `finds every error planted in the example book`() throws {
        let result = try plant(Self.errors)
        #expect(result.book == nil)
        for plant in Self.errors {
            #expect(
                result.errors.contains { $0.file == plant.file && $0.message.contains(plant.said) },
                "\(plant.file): \(plant.said)"
            )
        }
    }

    @Test func `finds every warning planted in the example book`() throws {
        let result = try plant(Self.warnings)
        #expect(result.errors.isEmpty)
        for plant in Self.warnings {
            #expect(
                result.warnings.contains { warning in
                    (warning.file == plant.file || plant.file == "book.yaml")
                        && warning.message.contains(plant.said)
                },
                "\(plant.file): \(plant.said)"
            )
        }
    }

    @Test func `finds roles that go in a circle in the example book`() throws {
        let result = try plant([Plant("book.yaml", "  agent: {}", "  agent: { over: manager }", "")]
        )
        #expect(
            result.errors.map(\.message) == [
                "the roles go in a circle: agent → senior → supervisor → manager → agent"
            ]
        )
    }

    @Test func `the example book itself has neither`() throws {
        let result = try plant([])
        #expect(result.errors == [] && result.warnings == [])
    }

    /// Loads the example book with the changes, on a day on which it is up to date.
    private func plant(_ plants: [Plant]) throws -> LoadResult {
        var files = BookFiles(directory: Repository.path("Config/book")).files
        for plant in plants {
            let index = try #require(files.firstIndex { $0.path == plant.file })
            let text = String(decoding: files[index].content, as: UTF8.self)
            let changed = text.replacing(plant.old, with: plant.new, maxReplacements: 1)
            #expect(changed != text, "\(plant.file) has no `\(plant.old)`")
            files[index] = BookFiles.File(path: plant.file, content: Data(changed.utf8))
        }
        return BookLoader(today: CalendarDate(iso8601: "2026-06-01")).load(BookFiles(files))
    }
}
