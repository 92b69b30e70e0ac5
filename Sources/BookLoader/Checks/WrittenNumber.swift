import PolicyBook

/// A number that an author wrote out in a text.
struct WrittenNumber {
    /// What stands beside the digits.
    enum Unit {
        case none
        case currency
        case percent
    }

    /// The digits as they are written.
    let digits: String
    /// Where they begin, in code points from the beginning of the text.
    let offset: Int
    private let unit: Unit
    /// `1.000` is a thousand to some readers and one to others.
    private let readings: Set<DecimalNumber>

    /// Whether readers would take it for this value.
    ///
    /// Numbers of one digit stand in texts for too many other reasons, and so do amounts and shares
    /// that nothing shows to be such.
    func isWritten(_ value: PolicyValue) -> Bool {
        switch (value, unit) {
        case (.integer(let number), .none):
            number.magnitude > 9 && readings.contains(DecimalNumber(number))
        case (.decimal(let number), .none):
            readings.contains(number)
        case (.percentage(let share), .percent):
            readings.contains(share.percent)
        case (.money(let amount), .currency):
            DecimalNumber(parsing: amount.majorUnits).map(readings.contains) ?? false
        case (.money(let amount), .none):
            digits.contains { !$0.isNumber }
                && (DecimalNumber(parsing: amount.majorUnits).map(readings.contains) ?? false)
        default: false
        }
    }

    /// The numbers of a message outside its placeholders; what is part of a name, a date, a time,
    /// a telephone number or a link is none.
    static func all(in message: String, _ language: BookLanguage?) -> [WrittenNumber] {
        guard message.utf8.contains(where: { 0x30...0x39 ~= $0 }) else { return [] }
        let words = words(of: message)
        return words.indices.compactMap { index in
            number(words, at: index, language)
        }
    }

    private struct Word {
        let characters: [Character]
        /// In code points.
        let offset: Int
        var text: String { String(characters) }
        var isDigits: Bool { characters.allSatisfy(\.isNumber) }
        /// `000` in `1 000`, and what follows it joined to it.
        var isThousandsGroup: Bool {
            characters.prefix(while: \.isNumber).count == 3
        }
    }

    /// The words at even depth: braces stand in pairs around an argument and around its choices.
    private static func words(of message: String) -> [Word] {
        var words: [Word] = []
        var current: [Character] = []
        var start = 0
        var offset = 0
        var depth = 0
        for character in message + " " {
            let isText =
                depth.isMultiple(of: 2)
                && !(character.isWhitespace || character == "{" || character == "}"
                    || character == "–" || character == "—")
            if isText {
                if current.isEmpty { start = offset }
                current.append(character)
            } else if !current.isEmpty {
                words.append(Word(characters: current, offset: start))
                current = []
            }
            if character == "–" || character == "—" {
                // A word of its own, so that the ends of a range are no groups of one number.
                words.append(Word(characters: [character], offset: offset))
            }
            if character == "{" { depth += 1 }
            if character == "}" { depth = max(0, depth - 1) }
            offset += character.unicodeScalars.count
        }
        return words
    }

    private static func number(
        _ words: [Word],
        at index: Int,
        _ language: BookLanguage?
    ) -> WrittenNumber? {
        let word = words[index]
        let start = word.characters.firstIndex { !isWrapping($0) } ?? word.characters.endIndex
        let core = word.characters[start...].prefix { $0.isNumber || ".,'’".contains($0) }
        var digits = core.reversed().drop { !$0.isNumber }.reversed().map { $0 }
        var rest = word.characters[(start + digits.count)...].drop { ".,'’)»”\"".contains($0) }
        var following = words.dropFirst(index + 1)
        let previous = words.prefix(index).last
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII || $0 == "’" }),
            digits.count == 1 || digits[0] != "0" || !digits[1].isNumber,
            // The groups of a telephone number.
            !(previous.map { $0.characters.first == "+" || $0.isDigits } ?? false)
        else { return nil }
        if word.isDigits, let group = following.first, group.characters.first?.isNumber ?? false {
            guard digits.count <= 3, group.isThousandsGroup,
                !(following.dropFirst().first?.isDigits ?? false)
            else { return nil }
            digits += [" "] + group.characters.prefix(3)
            rest = group.characters[3...].drop { ".,'’)»”\"".contains($0) }
            following = following.dropFirst()
        }
        let next = following.first?.text
        let isDay = [previous?.text, next]
            .contains { $0.map { language?.isMonth($0) ?? false } ?? false }
        guard !isDay, let unit = unit(front: word.characters[..<start], rest: rest, next: next)
        else {
            return nil
        }
        return WrittenNumber(
            digits: String(digits),
            offset: word.offset + start,
            unit: unit,
            readings: readings(of: digits)
        )
    }

    private static func isWrapping(_ character: Character) -> Bool {
        !(character.isLetter || character.isNumber || "+/#@_".contains(character))
    }

    /// Nil where what is joined to the digits makes something else of them.
    private static func unit(
        front: ArraySlice<Character>,
        rest: ArraySlice<Character>,
        next: String?
    ) -> Unit? {
        let isMinus = front.last == "-" || front.last == "−"
        guard !isMinus else { return nil }
        if front.contains(where: \.isCurrencySymbol) || rest.first?.isCurrencySymbol ?? false {
            return .currency
        }
        if rest.first == "%" { return .percent }
        // `30-day` is thirty days; `30th`, `12:30` and `555-30` are no quantities.
        let isJoined = rest.first == "-" && rest.dropFirst().first?.isLetter ?? false
        guard rest.isEmpty || isJoined || !(rest.first.map(isPart) ?? false) else { return nil }
        guard let next, !isJoined else { return Unit.none }
        if next.first?.isCurrencySymbol ?? false || isCurrency(next) { return .currency }
        return next.first == "%" || isPercent(next) ? .percent : Unit.none
    }

    private static func isPart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || ":/-_@°".contains(character)
    }

    private static func isCurrency(_ word: String) -> Bool {
        let letters = word.prefix { $0.isLetter }
        return Currency(String(letters)) != nil
            || ["euro", "eiro", "евро", "євро"].contains(letters.lowercased().prefix(4))
    }

    private static func isPercent(_ word: String) -> Bool {
        ["percent", "procent", "процент", "відсот"].contains { word.lowercased().hasPrefix($0) }
    }

    private static func readings(of digits: [Character]) -> Set<DecimalNumber> {
        let parts = digits.split(omittingEmptySubsequences: false) { !$0.isNumber }
            .map { String($0) }
        var readings: Set<DecimalNumber> = []
        if parts.dropFirst().allSatisfy({ $0.count == 3 }),
            let whole = DecimalNumber(parsing: parts.joined())
        {
            readings.insert(whole)
        }
        if parts.count > 1, let fraction = parts.last,
            let number = DecimalNumber(parsing: parts.dropLast().joined() + "." + fraction)
        {
            readings.insert(number)
        }
        return readings
    }
}
