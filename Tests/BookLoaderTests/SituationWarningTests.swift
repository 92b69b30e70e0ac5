import Testing

@testable import BookLoader

/// Policies that search cannot tell apart by what customers say.
struct SituationWarningTests {
    private func warnings(
        _ first: [String],
        _ second: [String],
        compares: Bool = true
    ) throws
        -> [String]
    {
        func policy(_ id: String, _ situations: [String]) -> String {
            let quoted = situations.map { "\"\($0)\"" }.joined(separator: ", ")
            return TemporaryBook.policy("situations: { en: [ \(quoted) ] }", id: id)
        }
        let book = try TemporaryBook([
            "policies/a.yaml": policy("a", first), "policies/b.yaml": policy("b", second),
        ])
        let result = BookLoader(checksMeaning: compares).load(book.directory)
        #expect(result.errors.isEmpty, "\(result.errors)")
        return result.warnings.map(\.headline).filter { $0.contains("hard to tell") }
    }

    private static let parcels = [
        "my parcel is late", "the parcel has not come", "my box came broken", "a torn sleeve",
    ]
    private static let sameParcels = [
        "my parcel is so late", "why has the parcel not come", "my parcel was late again",
        "the parcel has still not come",
    ]

    @Test func `warns of a policy whose situations sound like another's`() throws {
        let warnings = try warnings(Self.parcels, Self.sameParcels)
        let warning = try #require(warnings.first { $0.contains("`a` is hard to tell from") })
        #expect(
            warning.hasPrefix("policies/a.yaml:2:1: warning: `a` is hard to tell from `b` in `en`")
        )
        #expect(warning.contains("2 of its situations"))
        #expect(warning.contains("`my parcel is late`"))
    }

    @Test func `does not look where it is not asked to, for it takes a search for each`() throws {
        #expect(try warnings(Self.parcels, Self.sameParcels, compares: false).isEmpty)
    }

    @Test func `does not warn of one situation that could be either's`() throws {
        let one = [Self.parcels[0]] + Self.parcels[2...]
        #expect(try warnings(one, Self.sameParcels).isEmpty)
    }

    @Test func `does not warn of policies of different matters`() throws {
        let cards = ["my card was declined", "the till would not take my card", "card refused"]
        #expect(try warnings(Self.parcels, cards).isEmpty)
    }

    @Test func `finds nothing hard to tell apart in the example book`() {
        let result = BookLoader(checksMeaning: true).load(Repository.path("Config/book"))
        #expect(result.warnings.filter { $0.message.contains("hard to tell") } == [])
    }
}
