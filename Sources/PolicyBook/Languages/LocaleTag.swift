/// A language tag of BCP 47, such as `en` or `sr-Latn-RS`, in its usual letter case.
package struct LocaleTag: Sendable, Hashable {
    /// Language lower case, script capitalised, region upper case, the rest lower case.
    package let text: String

    // LIMIT: RFC 5646, section 4.4.1, asks for at least 35; longer ones only hide rubbish.
    private static let maxLength = 64

    /// Reads a well-formed tag of RFC 5646, section 2.1.
    ///
    /// Returns: nil for anything else. Grandfathered tags that break the grammar (`i-klingon`) are
    /// refused; a tag that is only private (`x-ours`) is accepted.
    package init?(_ tag: some StringProtocol) {
        guard tag.utf8.count <= Self.maxLength else { return nil }
        let subtags = String(tag).split(separator: "-", omittingEmptySubsequences: false)
            .map { String($0) }
        guard subtags.allSatisfy(Self.isSubtag), let first = subtags.first else { return nil }
        if first.lowercased() == "x" {
            guard subtags.count > 1 else { return nil }
            text = tag.lowercased()
            return
        }
        guard let normalized = Self.normalized(subtags) else { return nil }
        text = normalized
    }

    /// The language alone: `sr`.
    package var language: Substring {
        text.prefix { $0 != "-" }
    }

    /// The tag without its last subtag, as a lookup of RFC 4647, section 3.4, shortens it.
    ///
    /// A single letter left at the end goes with it. Returns: nil where nothing would be left.
    package var shortened: LocaleTag? {
        guard let dash = text.lastIndex(of: "-") else { return nil }
        var rest = text[..<dash]
        if rest.dropLast().last == "-" { rest = rest.dropLast(2) }
        return rest.count == 1 ? nil : LocaleTag(known: String(rest))
    }

    /// Takes a tag that is known to be well-formed and in its usual letter case.
    init(known text: String) {
        self.text = text
    }

    private static func isSubtag(_ subtag: String) -> Bool {
        (1...8).contains(subtag.utf8.count)
            && subtag.utf8.allSatisfy { isLetter($0) || isDigit($0) }
    }

    /// The grammar: language, extended languages, script, region, variants, extensions, private
    /// use.
    private static func normalized(_ subtags: [String]) -> String? {
        var rest = subtags[...]
        guard let language = rest.popFirst(), (2...8).contains(language.utf8.count),
            language.utf8.allSatisfy(isLetter)
        else { return nil }
        var parts = [language.lowercased()]
        for _ in 0..<3 where language.utf8.count < 4 && rest.first.map(isExtendedLanguage) ?? false
        {
            parts.append(rest.removeFirst().lowercased())
        }
        if let script = rest.first, script.utf8.count == 4, script.utf8.allSatisfy(isLetter) {
            parts.append(script.prefix(1).uppercased() + script.dropFirst().lowercased())
            rest.removeFirst()
        }
        if let region = rest.first, isRegion(region) {
            parts.append(region.uppercased())
            rest.removeFirst()
        }
        while let variant = rest.first, isVariant(variant) {
            let variant = variant.lowercased()
            guard !parts.contains(variant) else { return nil }
            parts.append(variant)
            rest.removeFirst()
        }
        guard areExtensions(rest) else { return nil }
        return (parts + rest.map { $0.lowercased() }).joined(separator: "-")
    }

    private static func isExtendedLanguage(_ subtag: String) -> Bool {
        subtag.utf8.count == 3 && subtag.utf8.allSatisfy(isLetter)
    }

    private static func isRegion(_ subtag: String) -> Bool {
        switch subtag.utf8.count {
        case 2: subtag.utf8.allSatisfy(isLetter)
        case 3: subtag.utf8.allSatisfy(isDigit)
        default: false
        }
    }

    private static func isVariant(_ subtag: String) -> Bool {
        subtag.utf8.count >= 5 || subtag.utf8.count == 4 && subtag.utf8.first.map(isDigit) ?? false
    }

    /// Whether every singleton is followed by what it introduces, and none but `x` stands twice.
    private static func areExtensions(_ subtags: ArraySlice<String>) -> Bool {
        var singletons: Set<String> = []
        var rest = subtags
        while let singleton = rest.popFirst() {
            guard singleton.utf8.count == 1 else { return false }
            if singleton.lowercased() == "x" { return !rest.isEmpty }
            guard singletons.insert(singleton.lowercased()).inserted else { return false }
            let values = rest.prefix { $0.utf8.count >= 2 }
            guard !values.isEmpty else { return false }
            rest = rest.dropFirst(values.count)
        }
        return true
    }

    private static func isLetter(_ octet: UInt8) -> Bool {
        (0x61...0x7A).contains(octet | 0x20)
    }

    private static func isDigit(_ octet: UInt8) -> Bool {
        (0x30...0x39).contains(octet)
    }
}

extension LocaleTag: Comparable {
    /// Alphabetical order.
    package static func < (left: LocaleTag, right: LocaleTag) -> Bool {
        left.text < right.text
    }
}

extension LocaleTag: CustomStringConvertible {
    /// The tag.
    package var description: String { text }
}
