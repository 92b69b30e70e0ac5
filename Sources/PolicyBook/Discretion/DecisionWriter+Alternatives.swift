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
            let activation = engine.activation(for: policy, version)
            for alternative in alternatives {
                if let condition = alternative.condition,
                    condition.evaluate(activation) != .value(.bool(true))
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
        guard let remedy = engine.book.remedyIndex[name], remedy != engine.question.remedy,
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
    /// `asking` is the engine that asks for other remedies, made for the first of them: what it has
    /// found out of the facts counts for all.
    private func reach(of remedy: Int, _ asking: inout DecisionEngine?) -> Reach? {
        if asking == nil { asking = questionForOthers() }
        return asking?.reach(ofAnother: remedy, by: engine.question.policy)
    }

    private func questionForOthers() -> DecisionEngine {
        var engine = engine.copy()
        engine.question.asked = nil
        engine.question.isAskedFor = false
        engine.question.topic = nil
        engine.question.isOnlyForAllowing = true
        return engine
    }
}

extension DecisionEngine {
    /// How far another remedy goes, asked alone; nil where it is not allowed.
    ///
    /// It must be allowed by the whole book, and by the policy of the request where one is named
    /// that speaks of it: however it is asked for next, the answer is the same.
    fileprivate mutating func reach(ofAnother remedy: Int, by policy: Int?) -> Reach? {
        question.remedy = remedy
        fillRequest()
        var named: Reach?
        if let policy {
            // First, since it is the smaller question.
            question.policy = policy
            switch allowance() {
            case .allowed(let reach): named = reach
            case .notAllowed: return nil
            case .notCovered: break
            }
        }
        question.policy = nil
        guard case .allowed(let whole) = allowance(knowing: named) else { return nil }
        return named ?? whole
    }
}
