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
    package func changes(
        since older: PolicyVersion,
        facts: FactSchema
    ) -> [VersionChange] {
        VersionComparison(older, self, facts).changes
    }
}

/// Compares two versions of a policy.
private struct VersionComparison {
    private(set) var changes: [VersionChange] = []
    private let older: PolicyVersion
    private let newer: PolicyVersion
    private let publicNames: (older: Set<String>, newer: Set<String>)
    private let facts: FactSchema

    init(_ older: PolicyVersion, _ newer: PolicyVersion, _ facts: FactSchema) {
        self.older = older
        self.newer = newer
        self.facts = facts
        publicNames = (older.namesInPublicTexts(facts), newer.namesInPublicTexts(facts))
        compareHead()
        compareValues("values", older.values, newer.values)
        compareValues("tables", older.tables, newer.tables)
        compareTexts()
        compareParts()
        compareRules()
    }

    private mutating func compareHead() {
        compare("status", .source(older.status.rawValue), .source(newer.status.rawValue), .staff)
        compare("topic", .source(older.topic), .source(newer.topic))
        compare(
            "applies_to",
            .source(older.appliesTo.map(\.rawValue).joined(separator: ", ")),
            .source(newer.appliesTo.map(\.rawValue).joined(separator: ", "))
        )
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
            // Only values are public that public texts name, in each version that has the value.
            let isNamed =
                field == "values" && (old == nil || publicNames.older.contains(name))
                && (new == nil || publicNames.newer.contains(name))
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

    /// The parts of a version that are lists of things with texts of their own.
    private mutating func compareParts() {
        compareText("why.evidence", older.why.evidence.nonEmpty, newer.why.evidence.nonEmpty)
        compareText("resources", older.resources.nonEmpty, newer.resources.nonEmpty)
        let before = older.alternatives.filter { $0.isPublic(facts) }
            .map { PublicAlternative(remedy: $0.remedy, text: $0.text) }
        let after = newer.alternatives.filter { $0.isPublic(facts) }
            .map { PublicAlternative(remedy: $0.remedy, text: $0.text) }
        compareText("alternatives", before.nonEmpty, after.nonEmpty)
    }

    private struct PublicAlternative: Equatable {
        let remedy: String?
        let text: LocalizedText?
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

extension LocalizedTexts {
    /// Nil where the list is empty in every language.
    fileprivate var nonEmpty: LocalizedTexts? { isEmpty ? nil : self }
}

extension Array {
    fileprivate var nonEmpty: Self? { isEmpty ? nil : self }
}

extension DiscretionRow.Limit {
    fileprivate var upToSource: String? {
        if case .upTo(let program) = self { program.source } else { nil }
    }

    fileprivate var exactSource: String? {
        if case .exactly(let program) = self { program.source } else { nil }
    }
}
