internal import CEL
internal import PolicyBook
internal import TestSupport

/// Checks that chance makes of a book's own words, the same for the same seed.
///
/// Two builds that answer all of them alike decide alike: a change for speed may change no octet.
struct RandomChecks {
    private let book: PolicyBook
    private var random: SplitMix64
    /// The texts that the conditions of the book compare with.
    private let words: [String]

    init(_ book: PolicyBook, seed: UInt64) {
        self.book = book
        random = SplitMix64(state: seed)
        let sources = book.policies.flatMap(\.versions).flatMap { $0.discretion.sources }
        let quoted = sources.flatMap { source in
            source.split(separator: "'", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset % 2 == 1 }.map { String($0.element) }
        }
        words = Set(quoted).union(["LV", "chat", "other"]).sorted()
    }

    /// The moment of the next check.
    mutating func moment() -> Instant {
        let days = ["2025-06-01", "2026-01-31", "2026-08-15", "2026-11-22", "2027-02-01"]
        return Instant(rfc3339: "\(pick(days))T\(pick(["03:00:00Z", "10:30:00Z"]))")
            ?? Instant(seconds: 0)
    }

    /// The content of the next check.
    mutating func content() -> String {
        var members: [String] = []
        let remedy = book.remedies[Int.random(in: book.remedies.indices, using: &random)]
        members.append(#""remedy":"\#(remedy.id)""#)
        if chance(of: 3, in: 4) {
            switch remedy.kind {
            case .money: members.append(#""amount":\#(money())"#)
            case .quantity: members.append(#""quantity":\#(Int.random(in: 0...4, using: &random))"#)
            case .action, .item, .gesture, .handover: break
            }
        }
        if chance(of: 1, in: 2) {
            let speaking = book.policies.filter { policy in
                policy.versions.contains { $0.discretion.speaks(of: remedy.id) }
            }
            if let policy = speaking.randomElement(using: &random) {
                members.append(#""policy":"\#(policy.id)""#)
            }
        } else if chance(of: 1, in: 4), let topic = book.topics.randomElement(using: &random) {
            members.append(#""topic":"\#(topic)""#)
        }
        for group in FactGroup.allCases { members.append(facts(of: group)) }
        if chance(of: 1, in: 2) { members.append(#""asked_for":true"#) }
        if chance(of: 1, in: 4) { members.append(#""trace":true"#) }
        let names = book.facts.facts.filter { _ in chance(of: 2, in: 3) }.map(\.qualifiedName)
        members.append(#""verified":[\#(names.map { "\"\($0)\"" }.joined(separator: ","))]"#)
        let rows = book.policies.flatMap(\.versions).flatMap(\.discretion.rows).map(\.id)
        let tried = rows.filter { _ in chance(of: 1, in: 6) }
        members.append(#""tried":[\#(tried.map { "\"\($0)\"" }.joined(separator: ","))]"#)
        let locale = pick(book.locales.map(\.text) + ["nl-BE", "fr", "sr-Latn"])
        if chance(of: 5, in: 6) { members.append(#""locale":"\#(locale)""#) }
        return "{\(members.joined(separator: ","))}"
    }

    private mutating func facts(of group: FactGroup) -> String {
        var members: [String] = []
        for fact in book.facts.facts where fact.group == group && chance(of: 5, in: 6) {
            let isRole = group == .staff && fact.name == "role"
            let value = isRole ? "\"\(pick(book.roles.roles.map(\.id)))\"" : value(of: fact.type)
            members.append("\"\(fact.name)\":\(value)")
        }
        return #""\#(group.rawValue)":{\#(members.joined(separator: ","))}"#
    }

    private mutating func value(of type: FactType) -> String {
        switch type {
        case .bool: return pick(["true", "false", "false"])
        case .int: return pick(["0", "1", "2", "5", "12", "25", "70", "400"])
        case .decimal: return pick(["0.5", "1", "2.75"])
        case .string: return "\"\(pick(words))\""
        case .money: return money()
        case .date:
            return "\"\(pick(["2025-05-20", "2026-01-20", "2026-11-10", "2026-11-22"]))\""
        case .timestamp: return pick([#""2026-11-22T08:00:00Z""#, #""2026-11-01T00:00:00Z""#])
        case .duration: return pick([#""1h30m""#, #""20m""#])
        case .enumeration(let words): return "\"\(pick(words))\""
        case .list(let element): return "[\(value(of: element))]"
        }
    }

    private mutating func money() -> String {
        let value = pick(["0.00", "4.50", "10.00", "24.99", "30.00", "80.00", "260.00"])
        let currency = chance(of: 1, in: 12) ? "USD" : book.currency.code
        return #"{"value":"\#(value)","currency":"\#(currency)"}"#
    }

    private mutating func pick(_ choices: [String]) -> String {
        choices.randomElement(using: &random) ?? ""
    }

    private mutating func chance(of part: Int, in whole: Int) -> Bool {
        Int.random(in: 0..<whole, using: &random) < part
    }
}

extension DiscretionRules {
    fileprivate var sources: [String] {
        rows.compactMap { $0.condition?.source } + require.map(\.condition.source)
            + never.compactMap { $0.condition?.source } + [scope?.source].compactMap(\.self)
    }
}
