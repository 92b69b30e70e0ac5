import CEL

/// Which version readers see from which day on: `Policy.inForce(on:)` for every day there is.
package struct PolicyTimeline: Sendable, Hashable {
    /// A stretch of days on which readers see the same.
    package struct Run: Sendable, Hashable {
        package let from: CalendarDate
        /// The version's index in the policy; nil: readers see none.
        package let version: Int?
    }

    /// Ascending, each unlike the one before; before the first one readers see nothing.
    package private(set) var runs: [Run] = []

    /// The timeline of a policy for readers who see only the versions that `isSeen` picks.
    package init(_ policy: Policy, seeing isSeen: (PolicyVersion) -> Bool = { _ in true }) {
        for day in policy.turningDays {
            let version = policy.indexInForce(on: day)
                .flatMap { isSeen(policy.versions[$0]) ? $0 : nil }
            if version != runs.last.flatMap(\.version) {
                runs.append(Run(from: day, version: version))
            }
        }
    }

    /// The index of the version that readers see on that day; nil where they see none.
    package func version(on day: CalendarDate) -> Int? {
        var found: Int?
        for run in runs where run.from <= day { found = run.version }
        return found
    }

    /// Whether readers see another version on that day than on the day before.
    package func turns(on day: CalendarDate) -> Bool {
        runs.contains { $0.from == day }
    }
}

/// How a version comes to its end.
package struct VersionEnding: Sendable, Hashable {
    /// The first day on which another version holds, or the withdrawal does.
    package let supersededOn: CalendarDate
    /// The first day on which it does not even hold in grace; nil while nobody can say.
    package let goneOn: CalendarDate?
    /// The index of the version that follows; nil for a withdrawal, which none follows.
    package let successor: Int?
}

extension Policy {
    /// The end of the version at that index; nil while no end is written.
    ///
    /// Versions that `only_in` keeps apart stand side by side and do not end each other.
    package func ending(of index: Int) -> VersionEnding? {
        let version = versions[index]
        guard version.status != .draft else { return nil }
        let successor = versions.indices.dropFirst(index + 1)
            .first { later in
                let other = versions[later]
                return other.status != .draft && other.version > version.version
                    && other.replaces(version)
            }
        guard let ender = successor ?? (version.status == .withdrawn ? index : nil) else {
            return nil
        }
        return VersionEnding(
            supersededOn: versions[ender].effectiveFrom,
            goneOn: versions[ender].firstDayWithoutGrace,
            successor: successor
        )
    }

    /// Whether the one version held before the other one where that holds: it is older, and `only_in`
    /// does not keep the two apart.
    package func precedes(_ earlier: Int, _ later: Int) -> Bool {
        versions[earlier].version < versions[later].version
            && (versions[later].replaces(versions[earlier])
                || versions[earlier].discretion.scope == nil)
    }

    /// Whether the version at that index holds on that day, be it only where its `only_in` says.
    package func isInForce(_ index: Int, on day: CalendarDate) -> Bool {
        indexInForce(on: day) { other in
            other == index || versions[other].replaces(versions[index])
        } == index
    }

    /// The days on which what readers see may change.
    fileprivate var turningDays: [CalendarDate] {
        let days = versions.filter { $0.status != .draft }
            .flatMap { [$0.effectiveFrom, $0.firstDayWithoutGrace].compactMap(\.self) }
        return Set(days).sorted()
    }
}

extension PolicyVersion {
    /// Whether it holds wherever the other one does, so that it can take its place.
    fileprivate func replaces(_ other: PolicyVersion) -> Bool {
        discretion.scope == nil || discretion.scope?.source == other.discretion.scope?.source
    }

    /// The first day on which the version before does not hold beside this one; nil where a page or
    /// a training is pending, so that nobody can say.
    fileprivate var firstDayWithoutGrace: CalendarDate? {
        if grace == .refused { return effectiveFrom }
        var day = effectiveFrom
        if case .until(let end) = grace { day = max(day, end) }
        guard let readiness else { return day }
        guard readiness.documentation != .pending, readiness.onlineSupport != .pending else {
            return nil
        }
        switch readiness.training {
        case .absent: return day
        case .pending: return nil
        case .on(let date): return max(day, date)
        }
    }
}
