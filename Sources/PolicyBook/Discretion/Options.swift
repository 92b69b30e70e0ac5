/// Everything a person may do for this customer now: solve, not only judge.
package struct Options: Sendable {
    /// One remedy with the most that may be given of it.
    package struct Entry: Sendable {
        package let remedy: Remedy
        package let label: RenderedText
        /// The decision without an amount: its limit is the most; its approver is who could go
        /// further, its hints what would raise the limit.
        package let decision: Decision

        /// What it costs the company at most; nil where the book does not say.
        package var cost: Money? {
            switch (remedy.kind, decision.limit) {
            case (.money, .amount(.money(let money))?): money
            case (.money, _): nil
            case (.quantity, .amount(.quantity(let count))?): remedy.cost?.multiplied(by: count)
            case (.quantity, _): nil
            case (.action, _), (.item, _), (.gesture, _), (.handover, _): remedy.cost
            }
        }
    }

    /// What the company owes; told first.
    package var owed: [Entry] = []
    /// What may be offered unasked.
    package var offers: [Entry] = []
    /// What may be given to those who ask, beyond what may be offered; never offered first.
    package var ifAsked: [Entry] = []
    /// What more knowledge could make possible.
    package var needsFacts: [Entry] = []
    /// What only somebody else can decide.
    package var beyond: [Entry] = []
    package let locale: LocaleChoice
    /// The digest of the book.
    package let book: String
    package let at: Instant
}

extension PolicyBook {
    /// For every remedy the most that may be given now.
    ///
    /// The request's remedy and amount are not looked at. Each list is sorted by what the remedy is
    /// worth to the customer, the most first, then by what it costs, the least first. Throws: as ``decide(_:)-swift.method`` does; a policy
    /// that is named and does not speak of a remedy leaves that remedy out.
    package func options(for request: DecisionRequest) throws(DecisionRefusal) -> Options {
        var options = Options(
            locale: LocaleChoice(request.locale, among: locales),
            book: digest,
            at: request.now
        )
        for remedy in remedies {
            var request = request
            request.remedy = remedy.id
            request.asked = nil
            let engine: DecisionEngine
            do {
                engine = try DecisionEngine.reading(&request, of: self)
            } catch .policySilent {
                continue
            }
            OptionFinder(engine, request, remedy).find(into: &options)
        }
        options.sort()
        return options
    }
}

/// Finds what may be given of one remedy, kept apart by how it may be offered.
private struct OptionFinder: ~Copyable {
    let engine: DecisionEngine
    let request: DecisionRequest
    let remedy: Remedy

    init(_ engine: consuming DecisionEngine, _ request: DecisionRequest, _ remedy: Remedy) {
        self.engine = engine
        self.request = request
        self.remedy = remedy
    }

    func find(into options: inout Options) {
        let owed = entry([.owed], isAskedFor: false)
        let offer = entry([.freely], isAskedFor: false)
        let asked = entry([.freely, .onRequest], isAskedFor: true)
        if owed.decision.outcome == .allow { options.owed.append(owed) }
        if offer.decision.outcome == .allow { options.offers.append(offer) }
        if asked.decision.outcome == .allow, goesFurther(asked, than: offer) {
            options.ifAsked.append(asked)
        }
        guard [owed, offer, asked].allSatisfy({ $0.decision.outcome != .allow }) else { return }
        let whole = entry(Set(DiscretionRow.Offer.allCases), isAskedFor: request.isAskedFor)
        switch whole.decision.outcome {
        case .ask: options.needsFacts.append(whole)
        case .escalate: options.beyond.append(whole)
        case .allow, .deny: break
        }
    }

    private func entry(_ offers: Set<DiscretionRow.Offer>, isAskedFor: Bool) -> Options.Entry {
        var engine = engine.copy()
        engine.question.offers = offers
        engine.question.isAskedFor = isAskedFor
        let judgement = engine.judge()
        let writer = DecisionWriter(engine, request)
        var decision = writer.decision(judgement, withAlternatives: false)
        if judgement.outcome == .allow {
            decision.approver = writer.engine.approverBeyond(judgement)
            if request.wantsHints { decision.wouldRaise = writer.engine.hints(judgement) }
        }
        return Options.Entry(
            remedy: remedy,
            label: writer.render(remedy.label, nil),
            decision: decision
        )
    }

    private func goesFurther(_ asked: Options.Entry, than offer: Options.Entry) -> Bool {
        guard offer.decision.outcome == .allow else { return true }
        return asked.decision.limit?.isGreater(than: offer.decision.limit) ?? false
    }
}

extension Options {
    fileprivate mutating func sort() {
        owed.sort()
        offers.sort()
        ifAsked.sort()
        needsFacts.sort()
        beyond.sort()
    }
}

extension [Options.Entry] {
    /// By worth to the customer; of equal worth in the order of the book.
    fileprivate mutating func sort() {
        self = enumerated()
            .sorted { left, right in
                let (first, second) = (left.element.worth, right.element.worth)
                if first.rank != second.rank { return first.rank < second.rank }
                if first.amount != second.amount { return first.amount > second.amount }
                let costs = (left.element.cost?.minorUnits, right.element.cost?.minorUnits)
                if costs.0 != costs.1 { return costs.0 ?? 0 < costs.1 ?? 0 }
                return left.offset < right.offset
            }
            .map(\.element)
    }
}

extension Options.Entry {
    /// What has a value in money comes first, then what counts, what is done, and what is said.
    fileprivate var worth: (rank: Int, amount: Int64) {
        switch (remedy.kind, decision.limit) {
        case (.money, .unlimited?): (0, .max)
        case (.money, .amount(.money(let money))?): (0, money.minorUnits)
        case (.money, _): (0, 0)
        case (.item, _): (0, remedy.cost?.minorUnits ?? 0)
        case (.quantity, .amount(.quantity(let count))?): (1, count)
        case (.quantity, _): (1, decision.limit == .unlimited ? .max : 0)
        case (.action, _): (2, 0)
        case (.handover, _): (3, 0)
        case (.gesture, _): (4, 0)
        }
    }
}
