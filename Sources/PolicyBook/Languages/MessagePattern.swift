/// A text with places to fill in, in the syntax of ICU messages.
///
/// Shape: `{name}` inserts a value; `{name, plural, =0 {none} one {# day} other {# days}}` and
/// `{name, select, gold {…} other {…}}` choose a text; `#` is the number of the plural around it.
/// An apostrophe before `{`, `}` or (in a plural) `#` quotes up to the next apostrophe, two are
/// one.
package struct MessagePattern: Sendable, Hashable {
    /// As it was written.
    package let source: String
    let parts: [Part]
    /// The whole text where there is nothing to fill in; nil otherwise.
    package let fixedText: String?

    /// A piece of a pattern.
    indirect enum Part: Sendable, Hashable {
        case text(String)
        case argument(String)
        case plural(argument: String, offset: Int64, [PluralCase])
        case select(argument: String, [SelectCase])
        /// The number of the plural around it, less its offset.
        case number
    }

    struct PluralCase: Sendable, Hashable {
        enum Key: Sendable, Hashable {
            case exactly(Int64)
            case category(PluralCategory)
        }

        let key: Key
        let parts: [Part]
    }

    struct SelectCase: Sendable, Hashable {
        let key: String
        let parts: [Part]
    }

    /// A text that is taken as it stands, with nothing to fill in.
    package init(verbatim text: String) {
        source = text
        parts = text.isEmpty ? [] : [.text(text)]
        fixedText = text
    }

    init(source: String, parts: [Part]) {
        self.source = source
        self.parts = parts
        fixedText = Self.fixedText(of: parts)
    }

    /// The names it fills in, each once, in alphabetical order.
    package var placeholders: [String] {
        var names: Set<String> = []
        Self.collect(parts, into: &names)
        return names.sorted()
    }

    private static func fixedText(of parts: [Part]) -> String? {
        switch (parts.first, parts.count) {
        case (nil, _): ""
        case (.text(let text), 1): text
        default: nil
        }
    }

    private static func collect(_ parts: [Part], into names: inout Set<String>) {
        for part in parts {
            switch part {
            case .text, .number: break
            case .argument(let name): names.insert(name)
            case .plural(let name, _, let cases):
                names.insert(name)
                for choice in cases { collect(choice.parts, into: &names) }
            case .select(let name, let cases):
                names.insert(name)
                for choice in cases { collect(choice.parts, into: &names) }
            }
        }
    }
}

/// A plural category of CLDR.
package enum PluralCategory: String, Sendable, Hashable, CaseIterable {
    case zero
    case one
    case two
    case few
    case many
    case other
}
