import CEL

extension DecisionWriter {
    /// Other ways to help that this role may take now, in the author's order.
    ///
    /// Each is a decision of its own: only what would be allowed, asked for alone, is offered, and
    /// nothing that is only for those who ask.
    func alternatives(_ judgement: Judgement) -> [Decision.AlternativeOffer] {
        var offers: [Decision.AlternativeOffer] = []
        var asking: DecisionEngine?
        for (policy, version) in alternativeSources(judgement) {
            let alternatives = engine.book.policies[policy].versions[version].alternatives
            guard !alternatives.isEmpty else { continue }
            var engine = engine
            engine.fillAmountsByCurrency(engine.book.decisions.policies[policy][version])
            for alternative in alternatives {
                if let condition = alternative.condition,
                    condition.evaluate(engine.activation) != .value(.bool(true))
                {
                    continue
                }
                guard let offer = offer(alternative, policy, version, &asking),
                    !offers.contains(where: { $0.remedy != nil && $0.remedy == offer.remedy })
                else { continue }
                offers.append(offer)
            }
        }
        return offers
    }

    private func alternativeSources(_ judgement: Judgement) -> [(policy: Int, version: Int)] {
        if let speaker = speaker(judgement) { return [speaker] }
        return judgement.scope.filter(\.isNewest).map { ($0.policy, $0.version) }
    }

    private func offer(
        _ alternative: Alternative,
        _ policy: Int,
        _ version: Int,
        _ asking: inout DecisionEngine?
    ) -> Decision.AlternativeOffer? {
        guard let name = alternative.remedy else {
            let context = self.context(policy, version, limit: nil)
            return Decision.AlternativeOffer(
                remedy: nil,
                label: nil,
                text: alternative.text.map { render($0, context) },
                limit: nil
            )
        }
        guard name != self.remedy, let remedy = engine.book.remedyIndex[name],
            let reach = reach(of: remedy, &asking)
        else { return nil }
        let context = self.context(policy, version, limit: reach.limit)
        return Decision.AlternativeOffer(
            remedy: name,
            label: render(engine.book.remedies[remedy].label, context),
            text: alternative.text.map { render($0, context) },
            limit: reach.limit
        )
    }

    /// How far the other remedy goes, asked alone; nil where it is not allowed.
    ///
    /// It must be allowed by the whole book, and by the policy of the request where one is named
    /// that speaks of it: however it is asked for next, the answer is the same.
    /// `asking` is the engine that asks for other remedies, made for the first of them: what it has
    /// found out of the facts counts for all.
    private func reach(of remedy: Int, _ asking: inout DecisionEngine?) -> Reach? {
        var engine = asking.take() ?? questionForOthers
        defer { asking = engine }
        engine.question.remedy = remedy
        engine.fillRequest()
        var named: Reach?
        if let policy = self.engine.question.policy {
            // First, since it is the smaller question.
            engine.question.policy = policy
            switch engine.allowance() {
            case .allowed(let reach): named = reach
            case .notAllowed: return nil
            case .notCovered: break
            }
        }
        engine.question.policy = nil
        guard case .allowed(let whole) = engine.allowance(knowing: named) else { return nil }
        return named ?? whole
    }

    private var questionForOthers: DecisionEngine {
        var engine = engine
        engine.question.asked = nil
        engine.question.isAskedFor = false
        engine.question.topic = nil
        engine.question.isOnlyForAllowing = true
        return engine
    }
}
