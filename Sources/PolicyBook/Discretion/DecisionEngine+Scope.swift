import CEL

/// Step 1: the policies that decide.
extension DecisionEngine {
    /// The versions in force that speak of the remedy: of the policy named, else of the topic
    /// named, else all; where none in force speaks of it, what is left for the unforeseen.
    func scope() -> [ScopeEntry] {
        if let policy = question.policy {
            let entries = entries(of: policy, .speaking)
            guard entries.isEmpty, speaking().isEmpty else { return entries }
            return self.entries(of: policy, .offering)
        }
        let speaking = speaking()
        guard !speaking.isEmpty else { return unforeseen() }
        guard let topic = question.topic else { return speaking }
        return speaking.filter { book.policies[$0.policy].versions[$0.version].topic == topic }
    }

    private func speaking() -> [ScopeEntry] {
        var entries: [ScopeEntry] = []
        for policy in book.decisions.speaking[question.remedy] {
            append(policy, .speaking, to: &entries)
        }
        return entries
    }

    /// The fallback policy; else the policies that name the remedy as an alternative, which stands
    /// for a row where the book has none.
    private func unforeseen() -> [ScopeEntry] {
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
    func scopeBesideGrace(_ scope: [ScopeEntry]) -> [ScopeEntry] {
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

    /// The versions of a policy that hold now, the newest first; none where none of them speaks of
    /// the remedy in that way.
    private func entries(of policy: Int, _ mode: ScopeEntry.Mode) -> [ScopeEntry] {
        var entries: [ScopeEntry] = []
        append(policy, mode, to: &entries)
        return entries
    }

    private func append(
        _ policy: Int,
        _ mode: ScopeEntry.Mode,
        to found: inout [ScopeEntry]
    ) {
        let plans = book.decisions.policies[policy]
        if book.decisions.isSimple[policy] {
            let entry = ScopeEntry(
                plan: plans[0],
                isNewest: true,
                mode: mode,
                unknown: UnknownSet()
            )
            if plans[0].effectiveFrom <= question.today, speaks(entry) { found.append(entry) }
            return
        }
        let entries = possibleEntries(policy, plans, mode)
        if entries.contains(where: { speaks($0) }) { found += entries }
    }

    /// The versions that hold now, as far as is known: where it is not known whether a version is in
    /// force here, those that would be without it as well.
    private func possibleEntries(
        _ policy: Int,
        _ plans: [VersionPlan],
        _ mode: ScopeEntry.Mode
    ) -> [ScopeEntry] {
        var unknown = unknownScopes(plans)
        var doubt = UnknownSet()
        var entries: [ScopeEntry] = []
        while let standing = standing(of: policy, unknown) {
            let indices = [standing.newest] + [standing.before].compactMap(\.self)
            entries.removeAll { indices.contains($0.version) }
            entries += indices.map { index in
                ScopeEntry(
                    plan: plans[index],
                    isNewest: index == standing.newest,
                    mode: mode,
                    unknown: doubt.union(unknown[index] ?? UnknownSet())
                )
            }
            guard let needed = unknown[standing.newest], !needed.isEmpty else { break }
            doubt.formUnion(needed)
            unknown[standing.newest] = UnknownSet()
        }
        return entries
    }

    /// What holds of a policy now and in this context; nil where nothing does.
    func standing(of policy: Int) -> Policy.Standing? {
        standing(of: policy, unknownScopes(book.decisions.policies[policy]))
    }

    private func standing(of policy: Int, _ unknown: [Int: UnknownSet]) -> Policy.Standing? {
        // A version known to be out of scope is marked by an empty set.
        book.policies[policy]
            .standing(on: question.today) { index in unknown[index].map { !$0.isEmpty } ?? true }
    }

    /// By version: what would have to be known to say whether it is in scope; empty where it is
    /// known not to be, absent where it is known to be.
    private func unknownScopes(_ plans: [VersionPlan]) -> [Int: UnknownSet] {
        var unknown: [Int: UnknownSet] = [:]
        for plan in plans {
            switch plan.scope?.evaluate(activation) {
            case nil, .value(.bool(true)): break
            case .unknown(let facts): unknown[plan.version] = facts
            case .value, .error: unknown[plan.version] = UnknownSet()
            }
        }
        return unknown
    }

    private func speaks(_ entry: ScopeEntry) -> Bool {
        entry.mode == .speaking
            ? entry.plan.speaks[question.remedy]
            : !entry.plan.alternatives[question.remedy].isEmpty
    }
}
