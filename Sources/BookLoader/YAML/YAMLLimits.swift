/// How much of a YAML file is read before it is refused.
///
/// A full policy in five languages has some 23 KB and 600 nodes; the defaults leave room for forty
/// times that and refuse what only an attack needs.
package struct YAMLLimits: Sendable {
    /// LIMIT: larger files are slow to edit and to review as well.
    package var maxFileBytes = 1 << 20
    /// LIMIT: collections inside one another; the deepest place of the format is 8.
    package var maxDepth = 64
    /// LIMIT: values and keys of one file, copies by alias included.
    package var maxNodes = 100_000
    /// LIMIT: values that stand in a file only because an alias repeats them.
    package var maxAliasCopies = 10_000

    package init() {}
}
