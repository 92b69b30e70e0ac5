import CEL

extension PolicyBook {
    /// What to say and do under a policy.
    ///
    /// Returns: nil where the reader sees no version of the policy now and here. Throws: where a
    /// staff member's options cannot be told, such as of a role that the book lacks.
    package func guidance(
        from policy: Policy,
        for request: GuidanceRequest
    ) throws(DecisionRefusal) -> Guidance? {
        guard let version = version(of: policy, for: request) else { return nil }
        let composer = GuidanceComposer(self, version, request)
        var guidance = composer.guidance()
        if request.audience == .staff { guidance.forStaff = try composer.forStaff() }
        return guidance
    }

    /// The version of a policy that the reader sees now: in force, not known to be out of scope,
    /// and not hidden from customers; nil where there is none.
    package func version(of policy: Policy, for request: GuidanceRequest) -> PolicyVersion? {
        let version = policy.inForce(on: day(of: request.now)) { index in
            guard let scope = policy.versions[index].discretion.scope else { return true }
            var facts = request.facts
            let activation = DecisionEngine.activation(self, &facts)
            return scope.evaluate(activation) != .value(.bool(false))
        }
        guard let version, request.audience == .staff || version.isPublic else { return nil }
        return version
    }

    /// The policy for what no other foresaw; nil where the book has none.
    package var fallbackPolicy: Policy? {
        decisions.fallback.map { policies[$0] }
    }
}

/// Puts guidance together from the texts of one version.
struct GuidanceComposer {
    private let book: PolicyBook
    private let version: PolicyVersion
    private let request: GuidanceRequest
    private let activation: Activation
    private let currency: Currency

    init(_ book: PolicyBook, _ version: PolicyVersion, _ request: GuidanceRequest) {
        self.book = book
        self.version = version
        self.request = request
        let currency = DecisionEngine.currency(book, request.facts)
        var facts = request.facts
        var activation = DecisionEngine.activation(book, &facts)
        activation[book.facts.now] = .instant(request.now)
        activation[book.facts.today] = .date(book.day(of: request.now))
        if let role = request.role ?? book.defaultRole {
            activation[book.facts.staffRole] = .string(role)
        }
        for (offset, amounts) in version.amountsByCurrency.enumerated() {
            activation[book.facts.slotCount + offset] =
                amounts.first { $0.currency == currency }.map { .money($0) }
        }
        self.activation = activation
        self.currency = currency
    }

    func guidance() -> Guidance {
        var guidance = Guidance(
            policy: version.id,
            version: version.version,
            composition: version.wording.composition,
            plain: text(version.plain)
        )
        if request.mood == .upset { guidance.acknowledge = acknowledgement() }
        guidance.explain = phrase(version.wording.explain, named: "explain")
        guidance.steps = texts(version.steps)
        guidance.why = reasons()
        guidance.alternatives = alternatives()
        guidance.resources = resources()
        return guidance
    }

    /// The policy's own words; where it has none and does not forbid others, those that the book
    /// has for what nobody foresaw.
    private func acknowledgement() -> RenderedText? {
        let own = phrase(version.wording.acknowledge, named: "acknowledge")
        guard own == nil, version.wording.composition == .suggested,
            let fallback = book.fallbackPolicy.flatMap({ book.version(of: $0, for: request) })
        else { return own }
        return GuidanceComposer(book, fallback, request)
            .phrase(fallback.wording.acknowledge, named: "acknowledge")
    }

    private func reasons() -> Guidance.Reasons {
        var reasons = Guidance.Reasons()
        reasons.benefit = version.why.benefit.map(text)
        reasons.change = version.why.change.map(text)
        reasons.evidence = version.why.evidence.map { evidence in
            Guidance.Evidence(kind: evidence.kind, text: text(evidence.text), link: evidence.link)
        }
        return reasons
    }

    private func alternatives() -> [Guidance.AlternativeWay] {
        version.alternatives
            .filter { request.audience == .staff || $0.isPublic(book.facts) }
            .filter { holds($0.condition) }
            .map { alternative in
                let label = alternative.remedy.flatMap(book.remedy)?.label
                return Guidance.AlternativeWay(
                    remedy: alternative.remedy,
                    text: (alternative.text ?? label).map(text)
                )
            }
    }

    /// In the author's order; on the telephone numbers come before what has to be opened.
    private func resources() -> [Guidance.Pointer] {
        let isSpoken = request.channel == "phone"
        let first = isSpoken ? version.resources.filter { $0.kind == .phone } : []
        let rest = isSpoken ? version.resources.filter { $0.kind != .phone } : version.resources
        return (first + rest)
            .map { resource in
                Guidance.Pointer(
                    kind: resource.kind,
                    label: text(resource.label),
                    target: resource.target
                )
            }
    }
}

/// What is for staff.
extension GuidanceComposer {
    func forStaff() throws(DecisionRefusal) -> StaffGuidance {
        let options = try options()
        let ask = texts(version.wording.ask)
        return StaffGuidance(
            ask: request.phrases.rotated(ask, named: name(of: "ask")),
            avoid: texts(version.wording.avoid),
            opportunities: version.opportunities.filter { holds($0.condition) }
                .map { text($0.text) },
            options: options,
            missing: missing(options)
        )
    }

    private func options() throws(DecisionRefusal) -> Options {
        var decision = DecisionRequest(remedy: "", facts: request.facts, now: request.now)
        decision.policy = version.id
        decision.role = request.role
        decision.locale = LocalePreference(request.locale)
        // What would raise a limit is the options request's to tell; guidance begins a conversation.
        decision.wantsHints = false
        return try book.options(for: decision)
    }

    /// The facts that remedies, alternatives and opportunities wait for, the most awaited first.
    private func missing(_ options: Options) -> [Decision.MissingFact] {
        let conditions =
            version.alternatives.map(\.condition) + version.opportunities.map(\.condition)
        let waiting =
            options.needsFacts.map(\.decision.missing)
            + conditions.map { condition in
                guard case .unknown(let slots)? = condition?.evaluate(activation) else { return [] }
                return slots.compactMap(missingFact)
            }
        var counted: [(fact: Decision.MissingFact, count: Int)] = []
        for fact in waiting.flatMap(\.self) {
            if let place = counted.firstIndex(where: { $0.fact.fact == fact.fact }) {
                counted[place].count += 1
            } else {
                counted.append((fact, 1))
            }
        }
        return counted.enumerated()
            .sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
            .map(\.element.fact)
    }

    private func missingFact(inSlot slot: Int) -> Decision.MissingFact? {
        guard let fact = book.facts.fact(inSlot: slot) else { return nil }
        return Decision.MissingFact(
            fact: fact.qualifiedName,
            question: fact.question.map(text),
            needsVerification: fact.needsVerification
        )
    }
}

/// Conditions and texts.
extension GuidanceComposer {
    /// What is not known does not hold.
    private func holds(_ condition: Condition?) -> Bool {
        condition.map { $0.evaluate(activation) == .value(.bool(true)) } ?? true
    }

    private func name(of text: String) -> String { "\(version.id)/\(text)" }

    /// One of the phrases that can be said with what is known; nil where there is none.
    private func phrase(_ phrases: LocalizedTexts, named name: String) -> RenderedText? {
        guard let (patterns, locale) = phrases.patterns(for: request.locale) else { return nil }
        let sayable = patterns.filter { $0.placeholders.allSatisfy { value(of: $0) != nil } }
        return request.phrases.phrase(sayable, named: self.name(of: name))
            .map { render($0, in: locale) }
    }

    private func texts(_ texts: LocalizedTexts) -> [RenderedText] {
        guard let (patterns, locale) = texts.patterns(for: request.locale) else { return [] }
        return patterns.map { render($0, in: locale) }
    }

    private func text(_ text: LocalizedText) -> RenderedText {
        let (pattern, locale) = text.pattern(for: request.locale)
        return render(pattern, in: locale)
    }

    /// A text that stands in for a missing translation is written by its own language's rules.
    private func render(_ pattern: MessagePattern, in locale: LocaleTag) -> RenderedText {
        let format = book.formats.first { $0.locale == locale } ?? book.formats[0]
        return RenderedText(pattern.text(format, value), in: locale)
    }

    /// A value of the policy, else a fact by its qualified name.
    private func value(of name: String) -> MessageValue? {
        let key = name.hasPrefix("values.") ? String(name.dropFirst("values.".count)) : name
        if let value = version.values.first(where: { $0.name == key }) {
            return value.value.messageValue(in: currency)
        }
        return book.facts.slot(of: name).flatMap { activation[$0] }?.messageValue
    }
}
