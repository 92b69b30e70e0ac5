import Foundation
import Testing

/// `leeway check` on two books that hold every kind of fault which the documentation of the policy
/// book names, in all its forms, word for word.
struct CheckReportTests {
    @Test(
        arguments: ["errors", "warnings"]
            .flatMap { book in
                ["text", "json", "github"].map { (book, $0) }
            }
    )
    func `says the same word for word`(book: String, format: String) throws {
        let folder = "Tests/Fixtures/Check/\(book)"
        let check = try Binary.run(["check", "--strict", "--format", format, folder])
        #expect(check.status == (book == "errors" ? 1 : 2))
        let golden = Binary.root.appending(path: "Tests/Fixtures/Check/\(book).\(format)")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Data(check.output.utf8).write(to: golden)
        }
        #expect(try check.output == String(contentsOf: golden, encoding: .utf8))
    }

    /// The kinds in the order of the documentation, each with words of what is said of it.
    static let errors = [
        ("an unknown topic", "unknown topic `retuns`"),
        ("an unknown key", "policy: unknown key `visiblity`"),
        ("an unknown remedy", "unknown remedy `refnd`"),
        ("an unknown role", "unknown role `agnt`"),
        ("an unknown fact", "`case.reciept` is not declared"),
        ("an unknown value", "`values.smal` is not declared"),
        ("a placeholder of nothing", "the text inserts `{window_days}`"),
        ("a type that does not fit", "the expression gives money where bool is expected"),
        ("a truth value that is none", "`material` must be true or false, not `no`"),
        ("a day that is none", "`review_by` must be a date"),
        ("a missing source text", "the text in `en`, the source language of the book, is missing"),
        ("a placeholder that a translation lacks", "the translation lacks `{days}`"),
        ("a version given twice", "version 1 of `overlapping` is given twice"),
        ("a higher version before a lower one", "before version 1 (2026-03-01"),
        ("a role cycle", "the roles go in a circle: agent → senior → manager → agent"),
        ("an escalation target without authority", "`partner` holds no row of this policy"),
        ("a withdrawal without readiness", "a withdrawn version needs documentation"),
        ("a money row without a limit", "a row that gives money needs a limit"),
        ("a money limit without a currency", "a limit of money needs a currency"),
        ("two fallback policies", "is the fallback of the book already"),
    ]

    static let warnings = [
        ("a missing language", "a text has no `nl`"),
        ("texts older than their source", "the texts in `nl` are those of version 1"),
        ("a number written out", "`30` is written out, and `window_days` holds it"),
        ("a text that is hard to read", "this text is hard to read: LIX"),
        ("a row that can never apply", "the row `idle` can never apply"),
        ("a row in the shadow of another", "the row `shadowed` never decides"),
        ("the same remedy in two policies", "`other` of `twice` does so too"),
        ("a refusal without an alternative", "the refusal by `no` offers no alternative"),
        ("an amount that no role can approve", "of which budgets leave no role more than"),
        ("a loyal tier that gets less", "a customer of tier `gold` gets less `refund`"),
        ("a review date that has passed", "was to be looked at again by 2020-02-01"),
        ("a claim that alone decides", "`case.loss`, which the customer tells, alone decides"),
    ]

    @Test func `finds every kind of error, and nearly each with what to do`() throws {
        let faults = try faults("errors")
        for (kind, words) in Self.errors {
            #expect(faults.contains { $0.message.contains(words) }, "\(kind)")
        }
        let hints = faults.compactMap(\.hint)
        for name in ["returns", "visibility", "refund", "agent", "case.receipt", "values.small"] {
            #expect(hints.contains("did you mean `\(name)`?"), "\(name)")
        }
        #expect(hints.contains("write `100 EUR`"))
    }

    @Test func `finds every kind of warning, and nothing of others`() throws {
        let faults = try faults("warnings")
        for (kind, words) in Self.warnings {
            #expect(faults.contains { $0.message.contains(words) }, "\(kind)")
        }
        for fault in faults {
            #expect(
                Self.warnings.contains { fault.message.contains($0.1) }
                    || fault.message.contains("does so too"),
                "\(fault.message)"
            )
        }
    }

    private func faults(_ book: String) throws -> [(message: String, hint: String?)] {
        let folder = "Tests/Fixtures/Check/\(book)"
        let output = try Binary.run(["check", "--format", "json", folder]).output
        let report = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
        let faults = try #require(report?["faults"] as? [[String: Any]])
        return try faults.map {
            (try #require($0["message"] as? String), $0["hint"] as? String)
        }
    }
}
