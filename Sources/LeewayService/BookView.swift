import HTTPWire
import PolicyBook

/// The book in force on one day, as one loop sees it.
///
/// A loop counts references to this object of its own only: what all loops share is reached from
/// here without writing to memory that others read.
final class BookView {
    let served: ServedBook
    let today: BookDay

    init(_ served: ServedBook, at now: Instant) {
        self.served = served
        today = BookDay(now, served.pages)
    }

    /// Answers what most readers ask, without an allocation: the version in force today, in a
    /// language named as the book names it, or in none; false where the question is another one.
    func sendUsual(
        _ id: Range<Int>,
        _ request: borrowing Request,
        _ reply: inout Reply
    ) -> Bool {
        var language = 0
        let isAsked = !request.query.isEmpty
        if isAsked {
            guard let named = served.languages.language(namedBy: request) else { return false }
            language = named
        } else if request.field(.acceptLanguage) != nil {
            return false
        }
        guard let policy = served.pages.number(of: request.bytes.span.extracting(id)),
            let first = today.firstPage(of: policy)
        else { return false }
        return served.pages.send(pageAt: first + language, isAsked: isAsked, &reply)
    }
}
