import CEL
import Foundation

/// One case of the conformance suite, as its README describes it.
public struct ConformanceCase {
    /// The name, unique within nearly every file.
    public let name: String
    /// The part of the file it stands in.
    public let section: String
    let expression: String
    let container: String
    let isUnchecked: Bool
    let isCheckOnly: Bool
    let declarations: [[String: Any]]
    let bindings: [String: Any]
    let expectation: Expectation

    enum Expectation {
        case value([String: Any])
        case error
        case typed(value: [String: Any]?, type: Any?)
    }

    init(_ json: [String: Any]) {
        name = json["name"] as? String ?? ""
        section = json["section"] as? String ?? ""
        expression = json["expr"] as? String ?? ""
        container = json["container"] as? String ?? ""
        isUnchecked = json["disableCheck"] as? Bool ?? false
        isCheckOnly = json["checkOnly"] as? Bool ?? false
        declarations = json["typeEnv"] as? [[String: Any]] ?? []
        bindings = json["bindings"] as? [String: Any] ?? [:]
        if let value = json["value"] as? [String: Any] {
            expectation = .value(value)
        } else if json["evalError"] != nil || json["anyEvalErrors"] != nil {
            expectation = .error
        } else if let typed = json["typedResult"] as? [String: Any] {
            expectation = .typed(
                value: typed["result"] as? [String: Any],
                type: typed["deducedType"]
            )
        } else {
            expectation = .value(["boolValue": true])
        }
    }
}

extension ConformanceCase {
    /// Runs the case.
    ///
    /// Returns nil when it passes, else what went wrong.
    public func failure() -> String? {
        do {
            var environment = Environment()
            environment.container = container
            try declareAll(in: &environment)
            let program =
                isUnchecked
                ? try environment.compileUnchecked(expression)
                : try environment.compile(expression)
            if case .typed(_, let type?) = expectation {
                let wanted = try ConformanceJSON.type(type)
                guard program.resultType == wanted else {
                    return "deduced \(program.resultType), expected \(wanted)"
                }
            }
            if isCheckOnly { return nil }
            return try compare(program.evaluate(try activation(of: environment)))
        } catch let error as CompileError {
            let messages = error.diagnostics.map { "\($0.line):\($0.column) \($0.message)" }
            return "refused: " + messages.joined(separator: "; ")
        } catch {
            return "\(error)"
        }
    }

    private func declareAll(in environment: inout Environment) throws {
        for declaration in declarations {
            let name = declaration["name"] as? String ?? ""
            if let ident = declaration["ident"] as? [String: Any] {
                environment.declare(variable: name, try ConformanceJSON.type(ident["type"] ?? [:]))
            }
            let function = declaration["function"] as? [String: Any]
            for overload in function?["overloads"] as? [[String: Any]] ?? [] {
                environment.declare(function: name, try ConformanceJSON.overload(overload))
            }
        }
        for name in bindings.keys where environment.slot(of: name) == nil {
            environment.declare(variable: name, .dyn)
        }
    }

    private func activation(of environment: Environment) throws -> Activation {
        var activation = Activation(slotCount: environment.slotCount)
        for (name, binding) in bindings {
            guard let slot = environment.slot(of: name), let binding = binding as? [String: Any],
                let value = binding["value"] as? [String: Any]
            else { throw ConformanceJSON.Fault(reason: "the binding of \(name) is no value") }
            activation[slot] = try ConformanceJSON.value(value)
        }
        return activation
    }

    private func compare(_ outcome: Evaluation) throws -> String? {
        switch (expectation, outcome) {
        case (.error, .error), (.typed(nil, _), _): return nil
        case (.value(let json), .value(let value)), (.typed(let json?, _), .value(let value)):
            let expected = try ConformanceJSON.value(json)
            return value.isSame(as: expected) ? nil : "gave \(value), expected \(expected)"
        default: return "gave \(outcome), expected \(expectation)"
        }
    }
}

extension Value {
    /// Whether kind and content are the same, a NaN being the same as a NaN.
    fileprivate func isSame(as other: Value) -> Bool {
        switch (self, other) {
        case (.double(let left), .double(let right)):
            left.isNaN ? right.isNaN : left == right && left.sign == right.sign
        case (.list(let left), .list(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
        case (.map(let left), .map(let right)):
            left.count == right.count
                && zip(left.keys, left.values)
                    .allSatisfy { key, value in
                        right[key].map { value.isSame(as: $0) } ?? false
                    }
        default: self == other
        }
    }
}
