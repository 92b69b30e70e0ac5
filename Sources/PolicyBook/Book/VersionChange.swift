import CEL

/// One thing that a version says otherwise than the version before it.
package struct VersionChange: Sendable, Hashable {
    /// What became of it.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case added
        case removed
        case changed
    }

    /// Who may read of the change.
    package enum Audience: Sendable, Hashable {
        /// Everyone, where the policy itself is public.
        case everyone
        case staff
    }

    /// The key as the file writes it: `values.window_days`, `plain`, `discretion.small.up_to`.
    package let field: String
    package let kind: Kind
    package let audience: Audience
    /// What it was, where it is a value or an expression; nil for a text, and for what was added.
    package let before: Side?
    /// What it is; nil for a text, and for what was removed.
    package let after: Side?

    /// One side of a change.
    package enum Side: Sendable, Hashable {
        case value(PolicyValue)
        case date(CalendarDate)
        /// A word or expression, as the file writes it.
        case source(String)
    }
}

extension PolicyVersion {
    /// What this version says otherwise than `older`, field by field, in the order of a file.
    ///
    /// Why it was changed is the author's to say, in `why.change`. A text counts as changed where
    /// its source language or any translation reads otherwise.
    package func changes(since older: PolicyVersion) -> [VersionChange] {
        VersionComparison(older, self).changes
    }
}

/// Compares two versions of a policy.
private struct VersionComparison {
    private(set) var changes: [VersionChange] = []
    private let older: PolicyVersion
    private let newer: PolicyVersion
    private let publicNames: Set<String>

    init(_ older: PolicyVersion, _ newer: PolicyVersion) {
        self.older = older
        self.newer = newer
        publicNames = older.namesInPublicTexts.union(newer.namesInPublicTexts)
        compareHead()
        compareValues("values", older.values, newer.values)
        compareValues("tables", older.tables, newer.tables)
        compareTexts()
        compareRules()
    }

    private mutating func compareHead() {
        compare("status", .source(older.status.rawValue), .source(newer.status.rawValue), .staff)
        compare("topic", .source(older.topic), .source(newer.topic))
        compare("pillar", .source(older.pillar.rawValue), .source(newer.pillar.rawValue), .staff)
        compare("effective_from", .date(older.effectiveFrom), .date(newer.effectiveFrom))
        compare(
            "grace_until",
            older.grace.end.map { .date($0) },
            newer.grace.end.map { .date($0) }
        )
        compare(
            "review_by",
            older.reviewBy.map { .date($0) },
            newer.reviewBy.map { .date($0) },
            .staff
        )
        compare(
            "owner",
            older.owner.map { .source($0) },
            newer.owner.map { .source($0) },
            .staff
        )
    }

    private mutating func compareValues(
        _ field: String,
        _ before: [NamedValue],
        _ after: [NamedValue]
    ) {
        for name in Self.names(before.map(\.name), after.map(\.name)) {
            let old = before.first { $0.name == name }?.value
            let new = after.first { $0.name == name }?.value
            // Of a public policy only the values are public that its public texts name.
            let isNamed = field == "values" && publicNames.contains(name)
            compare(
                "\(field).\(name)",
                old.map { .value($0) },
                new.map { .value($0) },
                isNamed ? .everyone : .staff
            )
        }
    }

    private mutating func compareTexts() {
        compareText("title", older.title, newer.title)
        compareText("plain", older.plain, newer.plain)
        compareText("rule", older.rule, newer.rule)
        compareText("steps", older.steps.nonEmpty, newer.steps.nonEmpty)
        compareText("why.benefit", older.why.benefit, newer.why.benefit)
        compareText(
            "wording.acknowledge",
            older.wording.acknowledge.nonEmpty,
            newer.wording.acknowledge.nonEmpty
        )
        compareText(
            "wording.explain",
            older.wording.explain.nonEmpty,
            newer.wording.explain.nonEmpty
        )
        compareText("wording.ask", older.wording.ask.nonEmpty, newer.wording.ask.nonEmpty, .staff)
        compareText(
            "wording.avoid",
            older.wording.avoid.nonEmpty,
            newer.wording.avoid.nonEmpty,
            .staff
        )
        compareText("standards", older.standards.nonEmpty, newer.standards.nonEmpty)
    }

    private mutating func compareRules() {
        let (before, after) = (older.discretion, newer.discretion)
        for id in Self.names(before.require.map(\.id), after.require.map(\.id)) {
            compare(
                "require.\(id).when",
                before.require.first { $0.id == id }.map { .source($0.condition.source) },
                after.require.first { $0.id == id }.map { .source($0.condition.source) },
                .staff
            )
        }
        for id in Self.names(before.rows.map(\.id), after.rows.map(\.id)) {
            compareRow(
                id,
                before.rows.first { $0.id == id },
                after.rows.first { $0.id == id }
            )
        }
        for id in Self.names(before.never.map(\.id), after.never.map(\.id)) {
            compareNever(
                id,
                before.never.first { $0.id == id },
                after.never.first { $0.id == id }
            )
        }
        compare(
            "escalation.to",
            before.escalation.to.map { .source($0) },
            after.escalation.to.map { .source($0) },
            .staff
        )
    }

    private mutating func compareRow(
        _ id: String,
        _ before: DiscretionRow?,
        _ after: DiscretionRow?
    ) {
        guard let before, let after else {
            append("discretion.\(id)", before == nil ? .added : .removed, .staff)
            return
        }
        let parts: [(String, (DiscretionRow) -> String?)] = [
            ("remedies", { $0.remedies.joined(separator: ", ") }),
            ("role", { $0.roles.joined(separator: ", ") }),
            ("when", { $0.condition?.source }), ("up_to", { $0.limit.upToSource }),
            ("exactly", { $0.limit.exactSource }), ("offer", { $0.offer.rawValue }),
            ("after", { $0.after.isEmpty ? nil : $0.after.joined(separator: ", ") }),
            ("confirm", { $0.confirm.isEmpty ? nil : $0.confirm.joined(separator: ", ") }),
        ]
        for (name, part) in parts {
            compare(
                "discretion.\(id).\(name)",
                part(before).map { .source($0) },
                part(after).map { .source($0) },
                .staff
            )
        }
    }

    private mutating func compareNever(_ id: String, _ before: Prohibition?, _ after: Prohibition?)
    {
        guard let before, let after else {
            append("never.\(id)", before == nil ? .added : .removed, .staff)
            return
        }
        compare(
            "never.\(id).remedies",
            .source(before.remedies.joined(separator: ", ")),
            .source(after.remedies.joined(separator: ", ")),
            .staff
        )
        compare(
            "never.\(id).when",
            before.condition.map { .source($0.source) },
            after.condition.map { .source($0.source) },
            .staff
        )
    }

    private mutating func compareText<Text: Equatable>(
        _ field: String,
        _ before: Text?,
        _ after: Text?,
        _ audience: VersionChange.Audience = .everyone
    ) {
        guard before != after else { return }
        append(field, before == nil ? .added : after == nil ? .removed : .changed, audience)
    }

    private mutating func compare(
        _ field: String,
        _ before: VersionChange.Side?,
        _ after: VersionChange.Side?,
        _ audience: VersionChange.Audience = .everyone
    ) {
        guard before != after else { return }
        let kind: VersionChange.Kind =
            before == nil ? .added : after == nil ? .removed : .changed
        changes.append(
            VersionChange(
                field: field,
                kind: kind,
                audience: audience,
                before: before,
                after: after
            )
        )
    }

    private mutating func append(
        _ field: String,
        _ kind: VersionChange.Kind,
        _ audience: VersionChange.Audience
    ) {
        changes.append(
            VersionChange(field: field, kind: kind, audience: audience, before: nil, after: nil)
        )
    }

    /// The newer names in their order, then those that are gone.
    private static func names(_ before: [String], _ after: [String]) -> [String] {
        after + before.filter { !after.contains($0) }
    }
}

extension PolicyVersion {
    /// The names that texts which everyone may read fill in.
    fileprivate var namesInPublicTexts: Set<String> {
        let single =
            [title, plain] + [rule, why.benefit, why.change].compactMap(\.self)
            + why.evidence.map(\.text) + resources.map(\.label)
        let lists = [steps, standards, wording.acknowledge, wording.explain]
        let patterns =
            single.flatMap { text in text.locales.map { text.pattern(for: $0).pattern } }
            + lists.flatMap { list in
                list.locales.flatMap { list.patterns(for: $0)?.patterns ?? [] }
            }
        return Set(patterns.flatMap(\.placeholders))
    }
}

extension PolicyVersion.Grace {
    /// The first day without grace; nil where none is given.
    fileprivate var end: CalendarDate? {
        if case .until(let day) = self { day } else { nil }
    }
}

extension LocalizedTexts {
    /// Nil where the list is empty in every language.
    fileprivate var nonEmpty: LocalizedTexts? { isEmpty ? nil : self }
}

extension DiscretionRow.Limit {
    fileprivate var upToSource: String? {
        if case .upTo(let program) = self { program.source } else { nil }
    }

    fileprivate var exactSource: String? {
        if case .exactly(let program) = self { program.source } else { nil }
    }
}
