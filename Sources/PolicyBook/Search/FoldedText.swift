/// A text as search compares it: its words, folded, each with its place in the text.
struct FoldedText {
    /// A word: letters and digits.
    struct Word {
        /// Where the folded word is in `scalars`.
        var folded: Range<Int>
        /// Where the word is in the text, in UTF-8 code units.
        var source: Range<Int>
    }

    /// The folded words one after another, each between `<` and `>`, which no word contains: so an
    /// n-gram over them sees where a word begins and ends.
    private(set) var scalars: [UInt32] = []
    /// The words in reading order.
    private(set) var words: [Word] = []
    /// Whether the text was longer than what was read.
    private(set) var isCut = false

    static let wordStart: UInt32 = 0x3C
    static let wordEnd: UInt32 = 0x3E

    /// LIMIT: a longer word is split, so that one without an end costs no more than others; the
    /// longest words in the dictionaries of the languages served have fewer than 50 letters.
    static let maxWordScalars = 64

    /// Reads a text, at most its first scalars.
    ///
    /// Complexity: linear in the scalars read.
    init(_ text: String, maxScalars: Int = .max) {
        scalars.reserveCapacity(min(text.utf8.count, maxScalars) + 16)
        var offset = 0
        var begun: Begun?
        var remaining = maxScalars
        for scalar in text.unicodeScalars {
            guard remaining > 0 else {
                isCut = true
                break
            }
            remaining -= 1
            switch FoldedScalar(scalar) {
            case .letter(let letter):
                if let word = begun, scalars.count - word.folded >= Self.maxWordScalars {
                    end(word, at: offset)
                    begun = nil
                }
                if begun == nil { begun = begin(at: offset) }
                scalars.append(letter)
            case .ignored:
                if begun != nil { compose(with: scalar) }
            case .separator:
                if let word = begun { end(word, at: offset) }
                begun = nil
            }
            offset += UTF8.width(scalar)
        }
        if let word = begun { end(word, at: offset) }
    }

    /// A word whose end has not been read.
    private struct Begun {
        var folded: Int
        var source: Int
    }

    private mutating func begin(at offset: Int) -> Begun {
        scalars.append(Self.wordStart)
        return Begun(folded: scalars.count, source: offset)
    }

    private mutating func end(_ word: Begun, at offset: Int) {
        words.append(Word(folded: word.folded..<scalars.count, source: word.source..<offset))
        scalars.append(Self.wordEnd)
    }

    /// The letters that are not folded to their base, when they come decomposed.
    private mutating func compose(with mark: Unicode.Scalar) {
        switch (scalars[scalars.count - 1], mark) {
        case (0x438, "\u{306}"): scalars[scalars.count - 1] = 0x439  // й
        case (0x456, "\u{308}"): scalars[scalars.count - 1] = 0x457  // ї
        case (0x443, "\u{306}"): scalars[scalars.count - 1] = 0x45E  // ў
        default: break
        }
    }
}

extension FoldedText {
    /// A folded word as a string, to be shown in explanations.
    func string(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        for value in scalars[range] {
            view.append(Unicode.Scalar(value) ?? "\u{FFFD}")
        }
        return String(view)
    }
}
