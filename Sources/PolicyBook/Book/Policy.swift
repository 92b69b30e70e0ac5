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

    /// What holds on a day: a version, and in grace the one before beside it.
    package struct Standing: Sendable, Hashable {
        /// The index of the newest version in force.
        package let newest: Int
        /// The index of the version before, while the newest is in grace; nil otherwise.
        package let before: Int?
    }

    /// What holds on that day, among the versions that `applies` picks by their index.
    ///
    /// Returns: nil before the first version, and once the policy is withdrawn for good. While a
    /// withdrawal is in grace, it is the newest version and the one before still holds.
    package func standing(
        on day: CalendarDate,
        where applies: (Int) -> Bool = { _ in true }
    ) -> Standing? {
        guard let newest = effective(on: day, below: versions.count, where: applies) else {
            return nil
        }
        let isWithdrawn = versions[newest].status == .withdrawn
        guard versions[newest].isInGrace(on: day),
            let before = effective(on: day, below: newest, where: applies),
            versions[before].status == .published
        else { return isWithdrawn ? nil : Standing(newest: newest, before: nil) }
        return Standing(newest: newest, before: before)
    }

    /// The version that readers see on that day; nil before the first, and once it is withdrawn.
    ///
    /// Where versions are kept apart by `only_in`, the newest of those that `applies` picks.
    package func inForce(
        on day: CalendarDate,
        where applies: (Int) -> Bool = { _ in true }
    ) -> PolicyVersion? {
        indexInForce(on: day, where: applies).map { versions[$0] }
    }

    /// The index of that version.
    func indexInForce(
        on day: CalendarDate,
        where applies: (Int) -> Bool = { _ in true }
    ) -> Int? {
        guard let standing = standing(on: day, where: applies) else { return nil }
        return versions[standing.newest].status == .withdrawn ? standing.before : standing.newest
    }

    /// The version of that number; nil where there is none.
    package func version(_ number: Int) -> PolicyVersion? {
        versions.first { $0.version == number }
    }

    /// The version that held before `version`; nil where it is the first.
    package func predecessor(of version: PolicyVersion) -> PolicyVersion? {
        versions.last { $0.version < version.version && $0.status == .published }
    }

    private func effective(
        on day: CalendarDate,
        below end: Int,
        where applies: (Int) -> Bool
    ) -> Int? {
        versions[..<end].indices
            .last { index in
                versions[index].status != .draft && versions[index].effectiveFrom <= day
                    && applies(index)
            }
    }
}

extension PolicyVersion {
    /// Whether the version before still holds beside this one on that day.
    ///
    /// `grace_until` is the first day without grace; what readiness asks for must be there by then
    /// too. `grace: none` refuses both.
    package func isInGrace(on day: CalendarDate) -> Bool {
        switch grace {
        case .refused: return false
        case .until(let end) where day < end: return true
        case .until, .absent: return readiness.map { !$0.isComplete(on: day) } ?? false
        }
    }
}
