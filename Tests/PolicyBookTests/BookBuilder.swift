import CEL
import Foundation
import PolicyBook
import Testing

/// Builds books by hand, without files; a fault of a test's own book ends the test.
struct BookBuilder {
    var facts: [DeclaredFact] = []
    var roles: [RoleHierarchy.Role] = [.init(id: "agent")]
    var remedies: [Remedy] = [.init(id: "refund", kind: .money, label: text("Refund"))]
    var obligations: [Obligation] = []
    var budgets: [Budget] = []
    var house: [(id: String, remedies: [String], when: String?, tell: String?, note: String?)] = []
    var policies: [PolicyBuilder] = []
    var locales = ["en", "nl", "lv", "ru", "uk"]
    var zone = "Europe/Riga"
    var topics = ["returns"]
    var defaultRole: String?

    func build() throws -> PolicyBook {
        let schema = FactSchema(facts)
        let timeZone = try #require(TimeZone(identifier: zone))
        let environment = BookEnvironment(schema, timeZone: timeZone)
        var preamble = PolicyBook.Preamble(
            name: "Harbour Goods",
            locales: try locales.map { try #require(LocaleTag($0)) },
            timeZone: timeZone,
            currency: try #require(Currency("EUR")),
            facts: schema,
            roles: try #require(RoleHierarchy(roles))
        )
        preamble.topics = topics
        preamble.defaultRole = defaultRole
        preamble.remedies = remedies
        preamble.obligations = obligations
        preamble.budgets = budgets
        preamble.never = try house.map { never in
            Prohibition(
                id: never.id,
                remedies: never.remedies,
                condition: try never.when.map { try environment.condition($0) },
                tell: never.tell.map { text($0) },
                staffNote: never.note.map { text($0) }
            )
        }
        let versions = try policies.map { try $0.build(environment, remedies) }
        let ids = Set(versions.map(\.id)).sorted()
        return PolicyBook(
            preamble,
            policies: ids.map { id in
                Policy(id: id, versions: versions.filter { $0.id == id })
            },
            digest: "sha256:test"
        )
    }
}

/// Builds one version of a policy.
struct PolicyBuilder {
    struct Row {
        var id: String
        var remedies = ["refund"]
        var roles = ["agent"]
        var when: String?
        /// An expression, an amount, `unlimited`, or nil for remedies without an amount.
        var upTo: String?
        var exactly: String?
        var offer = DiscretionRow.Offer.freely
        var after: [String] = []
        var confirm: [String] = []
        var also: [(remedy: String, upTo: String?)] = []
        var because: String?
        var otherwise: String?
    }

    struct Never {
        var id: String
        var remedies = ["refund"]
        var when: String?
        var tell: String?
        var note: String?
    }

    var id = "returns.test"
    var version = 1
    var topic = "returns"
    var status = PolicyVersion.Status.published
    var from = "2026-01-01"
    var grace = PolicyVersion.Grace.absent
    var readiness: PolicyVersion.Readiness?
    var isFallback = false
    var onlyIn: String?
    var title: LocalizedText = text("A policy")
    var plain: LocalizedText = text("Plain words.")
    var values: [NamedValue] = []
    var tables: [NamedValue] = []
    var require: [(id: String, when: String, otherwise: String?)] = []
    var rows: [Row] = []
    var never: [Never] = []
    var alternatives: [(remedy: String?, when: String?, text: String?)] = []
    var escalation: (to: String, exceptions: Bool)?
    var escalationText: String?
    var secondPersonWhen: String?
    var wording = Wording()
    var visibility = PolicyVersion.Visibility.public
    var situations: [String: [String]] = [:]
    var opportunities: [(when: String?, text: String)] = []
    var resources: [Resource] = []

    func build(_ book: BookEnvironment, _ remedies: [Remedy]) throws -> PolicyVersion {
        let environment = book.adding(values: values, tables: tables)
        var built = PolicyVersion(
            id: id,
            version: version,
            topic: topic,
            title: title,
            plain: plain,
            effectiveFrom: try #require(CalendarDate(iso8601: from))
        )
        built.status = status
        built.grace = grace
        built.readiness = readiness
        built.isFallback = isFallback
        built.values = values
        built.tables = tables
        built.wording = wording
        built.visibility = visibility
        built.situations = Dictionary(
            uniqueKeysWithValues: situations.map { (tag($0.key), $0.value) }
        )
        built.resources = resources
        built.opportunities = try opportunities.map { opportunity in
            Opportunity(
                condition: try opportunity.when.map { try environment.condition($0) },
                text: text(opportunity.text)
            )
        }
        built.discretion.scope = try onlyIn.map { try environment.condition($0) }
        built.discretion.require = try require.map { requirement in
            Requirement(
                id: requirement.id,
                condition: try environment.condition(requirement.when),
                otherwise: requirement.otherwise.map { text($0) }
            )
        }
        built.discretion.rows = try rows.map { try $0.build(environment, remedies) }
        built.discretion.never = try never.map { never in
            Prohibition(
                id: never.id,
                remedies: never.remedies,
                condition: try never.when.map { try environment.condition($0) },
                tell: never.tell.map { text($0) },
                staffNote: never.note.map { text($0) }
            )
        }
        built.alternatives = try alternatives.map { alternative in
            Alternative(
                remedy: alternative.remedy,
                condition: try alternative.when.map { try environment.condition($0) },
                text: alternative.text.map { text($0) }
            )
        }
        built.discretion.escalation.to = escalation?.to
        built.discretion.escalation.text = escalationText.map { text($0) }
        built.discretion.escalation.allowsExceptions = escalation?.exceptions ?? false
        built.discretion.escalation.secondPersonWhen = try secondPersonWhen.map {
            try environment.condition($0)
        }
        return built
    }
}

extension PolicyBuilder.Row {
    func build(_ environment: BookEnvironment, _ known: [Remedy]) throws -> DiscretionRow {
        let isQuantity = known.contains { remedies.contains($0.id) && $0.kind == .quantity }
        func program(_ source: String) throws -> Condition {
            try isQuantity ? environment.quantityLimit(source) : environment.moneyLimit(source)
        }
        var limit = DiscretionRow.Limit.unlimited
        if let upTo, upTo != "unlimited" { limit = .upTo(try program(upTo)) }
        if let exactly { limit = .exactly(try program(exactly)) }
        let asked: BookEnvironment.AskedType =
            isQuantity ? .quantity : upTo ?? exactly == nil ? .any : .money
        var row = DiscretionRow(
            id: id,
            remedies: remedies,
            roles: roles,
            condition: try when.map { try environment.condition($0, asked: asked) },
            limit: limit
        )
        row.offer = offer
        row.after = after
        row.confirm = confirm
        row.also = try also.map { companion in
            DiscretionRow.Companion(
                remedy: companion.remedy,
                upTo: try companion.upTo.map { try environment.moneyLimit($0) }
            )
        }
        row.because = because.map { text($0) }
        row.otherwise = otherwise.map { text($0) }
        return row
    }
}

/// A text in English, with translations under their tags.
func text(_ english: String, _ translations: [String: String] = [:]) -> LocalizedText {
    LocalizedText(
        pattern(english),
        in: tag("en"),
        translations: translations.sorted { $0.key < $1.key }
            .map { (tag($0.key), pattern($0.value)) }
    )
}

/// A pattern of a test's own; one that is none stands as it is.
func pattern(_ source: String) -> MessagePattern {
    (try? MessagePattern(parsing: source)) ?? MessagePattern(verbatim: source)  // See above.
}

/// A tag of a test's own; `und` for one that is none.
func tag(_ text: String) -> LocaleTag {
    guard let tag = LocaleTag(text) ?? LocaleTag("und") else { fatalError("`und` is a tag") }
    return tag
}
