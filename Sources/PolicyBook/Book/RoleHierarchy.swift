/// The roles of a book: a role holds all the authority of the roles it stands over.
package struct RoleHierarchy: Sendable {
    /// One role as `book.yaml` declares it.
    package struct Role: Sendable, Equatable {
        package let id: String
        /// The role whose authority this one includes.
        package let over: String?
        /// Where a branch of its own goes for help.
        package let escalatesTo: String?

        package init(id: String, over: String? = nil, escalatesTo: String? = nil) {
            self.id = id
            self.over = over
            self.escalatesTo = escalatesTo
        }
    }

    /// In the order of the book.
    package let roles: [Role]
    /// By role: itself and the roles under it, downwards.
    private let authorities: [String: [String]]
    private let aboveOf: [String: [String]]

    /// Makes the hierarchy; nil where `over` or `escalates_to` names no role or goes in a circle.
    package init?(_ roles: [Role]) {
        let byID = Dictionary(roles.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        guard byID.count == roles.count else { return nil }
        var held: [String: [String]] = [:]
        for role in roles {
            guard let chain = Self.chain(from: role.id, in: byID, by: \.over) else { return nil }
            held[role.id] = chain
            guard let wayUp = role.escalatesTo else { continue }
            guard byID[wayUp] != nil else { return nil }
        }
        self.roles = roles
        authorities = held
        var above: [String: [String]] = [:]
        for role in roles {
            above[role.id] = Self.rolesAbove(role.id, in: roles)
            if above[role.id]?.contains(role.id) ?? false { return nil }
        }
        aboveOf = above
    }

    /// Whether the book declares that role.
    package func contains(_ id: String) -> Bool {
        authorities[id] != nil
    }

    /// Whether `role` is `other` or stands over it.
    package func holds(_ role: String, authorityOf other: String) -> Bool {
        authorities[role]?.contains(other) ?? false
    }

    /// The role itself and the roles under it, downwards; empty for a role that is not declared.
    package func authority(of role: String) -> [String] {
        authorities[role] ?? []
    }

    /// The roles that can be asked for more, lowest first; empty at the top.
    package func above(_ role: String) -> [String] {
        aboveOf[role] ?? []
    }

    private static func chain(
        from start: String,
        in byID: [String: Role],
        by next: (Role) -> String?
    ) -> [String]? {
        var chain: [String] = []
        var current: String? = start
        while let id = current {
            guard let role = byID[id], !chain.contains(id) else { return nil }
            chain.append(id)
            current = next(role)
        }
        return chain
    }

    /// Breadth first along `over` upwards and `escalates_to`, in the order of the book.
    private static func rolesAbove(_ id: String, in roles: [Role]) -> [String] {
        var found: [String] = []
        var frontier = [id]
        while !frontier.isEmpty {
            let next =
                roles.filter { candidate in
                    frontier.contains { below in
                        candidate.over == below
                            || roles.contains { $0.id == below && $0.escalatesTo == candidate.id }
                    }
                }
                .map(\.id)
            frontier = next.filter { !found.contains($0) }
            found += frontier
        }
        return found
    }
}
