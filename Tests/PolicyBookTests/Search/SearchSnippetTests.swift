import PolicyBook
import Testing

@Suite struct SearchSnippetTests {
    private func snippet(_ question: String, _ document: SearchDocument) throws -> SearchSnippet {
        let other = SearchDocument(
            id: "other",
            locale: "en",
            title: "Opening hours",
            situations: ["when do you open"]
        )
        let answer = SearchIndex([document, other]).search(question, locale: "en")
        return try #require(answer.matches.first { $0.id == document.id }).snippet
    }

    private let parcel = SearchDocument(
        id: "parcel",
        locale: "en",
        title: "Late parcels",
        text: "We look for it.\nThen the courier's depot is called, <b>at once</b>.",
        situations: ["My parcel has not arrived", "Where are the shoes I ordered?"]
    )

    @Test(
        arguments: [
            ("the parcels never arrived", ["parcel", "arrived"]),
            ("PARCEL ARRIVED", ["parcel", "arrived"]),
            ("pracel arrivied", ["arrived"]),
        ])
    func `marks words as they stand, inflected or mistyped`(
        question: String,
        hits: [String]
    ) throws {
        let snippet = try snippet(question, parcel)
        #expect(snippet.source == .situation)
        #expect(snippet.text == "My parcel has not arrived")
        #expect(snippet.pieces.filter(\.isHit).map(\.text) == hits)
    }

    @Test func `takes the text when neither situations nor title have a word`() throws {
        let snippet = try snippet("depot called", parcel)
        #expect(snippet.source == .text)
        #expect(snippet.text == parcel.text)
        #expect(snippet.pieces.filter(\.isHit).map(\.text) == ["depot", "called"])
        #expect(!snippet.isCutBefore && !snippet.isCutAfter)
    }

    @Test func `cuts a long text around its hits at words`() throws {
        let filler = (0..<200).map { "filler\($0)" }.joined(separator: " ")
        let document = SearchDocument(
            id: "long",
            locale: "en",
            title: "Long",
            text: filler + " xylophone. " + filler
        )
        let snippet = try snippet("xylophone", document)
        #expect(snippet.isCutBefore && snippet.isCutAfter)
        #expect(snippet.pieces.contains { $0.isHit && $0.text == "xylophone" })
        #expect(snippet.text.utf8.count <= 200)
        #expect(document.text.contains(" \(snippet.text)"))
    }

    @Test func `leaves the author's characters as they are`() throws {
        let document = SearchDocument(
            id: "odd",
            locale: "en",
            title: "Odd",
            situations: ["<script>\u{202E}Ģērbs & \"na\u{301}mi\u{301}\" 👩‍👩‍👧 xylophone</script>"]
        )
        let snippet = try snippet("xylophone gerbs", document)
        #expect(snippet.text.unicodeScalars.elementsEqual(document.situations[0].unicodeScalars))
        #expect(snippet.pieces.filter(\.isHit).map(\.text) == ["Ģērbs", "xylophone"])
    }
}
