/// What search knows of one policy in one language: plain text, no policy type.
///
/// The texts a reader may not see must not be in the document: an index answers with what it was
/// built from. So one index is built of public texts and another of the texts of staff.
package struct SearchDocument: Sendable, Hashable {
    /// The policy's id, the same in every language.
    package var id: String
    /// The language of the texts, a BCP 47 tag such as `lv`, compared as it is written.
    package var locale: String
    /// The title, which counts as one more situation.
    package var title: String
    /// What the policy says, in sentences; weighs less than a situation does.
    package var text: String
    /// Questions in people's own words to which this policy is the answer.
    package var situations: [String]

    /// Describes a policy in one language.
    package init(
        id: String,
        locale: String,
        title: String,
        text: String = "",
        situations: [String] = []
    ) {
        self.id = id
        self.locale = locale
        self.title = title
        self.text = text
        self.situations = situations
    }
}
