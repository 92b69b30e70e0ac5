import CEL

extension PolicyVersion {
    /// Whether anyone may read it: published or withdrawn, and not for staff alone.
    package var isPublic: Bool {
        visibility == .public && status != .draft
    }

    /// The values that texts which anyone may read name, in the author's order.
    package func publicValues(_ schema: FactSchema) -> [NamedValue] {
        let named = namesInPublicTexts(schema)
        return values.filter { named.contains($0.name) }
    }

    /// The names that texts which anyone may read fill in.
    func namesInPublicTexts(_ schema: FactSchema) -> Set<String> {
        let single =
            [title, plain] + [rule, why.benefit, why.change].compactMap(\.self)
            + why.evidence.map(\.text) + resources.map(\.label)
            + alternatives.filter { $0.isPublic(schema) }.compactMap(\.text)
        let lists = [steps, standards, wording.acknowledge, wording.explain]
        let patterns =
            single.flatMap { text in text.locales.map { text.pattern(for: $0).pattern } }
            + lists.flatMap { list in
                list.locales.flatMap { list.patterns(for: $0)?.patterns ?? [] }
            }
        return Set(patterns.flatMap(\.placeholders))
    }
}

extension Alternative {
    /// Whether anyone may read it: its condition needs no fact of the staff.
    package func isPublic(_ schema: FactSchema) -> Bool {
        condition?.variables.allSatisfy { schema.fact(inSlot: $0)?.group != .staff } ?? true
    }
}

extension PolicyVersion.Grace {
    /// The first day without grace; nil where none is given.
    package var end: CalendarDate? {
        if case .until(let day) = self { day } else { nil }
    }
}
