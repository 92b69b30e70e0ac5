import Foundation
import PolicyBook

/// What the checks of texts know of a language of the book.
struct BookLanguage: Sendable {
    let locale: LocaleTag
    let plurals: PluralRules
    /// The greatest LIX a text may have.
    let readingLevel: Int
    /// How the names of months begin, in small letters.
    private let monthBeginnings: Set<String>

    /// LIMIT: Björnsson's border between texts of medium difficulty, such as newspapers, and
    /// difficult ones, such as official texts (Läsbarhet, 1968).
    static let usualReadingLevel = 50

    init(_ locale: LocaleTag, readingLevel: Int) {
        self.locale = locale
        self.readingLevel = readingLevel
        plurals = PluralRules(for: locale)
        let format = DateFormatter()
        format.locale = Locale(identifier: locale.text)
        let names = format.monthSymbols + format.standaloneMonthSymbols
        monthBeginnings = Set(names.map(Self.beginning))
    }

    /// Whether a word names a month, in any of its cases or cut short.
    func isMonth(_ word: some StringProtocol) -> Bool {
        word.count >= 3 && monthBeginnings.contains(Self.beginning(word))
    }

    private static func beginning(_ word: some StringProtocol) -> String {
        String(word.lowercased().prefix(3))
    }
}

/// How hard a text is to read, by Björnsson's LIX, which works across languages.
///
/// Source: C. H. Björnsson, Läsbarhet, 1968: words for each sentence, and long words, those of
/// more than six letters, in a hundred words.
struct ReadingEase {
    let wordCount: Int
    let lix: Int

    /// LIMIT: in fewer words than these one long word more or less decides.
    static let leastWords = 25

    init(_ text: String) {
        var words = 0
        var longWords = 0
        var sentences = 0
        var letters = 0
        var isEnd = false
        for scalar in text.unicodeScalars {
            if Self.isWordPart(scalar) {
                letters += 1
                isEnd = false
                continue
            }
            if letters > 0, scalar != "'", scalar != "’", scalar != "-" {
                words += 1
                if letters > 6 { longWords += 1 }
                letters = 0
            }
            switch scalar {
            case ".", "!", "?", ":", "…": isEnd = true
            case " ", "\n", "\u{A0}":
                if isEnd { sentences += 1 }
                isEnd = false
            default: break
            }
        }
        if letters > 0 {
            words += 1
            if letters > 6 { longWords += 1 }
        }
        if letters > 0 || isEnd { sentences += 1 }
        wordCount = words
        lix = words == 0 ? 0 : words / max(sentences, 1) + 100 * longWords / words
    }

    /// The scripts of most books are told without a table; a book of many policies has millions of
    /// letters.
    private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0..<0xC0: false
        case 0xC0...0x24F: scalar != "×" && scalar != "÷"
        case 0x400...0x52F: true
        default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
    }
}
