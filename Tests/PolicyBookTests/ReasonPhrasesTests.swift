import Testing

@testable import PolicyBook

struct ReasonPhrasesTests {
    @Test(arguments: ReasonPhrases.Phrase.allCases)
    func `every phrase stands in every language`(phrase: ReasonPhrases.Phrase) {
        let text = ReasonPhrases.text(phrase)
        #expect(text.locales.map(\.text) == ReasonPhrases.languages)
        for locale in text.locales {
            #expect(!text.pattern(for: locale).pattern.source.isEmpty)
        }
    }
}
