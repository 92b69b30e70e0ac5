import PolicyBook
import Testing

@Suite struct SearchIndexTests {
    static let shop = SearchIndex([
        SearchDocument(
            id: "returns",
            locale: "en",
            title: "Returning something you bought",
            text: "You may return anything unused within thirty days and get your money back.",
            situations: [
                "I want to send these shoes back", "Can I return a jacket without the receipt?",
                "The dress does not fit, I want my money back",
            ]
        ),
        SearchDocument(
            id: "late",
            locale: "en",
            title: "A parcel that is late",
            text: "We look for the parcel and pay the delivery when it comes late.",
            situations: [
                "My parcel has not arrived", "Where is my order?",
                "The courier is three days late",
            ]
        ),
        SearchDocument(
            id: "declined",
            locale: "en",
            title: "A card that is declined",
            situations: ["My card was declined", "The till would not take my card"]
        ),
        SearchDocument(
            id: "late",
            locale: "lv",
            title: "Sūtījums kavējas",
            situations: ["Mana paka nav atnākusi", "Kur ir mans pasūtījums?"]
        ),
        SearchDocument(
            id: "returns",
            locale: "lv",
            title: "Preces atgriešana",
            situations: ["Gribu atgriezt kurpes", "Vai varu nodot jaku bez čeka?"]
        ),
        SearchDocument(
            id: "late",
            locale: "uk",
            title: "Посилка запізнюється",
            situations: ["Моя посилка не прийшла", "Де моє замовлення?"]
        ),
        SearchDocument(
            id: "returns",
            locale: "uk",
            title: "Повернення товару",
            situations: ["Хочу повернути взуття", "Чи можна здати куртку без чека?"]
        ),
    ])

    @Test(
        arguments: [
            ("my order still hasn't arrived", "en", "late"),
            ("wher is my parcle", "en", "late"),
            ("returning a jacket", "en", "returns"),
            ("CARD DECLINED!!!", "en", "declined"),
            ("kurpju atgriesana", "lv", "returns"),
            ("kur ir mana pakiņa", "lv", "late"),
            ("де посилки", "uk", "late"),
            ("повернув би взуття", "uk", "returns"),
        ])
    func `finds the policy from inflected, mistyped and unaccented words`(
        question: String,
        locale: String,
        id: String
    ) {
        let answer = Self.shop.search(question, locale: locale)
        #expect(answer.matches.first?.id == id)
        #expect(answer.matches.first?.locale == locale)
    }

    @Test func `is confident of a situation asked word by word`() {
        let answer = Self.shop.search("My parcel has not arrived", locale: "en")
        #expect(answer.isConfident)
        #expect(answer.matches.first?.id == "late")
    }

    @Test(arguments: ["is there parking nearby", "кто президент", "xyzzy plugh"])
    func `is not confident of what no policy is about`(question: String) {
        #expect(!Self.shop.search(question, locale: "en").isConfident)
    }

    @Test func `answers a question in another language than was asked for`() {
        let answer = Self.shop.search("Моя посилка не прийшла", locale: "en")
        #expect(answer.isConfident)
        #expect(answer.matches.first?.id == "late")
        #expect(answer.matches.first?.locale == "uk")
    }

    @Test func `shows what another language has though it is not sure of it`() {
        let answer = Self.shop.search("чи можна взуття", locale: "en")
        #expect(answer.matches.first?.id == "returns")
        #expect(answer.matches.first?.locale == "uk")
    }

    /// `Where` and `is` are English; that `jaku` begins as `jaku…` in Latvian is chance.
    @Test(arguments: [nil, "en"] as [String?])
    func `finds nothing in a language of which hardly a word was asked`(locale: String?) {
        let answer = Self.shop.search("where is the jakuzi", locale: locale)
        #expect(!answer.matches.isEmpty)
        #expect(answer.matches.allSatisfy { $0.locale == "en" })
    }

    @Test func `is not confident of one word among many that no policy has`() {
        let question = "courier xyzzy plugh quux grault garply waldo"
        #expect(!Self.shop.search(question, locale: "en").isConfident)
    }

    @Test func `names each policy once though several languages match`() {
        let answer = Self.shop.search("посилка", locale: nil)
        #expect(Set(answer.matches.map(\.id)).count == answer.matches.count)
    }

    @Test(arguments: [(-1, 0), (0, 0), (1, 1), (2, 2), (1_000, 3)])
    func `answers at most as many matches as asked for`(limit: Int, count: Int) {
        let answer = Self.shop.search(
            "I want my parcel, the card was declined, send the jacket back",
            locale: "en",
            limit: limit
        )
        #expect(answer.matches.count == count)
    }

    @Test func `scores fall and stay between zero and one`() {
        let scores = Self.shop.search("card for the parcel return", locale: "en").matches
            .map(\.score)
        #expect(scores == scores.sorted(by: >))
        #expect(scores.allSatisfy { (0...1).contains($0) })
    }

    @Test func `finds each of two thousand policies by the one word that is its own`() {
        let index = SearchIndex(
            (0..<2_000)
                .map { number in
                    SearchDocument(
                        id: "\(number)",
                        locale: "en",
                        title: "Help with orders",
                        situations: ["please help me with my order of \(Self.name(number)) today"]
                    )
                }
        )
        for number in stride(from: 0, to: 2_000, by: 97) {
            let question = "could you please help me with my order of \(Self.name(number)) today"
            #expect(index.search(question, locale: "en").matches.first?.id == "\(number)")
        }
    }

    /// A made-up word of its own for each number.
    private static func name(_ number: Int) -> String {
        let syllables = ["ba", "ko", "ri", "zu", "te", "mo", "fa", "li", "du", "ne"]
        return String(number).map { syllables[$0.wholeNumberValue ?? 0] }.joined() + "x"
    }
}

/// Searches that only some policies may answer.
@Suite struct WantedSearchTests {
    private let index = SearchIndex(
        (0..<200)
            .flatMap { number in
                [("en", "a parcel that is late"), ("nl", "een pakje dat te laat is")]
                    .map { locale, title in
                        SearchDocument(id: "\(number)", locale: locale, title: title)
                    }
            }
    )

    @Test(arguments: [("late parcel", "en"), ("laat pakje", "nl"), ("laat pakje", "en")])
    func `others leave their place to those that are wanted`(question: String, locale: String) {
        let wanted = ["150", "199", "7"]
        let answer = index.search(question, locale: locale, limit: 5) { wanted.contains($0) }
        #expect(Set(answer.matches.map(\.id)) == Set(wanted))
        #expect(index.search(question, locale: locale) { _ in false }.matches.isEmpty)
    }

    @Test func `a match scores the same whoever else is wanted`() {
        let all = SearchIndexTests.shop.search("where is my parcel", locale: "en").matches
        for match in all {
            let alone = SearchIndexTests.shop
                .search("where is my parcel", locale: "en") { $0 == match.id }
            #expect(alone.matches.map(\.score) == [match.score])
        }
    }
}
