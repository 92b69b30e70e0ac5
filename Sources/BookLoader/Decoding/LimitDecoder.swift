import CEL
import PolicyBook

/// Decodes how much a row gives.
struct LimitDecoder {
    let log: FaultLog
    let expressions: ExpressionCompiler

    /// What `asked` is in the conditions of a row for these remedies.
    func askedType(of remedies: [Remedy]) -> BookEnvironment.AskedType {
        let kinds = Set(remedies.map(\.kind))
        return kinds == [.money] ? .money : kinds == [.quantity] ? .quantity : .any
    }

    /// The limit of a row; nil where it is missing or at fault, which is reported.
    func limit(of node: YAMLNode, _ remedies: [Remedy]) -> DiscretionRow.Limit? {
        if let exactly = node.entry("exactly"), node["up_to"] != nil {
            log.report(at: exactly.keyPosition, "a row has either `up_to` or `exactly`, not both")
            return nil
        }
        let kinds = Set(remedies.map(\.kind))
        guard kinds.contains(.money) || kinds.contains(.quantity) else {
            return remedies.isEmpty ? nil : refuseLimit(of: node, remedies)
        }
        guard !kinds.isSuperset(of: [.money, .quantity]) else {
            log.report(
                at: node["remedies"]?.position ?? node.position,
                "a row cannot limit money and a quantity at once",
                hint: "write a row for each"
            )
            return nil
        }
        guard let entry = node.entry("up_to") ?? node.entry("exactly") else {
            let kind = kinds.contains(.money) ? "money" : "a quantity"
            log.report(
                at: node.position,
                "a row that gives \(kind) needs a limit",
                hint: "add `up_to:` or `exactly:`; write `up_to: unlimited` if there is none"
            )
            return nil
        }
        if Self.isUnlimited(entry.value) {
            if entry.key == "up_to" { return .unlimited }
            log.report(at: entry.value.position, "only `up_to` can be unlimited")
            return nil
        }
        guard let amount = amount(entry.value, isMoney: kinds.contains(.money)) else { return nil }
        return entry.key == "up_to" ? .upTo(amount) : .exactly(amount)
    }

    /// The limit of what goes with a row; nil where it has none of its own.
    func companionLimit(_ node: YAMLNode, _ remedy: Remedy) -> Condition? {
        guard let entry = node.entry("up_to") else {
            if remedy.kind.hasAmount {
                log.report(
                    at: node.position,
                    "`\(remedy.id)` has an amount, so `up_to` is needed here"
                )
            }
            return nil
        }
        guard remedy.kind.hasAmount else {
            refuse(entry, remedy)
            return nil
        }
        return Self.isUnlimited(entry.value)
            ? nil : amount(entry.value, isMoney: remedy.kind == .money)
    }

    private func amount(_ node: YAMLNode, isMoney: Bool) -> Condition? {
        isMoney ? expressions.moneyLimit(node) : expressions.quantityLimit(node)
    }

    /// Remedies without an amount have nothing to limit.
    private func refuseLimit(of node: YAMLNode, _ remedies: [Remedy]) -> DiscretionRow.Limit? {
        guard let entry = node.entry("up_to") ?? node.entry("exactly") else { return .unlimited }
        if entry.key == "up_to", Self.isUnlimited(entry.value) { return .unlimited }
        refuse(entry, remedies[0])
        return nil
    }

    private func refuse(_ entry: YAMLNode.Entry, _ remedy: Remedy) {
        log.report(
            at: entry.keyPosition,
            "`\(remedy.id)` has no amount, so there is nothing to limit",
            hint: "leave `\(entry.key)` out"
        )
    }

    private static func isUnlimited(_ node: YAMLNode) -> Bool {
        node.text == "unlimited"
    }
}
