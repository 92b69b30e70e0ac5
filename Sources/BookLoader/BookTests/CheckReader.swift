import CEL
import PolicyBook

/// Reads a check from the members that the interface's request has too.
///
/// Beside those there are `at`, `role` and `used`: the clock, the role, and what budgets have used.
struct CheckReader {
    let log: FaultLog
    let book: PolicyBook

    private var references: ReferenceChecker { ReferenceChecker(log: log) }

    /// Returns: nil where it is no check, which is reported.
    func check(_ node: YAMLNode, at defaultTime: Instant? = nil) -> StatedCheck? {
        let items = items(node["items"])
        checkNames(node)
        guard !items.isEmpty || node["remedy"]?.text != nil else {
            log.report(at: node.position, "a check needs a `remedy`, or `items`")
            return nil
        }
        var now = defaultTime
        if let place = node["at"] {
            guard let time = time(place) else { return nil }
            now = time
        }
        // What is wrong with a check without a time is worth saying all the same.
        let members = members(node, firstRemedy: items.first?.remedy)
        guard var request = request(node, members, now ?? Instant(seconds: 0)) else { return nil }
        request.wantsTrace = node["trace"]?.bool ?? false
        request.usage = BudgetUsage(uses(node["used"]), by: request, of: book)
        return StatedCheck(request: now == nil ? nil : request, items: items)
    }

    private func members(_ node: YAMLNode, firstRemedy: String?) -> [FactInput.Member] {
        var members = (node.entries ?? [])
            .filter { !["at", "items", "used", "trace"].contains($0.key) }
            .map { FactInput.Member($0.key, EntityDecoder.input($0.value)) }
            .filter { $0.value != .null }
        if node["remedy"]?.text == nil, let firstRemedy {
            members.append(FactInput.Member("remedy", .string(firstRemedy)))
        }
        return members
    }

    private func request(
        _ node: YAMLNode,
        _ members: [FactInput.Member],
        _ now: Instant
    ) -> DecisionRequest? {
        do {
            return try DecisionRequest(members, of: book, now: now)
        } catch {
            let parts = error.path.split(separator: ".", maxSplits: 1).map(String.init)
            let outer = parts.first.flatMap { node.entry($0) }
            let inner = parts.count > 1 ? outer?.value.entry(parts[1]) : nil
            let place = (inner ?? outer)?.value.position ?? node.position
            if !log.faults.contains(where: { $0.position == place }) {
                log.report(at: place, "`\(error.path)`: \(error.message)")
            }
            return nil
        }
    }

    /// A time, or the start of a day in the book's zone.
    private func time(_ node: YAMLNode) -> Instant? {
        if let text = node.text {
            if let time = Instant(rfc3339: text) { return time }
            if let day = CalendarDate(iso8601: text) { return book.start(of: day) }
        }
        log.report(
            at: node.position,
            "`at` must be a time such as 2026-11-22T10:00:00Z, or a day"
        )
        return nil
    }

    private func checkNames(_ node: YAMLNode) {
        let remedies = book.remedies.map(\.id)
        let roles = book.roles.roles.map(\.id)
        let topics = book.topics + book.policies.flatMap(\.versions).map(\.topic)
        _ = references.name(node["remedy"], among: remedies, "remedy")
        _ = references.name(node["role"], among: roles, "role")
        _ = references.name(node["staff"]?["role"], among: roles, "role")
        _ = references.name(node["policy"], among: book.policies.map(\.id), "policy")
        _ = references.name(node["topic"], among: topics, "topic")
        let rows = book.policies.flatMap(\.versions).flatMap(\.discretion.rows).map(\.id)
        _ = references.names(node["tried"], among: rows, "row")
    }

    private func items(_ node: YAMLNode?) -> [RequestedItem] {
        let remedies = book.remedies.map(\.id)
        return (node?.items ?? [])
            .compactMap { node in
                references.name(node["remedy"], among: remedies, "remedy")
                    .map { remedy in
                        let money = node["amount"].flatMap(amount).map { Amount.money($0) }
                        let count = node["quantity"]?.integer.map { Amount.quantity($0) }
                        return RequestedItem(remedy: remedy, asked: money ?? count)
                    }
            }
    }

    private func amount(_ node: YAMLNode) -> Money? {
        do {
            return try Money(from: EntityDecoder.input(node))
        } catch {
            if !log.faults.contains(where: { $0.position == node.position }) {
                log.report(at: node.position, "`amount`: \(error.message)")
            }
            return nil
        }
    }

    /// By budget: money, a number of grants, or both.
    private func uses(_ node: YAMLNode?) -> [String: BudgetUsage.Use] {
        var uses: [String: BudgetUsage.Use] = [:]
        for entry in node?.entries ?? [] {
            guard let budget = budget(entry) else { continue }
            let money = entry.value["amount"]?.money ?? entry.value.money
            let count = entry.value["count"]?.integer ?? entry.value.integer
            guard money != nil || count != nil else {
                log.report(
                    at: entry.value.position,
                    "`\(entry.key)` must be an amount, a number of grants, or both: "
                        + "{ amount: 25.00 EUR, count: 1 }"
                )
                continue
            }
            uses[budget.id] = BudgetUsage.Use(minorUnits: money?.minorUnits ?? 0, count: count ?? 0)
        }
        return uses
    }

    func budget(_ entry: YAMLNode.Entry) -> Budget? {
        let known = book.budgets.map(\.id)
        if let budget = book.budgets.first(where: { $0.id == entry.key }) { return budget }
        log.report(
            at: entry.keyPosition,
            "unknown budget `\(entry.key)`",
            hint: NearestName.suggest(entry.key, among: known).map { "did you mean `\($0)`?" }
                ?? "known: \(known.joined(separator: ", "))"
        )
        return nil
    }
}
