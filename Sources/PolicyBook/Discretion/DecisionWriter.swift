import CEL

/// Puts a judgement into words: texts in the reader's language, references, obligations.
struct DecisionWriter: ~Copyable {
    let engine: DecisionEngine
    private let wantsHints: Bool
    private let wantsTrace: Bool
    let locale: LocaleChoice
    let format: LocaleFormat

    init(_ engine: consuming DecisionEngine, _ request: borrowing DecisionRequest) {
        let book = engine.book
        self.engine = engine
        wantsHints = request.wantsHints
        wantsTrace = request.wantsTrace
        locale = LocaleChoice(request.locale, among: book.locales)
        let used = locale.used
        format = book.formats.first { $0.locale == used } ?? book.formats[0]
    }

    /// The whole answer; `withAlternatives` false leaves other remedies out.
    func decision(_ judgement: Judgement, withAlternatives: Bool = true) -> Decision {
        let book = engine.book
        var decision = Decision(
            judgement.outcome,
            remedy: book.remedies[engine.question.remedy].id,
            asked: engine.question.asked,
            locale: locale,
            book: book.digest,
            at: engine.question.now
        )
        decision.approver = judgement.approver
        decision.decidedBy = decidedBy(judgement)
        decision.budgets = judgement.standing?.room.states ?? []
        decision.missing = missing(judgement)
        decision.reasons = reasons(judgement)
        decision.faults = faults(judgement)
        if judgement.decidingBlock == nil, let best = judgement.standing?.best {
            describe(best, in: &decision)
        }
        decision.staffNotes = staffNotes(judgement)
        if let speaker = speaker(judgement) {
            decision.wording = wording(of: speaker, judgement)
            decision.needsSecondPerson = needsSecondPerson(speaker)
            if judgement.outcome == .escalate {
                decision.escalationText = escalationText(speaker, judgement)
            }
        }
        if withAlternatives { decision.alternatives = alternatives(judgement) }
        if wantsHints, judgement.outcome == .escalate || judgement.outcome == .deny {
            decision.wouldRaise = engine.hints(judgement)
        }
        if wantsTrace { decision.trace = trace(judgement) }
        return decision
    }

    /// The row that decides: how far it goes, what it requires, what goes with it.
    private func describe(_ best: Reach, in decision: inout Decision) {
        decision.limit = best.limit
        decision.isExact = best.isExact
        let row = engine.book.decisions.rows[best.row]
        decision.offer = row.rule.offer
        guard !row.confirm.isEmpty || !row.also.isEmpty else { return }
        let context = self.context(row.place.policy, row.place.version, limit: best.limit)
        decision.obligations = row.confirm.compactMap { id in
            engine.book.obligations.first { $0.id == id }
                .map { obligation in
                    Decision.ObligationDue(
                        id: id,
                        moment: obligation.moment,
                        label: render(obligation.label, context)
                    )
                }
        }
        decision.companions = row.also.compactMap { companion(of: row.place, $0, context) }
    }

    private func companion(
        of place: RowPlace,
        _ companion: DiscretionRow.Companion,
        _ context: TextContext
    ) -> Decision.CompanionOffer? {
        guard let remedy = engine.book.remedy(companion.remedy) else { return nil }
        let label = render(remedy.label, context)
        guard let program = companion.upTo else {
            return Decision.CompanionOffer(remedy: remedy.id, label: label, limit: nil)
        }
        let limit: GrantLimit
        switch program.evaluate(engine.activation(for: place.policy, place.version)) {
        case .value(.int(let count)): limit = .amount(.quantity(max(0, count)))
        case .value(.host(let value)):
            guard value.type == HostTypes.money.id else { return nil }
            let money = ExactMoney(value).roundedDown
            limit = .amount(.money(Money(minorUnits: max(0, money.minorUnits), money.currency)))
        default: return nil
        }
        return Decision.CompanionOffer(remedy: remedy.id, label: label, limit: limit)
    }

    private func decidedBy(_ judgement: Judgement) -> Decision.RowReference? {
        if let block = judgement.decidingBlock { return reference(to: block) }
        if let best = judgement.standing?.best { return reference(to: best.row) }
        guard let only = judgement.scope.first,
            judgement.scope.allSatisfy({ $0.policy == only.policy })
        else { return nil }
        return reference(only.policy, only.version, nil)
    }

    func reference(to block: Block) -> Decision.RowReference {
        guard let (policy, version) = block.version else {
            return Decision.RowReference(
                policy: nil,
                version: nil,
                row: engine.book.never[block.index].id
            )
        }
        let never = engine.book.policies[policy].versions[version].discretion.never[block.index].id
        return reference(policy, version, never)
    }

    func reference(to row: Int) -> Decision.RowReference {
        engine.book.decisions.rows[row].reference
    }

    func reference(_ policy: Int, _ version: Int, _ row: String?) -> Decision.RowReference {
        Decision.RowReference(
            policy: engine.book.policies[policy].id,
            version: engine.book.policies[policy].versions[version].version,
            row: row
        )
    }

    private func staffNotes(_ judgement: Judgement) -> [String] {
        // A note explains a `never` that holds; one that is not known to hold says nothing yet.
        judgement.blocks.compactMap { block in
            guard case .holds = block.state else { return nil }
            let context = block.version.map { self.context($0.policy, $0.version, limit: nil) }
            return prohibition(block).staffNote.map { render($0, context).text }
        }
    }

    func prohibition(_ block: Block) -> Prohibition {
        guard let (policy, version) = block.version else { return engine.book.never[block.index] }
        return engine.book.policies[policy].versions[version].discretion.never[block.index]
    }

    private func missing(_ judgement: Judgement) -> [Decision.MissingFact] {
        judgement.missing.compactMap { slot in
            let schema = engine.book.facts
            guard let name = schema.name(ofSlot: slot) else { return nil }
            let fact = schema.fact(inSlot: slot)
            return Decision.MissingFact(
                fact: slot == schema.asked ? "amount" : name,
                question: fact?.question.map { render($0, nil) },
                needsVerification: fact?.needsVerification ?? false
            )
        }
    }

    private func faults(_ judgement: Judgement) -> [Decision.BookFault] {
        var faults: [Decision.BookFault] = []
        for block in judgement.blocks {
            guard case .failed(let error) = block.state else { continue }
            faults.append(
                Decision.BookFault(place: reference(to: block), message: error.message)
            )
        }
        let rows = judgement.standing?.rows ?? []
        for index in rows.indices {
            guard case .failed(let error)? = rows[index].state else { continue }
            faults.append(
                Decision.BookFault(place: reference(to: rows[index].row), message: error.message)
            )
        }
        return faults
    }

    /// The version whose words the answer takes: that of the row or `never` that decided, else the
    /// newest of the only policy in scope.
    func speaker(_ judgement: Judgement) -> (policy: Int, version: Int)? {
        if let block = judgement.decidingBlock {
            if let version = block.version { return version }
        } else if let best = judgement.standing?.best {
            let place = engine.book.decisions.rows[best.row].place
            return (place.policy, place.version)
        }
        guard let only = judgement.scope.first,
            judgement.scope.allSatisfy({ $0.policy == only.policy })
        else { return nil }
        return (only.policy, only.version)
    }

    private func escalationText(
        _ speaker: (policy: Int, version: Int),
        _ judgement: Judgement
    ) -> RenderedText? {
        let context = self.context(
            speaker.policy,
            speaker.version,
            limit: judgement.standing?.best?.limit
        )
        return engine.book.policies[speaker.policy].versions[speaker.version]
            .discretion.escalation.text.map { render($0, context) }
    }

    private func needsSecondPerson(_ speaker: (policy: Int, version: Int)) -> Bool {
        guard
            let condition = engine.book.policies[speaker.policy].versions[speaker.version]
                .discretion.escalation.secondPersonWhen
        else { return false }
        let activation = engine.activation(for: speaker.policy, speaker.version)
        return condition.evaluate(activation) == .value(.bool(true))
    }
}
