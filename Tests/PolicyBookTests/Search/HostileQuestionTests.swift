import PolicyBook
import Testing

@Suite struct HostileQuestionTests {
    private static let index = SearchIndexTests.shop

    @Test(
        arguments: [
            "", " ", "\n\t", "a", "ā", "?", "...", "🙂", "👩‍👩‍👧‍👦🏳️‍🌈😡😡😡",
            "\u{0}\u{1}\u{7F}", "\u{202E}\u{2066}\u{200F}\u{FEFF}", "''''", "<<<>>>",
            "\u{301}\u{301}\u{301}", "the and of to is", "и в на не что", "un ir ka par",
        ])
    func `finds nothing with confidence where nothing is asked`(question: String) {
        let answer = Self.index.search(question, locale: "en")
        #expect(!answer.isConfident)
        #expect(!answer.isCut)
    }

    @Test(arguments: ["", "🙂", "\u{202E}", "\u{301}", "?!"])
    func `finds nothing at all without a letter`(question: String) {
        #expect(Self.index.search(question, locale: "en").matches.isEmpty)
        #expect(Self.index.explain(question, locale: nil).isEmpty)
    }

    @Test func `bidirectional and zero-width characters do not hide a word`() {
        let hidden = "\u{202E}My par\u{200B}cel\u{2069} has \u{2066}not\u{202C} arri\u{AD}ved"
        let plain = Self.index.search("My parcel has not arrived", locale: "en")
        #expect(Self.index.search(hidden, locale: "en").matches == plain.matches)
    }

    @Test func `control characters separate words as spaces do`() {
        let plain = Self.index.search("my parcel has not arrived", locale: "en")
        let question = "my\u{0}parcel\u{1B}has\u{7}not\u{85}arrived"
        #expect(Self.index.search(question, locale: "en").matches == plain.matches)
    }

    @Test func `decomposed letters are the composed ones`() {
        let composed = Self.index.search("Sūtījums kavējas", locale: "lv")
        let decomposed = "Su\u{304}ti\u{304}jums kave\u{304}jas"
        #expect(Self.index.search(decomposed, locale: "lv").matches == composed.matches)
        let ukrainian = Self.index.search("моє замовлення прийшло", locale: "uk")
        let loose = "моє замовлення прии\u{306}шло"
        #expect(Self.index.search(loose, locale: "uk").matches == ukrainian.matches)
    }

    @Test func `mixed scripts find what each part is about`() {
        let answer = Self.index.search("my parcel посилка не прийшла where is it", locale: "en")
        #expect(answer.matches.first?.id == "late")
    }

    @Test func `uses as much of a long question as the limit and says so`() {
        let limit = SearchLimits.maxQueryScalars
        let asked = "my parcel has not arrived"
        let exact = asked + String(repeating: " ", count: limit - asked.count)
        #expect(!Self.index.search(exact, locale: "en").isCut)
        #expect(Self.index.search(exact + "x", locale: "en").isCut)
        let late = String(repeating: " ", count: limit) + asked
        #expect(Self.index.search(late, locale: "en").matches.isEmpty)
    }

    @Test(
        arguments: [
            ("a", 10_000), ("parcel ", 10_000), ("ж", 65_536), ("\u{202E}", 65_536),
            ("👩‍👩‍👧‍👦", 2_000), ("a b ", 16_384),
        ])
    func `answers a long hostile question with numbers between zero and one`(
        piece: String,
        count: Int
    ) {
        let question = String(repeating: piece, count: count)
        let answer = Self.index.search(question, locale: "en", limit: .max)
        #expect(answer.isCut)
        #expect(answer.matches.allSatisfy { (0...1).contains($0.score) })
        let explained = Self.index.explain(question, locale: nil, limit: .max)
        #expect(explained.count <= SearchLimits.maxMatches)
    }

    @Test func `a policy of more situations than there are bits is still found by each`() {
        let many = (0..<40).map { "matter number\($0)th of zone\($0)" }
        let index = SearchIndex([
            SearchDocument(id: "many", locale: "en", title: "Matters", situations: many),
            SearchDocument(id: "other", locale: "en", title: "Parcels", situations: ["a parcel"]),
        ])
        for situation in many {
            #expect(index.search(situation, locale: "en").matches.first?.id == "many")
        }
    }

    @Test func `an empty book and empty documents answer nothing`() {
        #expect(SearchIndex([]).search("anything", locale: "en").matches.isEmpty)
        let blank = SearchIndex([SearchDocument(id: "blank", locale: "en", title: "")])
        #expect(blank.search("anything", locale: "en").matches.isEmpty)
        #expect(blank.confusablePairs().isEmpty)
    }

    @Test func `a text outside the index is never in an answer`() {
        let secret = SearchDocument(
            id: "staff",
            locale: "en",
            title: "Money back on request",
            situations: ["threatens to leave unless we pay"]
        )
        let answer = Self.index.search(secret.situations[0], locale: "en", limit: .max)
        #expect(!answer.matches.contains { $0.id == secret.id })
    }
}
