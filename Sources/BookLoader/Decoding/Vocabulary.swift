import CEL
import PolicyBook

/// The words of a book that policies may use, and the environment of their expressions.
struct Vocabulary: Sendable {
    /// The first is the source language; never empty.
    let languages: [BookLanguage]
    let currency: Currency
    let topics: [String]
    let facts: FactSchema
    let roles: RoleHierarchy
    let remedies: [Remedy]
    let obligations: [String]
    let surveys: [String]
    let environment: BookEnvironment
    /// By the clock, in the book's zone.
    let today: CalendarDate

    var locales: [LocaleTag] { languages.map(\.locale) }

    func remedy(_ id: String) -> Remedy? {
        remedies.first { $0.id == id }
    }

    /// The names that texts may insert beside a policy's own values.
    var placeholders: Set<String> {
        Set(facts.facts.map(\.qualifiedName)).union(["limit", "asked"])
    }
}

/// Compares names in a file with the names there are.
struct ReferenceChecker {
    let log: FaultLog

    /// The name, if it is one of those known; nil otherwise, which is reported.
    func name(_ node: YAMLNode?, among known: [String], _ what: String) -> String? {
        guard let node, let text = node.text else { return nil }
        if known.contains(text) { return text }
        log.report(
            at: node.position,
            "unknown \(what) `\(text)`",
            hint: NearestName.suggest(text, among: known).map { "did you mean `\($0)`?" }
                ?? (known.isEmpty
                    ? "the book declares none" : "known: \(known.joined(separator: ", "))")
        )
        return nil
    }

    /// The names of a list that are known, each once.
    func names(_ node: YAMLNode?, among known: [String], _ what: String) -> [String] {
        var names: [String] = []
        for item in node?.items ?? [] {
            guard let name = name(item, among: known, what) else { continue }
            if names.contains(name) {
                log.report(at: item.position, "the \(what) `\(name)` stands twice")
            } else {
                names.append(name)
            }
        }
        return names
    }

    /// Reports ids that were used before in the same list.
    func requireDistinct(_ nodes: [YAMLNode], _ what: String, by key: String = "id") {
        var seen: Set<String> = []
        for node in nodes {
            guard let id = node[key], let text = id.text, !seen.insert(text).inserted else {
                continue
            }
            log.report(at: id.position, "another \(what) has the \(key) `\(text)`")
        }
    }
}
