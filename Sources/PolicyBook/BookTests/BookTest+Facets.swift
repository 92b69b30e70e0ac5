/// One thing an answer holds, in the forms in which a test may name it.
struct FacetAnswer {
    /// From the shortest to the fullest; never empty.
    let forms: [String]
    /// Whether a test that names all there is may leave it out.
    var isOptional = false

    init(_ forms: String?..., isOptional: Bool = false) {
        self.forms = forms.compactMap(\.self)
        self.isOptional = isOptional
    }
}

extension BookTest.Facet {
    /// What a decision holds of this; empty: nothing.
    func answers(_ decision: Decision) -> [FacetAnswer] {
        switch self {
        case .outcome: [FacetAnswer(decision.outcome.rawValue)]
        case .limit: Self.one(decision.limit?.description)
        case .isExact: [FacetAnswer(String(decision.isExact))]
        case .offer: Self.one(decision.offer?.rawValue)
        case .decidingPolicy: Self.one(decision.decidedBy?.policy)
        case .decidingVersion: Self.one(decision.decidedBy?.version.map(String.init))
        case .decidingRow: Self.one(decision.decidedBy?.row)
        case .approver: Self.one(decision.approver?.role)
        case .approverLimit: Self.one(decision.approver?.limit?.description)
        case .budgetLeft(let id): Self.one(Self.budget(id, decision)?.left?.description)
        case .budgetCountLeft(let id):
            Self.one(Self.budget(id, decision)?.countLeft.map { String($0) })
        case .locale: [FacetAnswer(decision.locale.used.text)]
        case .secondPerson: [FacetAnswer(String(decision.needsSecondPerson))]
        case .refusal: []
        default: lists(decision)
        }
    }

    private func lists(_ decision: Decision) -> [FacetAnswer] {
        switch self {
        case .obligations: decision.obligations.map { FacetAnswer($0.id) }
        case .companions: decision.companions.map { Self.offer($0.remedy, $0.limit) }
        case .alternatives:
            decision.alternatives.map { offer in
                guard let remedy = offer.remedy else {
                    return FacetAnswer(offer.text?.text ?? "", isOptional: true)
                }
                return Self.offer(remedy, offer.limit)
            }
        case .hints: decision.wouldRaise.map(Self.hint)
        case .missing: decision.missing.map { FacetAnswer($0.fact) }
        case .reasons:
            decision.reasons.map { reason in
                FacetAnswer(
                    reason.code.rawValue,
                    reason.place.row.map { "\(reason.code.rawValue) \($0)" }
                )
            }
        case .tells: decision.reasons.map { FacetAnswer($0.text.text) }
        case .acknowledge: decision.wording.acknowledge.map { FacetAnswer($0.text) }
        case .explain: decision.wording.explain.map { FacetAnswer($0.text) }
        case .ask: decision.wording.ask.map { FacetAnswer($0.text) }
        case .avoid: decision.wording.avoid.map { FacetAnswer($0.text) }
        case .escalationText: Self.one(decision.escalationText?.text)
        case .staffNotes: decision.staffNotes.map { FacetAnswer($0) }
        default: []
        }
    }

    private static func one(_ text: String?) -> [FacetAnswer] {
        text.map { [FacetAnswer($0)] } ?? []
    }

    private static func budget(_ id: String, _ decision: Decision) -> Decision.BudgetState? {
        decision.budgets.first { $0.id == id }
    }

    private static func offer(_ remedy: String, _ limit: GrantLimit?) -> FacetAnswer {
        FacetAnswer(remedy, limit.map { "\(remedy) \($0)" })
    }

    private static func hint(_ hint: Decision.Hint) -> FacetAnswer {
        let change = "\(hint.fact) \(hint.comparison.rawValue) \(hint.value)"
        return FacetAnswer(hint.fact, change, hint.limit.map { "\(change): \($0)" })
    }
}

extension GrantLimit: CustomStringConvertible {
    /// As a book writes it.
    package var description: String {
        switch self {
        case .amount(let amount): amount.description
        case .unlimited: "unlimited"
        }
    }
}
