/// What expressions may name: variables, constants, functions and types.
///
/// A value type: a copy can be given further declarations without touching the original. A new
/// environment holds the standard library and the extensions (strings, math, optionals, bindings,
/// two-variable comprehensions, encoders).
public struct Environment: Sendable {
    /// What expressions may ask of the machine.
    public let limits: Limits
    /// The namespace in which names are looked up first, such as `com.example`; empty for none.
    public var container = ""

    private(set) var variables: [String: Variable] = [:]
    private(set) var variableNames: [String] = []
    private(set) var constants: [String: Constant] = [:]
    private(set) var functions: [String: [Overload]] = [:]
    private(set) var hostTypes: [HostType] = []

    struct Constant: Sendable {
        let value: Value
        let type: CELType
    }

    struct Variable: Sendable {
        let type: CELType
        let slot: Int
    }

    /// Makes an environment with the standard library and no variables.
    public init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// How many slots an activation needs.
    public var slotCount: Int { variableNames.count }

    /// The names of the variables, in the order of their slots.
    public var names: [String] { variableNames }

    /// Declares a variable, whose name may be qualified: `customer.tier`.
    ///
    /// Returns its slot, counted up from 0. A name declared before keeps its slot and takes the new
    /// type.
    @discardableResult
    public mutating func declare(variable name: String, _ type: CELType) -> Int {
        let slot = variables[name]?.slot ?? variableNames.count
        if slot == variableNames.count { variableNames.append(name) }
        variables[name] = Variable(type: type, slot: slot)
        return slot
    }

    /// Declares a constant, whose name may be qualified: `values.window_days`.
    ///
    /// Expressions are compiled as if its value stood in its place. It hides a variable so named.
    public mutating func declare(constant name: String, _ value: Value) {
        constants[name] = Constant(value: value, type: staticType(of: value))
    }

    /// Adds an overload to a function, or to an operator by its CEL name, such as `_+_` or `_<_`.
    ///
    /// An overload of `_==_` also makes its counterpart of `_!=_`.
    public mutating func declare(function name: String, _ overload: Overload) {
        functions[name, default: []].append(overload)
        if name == "_==_", case .binary(let isEqual) = overload.implementation {
            let differs = Overload(
                "not_" + overload.id,
                overload.parameters,
                returns: .bool,
                isPure: overload.isPure,
                .binary { left, right throws(EvaluationError) in
                    .bool(try isEqual(left, right) != .bool(true))
                }
            )
            functions["_!=_", default: []].append(differs)
        }
    }

    /// Declares a scalar type of the host's, with `string(x)`, `type(x)` and
    /// `optional.ofNonZeroValue(x)` for its values.
    ///
    /// Its name then denotes it in expressions.
    public mutating func declare(type: HostType) {
        hostTypes.append(type)
        declare(
            function: "string",
            .unary("\(type.name)_to_string", type.type, returns: .string) { value in
                if case .host(let value) = value { .string(type.describe(value)) } else { value }
            }
        )
        declare(
            function: "type",
            .unary("type_\(type.name)", type.type, returns: .type(type.type)) { _ in
                .type(RuntimeType(name: type.name))
            }
        )
        declare(
            function: "optional.ofNonZeroValue",
            .unary(
                "optional_ofNonZeroValue_\(type.name)",
                type.type,
                returns: .optional(type.type)
            ) { value in
                guard case .host(let scalar) = value, !type.isZero(scalar) else {
                    return .optional(nil)
                }
                return .optional(value)
            }
        )
    }

    /// The slot of a declared variable; nil for a name that is not declared.
    public func slot(of variable: String) -> Int? {
        variables[variable]?.slot
    }

    // MARK: Look-up

    /// The overloads of a function, those of the standard library first; nil where there is none.
    func overloads(of name: String) -> [Overload]? {
        guard let added = functions[name] else { return Library.functions[name] }
        return (Library.functions[name] ?? []) + added
    }

    /// The names of all functions and operators, in no order.
    var functionNames: [String] { Array(Library.functions.keys) + functions.keys }

    /// The full names that a name may stand for, in the order in which they are tried.
    func candidates(for name: String) -> [String] {
        guard !container.isEmpty else { return [name] }
        var names: [String] = []
        var scope = Substring(container)
        while !scope.isEmpty {
            names.append("\(scope).\(name)")
            scope = scope[..<(scope.lastIndex(of: ".") ?? scope.startIndex)]
        }
        return names + [name]
    }

    /// The type the checker gives to a value that is known beforehand.
    func staticType(of value: Value) -> CELType {
        switch value {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        case .timestamp: .timestamp
        case .duration: .duration
        case .list(let elements): .list(commonType(of: elements))
        case .map(let map): .map(commonType(of: map.keys), commonType(of: map.values))
        case .type(let type): .type(StandardTypes.named[type.name] ?? .dyn)
        case .optional(let value): .optional(value.map { staticType(of: $0) } ?? .dyn)
        case .host(let value): hostTypes.first { $0.id == value.type }?.type ?? .dyn
        }
    }

    private func commonType(of values: [Value]) -> CELType {
        guard let first = values.first else { return .dyn }
        let type = staticType(of: first)
        return values.dropFirst().allSatisfy { staticType(of: $0) == type } ? type : .dyn
    }
}
