import JSON
import PolicyBook

extension JSONWriter {
    /// Writes the answer to a question for options.
    mutating func options(_ options: Options) {
        beginObject()
        optionLists(options)
        locale(options.locale)
        member("book", options.book)
        member("at", options.at.description)
        endObject()
    }

    /// Writes the members that hold the options, by how they may be given.
    mutating func optionLists(_ options: Options) {
        list("owed", options.owed) { $0.option($1) }
        list("offer", options.offers) { $0.option($1) }
        list("allow_if_asked", options.ifAsked) { $0.option($1) }
        list("ask", options.needsFacts) { $0.option($1) }
        list("beyond", options.beyond) { $0.option($1) }
    }

    private mutating func option(_ option: Options.Entry) {
        let decision = option.decision
        beginObject()
        member("remedy", option.remedy.id)
        member("label", option.label.text)
        limit("limit", decision.limit)
        if decision.isExact { member("exact", true) }
        if let cost = option.cost { money("cost", cost) }
        if let place = decision.decidedBy {
            name("decided_by")
            beginObject()
            members(of: place)
            endObject()
        }
        approver(decision.approver)
        list("would_raise", decision.wouldRaise) { $0.hint($1) }
        list("obligations", decision.obligations) { $0.obligation($1) }
        list("also", decision.companions) { $0.companion($1) }
        if !decision.missing.isEmpty { list("missing", decision.missing) { $0.missingFact($1) } }
        endObject()
    }
}
