package import BookLoader
package import PolicyBook

/// A book as it is served: the book, its pages rendered ahead and its search index.
///
/// Isolation: immutable, made off the loops and shared by all of them.
package final class ServedBook: Sendable {
    package let book: PolicyBook
    package let loadedAt: Instant
    /// What somebody should look at in its files.
    let warnings: [Fault]
    let pages: PolicyPages
    /// What anyone may read, in every language.
    let search: SearchIndex

    /// Renders what can be rendered ahead.
    package init(_ book: PolicyBook, _ result: LoadResult, loadedAt: Instant) {
        self.book = book
        self.loadedAt = loadedAt
        warnings = result.warnings
        let pages = PolicyPages(book)
        self.pages = pages
        search = SearchIndex(pages.all.map(\.searchDocument))
    }
}
