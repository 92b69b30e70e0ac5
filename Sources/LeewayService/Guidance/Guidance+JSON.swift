import JSON
import PolicyBook

extension JSONWriter {
    /// Writes the answer to a question for guidance.
    mutating func answer(_ answer: GuidanceAnswer) {
        beginObject()
        list("matches", answer.matches) { $0.match($1) }
        member("confident", answer.isConfident)
        name("guidance")
        if let guidance = answer.guidance { self.guidance(guidance) } else { null() }
        locale(answer.locale)
        member("book", answer.book)
        endObject()
    }

    private mutating func match(_ match: GuidanceAnswer.Match) {
        beginObject()
        member("policy", match.version.id)
        member("version", match.version.version)
        name("score")
        double(match.score)
        member("title", match.title)
        snippet(match.snippet)
        endObject()
    }

    /// The snippet as plain text, and once more in pieces that say which of them are hits: a reader
    /// marks them without looking for tags in an author's text.
    private mutating func snippet(_ snippet: SearchSnippet) {
        let (before, after) = (snippet.isCutBefore ? "…" : "", snippet.isCutAfter ? "…" : "")
        member("snippet", before + snippet.text + after)
        list("snippet_pieces", snippet.pieces) { json, piece in
            json.beginObject()
            json.member("text", piece.text)
            json.member("hit", piece.isHit)
            json.endObject()
        }
    }

    private mutating func guidance(_ guidance: Guidance) {
        beginObject()
        member("policy", guidance.policy)
        member("version", guidance.version)
        member("composition", guidance.composition.rawValue)
        member("acknowledge", guidance.acknowledge?.text)
        member("explain", guidance.explain?.text)
        member("plain", guidance.plain.text)
        strings("steps", guidance.steps.map(\.text))
        why(guidance.why)
        list("alternatives", guidance.alternatives) { json, alternative in
            json.beginObject()
            json.member("remedy", alternative.remedy)
            json.member("text", alternative.text?.text)
            json.endObject()
        }
        list("resources", guidance.resources) { json, resource in
            json.beginObject()
            json.member("kind", resource.kind.rawValue)
            json.member("label", resource.label.text)
            json.member("target", resource.target)
            json.endObject()
        }
        if let staff = guidance.forStaff { members(of: staff) }
        endObject()
    }

    private mutating func why(_ why: Guidance.Reasons) {
        name("why")
        beginObject()
        member("benefit", why.benefit?.text)
        member("change", why.change?.text)
        list("evidence", why.evidence) { json, evidence in
            json.beginObject()
            json.member("kind", evidence.kind.rawValue)
            json.member("text", evidence.text.text)
            json.member("link", evidence.link)
            json.endObject()
        }
        endObject()
    }

    private mutating func members(of staff: StaffGuidance) {
        strings("ask", staff.ask.map(\.text))
        strings("avoid", staff.avoid.map(\.text))
        strings("opportunities", staff.opportunities.map(\.text))
        name("may_offer")
        beginObject()
        optionLists(staff.options)
        endObject()
        list("missing", staff.missing) { $0.missingFact($1) }
    }
}
