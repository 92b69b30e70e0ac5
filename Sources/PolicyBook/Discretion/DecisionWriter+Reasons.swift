import CEL

extension DecisionWriter {
    // LIMIT: more reasons than a person reads; a check over a whole book has many rows.
    private static let maxReasons = 20

    /// Why: the row or `never` that decided, or what became of every row the role holds.
    func reasons(_ judgement: Judgement) -> [Reason] {
        if judgement.isNotCovered {
            return [Reason(.notCovered, at: nowhere, text: render(.notCovered))]
        }
        if let block = judgement.decidingBlock { return [reason(for: block)] }
        guard let standing = judgement.standing else { return [] }
        if judgement.outcome == .allow, let best = standing.best {
            return [reasonForAllowing(best)]
        }
        var reasons = reasonsOfRows(judgement, standing)
        if judgement.isHeldBack {
            // Which `never` it is would tell the customer what is suspected.
            reasons.append(Reason(.factsMissing, at: nowhere, text: render(.factsMissing)))
        }
        if judgement.outcome == .deny, engine.isRefusedByBudget(standing),
            !reasons.contains(where: { $0.code == .budgetExceeded })
        {
            let place = standing.best.map { reference(to: $0.row) }
            reasons.append(
                Reason(.budgetExceeded, at: place ?? nowhere, text: render(.budgetExceeded))
            )
        }
        return Array(reasons.prefix(Self.maxReasons))
    }

    private var nowhere: Decision.RowReference {
        Decision.RowReference(policy: nil, version: nil, row: nil)
    }

    private func reason(for block: Block) -> Reason {
        let place = reference(to: block)
        if case .failed = block.state {
            return Reason(.conditionFailed, at: place, text: render(.couldNotBeWorkedOut))
        }
        guard let tell = prohibition(block).tell else {
            return Reason(.never, at: place, text: render(.never))
        }
        let context = block.version.map { self.context($0.policy, $0.version, limit: nil) }
        return Reason(.never, at: place, text: render(tell, context))
    }

    private func reasonForAllowing(_ best: Reach) -> Reason {
        let row = engine.book.decisions.rows[best.row]
        let context = self.context(row.place.policy, row.place.version, limit: best.limit)
        let text: RenderedText
        if let because = row.because {
            text = render(because, context)
        } else if case .amount? = best.limit, !best.isExact {
            text = render(.allowedUpTo, limit: best.limit)
        } else {
            text = render(.allowed)
        }
        return Reason(.withinLimit, at: row.reference, text: text)
    }

    /// In grace the words of one version are enough: that of the row that decides, else the newest.
    private func reasonsOfRows(_ judgement: Judgement, _ standing: Standing) -> [Reason] {
        let speaker = speaker(judgement)
        var reasons: [Reason] = []
        for row in standing.rows where row.isHeld && reasons.count < Self.maxReasons {
            let place = engine.book.decisions.rows[row.row].place
            guard isSpoken(place, speaker, judgement.scope) else { continue }
            let reason = reason(for: row)
            if !reasons.contains(where: { $0.code == reason.code && $0.place == reason.place }) {
                reasons.append(reason)
            }
        }
        guard reasons.isEmpty, let row = standing.rows.first else { return reasons }
        return [Reason(.beyondRole, at: reference(to: row.row), text: render(.beyondRole))]
    }

    private func isSpoken(
        _ place: RowPlace,
        _ speaker: (policy: Int, version: Int)?,
        _ scope: [ScopeEntry]
    ) -> Bool {
        if let speaker, speaker.policy == place.policy { return speaker.version == place.version }
        return scope.contains { entry in
            entry.policy == place.policy && entry.version == place.version && entry.isNewest
        }
    }

    private func reason(for row: JudgedRow) -> Reason {
        let place = reference(to: row.row)
        switch row.state {
        case .applies(let limit, let isExact):
            let role = engine.question.role
            return reasonForLimit(
                engine.reach(of: row.row, limit, isExact: isExact, for: role)
            )
        case .requirementNotMet(let index):
            return reasonForRequirement(engine.book.decisions.rows[row.row].place, index)
        case .conditionNotMet:
            return reasonForCondition(engine.book.decisions.rows[row.row])
        case .unknown:
            return Reason(.factsMissing, at: place, text: render(.factsMissing))
        case .failed:
            return Reason(.conditionFailed, at: place, text: render(.couldNotBeWorkedOut))
        case .notAskedFor:
            return Reason(.notAskedFor, at: place, text: render(.doesNotApply))
        case .notTriedYet:
            return Reason(.notTriedYet, at: place, text: render(.somethingElseFirst))
        case .otherCurrency:
            return Reason(.otherCurrency, at: place, text: render(.otherCurrency))
        case nil:
            return Reason(.beyondRole, at: place, text: render(.beyondRole))
        }
    }

    /// A row that applies and yet does not cover what was asked, or that a `never` holds back.
    private func reasonForLimit(_ reach: Reach) -> Reason {
        let place = reference(to: reach.row)
        if reach.covers {
            return Reason(.withinLimit, at: place, text: render(.allowed))
        }
        if reach.coversBeforeBudgets {
            return Reason(.budgetExceeded, at: place, text: render(.budgetExceeded))
        }
        if reach.isExact {
            return Reason(.notExact, at: place, text: render(.notExact, limit: reach.limit))
        }
        guard engine.question.asked != nil else {
            return Reason(.limitExceeded, at: place, text: render(.nothingLeft))
        }
        return Reason(
            .limitExceeded,
            at: place,
            text: render(.limitExceeded, limit: reach.limit)
        )
    }

    private func reasonForRequirement(_ place: RowPlace, _ index: Int) -> Reason {
        let requirement = engine.book.policies[place.policy].versions[place.version]
            .discretion.require[index]
        let text = requirement.otherwise.map {
            render($0, context(place.policy, place.version, limit: nil))
        }
        return Reason(
            .requirementNotMet,
            at: reference(place.policy, place.version, requirement.id),
            text: text ?? render(.requirementNotMet),
            failing: failing(requirement.condition, of: place)
        )
    }

    private func reasonForCondition(_ row: RowPlan) -> Reason {
        let text = row.otherwise.map {
            render($0, context(row.place.policy, row.place.version, limit: nil))
        }
        return Reason(
            .conditionNotMet,
            at: row.reference,
            text: text ?? render(.doesNotApply),
            failing: row.rule.condition
                .map { failing(engine.book.decisions.programs[$0.number], of: row.place) } ?? []
        )
    }

    private func failing(_ condition: Condition, of place: RowPlace) -> [Reason.FailingTest] {
        ConditionExplainer(engine.activation(for: place.policy, place.version), engine.book.facts)
            .failingTests(of: condition)
    }

    /// How every row of the scope was judged, those of other roles too.
    func trace(_ judgement: Judgement) -> [Decision.TraceEntry] {
        guard let standing = judgement.standing else { return [] }
        return standing.rows.map { row in
            let reason = reason(for: row)
            var limit: GrantLimit?
            if case .applies(let found, _)? = row.state { limit = found }
            return Decision.TraceEntry(
                place: reference(to: row.row),
                code: reason.code,
                limit: limit,
                failing: reason.failing
            )
        }
    }
}
