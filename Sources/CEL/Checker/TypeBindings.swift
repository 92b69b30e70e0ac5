/// What the type parameters of generic overloads stand for in one expression.
struct TypeBindings {
    private var bound: [String: CELType] = [:]
    private var count = 0

    /// Whether any parameter was ever made: without one, types need no resolving.
    var isUsed: Bool { count > 0 }

    /// A parameter that stands for nothing yet.
    mutating func fresh() -> CELType {
        count += 1
        return .parameter("%\(count)")
    }

    /// Gives an overload its own parameters, so that two calls do not share them.
    mutating func instantiate(_ types: [CELType]) -> [CELType] {
        guard types.contains(where: \.isGeneric) else { return types }
        var names: [String: CELType] = [:]
        return types.map { type in
            type.mapParameters { name in
                if let known = names[name] { return known }
                let made = fresh()
                names[name] = made
                return made
            }
        }
    }

    /// The type with all bound parameters replaced; unbound ones stay, or become `dyn`.
    func resolve(_ type: CELType, toDyn: Bool = false) -> CELType {
        guard type.isGeneric else { return type }
        return type.mapParameters { name in
            if let type = bound[name] { return resolve(type, toDyn: toDyn) }
            return toDyn ? .dyn : .parameter(name)
        }
    }

    /// Whether values of the first types can stand where the second are wanted; binds parameters if
    /// so, and nothing if not.
    mutating func accept(_ types: [CELType], as wanted: [CELType]) -> Bool {
        let saved = bound
        for (type, wanted) in zip(types, wanted) where !unify(type, wanted) {
            bound = saved
            return false
        }
        return true
    }

    /// The one type for two elements of a list or two branches.
    ///
    /// Returns nil where only `dyn` would do.
    mutating func join(_ left: CELType, _ right: CELType) -> CELType? {
        let saved = bound
        guard unify(left, right) else {
            bound = saved
            return nil
        }
        return moreGeneral(resolve(left), resolve(right))
    }

    /// Whether a value of one type can stand for the other, binding parameters on the way.
    private mutating func unify(_ type: CELType, _ wanted: CELType) -> Bool {
        if type == wanted { return true }
        if case .parameter(let name) = wanted { return bind(name, wanted, to: type) }
        if case .parameter(let name) = type { return bind(name, type, to: wanted) }
        switch (type, wanted) {
        case (.dyn, _), (_, .dyn), (.error, _), (_, .error): return true
        case (.null, let other), (let other, .null): return other.isNullable
        case (.list(let left), .list(let right)): return unify(left, right)
        case (.optional(let left), .optional(let right)): return unify(left, right)
        case (.map(let key, let value), .map(let otherKey, let otherValue)):
            return unify(key, otherKey) && unify(value, otherValue)
        case (.type, .type): return true
        case (.opaque(let left, let leftParameters), .opaque(let right, let rightParameters)):
            return left == right && leftParameters.count == rightParameters.count
                && zip(leftParameters, rightParameters).allSatisfy { unify($0, $1) }
        case (.wrapper(let left), let right), (let right, .wrapper(let left)): return left == right
        default: return false
        }
    }

    private mutating func bind(_ name: String, _ parameter: CELType, to type: CELType) -> Bool {
        if let known = bound[name] {
            if known == type { return true }
            guard unify(type, known) else { return false }
            let general = moreGeneral(resolve(type), resolve(known))
            if !refers(general, to: name) { bound[name] = general }
            return true
        }
        guard !refers(type, to: name) else { return resolve(type) == parameter }
        bound[name] = type
        return true
    }

    /// Whether the type contains the parameter, so that binding it would never end.
    private func refers(_ type: CELType, to name: String) -> Bool {
        switch type {
        case .parameter(let other):
            other == name || bound[other].map { refers($0, to: name) } ?? false
        case .list(let inner), .optional(let inner), .type(let inner), .wrapper(let inner):
            refers(inner, to: name)
        case .map(let key, let value): refers(key, to: name) || refers(value, to: name)
        case .opaque(_, let parameters): parameters.contains { refers($0, to: name) }
        default: false
        }
    }

    /// Of two types that fit each other the one that holds the values of both.
    private func moreGeneral(_ left: CELType, _ right: CELType) -> CELType {
        switch (left, right) {
        case (.dyn, _), (_, .dyn): return .dyn
        case (.parameter, _), (.null, _), (.error, _): return right
        case (_, .parameter), (_, .null), (_, .error): return left
        case (.list(let left), .list(let right)): return .list(moreGeneral(left, right))
        case (.optional(let left), .optional(let right)): return .optional(moreGeneral(left, right))
        case (.map(let leftKey, let leftValue), .map(let rightKey, let rightValue)):
            return .map(moreGeneral(leftKey, rightKey), moreGeneral(leftValue, rightValue))
        case (.opaque(let name, let left), .opaque(_, let right)):
            return .opaque(name, zip(left, right).map { moreGeneral($0, $1) })
        case (.wrapper, _): return left
        case (_, .wrapper): return right
        default: return left
        }
    }
}

extension CELType {
    /// Whether the type contains a type parameter.
    var isGeneric: Bool {
        switch self {
        case .parameter: true
        case .list(let inner), .optional(let inner), .type(let inner), .wrapper(let inner):
            inner.isGeneric
        case .map(let key, let value): key.isGeneric || value.isGeneric
        case .opaque(_, let parameters): parameters.contains(where: \.isGeneric)
        default: false
        }
    }

    /// Whether `null` can stand for a value of the type.
    var isNullable: Bool {
        switch self {
        case .null, .wrapper, .timestamp, .duration, .optional, .opaque: true
        default: false
        }
    }

    /// Whether nothing is known of values of the type before they are there.
    var isOpen: Bool {
        switch self {
        case .dyn, .error, .parameter: true
        default: false
        }
    }

    func mapParameters(_ transform: (String) -> CELType) -> CELType {
        switch self {
        case .parameter(let name): transform(name)
        case .list(let inner): .list(inner.mapParameters(transform))
        case .optional(let inner): .optional(inner.mapParameters(transform))
        case .type(let inner): .type(inner.mapParameters(transform))
        case .wrapper(let inner): .wrapper(inner.mapParameters(transform))
        case .map(let key, let value):
            .map(key.mapParameters(transform), value.mapParameters(transform))
        case .opaque(let name, let parameters):
            .opaque(name, parameters.map { $0.mapParameters(transform) })
        default: self
        }
    }
}
