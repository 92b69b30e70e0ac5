/// Which tokens are taken, and what their claims mean here.
package struct TokenRules: Sendable, Equatable {
    /// Who must have issued them: `iss`, octet by octet.
    package var issuer = ""
    /// For whom they must be: one of these must stand in `aud`.
    package var audiences: [String] = []
    /// The claims that say what a caller may do, who it is, in which role and team.
    package var scopesClaim = "scope"
    package var staffClaim = "sub"
    package var roleClaim = "role"
    package var teamClaim = "team"
    /// The scope that a word of the scopes' claim gives; empty: the word itself.
    package var scopes: [Mapping<Scope>] = []
    /// The role that a word of the role's claim gives, the first one that fits; empty: the word
    /// itself.
    package var roles: [Mapping<String>] = []

    package init() {}

    /// What a word of the issuer's is called here.
    package struct Mapping<Meaning: Sendable & Equatable>: Sendable, Equatable {
        package let word: String
        package let meaning: Meaning

        package init(_ word: String, _ meaning: Meaning) {
            self.word = word
            self.meaning = meaning
        }
    }
}
