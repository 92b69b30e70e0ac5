extension DecisionRefusal: CustomStringConvertible {
    /// What is wrong with the request: lower case, no full stop.
    package var description: String {
        switch self {
        case .unknownRemedy(let name, let nearest): Self.unknown("remedy", name, nearest)
        case .unknownRole(let name, let nearest): Self.unknown("role", name, nearest)
        case .unknownPolicy(let name, let nearest): Self.unknown("policy", name, nearest)
        case .unknownTopic(let name, let nearest): Self.unknown("topic", name, nearest)
        case .roleMissing: "the book has no default role; name one"
        case .policyNotInForce(let name): "the policy `\(name)` is not in force here now"
        case .policySilent(let name, let remedy, let speaking):
            "the policy `\(name)` does not speak of `\(remedy)`; "
                + (speaking.isEmpty
                    ? "no policy does" : "these do: \(speaking.joined(separator: ", "))")
        case .amountDoesNotFit(.money):
            "this remedy is money: `amount` belongs to it, and no `quantity`"
        case .amountDoesNotFit(.quantity):
            "this remedy is counted: `quantity` belongs to it, and no `amount`"
        case .amountDoesNotFit: "this remedy has neither `amount` nor `quantity`"
        case .amountNegative: "what is asked for must not be negative"
        case .tooManyItems(let limit): "at most \(limit) items can be asked at once"
        }
    }

    private static func unknown(_ what: String, _ name: String, _ nearest: String?) -> String {
        "there is no \(what) `\(name)`" + (nearest.map { "; did you mean `\($0)`?" } ?? "")
    }
}
