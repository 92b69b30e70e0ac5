import Testing

@testable import BookLoader

/// Each fault of a policy with its place and text; the text given begins in line 7.
struct PolicyFaultTests {
    static let keys: [(String, [String])] = [
        ("steps: {}", ["7:8 the text in `en`, the source language of the book, is missing"]),
        ("discretio: []", ["7:1 policy: unknown key `discretio` | did you mean `discretion`?"]),
        (
            "status: publisht",
            [
                "7:9 `status` must be one of draft, published, withdrawn, not `publisht`"
                    + " | did you mean `published`?"
            ]
        ),
        ("material: no", ["7:11 `material` must be true or false, not `no`"]),
        (
            "review_by: 2026-02-30",
            ["7:12 `review_by` must be a date such as 2026-03-01, not `2026-02-30`"]
        ),
        ("applies_to: staff", ["7:13 `applies_to` must be a list, not `staff`"]),
        ("why: { benefit: 5 }", ["7:17 `benefit` must be text, not a number | put it in quotes"]),
        ("rule: { en: }", ["7:13 `en` must be text, not nothing"]),
        ("rule: { en: [a] }", ["7:13 `en` must be text, not a list"]),
        ("rule: '  '", ["7:7 `rule` must be text, and this is empty"]),
        (
            "rule: {limit}",
            [
                "7:7 `{limit}` is read as a mapping, not as text"
                    + " | put text that begins with `{` in quotes"
            ]
        ),
        ("survey: none", ["7:9 unknown survey `none` | the book declares none"]),
        (
            "resources: [ { kind: link, label: x, target: 'javascript:x()' } ]",
            [
                "7:46 `javascript:x()` is no link"
                    + " | a link begins with https://, http://, mailto:, tel: or /"
            ]
        ),
        (
            "resources: [ { kind: phone } ]",
            ["7:14 resource: `label` is missing", "7:14 resource: `target` is missing"]
        ),
        (
            "grace: none\ngrace_until: 2026-03-01",
            ["8:1 `grace: none` and `grace_until` contradict each other"]
        ),
        ("grace_until: 2025-03-01", ["7:1 grace ends before the version is in force"]),
        ("announced_on: 2026-03-01", ["7:1 announced only after it is in force"]),
        (
            "status: withdrawn",
            [
                "7:1 a withdrawn version needs documentation, online_support and training"
                    + " | say under `readiness` where customers find them; `pending` if not yet"
            ]
        ),
        (
            "readiness: { documentation: soon, training: later }",
            [
                "7:29 `soon` is no link"
                    + " | a link begins with https://, http://, mailto:, tel: or /",
                "7:45 `training` must be a date such as 2026-03-01 or `pending`, not `later`",
            ]
        ),
        ("translations: { nl: 2 }", ["7:21 version 2 is later than this one, which is version 1"]),
        ("translations: { de: 1 }", ["7:17 `de` is no language of the book | the book has en, nl"]),
        (
            "only_in: { county: [LV] }",
            ["7:12 unknown fact `context.county` | did you mean `country`?"]
        ),
        ("only_in: { country: [] }", ["7:21 an empty list confines the version to nothing"]),
    ]

    @Test(arguments: keys)
    func `says what is wrong with a key`(text: String, faults: [String]) throws {
        try expect(text, faults)
    }

    static let texts: [(String, [String])] = [
        (
            "rule: { nl: Regel }",
            ["7:7 the text in `en`, the source language of the book, is missing"]
        ),
        (
            "rule: { en: Rule, de: Regel }",
            ["7:19 `de` is no language of the book | the book has en, nl"]
        ),
        ("rule: { en: Rule, EN: Rule }", ["7:19 the language `en` is given twice"]),
        (
            "values: { days: 3 }\nrule: { en: 'In {dys} days' }",
            [
                "8:17 the text inserts `{dys}`, which is no value, fact, `limit` or `asked`"
                    + " | did you mean `{days}`?"
            ]
        ),
        (
            "values: { days: 3 }\nrule: { en: 'In {days} days', nl: In dagen }",
            ["8:35 the translation lacks `{days}`, which the source text has"]
        ),
        (
            "values: { days: 3 }\nsteps:\n  en: [ 'In {days} days' ]\n  nl: [ In dagen ]",
            ["10:7 the translation lacks `{days}`, which the source text has"]
        ),
        ("rule: 'Up to {limit'", ["7:14 `{` is not closed"]),
        ("rule: |\n  One\n  two {limit, plural, one {x}}", ["9:30 `other` is missing"]),
    ]

    @Test(arguments: texts)
    func `says what is wrong with a text`(text: String, faults: [String]) throws {
        try expect(text, faults)
    }

    static let values: [(String, [String])] = [
        (
            "values: { x: 25.00 EUX }",
            ["7:14 `EUX` is not a currency of ISO 4217; did you mean `EUR`?"]
        ),
        ("values: { x: 25.001 EUR }", ["7:14 `25.001 EUR` has more than the 2 decimals of EUR"]),
        (
            "values: { x: '25', y: 25.00 eur }",
            ["7:23 `25.00 eur` is not an amount such as `25.00 EUR`"]
        ),
        ("values: { x: ten% }", ["7:14 `ten%` is no share | write it as `12.5%`"]),
        ("values: { x: }", ["7:14 `x` must be a value, not nothing"]),
        (
            "values: { in: 5 }",
            [
                "7:11 `in` cannot be named in expressions"
                    + " | use letters, digits and `_`, and no word of CEL such as `in`"
            ]
        ),
        (
            "values: { x: { a: 1 } }",
            [
                "7:14 a value with parts must be one amount for each currency"
                    + " | values by a fact belong under `tables`"
            ]
        ),
        (
            "values: { x: { EUR: 1.00, USD: 1.001 } }",
            ["7:32 `1.001` has more than the 2 decimals of USD"]
        ),
        (
            "tables: { t: { standard: 5.00 EUR, gold: 8 } }",
            [
                "7:42 this is a whole number, and the first is an amount"
                    + " | write its currency as well"
            ]
        ),
    ]

    @Test(arguments: values)
    func `says what is wrong with a value`(text: String, faults: [String]) throws {
        try expect(text, faults)
    }

    private func expect(_ text: String, _ faults: [String]) throws {
        let book = try TemporaryBook(["policies/a.yaml": TemporaryBook.policy(text)])
        #expect(book.faults(in: "policies/a.yaml") == faults)
    }
}
