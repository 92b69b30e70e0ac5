import PolicyBook
import Testing

@testable import BookLoader

/// What the example book promises to show, counted on the book as it is shipped.
struct ExampleBookTests {
    private let book: PolicyBook

    init() throws {
        book = try #require(BookLoader.load(Repository.path("Config/book")).book)
    }

    private var current: [PolicyVersion] {
        book.policies.compactMap { $0.versions.last { $0.status == .published } }
    }

    @Test func `has at least sixteen policies, fourteen of them public`() {
        #expect(current.count >= 16)
        #expect(current.count { $0.visibility == .public } >= 14)
        #expect(current.count(where: \.isFallback) == 1)
        #expect(book.policies.contains { $0.versions.count > 1 })
    }

    @Test func `speaks five languages everywhere`() {
        #expect(book.locales.map(\.text) == ["en", "nl", "lv", "ru", "uk"])
        for version in current {
            #expect(version.title.locales.count == 5, "\(version.id)")
            #expect(version.plain.locales.count == 5, "\(version.id)")
        }
    }

    @Test func `knows how customers say it`() {
        for version in current {
            for locale in book.locales {
                let situations = version.situations[locale] ?? []
                let least = locale == book.locales[0] ? 10 : 3
                #expect(situations.count >= least, "\(version.id) in \(locale)")
            }
        }
    }

    @Test func `has the cases that every shop meets`() {
        let ids = Set(book.policies.map(\.id))
        #expect(
            ids.isSuperset(of: [
                "returns.with-receipt", "returns.no-receipt", "returns.defect",
                "returns.changed-mind", "returns.money-back", "cafe.late-order",
                "cafe.spilled-drink", "service.rude-service", "payments.declined-card",
                "payments.overcharge", "delivery.late", "service.phone-line",
                "partners.pickup-points", "general.fallback",
            ])
        )
        let guarantee = current.first { $0.id == "returns.money-back" }
        #expect(guarantee?.visibility == .staff)
        #expect(guarantee?.discretion.rows.contains { $0.offer == .onRequest } == true)
    }
}
