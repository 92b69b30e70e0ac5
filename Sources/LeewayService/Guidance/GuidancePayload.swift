import JSON
import PolicyBook

/// The content of a question for guidance.
struct GuidancePayload {
    private static let members = [
        "situation", "audience", "channel", "mood", "conversation", "turn", "customer", "case",
        "context", "staff", "action", "verified", "locale", "limit",
    ]
    /// What only staff can say.
    private static let staffMembers = ["staff", "action", "verified"]
    /// How many matches an answer has unless another number is asked for.
    static let defaultLimit: Int64 = 5
    /// LIMIT: a conversation's id; more would only be hashed.
    static let maxConversationScalars = 1_024

    /// The customer's own words.
    let situation: String
    let limit: Int
    let locale: LocaleChoice
    var request: GuidanceRequest

    /// For whom guidance is asked.
    ///
    /// Throws: `malformedRequest` for another value, or where `root` is no object.
    static func audience(
        _ tape: borrowing JSONTape,
        _ root: JSONNode
    ) throws(Problem) -> GuidanceRequest.Audience {
        try tape.requireKind(.object, of: root)
        return try choice("audience", tape, root) ?? .customer
    }

    /// Reads the object at `root`; the request's id stands for a conversation that is not named.
    ///
    /// Throws: `malformedRequest` for members that are missing, unknown, of the wrong JSON type or
    /// not for the audience; `unknownName` and `invalidValue` for facts that the book does not take.
    init(
        _ tape: borrowing JSONTape,
        _ root: JSONNode,
        for audience: GuidanceRequest.Audience,
        book: PolicyBook,
        requestID: String,
        now: Instant,
        languages: ReaderLanguages
    ) throws(Problem) {
        try tape.requireObject(root, members: Self.members)
        situation = try tape.requiredString("situation", of: root)
        limit = try Self.limit(tape, root)
        let wanted = try LocaleNegotiation.preference(
            named: try tape.optionalString("locale", of: root),
            at: "/locale"
        )
        locale = LocaleChoice(languages.preference(wanted), among: book.locales)
        if audience == .customer { try Self.refuseStaffMembers(tape, root) }
        let channel = try tape.optionalString("channel", of: root)
        let facts: FactValues
        do {
            facts = try Self.facts(tape, root, book.facts, channel: channel)
        } catch {
            throw audience == .staff ? error : Self.withoutVocabulary(error)
        }
        var request = GuidanceRequest(
            for: audience,
            facts: facts,
            phrases: try Self.phrases(tape, root, requestID),
            locale: locale.used,
            now: now
        )
        request.mood = try Self.choice("mood", tape, root) ?? .calm
        request.channel = channel
        if let staff = tape.present("staff", of: root) {
            try tape.requireKind(.object, of: staff)
            request.role = try tape.optionalString("role", of: staff)
        }
        self.request = request
    }

    private static func limit(
        _ tape: borrowing JSONTape,
        _ root: JSONNode
    ) throws(Problem) -> Int {
        let limit = try tape.optionalInteger("limit", of: root) ?? defaultLimit
        let most = SearchLimits.maxMatches
        guard 1...Int64(most) ~= limit else {
            throw Problem(
                .malformedRequest,
                at: "/limit",
                "`limit` is a whole number from 1 to \(most)"
            )
        }
        return Int(limit)
    }

    /// Without a conversation the request's id stands for it: two calls differ, so that nobody
    /// hears a canned answer, and one can be repeated by sending its id.
    private static func phrases(
        _ tape: borrowing JSONTape,
        _ root: JSONNode,
        _ requestID: String
    ) throws(Problem) -> PhraseChoice {
        let conversation = try tape.optionalString("conversation", of: root)
        guard conversation.map({ $0.unicodeScalars.count <= maxConversationScalars }) ?? true else {
            throw Problem(
                .malformedRequest,
                at: "/conversation",
                "a conversation's id has at most \(maxConversationScalars) characters"
            )
        }
        let turn = try tape.optionalInteger("turn", of: root) ?? 0
        return PhraseChoice(conversation: conversation ?? requestID, turn: turn)
    }

    /// The facts, the channel among them where the book declares it and the context does not say.
    private static func facts(
        _ tape: borrowing JSONTape,
        _ root: JSONNode,
        _ schema: FactSchema,
        channel: String?
    ) throws(Problem) -> FactValues {
        var facts = try FactReader(schema).read(tape, root)
        guard let channel, let slot = schema.slot(of: "context.channel"), facts[slot] == nil else {
            return facts
        }
        let member = FactInput.Member("channel", .string(channel))
        if let refusal = facts.read(.context, [member], schema).first {
            throw FactReader.problem(refusal.fault, at: "/channel")
        }
        return facts
    }

    /// The problem without the names and values that a book's facts can have, which are not for
    /// everybody.
    private static func withoutVocabulary(_ problem: Problem) -> Problem {
        guard problem.kind == .unknownName || problem.kind == .invalidValue else { return problem }
        let detail = "the book takes no such fact, or not this value of it"
        var bare = Problem(problem.kind, detail)
        bare.errors = problem.errors.map {
            Problem.MemberError(pointer: $0.pointer, detail: detail)
        }
        return bare
    }

    private static func refuseStaffMembers(
        _ tape: borrowing JSONTape,
        _ root: JSONNode
    ) throws(Problem) {
        for name in staffMembers where tape.present(name, of: root) != nil {
            throw Problem(
                .malformedRequest,
                at: "/\(name)",
                "`\(name)` is for the audience `staff`"
            )
        }
    }

    private static func choice<Choice>(
        _ name: String,
        _ tape: borrowing JSONTape,
        _ root: JSONNode
    ) throws(Problem) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        guard let text = try tape.optionalString(name, of: root) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(
                .malformedRequest,
                at: "/\(name)",
                "`\(name)` is one of \(known), not `\(text.shortened)`"
            )
        }
        return choice
    }
}
