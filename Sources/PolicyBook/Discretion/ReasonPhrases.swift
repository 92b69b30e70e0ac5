/// Words for reasons about which the book itself says nothing.
enum ReasonPhrases {
    enum Phrase: Int, CaseIterable {
        case allowed
        case allowedUpTo
        case limitExceeded
        case nothingLeft
        case notExact
        case doesNotApply
        case requirementNotMet
        case factsMissing
        case couldNotBeWorkedOut
        case somethingElseFirst
        case beyondRole
        case budgetExceeded
        case otherCurrency
        case never
        case notCovered
    }

    /// The phrase in every language there is one in, English being the source.
    static func text(_ phrase: Phrase) -> LocalizedText {
        table[phrase.rawValue]
    }

    static let languages = ["en", "nl", "lv", "ru", "uk"]

    private static let english = LocaleTag(known: "en")

    /// By the number of the phrase.
    private static let table: [LocalizedText] =
        Phrase.allCases.map { phrase in
            // A phrase that is no pattern is shown as it stands.
            let patterns = words[phrase, default: [""]]
                .map { words in
                    (try? MessagePattern(parsing: words)) ?? MessagePattern(verbatim: words)
                }
            let translations = zip(languages, patterns).dropFirst()
                .map { tag, pattern in
                    (LocaleTag(known: tag), pattern)
                }
            return LocalizedText(patterns[0], in: english, translations: translations)
        }

    /// In the order of ``languages``.
    private static let words: [Phrase: [String]] = [
        .allowed: [
            "Yes, this is possible.",
            "Ja, dit kan.",
            "Jā, tas ir iespējams.",
            "Да, это возможно.",
            "Так, це можливо.",
        ],
        .allowedUpTo: [
            "Up to {limit} is possible here.",
            "Hier is tot {limit} mogelijk.",
            "Šeit iespējams līdz {limit}.",
            "Здесь возможно до {limit}.",
            "Тут можливо до {limit}.",
        ],
        .limitExceeded: [
            "{asked} was asked for; the limit here is {limit}.",
            "Er is {asked} gevraagd; de grens is hier {limit}.",
            "Lūgts {asked}; šeit robeža ir {limit}.",
            "Запрошено {asked}; предел здесь — {limit}.",
            "Попросили {asked}; межа тут — {limit}.",
        ],
        .nothingLeft: [
            "There is nothing left to give here.",
            "Hier valt niets meer te geven.",
            "Šeit vairs nav ko piešķirt.",
            "Здесь больше нечего предложить.",
            "Тут більше нічого запропонувати.",
        ],
        .notExact: [
            "Here it is exactly {limit}, no more and no less.",
            "Hier is het precies {limit}, niet meer en niet minder.",
            "Šeit tas ir tieši {limit}, ne vairāk un ne mazāk.",
            "Здесь это ровно {limit}, не больше и не меньше.",
            "Тут це рівно {limit}, не більше і не менше.",
        ],
        .doesNotApply: [
            "This does not apply to this case.",
            "Dit geldt niet voor dit geval.",
            "Uz šo gadījumu tas neattiecas.",
            "К этому случаю это не относится.",
            "Цього випадку це не стосується.",
        ],
        .requirementNotMet: [
            "Something that is needed for this is missing.",
            "Er ontbreekt iets wat hiervoor nodig is.",
            "Trūkst kaut kā, kas šim ir vajadzīgs.",
            "Не хватает того, что для этого нужно.",
            "Бракує того, що для цього потрібно.",
        ],
        .factsMissing: [
            "We need to know a little more first.",
            "We moeten eerst nog iets weten.",
            "Vispirms mums vēl kaut kas jāuzzina.",
            "Сначала нам нужно кое-что узнать.",
            "Спершу нам треба дещо дізнатися.",
        ],
        .couldNotBeWorkedOut: [
            "This could not be worked out; we will look into it.",
            "Dit kon niet worden berekend; we zoeken het uit.",
            "To neizdevās aprēķināt; mēs to noskaidrosim.",
            "Это не удалось рассчитать; мы разберёмся.",
            "Це не вдалося обчислити; ми з’ясуємо.",
        ],
        .somethingElseFirst: [
            "Something else comes first.",
            "Eerst komt iets anders aan de beurt.",
            "Vispirms jāizmēģina kas cits.",
            "Сначала нужно попробовать другое.",
            "Спершу треба спробувати інше.",
        ],
        .beyondRole: [
            "A colleague decides about this.",
            "Hierover beslist een collega.",
            "Par to lemj kolēģis.",
            "Это решает коллега.",
            "Це вирішує колега.",
        ],
        .budgetExceeded: [
            "The limit for this period has been reached.",
            "De grens voor deze periode is bereikt.",
            "Šī perioda robeža ir sasniegta.",
            "Предел на этот период достигнут.",
            "Межу на цей період досягнуто.",
        ],
        .otherCurrency: [
            "There is no limit in this currency.",
            "In deze munt is er geen grens vastgelegd.",
            "Šajā valūtā robeža nav noteikta.",
            "В этой валюте предел не установлен.",
            "У цій валюті межу не встановлено.",
        ],
        .never: [
            "This is not possible.",
            "Dit is niet mogelijk.",
            "Tas nav iespējams.",
            "Это невозможно.",
            "Це неможливо.",
        ],
        .notCovered: [
            "None of our policies speaks of this.",
            "Geen van onze regels gaat hierover.",
            "Neviena mūsu kārtība par to nerunā.",
            "Ни одно из наших правил об этом не говорит.",
            "Жодне з наших правил про це не говорить.",
        ],
    ]
}
