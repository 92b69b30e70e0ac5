/// Which Leeway this is.
package enum Release {
    /// By SemVer 2.0.0.
    package static let version = "0.1.0"
}
