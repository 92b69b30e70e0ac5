import CEL

extension DecisionWriter {
    /// Other ways to help that this role may take now, in the author's order.
    ///
    /// Each is a decision of its own: only what would be allowed, asked for alone, is offered, and
    /// nothing that is only for those who ask.
    func alternatives(_ judgement: Judgement) -> [Decision.AlternativeOffer] {
        var offers: [Decision.AlternativeOffer] = []
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
                guard let offer = offer(alternative, policy, version),
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
        _ version: Int
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
        guard name != request.remedy, let remedy = engine.book.remedyIndex[name],
            let reach = reach(of: remedy)
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
    private func reach(of remedy: Int) -> Reach? {
        var engine = engine
        engine.question.remedy = remedy
        engine.question.asked = nil
        engine.question.isAskedFor = false
        engine.question.topic = nil
        engine.question.policy = nil
        engine.fillRequest()
        let whole = engine.judge()
        guard whole.outcome == .allow else { return nil }
        guard let policy = self.engine.question.policy else { return whole.standing?.best }
        engine.question.policy = policy
        let named = engine.judge()
        if named.isNotCovered { return whole.standing?.best }
        return named.outcome == .allow ? named.standing?.best : nil
    }
}
