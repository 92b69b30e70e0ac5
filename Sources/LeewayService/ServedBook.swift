package import BookLoader
package import PolicyBook

/// A book as it is served: the book, its pages and its search index.
///
/// Isolation: immutable, made off the loops and shared by all of them.
package final class ServedBook: Sendable {
    package let book: PolicyBook
    package let loadedAt: Instant
    /// What somebody should look at in its files.
    let warnings: [Fault]
    let pages: PolicyPages
    let languages: BookLanguages
    /// The topics of policies that anyone may read, in the book's order; the others are for staff.
    let topics: [String]
    /// What anyone may read, in every language.
    let search: SearchIndex
    /// What staff may read too; an index of its own, so that it shows in no public answer.
    let staffSearch: SearchIndex

    /// Makes ready what all answers share; pages are rendered when they are first asked for.
    package init(
        _ book: PolicyBook,
        _ result: LoadResult,
        loadedAt: Instant,
        compress: @escaping ServiceEnvironment.Compress
    ) {
        self.book = book
        self.loadedAt = loadedAt
        warnings = result.warnings
        let pages = PolicyPages(book, compress: compress)
        languages = BookLanguages(book.locales)
        let read = Set(pages.all.map(\.version.topic))
        topics = book.topics.filter(read.contains)
        self.pages = pages
        let documents = book.searchDocuments(for: .customer)
        let staffDocuments = book.searchDocuments(for: .staff)
        search = SearchIndex(documents)
        staffSearch = documents == staffDocuments ? search : SearchIndex(staffDocuments)
    }
}
