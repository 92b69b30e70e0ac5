import CEL
import PolicyBook

/// Decodes what a test expects of an answer.
struct ExpectationDecoder {
    let log: FaultLog
    let book: PolicyBook

    private var references: ReferenceChecker { ReferenceChecker(log: log) }

    /// What is expected of each answer; `itemCount` 0 is a request for one remedy.
    ///
    /// Returns: nil where it is at fault, which is reported.
    func expectations(_ node: YAMLNode, itemCount: Int) -> [[BookTest.Expectation]]? {
        let expected: [[BookTest.Expectation]]
        let faultCount = log.faults.count
        if let items = node.entry("items") {
            ShapeChecker(log: log).check(node, .object(BookTestShape.expectation), "expect")
            let nodes = items.value.items ?? []
            guard nodes.count == itemCount, node.entries?.count == 1 else {
                log.report(
                    at: items.keyPosition,
                    itemCount == 0
                        ? "the request has no `items`"
                        : "of \(itemCount) items all must be expected here, and nothing else"
                )
                return nil
            }
            expected = nodes.map(expectations)
        } else {
            guard itemCount == 0 else {
                log.report(at: node.position, "of several items each is expected under `items`")
                return nil
            }
            expected = [expectations(node)]
        }
        guard !expected.contains(where: \.isEmpty) else {
            if log.faults.count == faultCount {
                log.report(at: node.position, "nothing is expected here")
            }
            return nil
        }
        return expected
    }

    private func expectations(_ node: YAMLNode) -> [BookTest.Expectation] {
        if let text = node.text {
            if BookTestShape.outcomes.contains(text) { return [one(.outcome, text, node)] }
            return limit(.limit, node, "or an outcome: allow, ask, escalate, deny")
        }
        ShapeChecker(log: log).check(node, .object(BookTestShape.expectation), "expect")
        return (node.entries ?? []).flatMap { expectations($0.key, $0.value) }
    }

    private func expectations(_ key: String, _ node: YAMLNode) -> [BookTest.Expectation] {
        switch key {
        case "outcome": text(.outcome, node)
        case "limit": limit(.limit, node)
        case "exact": text(.isExact, node)
        case "offer": text(.offer, node)
        case "decided_by": decidedBy(node)
        case "approver": approver(node)
        case "budgets": (node.entries ?? []).flatMap(budget)
        case "obligations":
            names(.obligations, node, among: book.obligations.map(\.id), "obligation")
        case "also": names(.companions, node, among: book.remedies.map(\.id), "remedy")
        case "alternatives": texts(.alternatives, node)
        case "would_raise": names(.hints, node, among: facts, "fact")
        case "missing": names(.missing, node, among: facts + ["amount"], "fact")
        case "reasons":
            names(.reasons, node, among: Reason.Code.allCases.map(\.rawValue), "reason")
        case "tells": texts(.tells, node)
        case "wording": (node.entries ?? []).flatMap { wording($0.key, $0.value) }
        case "escalation_text": text(.escalationText, node)
        case "staff_notes": texts(.staffNotes, node)
        case "second_person": text(.secondPerson, node)
        case "locale": text(.locale, node)
        case "refused": text(.refusal, node)
        default: []
        }
    }

    private var facts: [String] { book.facts.facts.map(\.qualifiedName) }

    private func wording(_ key: String, _ node: YAMLNode) -> [BookTest.Expectation] {
        switch key {
        case "acknowledge": texts(.acknowledge, node)
        case "explain": texts(.explain, node)
        case "ask": texts(.ask, node)
        case "avoid": texts(.avoid, node)
        default: []
        }
    }

    private func decidedBy(_ node: YAMLNode) -> [BookTest.Expectation] {
        guard node.entries != nil else { return row(node) }
        var found = node["version"].map { text(.decidingVersion, $0) } ?? []
        if let policy = references.name(node["policy"], among: book.policies.map(\.id), "policy"),
            let place = node["policy"]
        {
            found.append(one(.decidingPolicy, policy, place))
        }
        return found + (node["row"].map(row) ?? [])
    }

    private func row(_ node: YAMLNode) -> [BookTest.Expectation] {
        if node.text == "none" { return text(.decidingRow, node) }
        let rules = book.policies.flatMap(\.versions).map(\.discretion)
        let known =
            rules.flatMap { $0.rows.map(\.id) + $0.never.map(\.id) } + book.never.map(\.id)
            + ["alternatives"]
        return references.name(node, among: known, "row").map { [one(.decidingRow, $0, node)] }
            ?? []
    }

    private func approver(_ node: YAMLNode) -> [BookTest.Expectation] {
        let role = node["role"] ?? node
        if role.text == "none" { return text(.approver, role) }
        let known = book.roles.roles.map(\.id)
        let found = references.name(role, among: known, "role")
            .map { [one(.approver, $0, role)] }
        return (found ?? []) + (node["limit"].map { limit(.approverLimit, $0) } ?? [])
    }

    private func budget(_ entry: YAMLNode.Entry) -> [BookTest.Expectation] {
        guard let budget = CheckReader(log: log, book: book).budget(entry) else { return [] }
        let left = BookTest.Facet.budgetLeft(budget.id)
        let count = BookTest.Facet.budgetCountLeft(budget.id)
        guard entry.value.entries != nil else {
            return limit(entry.value.integer == nil ? left : count, entry.value)
        }
        return (entry.value["left"].map { limit(left, $0) } ?? [])
            + (entry.value["count_left"].map { limit(count, $0) } ?? [])
    }

    private func limit(
        _ facet: BookTest.Facet,
        _ node: YAMLNode,
        _ otherwise: String = "or `none`"
    ) -> [BookTest.Expectation] {
        if let money = node.money { return [one(facet, money.description, node)] }
        if node.integer != nil || ["none", "unlimited"].contains(node.text) {
            return text(facet, node)
        }
        log.report(
            at: node.position,
            "`\(node.text ?? "")` is no amount such as 25.00 EUR, number, `unlimited`, "
                + otherwise
        )
        return []
    }

    /// `none` is nothing at all.
    private func text(_ facet: BookTest.Facet, _ node: YAMLNode) -> [BookTest.Expectation] {
        guard let text = node.text else { return [] }
        return [BookTest.Expectation(facet, text == "none" ? [] : [text], at: place(node))]
    }

    private func one(
        _ facet: BookTest.Facet,
        _ text: String,
        _ node: YAMLNode
    ) -> BookTest.Expectation {
        BookTest.Expectation(facet, [text], at: place(node))
    }

    private func texts(_ facet: BookTest.Facet, _ node: YAMLNode) -> [BookTest.Expectation] {
        let texts = node.items.map { $0.compactMap(\.text) } ?? [node.text].compactMap(\.self)
        return [BookTest.Expectation(facet, texts, at: place(node))]
    }

    /// Texts whose first word is a name the book knows.
    private func names(
        _ facet: BookTest.Facet,
        _ node: YAMLNode,
        among known: [String],
        _ what: String
    ) -> [BookTest.Expectation] {
        for item in node.items ?? [] {
            guard let word = item.text?.split(separator: " ").first else { continue }
            let name = YAMLNode(
                position: item.position,
                content: .scalar(.init(text: String(word), style: .doubleQuoted))
            )
            _ = references.name(name, among: known, what)
        }
        return texts(facet, node)
    }

    private func place(_ node: YAMLNode) -> BookTest.Place {
        BookTest.Place(
            file: log.file.path,
            line: node.position.line,
            column: node.position.column
        )
    }
}
