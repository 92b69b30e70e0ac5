import CEL

/// Step 2: what no discretion overrides.
extension DecisionEngine {
    /// The `never` of the house and of the newest versions that hold, or are not known not to.
    mutating func blocks(in scope: [ScopeEntry]) -> [Block] {
        var blocks: [Block] = []
        for never in book.decisions.houseNever[question.remedy] {
            guard let state = state(of: never, UnknownSet()) else { continue }
            blocks.append(Block(version: nil, index: never.index, state: state))
        }
        for entry in scope where entry.isNewest || isWaitingForWithdrawal(entry, scope) {
            let prohibitions = entry.plan.never[question.remedy]
            guard !prohibitions.isEmpty else { continue }
            fillAmountsByCurrency(entry.plan)
            for never in prohibitions {
                guard let state = state(of: never, entry.unknown) else { continue }
                blocks.append(
                    Block(
                        version: (entry.policy, entry.version),
                        index: never.index,
                        state: state
                    )
                )
            }
        }
        return blocks
    }

    /// While a withdrawal is in grace the version before is the one in force, with its principles.
    private func isWaitingForWithdrawal(_ entry: ScopeEntry, _ scope: [ScopeEntry]) -> Bool {
        scope.contains {
            $0.policy == entry.policy && $0.isNewest && $0.plan.isWithdrawn
        }
    }

    /// Nil where the condition is known not to hold.
    private mutating func state(of never: NeverPlan, _ scopeUnknown: UnknownSet) -> Block.State? {
        var unknown = scopeUnknown
        if let condition = never.condition {
            switch evaluate(condition) {
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
