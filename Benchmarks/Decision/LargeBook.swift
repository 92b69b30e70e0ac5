internal import CEL
internal import Foundation
internal import PolicyBook

/// A book of a hundred policies with ten rows each, over four remedies and three roles.
struct LargeBook {
    let book: PolicyBook

    private static let declared: [DeclaredFact] = [
        DeclaredFact(.customer, "tier", .enumeration(["standard", "silver", "gold"])),
        DeclaredFact(.customer, "refunds_90d", .int),
        DeclaredFact(.case, "receipt", .bool), DeclaredFact(.case, "own_order", .bool),
        DeclaredFact(.case, "worn", .bool), DeclaredFact(.case, "total", .money),
        DeclaredFact(.case, "bought_on", .date),
        DeclaredFact(.context, "country", .string), DeclaredFact(.context, "channel", .string),
    ]

    init() throws {
        guard let english = LocaleTag("en"), let dutch = LocaleTag("nl"),
            let zone = TimeZone(identifier: "Europe/Riga"), let euro = Currency("EUR"),
            let roles = RoleHierarchy([
                .init(id: "agent"), .init(id: "supervisor", over: "agent"),
                .init(id: "manager", over: "supervisor"),
            ]), let start = CalendarDate(iso8601: "2026-01-01")
        else { throw Money.Fault.malformed }
        func text(_ words: String) throws -> LocalizedText {
            LocalizedText(
                try MessagePattern(parsing: words),
                in: english,
                translations: [(dutch, try MessagePattern(parsing: "NL \(words)"))]
            )
        }
        let schema = FactSchema(Self.declared)
        var preamble = PolicyBook.Preamble(
            name: "Large",
            locales: [english, dutch],
            timeZone: zone,
            currency: euro,
            facts: schema,
            roles: roles
        )
        preamble.topics = ["returns"]
        preamble.remedies = try ["refund", "gift_card", "voucher", "credit"]
            .map { Remedy(id: $0, kind: .money, label: try text($0)) }
        preamble.budgets = [
            Budget(
                id: "day",
                per: .staff,
                window: .day,
                limit: .everyRole(try Money(parsing: "2000.00 EUR")),
                beyond: .escalate
            )
        ]
        let environment = BookEnvironment(schema, timeZone: zone)
        let policies = try (0..<100)
            .map { index in
                try Self.policy(index, start, environment, preamble.remedies.map(\.id), text)
            }
        book = PolicyBook(preamble, policies: policies, digest: "sha256:0")
    }

    private static func policy(
        _ index: Int,
        _ start: CalendarDate,
        _ book: BookEnvironment,
        _ remedies: [String],
        _ text: (String) throws -> LocalizedText
    ) throws -> Policy {
        let id = "returns.p\(index)"
        var version = PolicyVersion(
            id: id,
            version: 1,
            topic: "returns",
            title: try text("Title"),
            plain: try text("Plain"),
            effectiveFrom: start
        )
        version.values = [
            NamedValue(name: "window_days", value: .integer(Int64(20 + index % 20))),
            NamedValue(name: "share", value: .percentage(Percentage(DecimalNumber(50)))),
        ]
        version.tables = [
            NamedValue(
                name: "ceiling",
                value: .table([
                    NamedValue(name: "standard", value: .money(try Money(parsing: "25.00 EUR"))),
                    NamedValue(name: "silver", value: .money(try Money(parsing: "40.00 EUR"))),
                    NamedValue(name: "gold", value: .money(try Money(parsing: "80.00 EUR"))),
                ])
            )
        ]
        let environment = book.adding(values: version.values, tables: version.tables)
        version.discretion.require = [
            Requirement(
                id: "own",
                condition: try environment.condition("case.own_order"),
                otherwise: nil
            )
        ]
        version.discretion.rows = try (0..<10)
            .map { row in
                var built = DiscretionRow(
                    id: "r\(row)",
                    remedies: row < 4 ? ["refund", "gift_card"] : [remedies[row % 4]],
                    roles: [row % 5 == 4 ? "supervisor" : "agent"],
                    condition: try environment.condition(
                        "!case.receipt && now < case.bought_on + days(values.window_days)"
                            + " && customer.tier in ['gold', 'silver']"
                    ),
                    limit: .upTo(
                        try environment.moneyLimit(
                            "min(tables.ceiling[customer.tier], percent(case.total, values.share))"
                        )
                    )
                )
                built.because = try text("You can have up to {limit} back.")
                return built
            }
        version.discretion.never = [
            Prohibition(
                id: "worn",
                remedies: ["refund"],
                condition: try environment.condition("case.worn"),
                tell: nil,
                staffNote: nil
            )
        ]
        return Policy(id: id, versions: [version])
    }
}
