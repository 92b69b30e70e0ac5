import CEL

extension FactValues {
    /// A fact that could not be read: which one, and why.
    package struct Refusal: Error, Sendable, Hashable {
        package let group: FactGroup
        package let name: String
        package let fault: FactFault
    }

    /// Reads the facts of a group from an object's members.
    ///
    /// Returns: what could not be read, in the order given; such facts stay unknown.
    package mutating func read(
        _ group: FactGroup,
        _ members: [FactInput.Member],
        _ schema: FactSchema
    ) -> [Refusal] {
        var refusals: [Refusal] = []
        for member in members {
            guard let slot = schema.slot(of: "\(group.rawValue).\(member.name)"),
                let fact = schema.fact(inSlot: slot)
            else {
                let nearest = NearestName.suggest(member.name, among: schema.names(in: group))
                refusals.append(
                    Refusal(group: group, name: member.name, fault: .unknown(nearest: nearest))
                )
                continue
            }
            do {
                self[slot] = try fact.type.value(from: member.value)
            } catch {
                refusals.append(Refusal(group: group, name: member.name, fault: error))
            }
        }
        return refusals
    }

    /// Marks facts as looked up, by their qualified names.
    ///
    /// Returns: the names that the book does not declare.
    package mutating func verify(_ names: [String], _ schema: FactSchema) -> [String] {
        var unknown: [String] = []
        for name in names {
            if let slot = schema.slot(of: name) { markVerified(slot) } else { unknown.append(name) }
        }
        return unknown
    }
}
