import PolicyBook

/// Gives what stands out in a book's rules its place in the files.
enum MeaningWarnings {
    static func check(
        _ book: PolicyBook,
        _ policies: [DecodedPolicy],
        on today: CalendarDate
    ) -> [Fault] {
        var logs: [String: FaultLog] = [:]
        for finding in book.findings(on: today) {
            let isMeant = { (policy: DecodedPolicy) in
                policy.version.id == finding.policy && policy.version.version == finding.version
            }
            // Versions kept apart by `only_in` may share a number; the first stands for them.
            guard let policy = policies.first(where: isMeant) else { continue }
            let log = logs[policy.file.path] ?? FaultLog(policy.file)
            logs[policy.file.path] = log
            log.warn(
                at: position(of: finding.subject, in: policy),
                finding.message,
                hint: finding.hint
            )
        }
        return logs.values.flatMap(\.faults)
    }

    private static func position(
        of subject: BookFinding.Subject,
        in policy: DecodedPolicy
    ) -> SourcePosition {
        switch subject {
        case .row(let index):
            policy.rowPositions.indices.contains(index)
                ? policy.rowPositions[index] : policy.versionPosition
        case .never(let index):
            policy.neverPositions.indices.contains(index)
                ? policy.neverPositions[index] : policy.versionPosition
        }
    }
}
