/// People and cases that a book lists, so that searches of AuthZEN can find them.
package struct Entities: Sendable {
    /// A subject or resource with its facts.
    package struct Entity: Sendable {
        /// What kind it is, such as `user` or `record`.
        package let type: String
        package let id: String
        /// The role in the book; nil for a case, and for a subject without one.
        package let role: String?
        /// The other properties as they are written.
        package let properties: [FactInput.Member]

        package init(
            type: String,
            id: String,
            role: String? = nil,
            properties: [FactInput.Member] = []
        ) {
            self.type = type
            self.id = id
            self.role = role
            self.properties = properties
        }
    }

    /// In the order of the book.
    package var staff: [Entity]
    /// In the order of the book.
    package var cases: [Entity]

    package init(staff: [Entity] = [], cases: [Entity] = []) {
        self.staff = staff
        self.cases = cases
    }
}
