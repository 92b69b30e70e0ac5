import Foundation
import Testing

@testable import BookLoader

/// Each fault of `book.yaml`; the text given stands before the line of the roles' heads.
struct BookFaultTests {
    static let head = "name: T\nlocales: [en, nl]\ntime_zone: Europe/Riga\ncurrency: EUR\n"

    static let books: [(String, [String])] = [
        (
            "name: T\n",
            [
                "1:1 book: `currency` is missing", "1:1 book: `locales` is missing",
                "1:1 book: `roles` is missing", "1:1 book: `time_zone` is missing",
            ]
        ),
        (
            "name: T\nlocales: [en, e_n, en]\ntime_zone: Europe/Rga\ncurrency: EUO\nroles: {}\n",
            [
                "2:15 `e_n` is no language tag | write it as BCP 47 does: `en`, `pt-BR`",
                "2:20 the language `en` stands twice",
                "3:12 unknown time zone `Europe/Rga` | did you mean `Europe/Riga`?",
                "4:11 `EUO` is not a currency of ISO 4217; did you mean `EUR`?",
                "5:8 a book needs at least one role",
            ]
        ),
        (
            head + "roles: { a: { escalates_to: b }, b: { escalates_to: a } }\n",
            [
                "5:10 the roles go in a circle: a → b → a"
                    + " | a role can neither stand over itself nor ask itself"
            ]
        ),
        (
            head + "roles: { a: { over: b }, b: { over: a } }\n",
            [
                "5:10 the roles go in a circle: a → b → a"
                    + " | a role can neither stand over itself nor ask itself"
            ]
        ),
        (
            head + "roles: { agent: { over: agnt } }\ndefault_role: agnet\n",
            [
                "5:25 unknown role `agnt` | did you mean `agent`?",
                "6:15 unknown role `agnet` | did you mean `agent`?",
            ]
        ),
        (
            head + "roles: { a: {} }\nfacts: { customer: { tier: strng, id: string, a-b: int } }\n",
            [
                "6:28 unknown type `strng` | did you mean `string`?",
                "6:35 `customer.id` is built in and need not be declared",
                "6:47 `a-b` cannot be named in expressions | use letters, digits and `_`",
            ]
        ),
        (
            head + "roles: { a: {} }\nfacts: { case: { x: [], y: [1], z: [a, a] }, cse: {} }\n",
            [
                "6:21 an enumeration needs at least one word",
                "6:29 a word of an enumeration must be text | put it in quotes",
                "6:40 the word `a` stands twice",
                "6:46 facts: unknown key `cse` | did you mean `case`?",
            ]
        ),
        (
            head + "roles: { a: {} }\nremedies: { r: { kind: quantity, label: R }, "
                + "s: { kind: money, unit: x, cost: 4.00, label: S } }\n",
            [
                "6:16 a quantity needs a `unit` to count",
                "6:64 only a quantity has a `unit`",
                "6:73 money costs what it is, it has no `cost`",
                "6:79 `cost` must be an amount with its currency, such as 25.00 EUR: "
                    + "`4.00` is not an amount such as `25.00 EUR`",
            ]
        ),
        (
            head
                + "roles: { a: {} }\n"
                + "budgets: [ { id: b, per: stuff, window: 3w, beyond: deny } ]\n",
            [
                "6:12 a budget needs a `limit`, a `count`, or both",
                "6:26 `stuff` is no fact, and none of staff, team, customer, case, policy, book"
                    + " | did you mean `staff`?",
            ]
        ),
        (
            head + "roles: { a: {} }\n"
                + "budgets: [ { id: b, per: staff, window: 3w, limit: { q: 1.00 EUR }, "
                + "beyond: deny } ]\n",
            [
                "6:41 `3w` is no window"
                    + " | write day, week, month, year or a number of days such as 90d",
                "6:54 unknown role `q` | did you mean `a`?",
            ]
        ),
        (
            head + "roles: { a: {} }\nentities: { staff: [ { type: user, id: m, role: b } ], "
                + "cases: [ { id: c }, { type: t, id: d, x: 1 } ] }\n",
            [
                "6:49 unknown role `b` | did you mean `a`?",
                "6:65 a case needs a `type` and an `id`",
                "6:94 unknown fact `case.x`",
            ]
        ),
        (
            head + "roles: { a: {} }\nnever: [ { id: n, when: 'zzz.x' } ]\n---\nname: U\n",
            [
                "8:1 `book.yaml` is one document"
            ]
        ),
    ]

    @Test(arguments: books)
    func `says what is wrong with the book`(text: String, faults: [String]) throws {
        let book = try TemporaryBook(["book.yaml": text])
        try FileManager.default.removeItem(atPath: book.directory + "/policies")
        #expect(book.faults(in: "book.yaml").filter { !$0.contains("zzz") } == faults)
    }

    static let surveys: [(String, [String])] = [
        (
            "id: s\ntitle: T\n"
                + "questions: [ { id: q, kind: choice, question: Q, options: { a: A } } ]",
            ["3:14 a choice needs at least two `options`"]
        ),
        (
            "id: s\ntitle: T\nquestions: [ { id: q, kind: stars, question: Q, options: {} } ]",
            ["3:29 `kind` must be one of rating, choice, text, not `stars`"]
        ),
        ("id: s\ntitle: T\nquestions: []", ["3:12 a survey needs at least one question"]),
        (
            "id: s\ntitle: T\nquestions: [ { id: q, kind: text, question: Q, options: { a: A } } ]",
            ["3:48 only a choice has `options`"]
        ),
        ("id: s", ["1:1 survey: `questions` is missing", "1:1 survey: `title` is missing"]),
        ("", ["1:1 there is nothing in this document"]),
    ]

    @Test(arguments: surveys)
    func `says what is wrong with a survey`(text: String, faults: [String]) throws {
        let book = try TemporaryBook(["surveys/s.yaml": text])
        #expect(book.faults(in: "surveys/s.yaml") == faults)
    }

    @Test func `two surveys cannot share an id`() throws {
        let survey = "id: s\ntitle: T\nquestions: [ { id: q, kind: text, question: Q } ]"
        let book = try TemporaryBook(["surveys/s.yaml": survey, "surveys/t.yaml": survey])
        #expect(book.faults(in: "surveys/t.yaml") == ["1:5 another survey has the id `s`"])
    }
}
