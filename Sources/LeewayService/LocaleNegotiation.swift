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

    /// What a request says of its reader apart from its content: `?locale=`, which wins over all else,
    /// and `Accept-Language`.
    static func outside(_ request: borrowing Request) throws(Problem) -> ReaderLanguages {
        let query = try QueryParameters(request.bytes, request.query)
        return ReaderLanguages(
            named: try preference(named: try query["locale"], at: "?locale"),
            accepted: acceptLanguage(request)
        )
    }
}

/// The languages that a request names outside its content.
package struct ReaderLanguages: Sendable {
    /// `?locale=`; nil where there is none.
    let named: LocalePreference?
    /// `Accept-Language`; nil where the field is absent.
    let accepted: LocalePreference?

    /// A request that names none.
    package static let unstated = ReaderLanguages(named: nil, accepted: nil)

    /// The preference with what the content names, if anything, between the two.
    func preference(_ content: LocalePreference? = nil) -> LocalePreference? {
        named ?? content ?? accepted
    }
}
