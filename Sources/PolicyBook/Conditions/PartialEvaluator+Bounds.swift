import CEL

/// How far a limit could reach whatever the facts that are missing turn out to be.
extension PartialEvaluator {
    /// The greatest value that an amount or a whole number could have; nil where that is open.
    ///
    /// It reads `min`, `max`, tables and `?:`; anything else that needs a missing fact is open.
    func greatest(of expression: Expr) -> Value? {
        if let value = value(of: expression) { return value }
        switch expression.kind {
        case .call("min", _, let arguments) where arguments.count > 1:
            let known = arguments.compactMap(greatest)
            return Self.extreme(known, wantsLess: true)
        case .call("max", _, let arguments) where arguments.count > 1:
            let known = arguments.compactMap(greatest)
            return known.count == arguments.count ? Self.extreme(known, wantsLess: false) : nil
        case .call("_[_]", _, let arguments) where arguments.count == 2:
            return Self.extreme(cells(of: arguments[0]), wantsLess: false)
        case .conditional(let condition, let then, let otherwise):
            if case .bool(let holds)? = value(of: condition) {
                return greatest(of: holds ? then : otherwise)
            }
            guard let then = greatest(of: then), let otherwise = greatest(of: otherwise) else {
                return nil
            }
            return Self.extreme([then, otherwise], wantsLess: false)
        default:
            return nil
        }
    }

    /// The values that a lookup in a table could find; empty where that is open.
    private func cells(of expression: Expr) -> [Value] {
        if let value = value(of: expression) { return Self.cells(of: value) }
        guard case .call("_[_]", _, let arguments) = expression.kind, arguments.count == 2 else {
            return []
        }
        return cells(of: arguments[0]).flatMap(Self.cells)
    }

    private static func cells(of value: Value) -> [Value] {
        switch value {
        case .map(let map): map.values
        case .list(let values): values
        default: []
        }
    }

    /// Nil where there are none, or not all are whole numbers or amounts of one currency.
    private static func extreme(_ values: [Value], wantsLess: Bool) -> Value? {
        guard var best = values.first else { return nil }
        for value in values {
            let isLess: Bool
            switch (value, best) {
            case (.int(let left), .int(let right)): isLess = left < right
            case (.host, .host):
                do {
                    isLess = try value.exactMoney.compared(to: best.exactMoney) < 0
                } catch {
                    // Of two currencies neither is the greater.
                    return nil
                }
            default: return nil
            }
            if isLess == wantsLess { best = value }
        }
        return best
    }
}
