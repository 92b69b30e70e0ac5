import CEL

/// Step 1: the policies that decide.
extension DecisionEngine {
    /// The versions in force that speak of the remedy: of the policy named, else of the topic named,
    /// else all; where none in force speaks of it, what is left for the unforeseen.
    mutating func scope() -> [ScopeEntry] {
        if let policy = question.policy {
            let entries = entries(of: policy, .speaking)
            guard entries.isEmpty, speaking().isEmpty else { return entries }
            return self.entries(of: policy, .offering)
        }
        let speaking = speaking()
        guard !speaking.isEmpty else { return unforeseen() }
        guard let topic = question.topic else { return speaking }
        return speaking.filter { version(of: $0).topic == topic }
    }

    private mutating func speaking() -> [ScopeEntry] {
        var entries: [ScopeEntry] = []
        for policy in book.decisions.speaking[question.remedy] {
            entries += self.entries(of: policy, .speaking)
        }
        return entries
    }

    /// The fallback policy; else the policies that name the remedy as an alternative, which stands
    /// for a row where the book has none.
    private mutating func unforeseen() -> [ScopeEntry] {
        if let fallback = book.decisions.fallback {
            let entries = entries(of: fallback, .speaking)
            if !entries.isEmpty { return entries }
        }
        var entries: [ScopeEntry] = []
        for policy in book.decisions.offering[question.remedy] {
            entries += self.entries(of: policy, .offering)
        }
        return entries
    }

    /// What is left for the unforeseen, where in grace only one of both versions speaks of the
    /// remedy: the other alone would leave it to that.
    mutating func scopeBesideGrace(_ scope: [ScopeEntry]) -> [ScopeEntry] {
        guard question.policy == nil, scope.contains(where: { !$0.isNewest }),
            scope.allSatisfy({ $0.mode == .speaking && $0.policy != book.decisions.fallback })
        else { return [] }
        let newestSpeaks = scope.contains { $0.isNewest && speaks($0) }
        let elderSpeaks = scope.contains { entry in
            let isElder =
                !entry.isNewest
                || !scope.contains { $0.policy == entry.policy && !$0.isNewest }
            return isElder && speaks(entry)
        }
        return newestSpeaks && elderSpeaks ? [] : unforeseen()
    }

    func version(of entry: ScopeEntry) -> PolicyVersion {
        book.policies[entry.policy].versions[entry.version]
    }

    /// The versions of a policy that hold now, the newest first; none where none of them speaks of
    /// the remedy in that way.
    private mutating func entries(of policy: Int, _ mode: ScopeEntry.Mode) -> [ScopeEntry] {
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
                mode: mode,
                unknown: unknown[standing.newest] ?? UnknownSet()
            )
        ]
        if let before = standing.before {
            entries.append(
                ScopeEntry(
                    policy: policy,
                    version: before,
                    isNewest: false,
                    mode: mode,
                    unknown: unknown[before] ?? UnknownSet()
                )
            )
        }
        return entries.contains(where: speaks) ? entries : []
    }

    private func speaks(_ entry: ScopeEntry) -> Bool {
        let index = book.decisions.policies[entry.policy].versions[entry.version]
        guard entry.mode == .speaking else { return !index.alternatives[question.remedy].isEmpty }
        if !index.rows[question.remedy].isEmpty { return true }
        let name = book.remedies[question.remedy].id
        return rules(of: entry).never.contains { $0.remedies.contains(name) }
    }
}
