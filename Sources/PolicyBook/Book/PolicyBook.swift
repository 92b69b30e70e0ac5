package import Foundation

/// A company's whole book: immutable, replaced as a whole when its files change.
///
/// Shape: one reference, since every request takes a copy of it along.
package final class PolicyBook: Sendable {
    package let name: String
    /// The languages of the book; the first is the source language, never empty.
    package let locales: [LocaleTag]
    /// The zone in which dates and calendar windows are read.
    package let timeZone: TimeZone
    package let currency: Currency
    package let topics: [String]
    package let facts: FactSchema
    package let roles: RoleHierarchy
    /// The role of a caller that names none; nil: such a check is refused.
    package let defaultRole: String?
    /// In the order of the book.
    package let remedies: [Remedy]
    package let obligations: [Obligation]
    package let budgets: [Budget]
    /// Principles of the house; no discretion overrides them.
    package let never: [Prohibition]
    /// Known people and cases, for searches.
    package let entities: Entities
    /// In the order of their ids.
    package let surveys: [Survey]
    /// Sorted by id.
    package let policies: [Policy]
    /// `sha256:` and the hexadecimal digest of every file's path and content.
    package let digest: String
    /// By language, in the order of `locales`.
    package let formats: [LocaleFormat]
    /// The offsets of ``timeZone``, read once.
    let zone: ZoneOffsets
    let decisions: DecisionIndex
    let policyIndex: [String: Int]
    let remedyIndex: [String: Int]

    /// Makes the book and everything that lookups and decisions need of it.
    ///
    /// `policies` hold each id once; a second one of an id is passed over.
    package init(
        _ preamble: Preamble,
        policies: [Policy],
        digest: String
    ) {
        name = preamble.name
        locales = preamble.locales
        timeZone = preamble.timeZone
        currency = preamble.currency
        topics = preamble.topics
        facts = preamble.facts
        roles = preamble.roles
        defaultRole = preamble.defaultRole
        remedies = preamble.remedies
        obligations = preamble.obligations
        budgets = preamble.budgets
        never = preamble.never
        entities = preamble.entities
        surveys = preamble.surveys.sorted { $0.id < $1.id }
        self.policies = policies.sorted { $0.id < $1.id }
        self.digest = digest
        policyIndex = Dictionary(
            self.policies.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        remedyIndex = Dictionary(
            remedies.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        zone = ZoneOffsets(preamble.timeZone)
        decisions = DecisionIndex(
            policies: self.policies,
            remedies: remedies,
            never: never,
            budgets: budgets,
            roles: roles,
            facts: facts
        )
        let currencies = Self.currencies(preamble, policies)
        formats = locales.map { [timeZone] in
            LocaleFormat($0, timeZone: timeZone, currencies: currencies)
        }
    }

    /// The currencies that the book names.
    private static func currencies(_ preamble: Preamble, _ policies: [Policy]) -> Set<Currency> {
        var currencies: Set<Currency> = [preamble.currency]
        for value in policies.flatMap(\.versions).flatMap({ $0.values + $0.tables }) {
            value.value.collectCurrencies(into: &currencies)
        }
        return currencies
    }

    /// The policy of that id, whatever its versions' dates; nil where the book has none.
    package func policy(_ id: String) -> Policy? {
        policyIndex[id].map { policies[$0] }
    }

    /// The remedy of that id; nil where the book declares none.
    package func remedy(_ id: String) -> Remedy? {
        remedyIndex[id].map { remedies[$0] }
    }

    /// The survey of that id; nil where the book has none.
    package func survey(_ id: String) -> Survey? {
        surveys.first { $0.id == id }
    }

    /// The calendar day on which `instant` falls in the book's zone.
    package func day(of instant: Instant) -> CalendarDate {
        CalendarDate(instant, in: zone)
    }

    /// The first moment of a day in the book's zone.
    package func start(of day: CalendarDate) -> Instant {
        day.start(in: zone)
    }
}

extension PolicyBook {
    /// What `book.yaml` and the surveys say: everything of a book but its policies.
    package struct Preamble: Sendable {
        package var name: String
        package var locales: [LocaleTag]
        package var timeZone: TimeZone
        package var currency: Currency
        package var topics: [String] = []
        package var facts: FactSchema
        package var roles: RoleHierarchy
        package var defaultRole: String?
        package var remedies: [Remedy] = []
        package var obligations: [Obligation] = []
        package var budgets: [Budget] = []
        package var never: [Prohibition] = []
        package var entities = Entities()
        package var surveys: [Survey] = []

        package init(
            name: String,
            locales: [LocaleTag],
            timeZone: TimeZone,
            currency: Currency,
            facts: FactSchema,
            roles: RoleHierarchy
        ) {
            self.name = name
            self.locales = locales
            self.timeZone = timeZone
            self.currency = currency
            self.facts = facts
            self.roles = roles
        }
    }
}
