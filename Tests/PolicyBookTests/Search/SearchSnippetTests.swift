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
        let match = try #require(answer.matches.first { $0.id == document.id })
        return match.snippet(title: document.title, text: document.text)
    }

    private let parcel = SearchDocument(
        id: "parcel",
        locale: "en",
        title: "Late parcels",
        text: "No parcel has arrived? Somebody looks for it\nand calls a depot, <b>at once</b>.",
        situations: ["My box is lost", "Where are the shoes I ordered?"]
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
        #expect(snippet.source == .text)
        #expect(snippet.text == parcel.text)
        #expect(snippet.pieces.filter(\.isHit).map(\.text) == hits)
    }

    @Test func `takes the title when the text has no word of the question`() throws {
        let snippet = try snippet("so late", parcel)
        #expect(snippet.source == .title)
        #expect(snippet.pieces.filter(\.isHit).map(\.text) == ["Late"])
    }

    @Test func `shows the beginning of the text of a policy found by its situations`() throws {
        let snippet = try snippet("the shoes I ordered", parcel)
        #expect(snippet.source == .text)
        #expect(snippet.text == parcel.text)
        #expect(!snippet.pieces.contains { $0.isHit })
        #expect(!snippet.isCutBefore && !snippet.isCutAfter)
    }

    @Test func `never shows a situation`() throws {
        for situation in parcel.situations {
            let text = try snippet(situation, parcel).text
            #expect(!text.contains("shoes") && !text.contains("box"))
        }
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
            text: "<script>\u{202E}Ģērbs & \"na\u{301}mi\u{301}\" 👩‍👩‍👧 xylophone</script>"
        )
        let snippet = try snippet("xylophone gerbs", document)
        #expect(snippet.text.unicodeScalars.elementsEqual(document.text.unicodeScalars))
        #expect(snippet.pieces.filter(\.isHit).map(\.text) == ["Ģērbs", "xylophone"])
    }
}
