/// How much of a book is read before it is refused.
///
/// The defaults leave room for 100 000 policies of 8 KB in two versions each, or in a file each.
package struct BookLimits: Sendable {
    /// LIMIT: a directory with more files than this is no book.
    package var maxFiles = 200_000
    /// LIMIT: reading takes memory several times its files' size.
    package var maxBytes = 1 << 30
    /// LIMIT: a version of a few words takes far more memory than its text.
    package var maxVersions = 200_000
    /// LIMIT: nobody finds a policy in deeper ones.
    package var maxFolderDepth = 16
    /// LIMIT: links can lead to the same folders by more ways at each depth; each is counted as often
    /// as it is reached.
    package var maxFolders = 20_000
    /// Of each file.
    package var file = YAMLLimits()

    package init() {}
}
