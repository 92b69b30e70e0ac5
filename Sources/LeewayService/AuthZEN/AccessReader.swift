import JSON
import PolicyBook

/// Reads access requests of AuthZEN; what it does not know it passes over.
///
/// Throws, everywhere: `malformedRequest` for what is missing or of the wrong JSON type.
struct AccessReader {
    /// What a request leaves open because it searches for it.
    enum Target {
        case subject
        case resource
        case action
    }

    /// The object that holds `subject`, `action`, `resource` and `context`.
    let own: JSONNode
    /// The object whose members stand in for those that `own` lacks; nil outside a batch.
    let defaults: JSONNode?

    init(_ own: JSONNode, defaults: JSONNode? = nil) {
        self.own = own
        self.defaults = defaults
    }

    /// The request; in a search that part of the target which is known.
    func request(
        _ tape: borrowing JSONTape,
        for target: Target? = nil
    ) throws(Problem) -> AccessRequest {
        try tape.requireKind(.object, of: own)
        let subject = try entity(tape, "subject", isTarget: target == .subject)
        let action =
            target == .action ? (name: "", properties: []) : try action(tape)
        let resource = try entity(tape, "resource", isTarget: target == .resource)
        return AccessRequest(
            subject: subject,
            action: action.name,
            actionProperties: action.properties,
            resource: resource,
            context: try members(tape, try whole(tape, "context"))
        )
    }

    private func entity(
        _ tape: borrowing JSONTape,
        _ name: String,
        isTarget: Bool
    ) throws(Problem) -> AccessRequest.Entity {
        let node = try required(tape, name)
        return AccessRequest.Entity(
            type: try text(tape, "type", of: name, node),
            id: isTarget ? "" : try text(tape, "id", of: name, node),
            properties: try properties(tape, node)
        )
    }

    private func action(
        _ tape: borrowing JSONTape
    ) throws(Problem) -> (name: String, properties: [FactInput.Member]) {
        let node = try required(tape, "action")
        return (try text(tape, "name", of: "action", node), try properties(tape, node))
    }

    /// A member of the request, whole: one of an evaluation replaces the batch's.
    private func whole(
        _ tape: borrowing JSONTape,
        _ name: String
    ) throws(Problem) -> JSONNode? {
        let found = tape.present(name, of: own)
        guard let node = found ?? defaults.flatMap({ tape.present(name, of: $0) }) else {
            return nil
        }
        try tape.requireKind(.object, of: node)
        return node
    }

    private func required(_ tape: borrowing JSONTape, _ name: String) throws(Problem) -> JSONNode {
        if let node = try whole(tape, name) { return node }
        let pointer = tape.pointer(to: own) + "/" + name
        throw Problem(.malformedRequest, at: pointer, "the member `\(name)` is missing")
    }

    /// A required member of an entity; where an evaluation's entity lacks it, the batch's has it.
    private func text(
        _ tape: borrowing JSONTape,
        _ name: String,
        of entity: String,
        _ node: JSONNode
    ) throws(Problem) -> String {
        if let text = try tape.optionalString(name, of: node) { return text }
        if let shared = defaults.flatMap({ tape.present(entity, of: $0) }),
            tape.kind(of: shared) == .object,
            let text = try tape.optionalString(name, of: shared)
        {
            return text
        }
        return try tape.requiredString(name, of: node)
    }

    private func properties(
        _ tape: borrowing JSONTape,
        _ node: JSONNode
    ) throws(Problem) -> [FactInput.Member] {
        guard let properties = tape.present("properties", of: node) else { return [] }
        try tape.requireKind(.object, of: properties)
        return try members(tape, properties)
    }

    private func members(
        _ tape: borrowing JSONTape,
        _ node: JSONNode?
    ) throws(Problem) -> [FactInput.Member] {
        guard let node, case .object(let members) = FactReader.input(tape, node) else { return [] }
        try FactReader.refuseTooMany(members.count, at: tape.pointer(to: node))
        return members
    }
}
