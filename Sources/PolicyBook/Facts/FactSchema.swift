/// The vocabulary of a book's conditions: its facts, each with its type and its slot.
///
/// Beside the declared facts there are `id` in every group, `staff.role`, `staff.team`, and what a
/// request brings of itself: `asked`, `now`, `today` and `remedy`.
///
/// Shape: one reference, since every request takes a copy of it along.
package final class FactSchema: Sendable {
    /// The declared facts and the built-in ones, in the order of their slots.
    package let facts: [DeclaredFact]
    /// An environment in which the facts are declared, without a book's functions.
    package let slotCount: Int
    private let slots: [String: Int]
    /// By group: the names of its facts, each with its slot.
    private let members: [[Member]]
    /// The slots of the facts that count only when somebody has looked them up.
    let slotsToVerify: [Int]

    /// The slots of what a request brings of itself; they follow those of the facts.
    package let asked: Int
    package let now: Int
    package let today: Int
    package let remedy: Int
    /// The slots of the built-in facts.
    package let staffRole: Int
    package let staffTeam: Int
    /// By group.
    private let ids: [Int]

    /// A fact's name within its group.
    private struct Member {
        let octets: [UInt8]
        let slot: Int

        func isNamed(_ name: Span<UInt8>) -> Bool {
            guard octets.count == name.count else { return false }
            for index in name.indices where name[index] != octets[index] { return false }
            return true
        }
    }

    /// Makes the schema of the declared facts.
    ///
    /// A second declaration of one name, and one of a built-in name, is passed over; the loader
    /// reports them.
    package init(_ declared: [DeclaredFact] = []) {
        var facts: [DeclaredFact] = []
        var slots: [String: Int] = [:]
        for fact in Self.builtIn + declared where slots[fact.qualifiedName] == nil {
            slots[fact.qualifiedName] = facts.count
            facts.append(fact)
        }
        self.facts = facts
        self.slots = slots
        members = FactGroup.allCases.map { group in
            facts.enumerated().filter { $0.element.group == group }
                .map { Member(octets: Array($0.element.name.utf8), slot: $0.offset) }
        }
        slotsToVerify = facts.indices.filter { facts[$0].needsVerification }
        asked = facts.count
        now = facts.count + 1
        today = facts.count + 2
        remedy = facts.count + 3
        slotCount = facts.count + 4
        staffRole = slots["staff.role"] ?? 0
        staffTeam = slots["staff.team"] ?? 0
        ids = FactGroup.allCases.map { slots["\($0.rawValue).id"] ?? 0 }
    }

    /// The facts that every book has without declaring them.
    package static let builtIn: [DeclaredFact] =
        FactGroup.allCases.map { DeclaredFact($0, "id", .string) } + [
            DeclaredFact(.staff, "role", .string),
            DeclaredFact(.staff, "team", .string),
        ]

    /// The slot of a fact by its qualified name; nil where the book declares none such.
    package func slot(of name: String) -> Int? {
        slots[name]
    }

    /// The slot of the fact of a group whose name these octets are; nil where the book declares none
    /// such.
    ///
    /// Complexity: one comparison of lengths for each fact of the group, without allocation.
    package func slot(in group: FactGroup, named name: Span<UInt8>) -> Int? {
        members[group.ordinal].first { $0.isNamed(name) }?.slot
    }

    /// The slot of a group's `id`.
    package func idSlot(of group: FactGroup) -> Int {
        ids[group.ordinal]
    }

    /// The fact in that slot; nil for `asked`, `now`, `today`, `remedy` and a policy's own slots.
    package func fact(inSlot slot: Int) -> DeclaredFact? {
        facts.indices.contains(slot) ? facts[slot] : nil
    }

    /// The name of what stands in a slot; nil for a policy's own.
    package func name(ofSlot slot: Int) -> String? {
        if let fact = fact(inSlot: slot) { return fact.qualifiedName }
        return [asked: "asked", now: "now", today: "today", remedy: "remedy"][slot]
    }

    /// The declared names of a group, for suggestions.
    package func names(in group: FactGroup) -> [String] {
        facts.filter { $0.group == group }.map(\.name)
    }
}
