import Testing

@testable import PolicyBook

/// How much work a question costs, counted.
@Suite struct SearchWorkTests {
    private static let index: LocaleIndex = {
        let common = "please help me with the order that has not arrived at my house today again"
        let documents = (0..<3_000)
            .map { number in
                SearchDocument(
                    id: "\(number)",
                    locale: "en",
                    title: "order \(number)",
                    situations: [common]
                )
            }
        return SearchIndex(documents).indexes[0]
    }()

    private func query(_ question: String) -> SearchQuery {
        let limit = SearchLimits.maxQueryScalars
        return SearchQuery(FoldedText(question, maxScalars: limit), in: Self.index)
    }

    private func postings(_ terms: some Sequence<SearchQuery.Term>) -> Int {
        terms.reduce(0) { $0 + Self.index.postings(of: $1.feature).count }
    }

    @Test(
        arguments: [
            "please help me with the order that has not arrived at my house today again",
            String(repeating: "please help me with my order today, number 7. ", count: 200),
        ])
    func `reads no more postings than the limit, though the words have more`(question: String) {
        let query = query(question)
        #expect(postings(query.terms) > LocaleIndex.maxPostings)
        let swept = Self.index.swept(query)
        #expect(postings(swept) <= LocaleIndex.maxPostings)
        // One more would be too many, so the limit is used.
        let most = query.terms.map { Self.index.postings(of: $0.feature).count }.max() ?? 0
        #expect(postings(swept) > LocaleIndex.maxPostings - most)
    }

    @Test func `reads every feature of a question that costs less`() {
        let query = query("order 17")
        #expect(Self.index.swept(query).count == query.terms.count)
    }

    @Test func `looks closely at no more documents than the limit`() {
        #expect(Self.index.rank(query("please help me")).count == LocaleIndex.maxCandidates)
    }

    @Test func `uses no more features of a question than the limit`() {
        let words = (0..<1_000).map { "\($0)" }
        let text = words.map { String($0.reversed()) }.joined(separator: " ")
        let documents = [SearchDocument(id: "all", locale: "en", title: "", text: text)]
        let index = SearchIndex(documents).indexes[0]
        let question = FoldedText(text, maxScalars: SearchLimits.maxQueryScalars)
        #expect(SearchQuery(question, in: index).terms.count == SearchQuery.maxTerms)
    }

    @Test func `splits a word that is longer than the limit`() {
        let longest = String(repeating: "a", count: FoldedText.maxWordScalars)
        #expect(FoldedText(longest).words.count == 1)
        #expect(FoldedText(longest + "a").words.count == 2)
    }

    @Test func `looks for errors in no more words of a question than the limit`() throws {
        // A letter eight times: no two words have a trigram in common.
        let words = "abcdefghijklmnopqrstuvwxyzαβγδεζη".map { String(repeating: $0, count: 8) }
        #expect(words.count == HitMarker.maxMistypedWords + 1)
        let marker = HitMarker(FoldedText(words.joined(separator: " ")), in: Self.index)
        let mistyped = words.map { "1" + $0 }
        #expect(marker.countHits(in: mistyped[HitMarker.maxMistypedWords - 1]) == 1)
        #expect(marker.countHits(in: mistyped[HitMarker.maxMistypedWords]) == 0)
    }

    @Test func `looks for hits in no more of a text than the limit`() {
        let marker = HitMarker(FoldedText("zed"), in: Self.index)
        let before = String(repeating: " ", count: HitMarker.maxTextScalars - 3)
        #expect(marker.countHits(in: before + "zed") == 1)
        #expect(marker.countHits(in: before + " zed") == 0)
    }

    @Test func `reads no more of a question than the limit`() {
        let endless = String(repeating: "ab ", count: 20_000)
        let text = FoldedText(endless, maxScalars: SearchLimits.maxQueryScalars)
        #expect(text.isCut)
        #expect(text.words.count == SearchLimits.maxQueryScalars / 3 + 1)
    }
}
