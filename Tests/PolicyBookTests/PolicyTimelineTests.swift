import PolicyBook
import Testing

@Suite("the timeline of a policy")
struct PolicyTimelineTests {
    private typealias Change = (inout PolicyBuilder) -> Void

    private static func policy(_ versions: [Change]) throws -> Policy {
        let book = try SmallBook.book { book in
            book.policies = versions.enumerated()
                .map { index, change in
                    SmallBook.policy([]) {
                        $0.version = index + 1
                        change(&$0)
                    }
                }
        }
        return try #require(book.policies.first)
    }

    /// Grace, readiness, withdrawals and drafts, in every order that a book allows.
    private static func policies() throws -> [Policy] {
        var late = PolicyVersion.Readiness()
        late.training = .on(day("2026-05-01"))
        var pending = PolicyVersion.Readiness()
        pending.documentation = .pending
        let seconds: [Change] = [
            { _ in },
            { $0.grace = .until(day("2026-04-01")) },
            { $0.readiness = late },
            { $0.readiness = pending },
            { $0.status = .withdrawn },
            {
                $0.status = .withdrawn
                $0.readiness = late
            },
            {
                $0.status = .withdrawn
                $0.grace = .refused
                $0.readiness = pending
            },
            { $0.status = .draft },
        ]
        return try seconds.map { second in
            try policy([
                { $0.from = "2026-01-01" },
                {
                    $0.from = "2026-03-01"
                    second(&$0)
                },
                { $0.from = "2026-09-01" },
            ])
        }
    }

    @Test func `agrees with the rules of every day`() throws {
        for policy in try Self.policies() {
            let timeline = PolicyTimeline(policy)
            var before: Int?
            for number in day("2025-12-25").dayNumber...day("2026-12-31").dayNumber {
                let date = CalendarDate(dayNumber: number)
                let index = timeline.version(on: date)
                #expect(
                    index.map { policy.versions[$0].version } == policy.inForce(on: date)?.version
                )
                #expect(timeline.turns(on: date) == (index != before))
                before = index
            }
        }
    }

    @Test func `whom a version is hidden from sees none while it is in force`() throws {
        let policy = try #require(try Self.policies().first)
        let timeline = PolicyTimeline(policy) { $0.version != 2 }
        #expect(timeline.version(on: day("2026-02-28")) == 0)
        #expect(timeline.version(on: day("2026-03-01")) == nil)
        #expect(timeline.version(on: day("2026-09-01")) == 2)
    }

    @Test func `a version ends when its successor holds, and is gone when grace is over`() throws {
        let policies = try Self.policies()
        let endings = policies.map { $0.ending(of: 0) }
        let expected: [(String, String?, Int?)] = [
            ("2026-03-01", "2026-03-01", 1), ("2026-03-01", "2026-04-01", 1),
            ("2026-03-01", "2026-05-01", 1), ("2026-03-01", nil, 1),
            ("2026-03-01", "2026-03-01", 1), ("2026-03-01", "2026-05-01", 1),
            ("2026-03-01", "2026-03-01", 1), ("2026-09-01", "2026-09-01", 2),
        ]
        for (ending, expected) in zip(endings, expected) {
            #expect(ending?.supersededOn.description == expected.0)
            #expect(ending?.goneOn?.description == expected.1)
            #expect(ending?.successor == expected.2)
        }
        #expect(policies[0].ending(of: 2) == nil)
        #expect(policies[7].ending(of: 1) == nil)
    }

    @Test func `versions that only_in keeps apart do not end each other`() throws {
        let policy = try Self.policy([
            { $0.onlyIn = "case.ok" }, { $0.onlyIn = "case.bad" }, { $0.onlyIn = "case.ok" },
        ])
        #expect(policy.ending(of: 0)?.successor == 2)
        #expect(policy.ending(of: 1) == nil)
    }
}
