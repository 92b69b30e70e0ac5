import HTTPWire
import PolicyBook

/// The book in force on one day, as one loop sees it.
///
/// A loop counts references to this object of its own only: what all loops share is reached from
/// here without writing to memory that others read.
final class BookView {
    let served: ServedBook
    let today: BookDay
    /// Pages for readers who asked for a language otherwise than the book names it, as browsers do
    /// (`en-US`): the answer repeats what they asked for.
    private var variants: [PageVariant: PreparedResponse] = [:]
    /// LIMIT: the common languages of all readers of the common pages, a few megabytes; callers who
    /// make up languages only make each other's pages be rendered again.
    static let maxVariants = 256

    init(_ served: ServedBook, at now: Instant) {
        self.served = served
        today = BookDay(now, served.pages)
    }

    /// Sends a page to a reader for whom none is kept with the page itself.
    func send(_ page: PolicyPage, at place: Int, _ choice: LocaleChoice, _ reply: inout Reply) {
        let variant = PageVariant(place: place, asked: choice.asked)
        if let made = variants[variant] { return reply.send(prepared: made) }
        let made = page.prepare(choice, maxAge: PolicyPage.maxAge)
        if variants.count == Self.maxVariants { variants.removeAll(keepingCapacity: true) }
        variants[variant] = made
        reply.send(prepared: made)
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

/// A page as one loop keeps it for readers who asked for one language.
private struct PageVariant: Hashable {
    let place: Int
    let asked: LocaleTag?
}
