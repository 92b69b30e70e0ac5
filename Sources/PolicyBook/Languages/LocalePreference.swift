/// The languages a reader would like, best first: an `Accept-Language` field, or one tag.
package struct LocalePreference: Sendable, Hashable {
    /// A language range of RFC 4647, section 2.1, with its weight.
    package struct Choice: Sendable, Hashable {
        /// Nil for `*`: any language.
        package let range: LocaleTag?
        /// 0 to 1 000: the field's weight in thousandths; 0 means not acceptable.
        package let weight: Int
    }

    /// Sorted by falling weight, in the order given where weights are equal.
    package let choices: [Choice]

    // LIMIT: browsers send a handful; each one is compared with every locale of the book.
    private static let maxChoices = 32

    /// One language wanted.
    package init(_ tag: LocaleTag) {
        choices = [Choice(range: tag, weight: 1_000)]
    }

    /// Reads the value of an `Accept-Language` field (RFC 9110, section 12.5.4).
    ///
    /// Members that are not well-formed are passed over, as are those beyond the thirty-second:
    /// the field is a wish, and no reason to refuse a request.
    package init(acceptLanguage field: some StringProtocol) {
        choices = field.split(separator: ",").prefix(Self.maxChoices)
            .compactMap { Self.choice(String($0)) }
            .enumerated()
            .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
            .map(\.element)
    }

    /// The best of the locales by lookup (RFC 4647, section 3.4).
    ///
    /// Returns: the locale and the range that found it; nil where none is acceptable by name, and
    /// the caller's default stands. `*` finds the first locale not ruled out by a weight of 0.
    package func lookup(in locales: [LocaleTag]) -> (locale: LocaleTag, range: LocaleTag?)? {
        if choices.count == 1, choices[0].weight > 0, let range = choices[0].range {
            return Self.lookup(range, in: locales).map { ($0, range) }
        }
        let refused = Set(choices.filter { $0.weight == 0 }.compactMap(\.range))
        for choice in choices where choice.weight > 0 {
            guard let range = choice.range else {
                guard let first = locales.first(where: { !refused.contains($0) }) else { continue }
                return (first, nil)
            }
            guard let found = Self.lookup(range, in: locales), !refused.contains(found) else {
                continue
            }
            return (found, range)
        }
        return nil
    }

    /// Shortens the range until it is one of the locales; nil where it never is.
    package static func lookup(_ range: LocaleTag, in locales: [LocaleTag]) -> LocaleTag? {
        var candidate: LocaleTag? = range
        while let tag = candidate {
            if locales.contains(tag) { return tag }
            candidate = tag.shortened
        }
        return nil
    }

    private static func choice(_ member: String) -> Choice? {
        let parts = member.split(separator: ";", omittingEmptySubsequences: false).map(trimmed)
        guard let name = parts.first, parts.count <= 2 else { return nil }
        var weight = 1_000
        if parts.count == 2 {
            guard let written = Self.weight(parts[1]) else { return nil }
            weight = written
        }
        if name == "*" { return Choice(range: nil, weight: weight) }
        return LocaleTag(name).map { Choice(range: $0, weight: weight) }
    }

    /// Reads `q=0.8`: at most three decimals, at most 1.
    private static func weight(_ parameter: Substring) -> Int? {
        let parts = parameter.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, trimmed(parts[0]).lowercased() == "q",
            let digits = DecimalDigits(trimmed(parts[1]), allowsExponent: false),
            case .exact(let thousandths) = digits.integer(scaledTo: 3),
            (0...1_000).contains(thousandths)
        else { return nil }
        return Int(thousandths)
    }

    private static func trimmed(_ text: some StringProtocol) -> Substring {
        var rest = Substring(text)
        while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }
}

/// Which language was asked for, and which one an answer is in.
package struct LocaleChoice: Sendable, Hashable {
    /// Nil where nothing was asked for.
    package let asked: LocaleTag?
    package let used: LocaleTag

    /// Makes the choice.
    package init(asked: LocaleTag?, used: LocaleTag) {
        self.asked = asked
        self.used = used
    }

    /// The best of a book's languages for a reader, by lookup (RFC 4647 section 3.4); the first where
    /// none is wanted or had.
    ///
    /// `locales` is not empty.
    package init(_ preference: LocalePreference?, among locales: [LocaleTag]) {
        let found = preference?.lookup(in: locales)
        let wanted = preference?.choices.first { $0.weight > 0 }?.range
        self.init(asked: found?.range ?? wanted, used: found?.locale ?? locales[0])
    }

    /// Whether the book lacks the language asked for; `nl` for `nl-BE` is no fallback.
    package var isFallback: Bool {
        guard let asked, asked != used else { return false }
        return LocalePreference.lookup(asked, in: [used]) == nil
    }
}
