/// A policy through time: all versions of one id.
package struct Policy: Sendable {
    package let id: String
    /// Sorted by version number, never empty.
    package let versions: [PolicyVersion]

    /// Takes versions of one id in any order.
    package init(id: String, versions: [PolicyVersion]) {
        self.id = id
        self.versions = versions.sorted { $0.version < $1.version }
    }

    /// The version in force on that day; nil before the first, and once it is withdrawn.
    package func inForce(on day: CalendarDate) -> PolicyVersion? {
        let latest = versions.last { $0.status != .draft && $0.effectiveFrom <= day }
        guard let latest, latest.status == .published else { return nil }
        return latest
    }

    /// The version that held before `version`; nil where it is the first.
    package func predecessor(of version: PolicyVersion) -> PolicyVersion? {
        versions.last { $0.version < version.version && $0.status == .published }
    }
}
