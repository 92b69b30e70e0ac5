package import PolicyBook

/// A book as it is served: the book, its pages rendered ahead and its search index.
///
/// Isolation: immutable, made off the loops and shared by all of them.
package final class ServedBook: Sendable {
    package let book: PolicyBook
    package let loadedAt: Instant
    /// How many warnings the loader had.
    package let warningCount: Int
    let pages: PolicyPages
    /// What anyone may read, in every language.
    let search: SearchIndex

    /// Renders what can be rendered ahead.
    package init(_ book: PolicyBook, loadedAt: Instant, warningCount: Int) {
        self.book = book
        self.loadedAt = loadedAt
        self.warningCount = warningCount
        let pages = PolicyPages(book)
        self.pages = pages
        search = SearchIndex(pages.all.map(\.searchDocument))
    }
}
