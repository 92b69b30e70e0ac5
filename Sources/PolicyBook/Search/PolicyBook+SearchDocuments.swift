extension PolicyBook {
    /// What search knows of the policies that a reader may see: one document for each policy and
    /// language.
    ///
    /// Shape: title and text are those of the newest version; situations are those of all versions,
    /// so that two versions of one policy do not compete, and a policy is found whichever of them
    /// is in force. A policy for staff, or a staff version of one, is in no document for customers:
    /// it cannot be told from what they find, nor from the scores of it.
    package func searchDocuments(for audience: GuidanceRequest.Audience) -> [SearchDocument] {
        policies.flatMap { policy in
            let versions = policy.versions.filter { version in
                audience == .staff ? version.status != .draft : version.isPublic
            }
            return locales.compactMap { document(of: policy.id, versions, in: $0) }
        }
    }

    /// Nil where no version says anything in that language.
    private func document(
        of id: String,
        _ versions: [PolicyVersion],
        in locale: LocaleTag
    ) -> SearchDocument? {
        guard let newest = versions.last else { return nil }
        var situations: [String] = []
        for situation in versions.reversed().flatMap({ $0.situations[locale] ?? [] })
        where !situations.contains(situation) {
            situations.append(situation)
        }
        let document = SearchDocument(
            id: id,
            locale: locale.text,
            title: words(newest.title, of: newest, in: locale),
            text: words(newest.plain, of: newest, in: locale),
            situations: situations
        )
        let isEmpty = document.title.isEmpty && document.text.isEmpty && situations.isEmpty
        return isEmpty ? nil : document
    }

    /// The text in that very language; empty where it is borrowed from another.
    private func words(
        _ text: LocalizedText,
        of version: PolicyVersion,
        in locale: LocaleTag
    ) -> String {
        let (pattern, found) = text.pattern(for: locale)
        guard found == locale, let format = formats.first(where: { $0.locale == locale }) else {
            return ""
        }
        return pattern.text(format) { name in
            version.values.first { $0.name == name }?.value.messageValue(in: currency)
        }
    }
}
