import CEL

/// Puts a judgement into words: texts in the reader's language, references, obligations.
struct DecisionWriter {
    var engine: DecisionEngine
    let request: DecisionRequest
    let locale: LocaleChoice
    let format: LocaleFormat

    init(_ engine: DecisionEngine, _ request: DecisionRequest) {
        self.engine = engine
        self.request = request
        let book = engine.book
        locale = LocaleChoice(request.locale, among: book.locales)
        let used = locale.used
        format = book.formats.first { $0.locale == used } ?? book.formats[0]
    }

    /// The whole answer; `withAlternatives` false leaves other remedies out.
    func decision(_ judgement: Judgement, withAlternatives: Bool = true) -> Decision {
        let book = engine.book
        var decision = Decision(
            judgement.outcome,
            remedy: request.remedy,
            asked: request.asked,
            locale: locale,
            book: book.digest,
            at: request.now
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
        if request.wantsHints, judgement.outcome == .escalate || judgement.outcome == .deny {
            decision.wouldRaise = engine.hints(judgement)
        }
        if request.wantsTrace { decision.trace = trace(judgement) }
        return decision
    }

    /// The row that decides: how far it goes, what it requires, what goes with it.
    private func describe(_ best: Reach, in decision: inout Decision) {
        decision.limit = best.limit
        decision.isExact = best.isExact
        guard let row = engine.rule(at: best.place) else {
            decision.offer = .freely
            return
        }
        decision.offer = row.offer
        let context = self.context(best.place.policy, best.place.version, limit: best.limit)
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
        decision.companions = row.also.compactMap { companion(of: best, $0, context) }
    }

    private func companion(
        of best: Reach,
        _ companion: DiscretionRow.Companion,
        _ context: TextContext
    ) -> Decision.CompanionOffer? {
        guard let remedy = engine.book.remedy(companion.remedy) else { return nil }
        let label = render(remedy.label, context)
        guard let program = companion.upTo else {
            return Decision.CompanionOffer(remedy: remedy.id, label: label, limit: nil)
        }
        var engine = engine
        engine.fillAmountsByCurrency(
            engine.book.decisions.policies[best.place.policy][best.place.version]
        )
        let limit: GrantLimit
        switch program.evaluate(engine.activation) {
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
        if let best = judgement.standing?.best { return reference(to: best.place) }
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
        let rules = engine.book.policies[policy].versions[version].discretion
        return reference(policy, version, rules.never[block.index].id)
    }

    func reference(to place: RowPlace) -> Decision.RowReference {
        let row: String =
            switch place.kind {
            case .row: engine.rule(at: place)?.id ?? ""
            case .alternative: "alternatives"
            }
        return reference(place.policy, place.version, row)
    }

    func reference(_ policy: Int, _ version: Int, _ row: String?) -> Decision.RowReference {
        let policy = engine.book.policies[policy]
        return Decision.RowReference(
            policy: policy.id,
            version: policy.versions[version].version,
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
        for row in judgement.standing?.rows ?? [] {
            guard case .failed(let error)? = row.state else { continue }
            faults.append(
                Decision.BookFault(place: reference(to: row.place), message: error.message)
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
            return (best.place.policy, best.place.version)
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
        let version = engine.book.policies[speaker.policy].versions[speaker.version]
        let context = self.context(
            speaker.policy,
            speaker.version,
            limit: judgement.standing?.best?.limit
        )
        return version.discretion.escalation.text.map { render($0, context) }
    }

    private func needsSecondPerson(_ speaker: (policy: Int, version: Int)) -> Bool {
        let rules = engine.book.policies[speaker.policy].versions[speaker.version].discretion
        guard let condition = rules.escalation.secondPersonWhen else { return false }
        return condition.evaluate(engine.activation) == .value(.bool(true))
    }
}
