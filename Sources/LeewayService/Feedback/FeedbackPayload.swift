import CEL
import JSON
import Ledger
import PolicyBook

/// The content of a feedback item, checked against the book.
struct FeedbackPayload {
    /// LIMIT: larger contents are refused before they are read as JSON.
    static let maxContentBytes = 65_536

    private static let members = [
        "policy", "version", "from", "kind", "rating", "comment", "answers", "locale",
        "decision_id",
    ]

    let feedback: Feedback

    /// Reads the object at `root`; `known` says which versions of which policies the caller may name.
    ///
    /// Throws: `malformedRequest` for members that are missing, unknown or of the wrong JSON type or
    /// word; `unknownName` for a policy or version; `invalidValue` for a rating out of range.
    init(
        _ tape: borrowing JSONTape,
        _ root: JSONNode,
        id: String,
        now: Instant,
        known: KnownPolicies
    ) throws(Problem) {
        try tape.requireObject(root, members: Self.members)
        let policy = try tape.requiredString("policy", of: root)
        let number = try tape.optionalInteger("version", of: root)
        let version = try known.version(number, of: policy)
        var feedback = Feedback(
            id: id,
            receivedAt: now,
            policy: policy,
            version: version,
            source: try Self.word("from", tape, root),
            kind: try Self.word("kind", tape, root)
        )
        feedback.rating = try Self.rating(tape, root)
        feedback.comment = try tape.optionalString("comment", of: root)
        feedback.answers = try Self.answers(tape, root)
        feedback.locale = try Self.locale(tape, root)
        feedback.decisionID = try tape.optionalString("decision_id", of: root)
        try Self.requireSubstance(feedback)
        try Self.refuseNUL(feedback)
        self.feedback = feedback
    }

    private static func word<Word>(
        _ name: String,
        _ tape: borrowing JSONTape,
        _ root: JSONNode
    ) throws(Problem) -> Word
    where Word: RawRepresentable<String> & CaseIterable {
        let text = try tape.requiredString(name, of: root)
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(
                .malformedRequest,
                at: "/\(name)",
                "`\(name)` is one of \(known), not `\(text.shortened)`"
            )
        }
        return word
    }

    private static func rating(
        _ tape: borrowing JSONTape,
        _ root: JSONNode
    ) throws(Problem) -> Int? {
        guard let rating = try tape.optionalInteger("rating", of: root) else { return nil }
        guard 1...5 ~= rating else {
            throw Problem(.invalidValue, at: "/rating", "a rating is a whole number from 1 to 5")
        }
        return Int(rating)
    }

    /// Survey answers: an object from a question's id to the answer.
    private static func answers(
        _ tape: borrowing JSONTape,
        _ root: JSONNode
    ) throws(Problem) -> [Feedback.Answer] {
        guard let node = tape.present("answers", of: root) else { return [] }
        try tape.requireKind(.object, of: node)
        var answers: [Feedback.Answer] = []
        try tape.forEachMember(of: node) { member throws(Problem) in
            guard let question = tape.string(of: member.name),
                let answer = tape.string(of: member.value) ?? tape.numberText(of: member.value)
            else {
                throw Problem(
                    .malformedRequest,
                    at: tape.pointer(to: member.value),
                    "an answer is a string or a number"
                )
            }
            answers.append(Feedback.Answer(question: question, answer: answer))
        }
        return answers
    }

    private static func locale(
        _ tape: borrowing JSONTape,
        _ root: JSONNode
    ) throws(Problem) -> LocaleTag? {
        let tag = try tape.optionalString("locale", of: root)
        return try LocaleNegotiation.preference(named: tag, at: "/locale")?.choices.first?.range
    }

    /// SQLite ends a text at U+0000, and half of what somebody said is not what they said.
    private static func refuseNUL(_ feedback: Feedback) throws(Problem) {
        let answers = feedback.answers.flatMap { [$0.question, $0.answer] }
        let texts = [feedback.comment, feedback.decisionID].compactMap(\.self) + answers
        guard texts.contains(where: { $0.utf8.contains(0) }) else { return }
        throw Problem(.malformedRequest, "a text cannot hold U+0000")
    }

    /// Each kind needs what it is about.
    private static func requireSubstance(_ feedback: Feedback) throws(Problem) {
        let missing: String? =
            switch feedback.kind {
            case .rating: feedback.rating == nil ? "rating" : nil
            case .comment, .suggestion, .gotInTheWay: feedback.comment == nil ? "comment" : nil
            case .survey: feedback.answers.isEmpty ? "answers" : nil
            }
        guard let missing else { return }
        throw Problem(
            .malformedRequest,
            at: "/\(missing)",
            "feedback of kind `\(feedback.kind.rawValue)` needs the member `\(missing)`"
        )
    }
}

/// The policies a caller may give feedback on.
struct KnownPolicies {
    let book: PolicyBook
    /// Whether policies for staff are among them.
    let includesStaff: Bool
    let today: CalendarDate

    /// The version meant: the one named, else the one in force, else the newest.
    func version(_ number: Int64?, of id: String) throws(Problem) -> Int {
        let candidates = book.policy(id)?.versions.filter(isKnown) ?? []
        guard let newest = candidates.last else {
            // Suggested is only what anyone may read, whoever asks: the route is public.
            let known = book.policies.filter { $0.versions.contains(where: \.isPublic) }
            let nearest = NearestName.suggest(id, among: known.map(\.id))
            throw .unknown("policy", id, known: nearest, at: "/policy")
        }
        guard let number else {
            return book.policy(id)?.inForce(on: today)?.version ?? newest.version
        }
        guard candidates.contains(where: { $0.version == number }) else {
            throw Problem(
                .unknownName,
                at: "/version",
                "the policy `\(id)` has no version \(number)"
            )
        }
        return Int(number)
    }

    private func isKnown(_ version: PolicyVersion) -> Bool {
        version.isPublic || includesStaff && version.status != .draft
    }
}
