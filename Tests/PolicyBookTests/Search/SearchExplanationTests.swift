import PolicyBook
import Testing

@Suite struct SearchExplanationTests {
    private static let index = SearchIndexTests.shop

    @Test func `the shares of the words add up to the whole score`() throws {
        let explained = Self.index.explain("my parcels have not arrived yet", locale: "en")
        let first = try #require(explained.first)
        #expect(first.match.id == "late")
        #expect(abs(first.words.reduce(0) { $0 + $1.share } - 1) < 0.001)
        for word in first.words {
            let sum = word.features.reduce(0) { $0 + $1.share }
            #expect(abs(sum - word.share) < 0.001)
        }
    }

    @Test func `names the words that gave most first and those that gave nothing last`() throws {
        let explained = Self.index.explain("parcel zzqqxx", locale: "en")
        let words = try #require(explained.first).words
        #expect(words.first?.word == "parcel")
        #expect(words.last?.word == "zzqqxx")
        #expect(words.last?.share == 0)
        #expect(words.last?.features.isEmpty == true)
    }

    @Test func `shows beginnings, pairs and trigrams as they are compared`() throws {
        let explained = Self.index.explain("Parcel arrived", locale: "en")
        let features = try #require(explained.first).words.flatMap(\.features)
        #expect(features.contains { $0.kind == .stem && $0.text == "parc" })
        #expect(features.contains { $0.kind == .gram && $0.text == "<pa" })
    }

    @Test func `names the situation that resembles the question most`() throws {
        let explained = Self.index.explain("where are my orders", locale: "en")
        #expect(explained.first?.nearest == "Where is my order?")
        let title = Self.index.explain("returning something you bought", locale: "en")
        #expect(title.first?.match.id == "returns")
        #expect(title.first?.nearest == nil)
    }

    @Test func `explains the very matches that a search answers`() {
        let question = "is the courier late with my jacket"
        let matches = Self.index.search(question, locale: "en", limit: 3).matches
        #expect(Self.index.explain(question, locale: "en", limit: 3).map(\.match) == matches)
    }

    @Test func `finds two policies that claim the same situations`() throws {
        let index = SearchIndex([
            SearchDocument(
                id: "first",
                locale: "en",
                title: "Parcels",
                situations: ["my parcel is late", "the box came broken", "a torn sleeve"]
            ),
            SearchDocument(
                id: "second",
                locale: "en",
                title: "Late things",
                situations: ["my parcel is so late", "my parcel was late again"]
            ),
        ])
        let pair = try #require(index.confusablePairs().first { $0.id == "first" })
        #expect(pair.otherID == "second")
        #expect(pair.situations == ["my parcel is late"])
        // The first policy has three situations, the second two.
        #expect(index.confusablePairs(asking: 3) == [pair])
        #expect(index.confusablePairs(asking: 2).isEmpty)
    }

    @Test func `finds no confusion between policies of different matters`() {
        let index = SearchIndex([
            SearchDocument(
                id: "card",
                locale: "en",
                title: "Card declined",
                situations: ["my card was declined", "the card is declined at the till"]
            ),
            SearchDocument(
                id: "drink",
                locale: "en",
                title: "Spilled drink",
                situations: ["you spilled a drink on me", "a drink was spilled on my coat"]
            ),
        ])
        #expect(index.confusablePairs().isEmpty)
    }
}
