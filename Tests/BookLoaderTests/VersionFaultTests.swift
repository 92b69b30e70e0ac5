import Testing

@testable import BookLoader

struct VersionFaultTests {
    @Test func `refuses a number given twice unless only_in keeps them apart`() throws {
        let book = try TemporaryBook([
            "policies/b.yaml": TemporaryBook.policy("only_in: { country: [LV] }"),
            "policies/c.yaml": TemporaryBook.policy("only_in: { country: [EE] }"),
        ])
        #expect(
            book.faults(in: "policies/b.yaml") == [
                "2:1 version 1 of `a` is given twice, first in policies/a.yaml:2"
                    + " | number it anew, or keep them apart by `only_in`",
                "policies/c.yaml 2:1 version 1 of `a` is given twice, first in policies/a.yaml:2"
                    + " | number it anew, or keep them apart by `only_in`",
            ]
        )
        try book.write(
            TemporaryBook.policy("only_in: { country: [LT] }"),
            to: "policies/a.yaml"
        )
        #expect(book.load().errors.isEmpty)
    }

    @Test func `refuses a higher number in force before a lower one`() throws {
        let early = TemporaryBook.policy("", version: 2)
            .replacing("2026-01-01", with: "2025-01-01")
        let book = try TemporaryBook([
            "policies/a.yaml": TemporaryBook.policy("") + "\n---\n" + early
        ])
        #expect(
            book.faults(in: "policies/a.yaml") == [
                "14:1 version 2 of `a` is in force from 2025-01-01, before version 1 "
                    + "(2026-01-01, policies/a.yaml:6)"
                    + " | versions come into force in the order of their numbers"
            ]
        )
        try book.write(
            TemporaryBook.policy("") + "\n---\n" + early + "status: draft",
            to: "policies/a.yaml"
        )
        #expect(book.load().errors.isEmpty)
    }

    @Test func `refuses two fallback policies`() throws {
        let book = try TemporaryBook([
            "policies/a.yaml": TemporaryBook.policy("fallback: true"),
            "policies/b.yaml": TemporaryBook.policy("fallback: true", id: "b"),
        ])
        #expect(
            book.faults(in: "policies/b.yaml") == [
                "7:1 `a` is the fallback of the book already (policies/a.yaml:7)"
                    + " | a book has one policy for what no other foresees"
            ]
        )
    }

    @Test func `tells the faults of all files at once and sorted`() throws {
        let book = try TemporaryBook([
            "policies/b.yaml": "id: [\n",
            "policies/c.yaml": TemporaryBook.policy("x: 1\ny: 2", id: "c"),
            "book.yaml": TemporaryBook.book + "\nx: 1",
        ])
        let places = book.load().errors.map { "\($0.file):\($0.position.line)" }
        #expect(
            places == [
                "book.yaml:20", "policies/b.yaml:2", "policies/c.yaml:7", "policies/c.yaml:8",
            ]
        )
    }

    @Test func `writes a fault as compilers do`() throws {
        let book = try TemporaryBook(["policies/a.yaml": TemporaryBook.policy("discretio: []")])
        #expect(
            book.load().errors.first?.description == """
                policies/a.yaml:7:1: error: policy: unknown key `discretio`
                    discretio: []
                    ^
                    hint: did you mean `discretion`?
                """
        )
    }
}
