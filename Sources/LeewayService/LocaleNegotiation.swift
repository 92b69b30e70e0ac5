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
}
