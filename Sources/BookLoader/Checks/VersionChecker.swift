import PolicyBook

/// Finds what is wrong between the versions and policies of a book.
struct VersionChecker {
    private var logs: [String: FaultLog] = [:]

    /// The faults between policies; those within one were found when it was decoded.
    static func check(_ policies: [DecodedPolicy]) -> [FaultLog] {
        var checker = VersionChecker()
        for (_, versions) in Dictionary(grouping: policies, by: \.version.id) {
            checker.checkOrder(versions)
        }
        checker.checkFallback(policies)
        return Array(checker.logs.values)
    }

    private mutating func log(_ file: SourceFile) -> FaultLog {
        let log = logs[file.path] ?? FaultLog(file)
        logs[file.path] = log
        return log
    }

    private mutating func checkOrder(_ versions: [DecodedPolicy]) {
        for (index, later) in versions.enumerated() {
            for earlier in versions[..<index] where !Self.areApart(earlier, later) {
                if earlier.version.version == later.version.version {
                    reportSameNumber(earlier, later)
                } else if earlier.version.version > later.version.version {
                    checkDates(of: earlier, after: later)
                } else {
                    checkDates(of: later, after: earlier)
                }
            }
        }
    }

    private mutating func reportSameNumber(_ first: DecodedPolicy, _ second: DecodedPolicy) {
        let version = second.version
        log(second.file)
            .report(
                at: second.versionPosition,
                "version \(version.version) of `\(version.id)` is given twice, first in "
                    + "\(first.file.path):\(first.versionPosition.line)",
                hint: "number it anew, or keep them apart by `only_in`"
            )
    }

    private mutating func checkDates(of higher: DecodedPolicy, after lower: DecodedPolicy) {
        let (newer, older) = (higher.version, lower.version)
        guard newer.status != .draft, older.status != .draft,
            newer.effectiveFrom < older.effectiveFrom
        else { return }
        log(higher.file)
            .report(
                at: higher.effectivePosition,
                "version \(newer.version) of `\(newer.id)` is in force from "
                    + "\(newer.effectiveFrom), before version \(older.version) "
                    + "(\(older.effectiveFrom), "
                    + "\(lower.file.path):\(lower.effectivePosition.line))",
                hint: "versions come into force in the order of their numbers"
            )
    }

    private mutating func checkFallback(_ policies: [DecodedPolicy]) {
        var first: DecodedPolicy?
        let fallbacks = policies.filter { $0.version.isFallback && $0.version.status != .draft }
        for policy in fallbacks {
            guard let known = first else {
                first = policy
                continue
            }
            guard known.version.id != policy.version.id else { continue }
            log(policy.file)
                .report(
                    at: policy.fallbackPosition,
                    "`\(known.version.id)` is the fallback of the book already "
                        + "(\(known.file.path):\(known.fallbackPosition.line))",
                    hint: "a book has one policy for what no other foresees"
                )
        }
    }

    /// Whether no context lets both versions be in force.
    private static func areApart(_ one: DecodedPolicy, _ other: DecodedPolicy) -> Bool {
        one.onlyIn.contains { name, words in
            other.onlyIn[name].map { words.isDisjoint(with: $0) } ?? false
        }
    }
}
