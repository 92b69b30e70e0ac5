import PolicyBook
import Testing

@Suite struct PhraseChoiceTests {
    private static let phrases = ["one", "two", "three"]

    @Test func `says the same in the same turn of the same conversation`() {
        for turn in [Int64.min, -1, 0, 1, 7, .max] {
            let first = PhraseChoice(conversation: "w-81", turn: turn)
            let again = PhraseChoice(conversation: "w-81", turn: turn)
            let said = first.phrase(Self.phrases, named: "ask")
            #expect(said == again.phrase(Self.phrases, named: "ask"))
        }
    }

    /// A hash that changed would change what running conversations hear.
    @Test(arguments: [("w-81", "one"), ("w-82", "three"), ("", "two"), ("разговор", "two")])
    func `what a conversation hears is fixed`(conversation: String, phrase: String) {
        let choice = PhraseChoice(conversation: conversation, turn: 0)
        #expect(choice.phrase(Self.phrases, named: "returns/acknowledge") == phrase)
    }

    @Test func `two turns in a row never say the same`() {
        for turn in Int64(-5)...50 {
            let now = PhraseChoice(conversation: "c", turn: turn)
            let next = PhraseChoice(conversation: "c", turn: turn + 1)
            #expect(now.phrase(Self.phrases, named: "a") != next.phrase(Self.phrases, named: "a"))
        }
    }

    @Test func `conversations share the phrases about evenly`() {
        var counts: [String: Int] = [:]
        for conversation in 0..<3_000 {
            let choice = PhraseChoice(conversation: "c-\(conversation)", turn: 0)
            counts[choice.phrase(Self.phrases, named: "a") ?? "", default: 0] += 1
        }
        #expect(counts.count == 3)
        #expect(counts.values.allSatisfy { 900...1_100 ~= $0 })
    }

    @Test func `the texts of one answer do not move together`() {
        let pairs = (0..<100)
            .map { conversation in
                let choice = PhraseChoice(conversation: "\(conversation)", turn: 0)
                let names = ["acknowledge", "explain"]
                return names.map { choice.phrase(Self.phrases, named: $0) ?? "" }
            }
        #expect(Set(pairs).count == 9)
    }

    @Test func `keeps all phrases, the chosen one first`() {
        let choice = PhraseChoice(conversation: "c", turn: 4)
        let rotated = choice.rotated(Self.phrases, named: "ask")
        #expect(rotated.first == choice.phrase(Self.phrases, named: "ask"))
        #expect(rotated.sorted() == Self.phrases.sorted())
    }

    @Test func `says nothing where there is nothing to say`() {
        let choice = PhraseChoice(conversation: "c", turn: 1)
        #expect(choice.phrase([String](), named: "a") == nil)
        #expect(choice.phrase(["only"], named: "a") == "only")
    }
}
