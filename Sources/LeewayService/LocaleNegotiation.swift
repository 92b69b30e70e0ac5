import HTTPWire
import PolicyBook

/// Which language an answer is in: what the request names, else what its reader prefers.
enum LocaleNegotiation {
    /// The preference a tag of the request states; nil where it has none.
    ///
    /// `place` is a JSON Pointer or `?locale`. Throws: `malformedRequest` for what is no tag of
    /// BCP 47; one that the book lacks is no fault.
    static func preference(
        named tag: String?,
        at place: String
    ) throws(Problem) -> LocalePreference? {
        guard let tag else { return nil }
        guard let locale = LocaleTag(tag) else {
            throw Problem(
                .malformedRequest,
                at: place,
                "`\(tag.shortened)` is no language tag such as `en` or `nl-BE` (BCP 47)"
            )
        }
        return LocalePreference(locale)
    }

    /// The preference of `Accept-Language`; nil where the field is absent.
    static func acceptLanguage(_ request: borrowing Request) -> LocalePreference? {
        request.string(.acceptLanguage).map { LocalePreference(acceptLanguage: $0) }
    }

    /// The language of the answer by RFC 4647 lookup; the book's first where none is wanted or had.
    static func choose(_ preference: LocalePreference?, in book: PolicyBook) -> LocaleChoice {
        let wanted = preference?.choices.first { $0.weight > 0 }?.range
        guard let found = preference?.lookup(in: book.locales) else {
            return LocaleChoice(asked: wanted, used: book.locales[0])
        }
        return LocaleChoice(asked: found.range, used: found.locale)
    }
}
