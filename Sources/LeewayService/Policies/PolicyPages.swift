import HTTPWire
import PolicyBook

/// The public policies of a book, each version rendered ahead in every language.
struct PolicyPages: Sendable {
    private let book: PolicyBook
    /// By policy, version and language, in the book's order; empty for what the public never sees.
    private let pages: [[[PolicyPage]]]

    init(_ book: PolicyBook) {
        self.book = book
        pages = book.policies.map { policy in
            policy.versions.map { version in
                guard version.isPublic else { return [] }
                return book.formats.map { PolicyPage(version, $0, book: book) }
            }
        }
    }

    /// Every page there is: a version that comes into force tomorrow is found tomorrow.
    var all: [PolicyPage] { pages.flatMap { $0.flatMap(\.self) } }

    /// The public policies in force on that day, in the book's order, in one language.
    func inForce(on day: CalendarDate, _ locale: LocaleTag) -> [PolicyPage] {
        book.policies.compactMap { policy in
            policy.inForce(on: day).flatMap { page(policy, $0, locale) }
        }
    }

    /// A version's page; nil where the public does not see it.
    func page(_ policy: Policy, _ version: PolicyVersion, _ locale: LocaleTag) -> PolicyPage? {
        guard let policyIndex = book.policies.firstIndex(where: { $0.id == policy.id }),
            let versionIndex = policy.versions.firstIndex(where: { $0.version == version.version }),
            let localeIndex = book.locales.firstIndex(of: locale),
            pages[policyIndex][versionIndex].indices.contains(localeIndex)
        else { return nil }
        return pages[policyIndex][versionIndex][localeIndex]
    }
}

extension PolicyVersion {
    /// Whether anyone may read it: published or withdrawn, and not for staff alone.
    var isPublic: Bool {
        visibility == .public && status != .draft
    }
}
