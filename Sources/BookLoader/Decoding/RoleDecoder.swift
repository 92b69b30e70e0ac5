import PolicyBook

/// Decodes `roles` and finds what makes them no hierarchy.
struct RoleDecoder {
    let log: FaultLog

    /// The roles; nil where there is none, which is reported.
    ///
    /// Of those that go in a circle, which is reported too, one is taken out of it, so that the rest of
    /// the book can be checked.
    func roles(_ node: YAMLNode?) -> RoleHierarchy? {
        guard let node, let entries = node.entries else { return nil }
        guard !entries.isEmpty else {
            log.report(at: node.position, "a book needs at least one role")
            return nil
        }
        let names = entries.map(\.key)
        let references = ReferenceChecker(log: log)
        let roles = entries.map { entry in
            RoleHierarchy.Role(
                id: entry.key,
                over: references.name(entry.value["over"], among: names, "role"),
                escalatesTo: references.name(entry.value["escalates_to"], among: names, "role")
            )
        }
        for entry in entries where !ShapeChecker.isIdentifier(entry.key) {
            log.report(at: entry.keyPosition, "a role needs \(Shape.identifier.demand)")
        }
        return RoleHierarchy(withoutCircles(roles, entries))
    }

    /// Walks from each role to those it leads to; one that comes back to itself is cut off.
    private func withoutCircles(
        _ roles: [RoleHierarchy.Role],
        _ entries: [YAMLNode.Entry]
    ) -> [RoleHierarchy.Role] {
        var roles = roles
        var reported: Set<String> = []
        for (index, entry) in entries.enumerated() {
            guard let circle = Self.circle(from: entry.key, roles) else { continue }
            roles[index] = RoleHierarchy.Role(id: entry.key, over: nil, escalatesTo: nil)
            // What is left of a circle that was cut open is the same fault.
            guard reported.isDisjoint(with: circle) else { continue }
            reported.formUnion(circle)
            log.report(
                at: entry.keyPosition,
                "the roles go in a circle: \(circle.joined(separator: " → "))",
                hint: "a role can neither stand over itself nor ask itself"
            )
        }
        return roles
    }

    /// The way from a role back to it, upwards; nil where there is none.
    private static func circle(from start: String, _ roles: [RoleHierarchy.Role]) -> [String]? {
        var ways = [[start]]
        var visited: Set<String> = []
        while let way = ways.popLast() {
            for next in above(way[way.count - 1], roles) {
                if next == start { return way + [next] }
                if visited.insert(next).inserted { ways.append(way + [next]) }
            }
        }
        return nil
    }

    private static func above(_ id: String, _ roles: [RoleHierarchy.Role]) -> [String] {
        roles.filter { candidate in
            candidate.over == id || roles.contains { $0.id == id && $0.escalatesTo == candidate.id }
        }
        .map(\.id)
    }
}
