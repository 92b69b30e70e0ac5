/// What the type parameters of generic overloads stand for in one expression.
///
/// Parameters may stand for types with further parameters, so that what is written small can be
/// large, or without end: whatever walks through types does so within `maxTypeSize` or `maxWork`.
struct TypeBindings {
    // LIMIT: lists and maps that nest as deep as an expression may have half as many nodes; what is
    // beyond is `dyn`, and checked when it is there.
    static let maxTypeSize = 256
    // LIMIT: a fifth is what the largest expression of ordinary types takes; the checker gives up
    // within tenths of a second.
    static let maxWork = 500_000
    private let maxWork: Int

    private var bound: [String: CELType] = [:]
    /// What the parameters stood for before they were bound, to go back to.
    private var trail: [(name: String, before: CELType?)] = []
    private var count = 0
    /// How many nodes of types were looked at so far.
    private(set) var work = 0
    /// How deep the types are that are being unified.
    private var depth = 0

    init(maxWork: Int = Self.maxWork) {
        self.maxWork = maxWork
    }

    /// Whether any parameter was ever made: without one, types need no resolving.
    var isUsed: Bool { count > 0 }

    /// Whether the types are too intricate to be worked out.
    var isExhausted: Bool { work > maxWork }

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
    ///
    /// Shape: at most `maxTypeSize` nodes, and of a map's key no more than one.
    func resolve(_ type: CELType, toDyn: Bool = false) -> CELType {
        guard type.isGeneric || type.size > Self.maxTypeSize else { return type }
        var room = Self.maxTypeSize - 1
        return resolve(type, toDyn: toDyn, &room)
    }

    /// `room` is how many nodes may follow those that are there, or parameters be replaced.
    private func resolve(_ type: CELType, toDyn: Bool, _ room: inout Int) -> CELType {
        room -= type.components.count
        guard room >= 0 else { return .dyn }
        switch type {
        case .parameter(let name):
            guard let inner = bound[name] else { return toDyn ? .dyn : type }
            room -= 1
            return resolve(inner, toDyn: toDyn, &room)
        case .list(let inner): return .list(resolve(inner, toDyn: toDyn, &room))
        case .optional(let inner): return .optional(resolve(inner, toDyn: toDyn, &room))
        case .type(let inner): return .type(resolve(inner, toDyn: toDyn, &room))
        case .wrapper(let inner): return .wrapper(resolve(inner, toDyn: toDyn, &room))
        case .map(let key, let value):
            let key = resolveKey(key, toDyn: toDyn, &room)
            return .map(key, resolve(value, toDyn: toDyn, &room))
        case .opaque(let name, let parameters):
            return .opaque(name, parameters.map { resolve($0, toDyn: toDyn, &room) })
        default: return type
        }
    }

    /// The type of a map's key: `dyn` for what can be no key, so that a map is no larger than its
    /// values.
    private func resolveKey(_ key: CELType, toDyn: Bool, _ room: inout Int) -> CELType {
        var key = key
        while room > 0, case .parameter(let name) = key, let next = bound[name] {
            room -= 1
            key = next
        }
        return key.isKey ? resolve(key, toDyn: toDyn, &room) : .dyn
    }

    /// Whether values of the first types can stand where the second are wanted; binds parameters if
    /// so, and nothing if not.
    mutating func accept(_ types: [CELType], as wanted: [CELType]) -> Bool {
        trail.removeAll(keepingCapacity: true)
        for (type, wanted) in zip(types, wanted) where !unify(type, wanted) {
            undo()
            return false
        }
        return true
    }

    /// The one type for two elements of a list or two branches.
    ///
    /// Returns nil where only `dyn` would do.
    mutating func join(_ left: CELType, _ right: CELType) -> CELType? {
        trail.removeAll(keepingCapacity: true)
        guard unify(left, right) else {
            undo()
            return nil
        }
        return moreGeneral(resolve(left), resolve(right))
    }

    private mutating func undo() {
        while let (name, before) = trail.popLast() { bound[name] = before }
    }

    private mutating func set(_ name: String, _ type: CELType) {
        trail.append((name, bound.updateValue(type, forKey: name)))
    }

    /// Whether a value of one type can stand for the other, binding parameters on the way.
    private mutating func unify(_ type: CELType, _ wanted: CELType) -> Bool {
        work += 1
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maxTypeSize, !isExhausted else { return true }
        switch (type, wanted) {
        case (.parameter(let left), .parameter(let right)) where left == right: return true
        case (_, .parameter(let name)): return bind(name, wanted, to: type)
        case (.parameter(let name), _): return bind(name, type, to: wanted)
        case (.dyn, _), (_, .dyn), (.error, _), (_, .error): return true
        case (.null, .null): return true
        case (.null, let other), (let other, .null): return other.isNullable
        case (.list(let left), .list(let right)): return unify(left, right)
        case (.optional(let left), .optional(let right)): return unify(left, right)
        case (.map(let key, let value), .map(let otherKey, let otherValue)):
            return unify(key, otherKey) && unify(value, otherValue)
        case (.type, .type): return true
        case (.opaque(let left, let leftParameters), .opaque(let right, let rightParameters)):
            return left == right && leftParameters.count == rightParameters.count
                && zip(leftParameters, rightParameters).allSatisfy { unify($0, $1) }
        case (.wrapper(let left), .wrapper(let right)), (.wrapper(let left), let right),
            (let left, .wrapper(let right)):
            return left == right
        default: return type == wanted
        }
    }

    private mutating func bind(_ name: String, _ parameter: CELType, to type: CELType) -> Bool {
        if let known = bound[name] {
            guard unify(type, known) else { return false }
            let (left, right) = (resolve(type), resolve(known))
            work += left.size + right.size
            let general = moreGeneral(left, right)
            if !refers(general, to: name) { set(name, general) }
            return true
        }
        guard !refers(type, to: name) else { return isExhausted || resolve(type) == parameter }
        set(name, type)
        return true
    }

    /// Whether the type contains the parameter, so that binding it would never end.
    ///
    /// Types that are too deep or too much work count as if they did: nothing is bound to them.
    private mutating func refers(_ type: CELType, to name: String, depth: Int = 0) -> Bool {
        work += 1
        guard depth < Self.maxTypeSize, !isExhausted else { return true }
        let inner: [CELType]
        switch type {
        case .parameter(name): return true
        case .parameter(let other): inner = bound[other].map { [$0] } ?? []
        default: inner = type.components
        }
        return inner.contains { refers($0, to: name, depth: depth + 1) }
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
    /// The types that this one is made of, one level down.
    var components: [CELType] {
        switch self {
        case .list(let inner), .optional(let inner), .type(let inner), .wrapper(let inner): [inner]
        case .map(let key, let value): [key, value]
        case .opaque(_, let parameters): parameters
        default: []
        }
    }

    /// Whether the type contains a type parameter.
    var isGeneric: Bool {
        if case .parameter = self { true } else { components.contains(where: \.isGeneric) }
    }

    /// How many nodes the type has as it is written.
    var size: Int { components.reduce(1) { $0 + $1.size } }

    /// Whether the type can be that of a map's keys.
    var isKey: Bool {
        switch self {
        case .bool, .int, .uint, .string, .dyn, .error, .parameter: true
        case .wrapper(let inner): inner.isKey
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
