import CEL

/// Step 2: what no discretion overrides.
extension DecisionEngine {
    /// The `never` of the house and of the newest versions that hold, or are not known not to.
    mutating func blocks(in scope: [ScopeEntry]) -> [Block] {
        var blocks: [Block] = []
        for index in book.decisions.houseNever[question.remedy] {
            guard let state = state(of: book.never[index], UnknownSet()) else { continue }
            blocks.append(Block(version: nil, index: index, state: state))
        }
        for entry in scope where entry.isNewest || isWaitingForWithdrawal(entry, scope) {
            let never = book.decisions.policies[entry.policy].versions[entry.version].never
            guard !never[question.remedy].isEmpty else { continue }
            fillAmountsByCurrency(entry.policy, entry.version)
            for index in never[question.remedy] {
                guard let state = state(of: rules(of: entry).never[index], entry.unknown) else {
                    continue
                }
                blocks.append(
                    Block(version: (entry.policy, entry.version), index: index, state: state)
                )
            }
        }
        return blocks
    }

    /// While a withdrawal is in grace the version before is the one in force, with its principles.
    private func isWaitingForWithdrawal(_ entry: ScopeEntry, _ scope: [ScopeEntry]) -> Bool {
        scope.contains {
            $0.policy == entry.policy && $0.isNewest && version(of: $0).status == .withdrawn
        }
    }

    /// Nil where the condition is known not to hold.
    private func state(of never: Prohibition, _ scopeUnknown: UnknownSet) -> Block.State? {
        var unknown = scopeUnknown
        if let condition = never.condition {
            switch condition.evaluate(activation) {
            case .value(.bool(false)): return nil
            case .value(.bool(true)): break
            case .value: return .failed(.otherType)
            case .error(let error): return .failed(error)
            case .unknown(let facts): unknown.formUnion(facts)
            }
        }
        return unknown.isEmpty ? .holds : .unknown(unknown)
    }
}
