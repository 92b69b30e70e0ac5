import CEL

/// Step 1: the policies that decide.
extension DecisionEngine {
    /// The versions in force that speak of the remedy: of the policy named, else of the topic named,
    /// else all; the fallback policy only where none in force speaks of it.
    mutating func scope() -> [ScopeEntry] {
        let index = book.decisions
        if let policy = question.policy {
            let entries = entries(of: policy, speaking: true)
            if !entries.isEmpty || !index.speaking[question.remedy].isEmpty { return entries }
            return self.entries(of: policy, speaking: false)
        }
        var speaking: [ScopeEntry] = []
        for policy in index.speaking[question.remedy] {
            speaking += entries(of: policy, speaking: true)
        }
        guard speaking.isEmpty else {
            guard let topic = question.topic else { return speaking }
            return speaking.filter { version(of: $0).topic == topic }
        }
        if let fallback = index.fallback {
            let entries = entries(of: fallback, speaking: true)
            if !entries.isEmpty { return entries }
        }
        var offering: [ScopeEntry] = []
        for policy in index.offering[question.remedy] {
            offering += entries(of: policy, speaking: false)
        }
        return offering
    }

    func version(of entry: ScopeEntry) -> PolicyVersion {
        book.policies[entry.policy].versions[entry.version]
    }

    /// The versions of a policy that hold now, the newest first; none where none of them speaks of
    /// the remedy (or, with `speaking` false, none offers it as an alternative).
    private mutating func entries(of policy: Int, speaking: Bool) -> [ScopeEntry] {
        let versions = book.policies[policy].versions
        var unknown: [Int: UnknownSet] = [:]
        for index in versions.indices {
            guard let scope = versions[index].discretion.scope else { continue }
            switch scope.evaluate(activation) {
            case .value(.bool(true)): break
            case .unknown(let facts): unknown[index] = facts
            case .value, .error: unknown[index] = UnknownSet()
            }
        }
        // A version known to be out of scope is marked by an empty set.
        let standing = book.policies[policy]
            .standing(on: question.today) { index in
                unknown[index].map { !$0.isEmpty } ?? true
            }
        guard let standing else { return [] }
        var entries = [
            ScopeEntry(
                policy: policy,
                version: standing.newest,
                isNewest: true,
                unknown: unknown[standing.newest] ?? UnknownSet()
            )
        ]
        if let before = standing.before {
            entries.append(
                ScopeEntry(
                    policy: policy,
                    version: before,
                    isNewest: false,
                    unknown: unknown[before] ?? UnknownSet()
                )
            )
        }
        return entries.contains { speaks($0, speaking) } ? entries : []
    }

    private func speaks(_ entry: ScopeEntry, _ speaking: Bool) -> Bool {
        let index = book.decisions.policies[entry.policy].versions[entry.version]
        guard speaking else { return !index.alternatives[question.remedy].isEmpty }
        if !index.rows[question.remedy].isEmpty { return true }
        let name = book.remedies[question.remedy].id
        return rules(of: entry).never.contains { $0.remedies.contains(name) }
    }
}
