package import JSON
package import PolicyBook

extension JSONWriter {
    /// Writes the answer to a check.
    package mutating func decision(_ decision: Decision, id: String) {
        beginObject()
        member("decision_id", id)
        members(of: decision)
        end(decision)
    }

    /// Writes the answer to a check of several items: the worst outcome, and each on its own.
    mutating func decisions(_ decisions: [Decision], id: String) {
        beginObject()
        member("decision_id", id)
        if let worst = decisions.map(\.outcome).min() { member("outcome", worst.rawValue) }
        list("items", decisions) { json, decision in
            json.beginObject()
            json.member("remedy", decision.remedy)
            json.members(of: decision)
            json.endObject()
        }
        if let last = decisions.last { end(last) } else { endObject() }
    }

    /// Writes what decisions of one request have in common, and ends the object.
    mutating func end(_ decision: Decision) {
        locale(decision.locale)
        member("book", decision.book)
        member("at", decision.at.description)
        endObject()
    }

    /// Writes what is a decision's own.
    mutating func members(of decision: Decision) {
        member("outcome", decision.outcome.rawValue)
        limit("limit", decision.limit)
        if decision.isExact { member("exact", true) }
        if let offer = decision.offer { member("offer", offer.rawValue) }
        name("decided_by")
        if let place = decision.decidedBy {
            beginObject()
            members(of: place)
            endObject()
        } else {
            null()
        }
        list("budgets", decision.budgets) { $0.budget($1) }
        approver(decision.approver)
        if let text = decision.escalationText { member("escalation_text", text.text) }
        list("would_raise", decision.wouldRaise) { $0.hint($1) }
        list("alternatives", decision.alternatives) { $0.alternative($1) }
        list("obligations", decision.obligations) { $0.obligation($1) }
        list("also", decision.companions) { $0.companion($1) }
        list("reasons", decision.reasons) { $0.reason($1) }
        if !decision.staffNotes.isEmpty { strings("staff_notes", decision.staffNotes) }
        if !decision.missing.isEmpty { list("missing", decision.missing) { $0.missingFact($1) } }
        if decision.needsSecondPerson { member("second_person", true) }
        wording(decision.wording)
        if !decision.trace.isEmpty { list("trace", decision.trace) { $0.traceEntry($1) } }
        if !decision.faults.isEmpty { list("faults", decision.faults) { $0.bookFault($1) } }
    }

    private mutating func budget(_ budget: Decision.BudgetState) {
        beginObject()
        member("id", budget.id)
        if let left = budget.left { money("left", left) }
        if let count = budget.countLeft { member("count_left", count) }
        endObject()
    }

    mutating func approver(_ approver: Decision.Approver?) {
        name("approver")
        guard let approver else { return null() }
        beginObject()
        member("role", approver.role)
        limit("limit", approver.limit)
        endObject()
    }

    mutating func hint(_ hint: Decision.Hint) {
        beginObject()
        member("fact", hint.fact)
        member("op", hint.comparison.rawValue)
        member("value", hint.value)
        limit("limit", hint.limit)
        endObject()
    }

    private mutating func alternative(_ alternative: Decision.AlternativeOffer) {
        beginObject()
        if let remedy = alternative.remedy { member("remedy", remedy) }
        if let label = alternative.label { member("label", label.text) }
        if let text = alternative.text { member("text", text.text) }
        if let limit = alternative.limit { self.limit("limit", limit) }
        endObject()
    }

    mutating func obligation(_ obligation: Decision.ObligationDue) {
        beginObject()
        member("id", obligation.id)
        member("when", obligation.moment.rawValue)
        member("label", obligation.label.text)
        endObject()
    }

    mutating func companion(_ companion: Decision.CompanionOffer) {
        beginObject()
        member("remedy", companion.remedy)
        member("label", companion.label.text)
        if let limit = companion.limit { self.limit("limit", limit) }
        endObject()
    }

    private mutating func reason(_ reason: Reason) {
        beginObject()
        member("code", reason.code.rawValue)
        members(of: reason.place)
        member("text", reason.text.text)
        failing(reason.failing)
        endObject()
    }

    private mutating func traceEntry(_ entry: Decision.TraceEntry) {
        beginObject()
        member("code", entry.code.rawValue)
        members(of: entry.place)
        if let limit = entry.limit { self.limit("limit", limit) }
        failing(entry.failing)
        endObject()
    }

    private mutating func failing(_ tests: [Reason.FailingTest]) {
        guard !tests.isEmpty else { return }
        list("failing", tests) { json, test in
            json.beginObject()
            json.member("fact", test.fact)
            json.member("value", test.value)
            json.member("op", test.comparison)
            json.member("needed", test.needed)
            json.endObject()
        }
    }

    mutating func missingFact(_ missing: Decision.MissingFact) {
        beginObject()
        member("fact", missing.fact)
        member("question", missing.question?.text)
        member("verify", missing.needsVerification)
        endObject()
    }

    private mutating func bookFault(_ fault: Decision.BookFault) {
        beginObject()
        members(of: fault.place)
        member("detail", fault.message)
        endObject()
    }

    private mutating func wording(_ wording: Decision.WordingTexts) {
        name("wording")
        beginObject()
        list("acknowledge", wording.acknowledge) { $0.string($1.text) }
        list("explain", wording.explain) { $0.string($1.text) }
        list("ask", wording.ask) { $0.string($1.text) }
        list("avoid", wording.avoid) { $0.string($1.text) }
        endObject()
    }

    mutating func members(of place: Decision.RowReference) {
        if let policy = place.policy { member("policy", policy) }
        if let version = place.version { member("version", version) }
        if let row = place.row { member("row", row) }
    }

    /// Writes a limit: an amount, a number, `unlimited`, or null where there is none.
    mutating func limit(_ name: String, _ limit: GrantLimit?) {
        switch limit {
        case .amount(.money(let money)): self.money(name, money)
        case .amount(.quantity(let count)): member(name, count)
        case .unlimited: member(name, "unlimited")
        case nil:
            self.name(name)
            null()
        }
    }
}
