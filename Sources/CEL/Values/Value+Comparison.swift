extension Value {
    /// The order of two values; nil where their types have none between them.
    @inline(__always)
    func order(_ other: Value) -> Order? {
        switch (self, other) {
        case (.int(let left), .int(let right)): Order(left, right)
        case (.double(let left), .double(let right)): Order(left, right)
        default: otherOrder(other)
        }
    }

    /// The order of two values, charging for what is compared.
    @inline(__always)
    func order(_ other: Value, _ meter: inout CostMeter) throws(EvaluationError) -> Order? {
        switch (self, other) {
        case (.string(let left), .string(let right)):
            try meter.charge(bytes: min(left.utf8.count, right.utf8.count))
        case (.bytes(let left), .bytes(let right)):
            try meter.charge(bytes: min(left.count, right.count))
        default: break
        }
        return order(other)
    }

    private func otherOrder(_ other: Value) -> Order? {
        switch (self, other) {
        case (.uint(let left), .uint(let right)): Order(left, right)
        case (.string(let left), .string(let right)): left.orderByCodePoints(right)
        case (.bool(let left), .bool(let right)): Order(left ? 1 : 0, right ? 1 : 0)
        case (.timestamp(let left), .timestamp(let right)): Order(left, right)
        case (.duration(let left), .duration(let right)): Order(left, right)
        case (.bytes(let left), .bytes(let right)): left.order(right)
        default: numericOrder(other)
        }
    }

    /// The order of two numbers of different types, on one number line.
    ///
    /// Beside a double an integer is rounded to one first, as in the reference implementations.
    private func numericOrder(_ other: Value) -> Order? {
        switch (self, other) {
        case (.int(let left), .uint(let right)):
            left < 0 ? .less : Order(UInt64(left), right)
        case (.uint(let left), .int(let right)):
            right < 0 ? .greater : Order(left, UInt64(right))
        case (.int(let left), .double(let right)): Order(Double(left), right)
        case (.double(let left), .int(let right)): Order(left, Double(right))
        case (.uint(let left), .double(let right)): Order(Double(left), right)
        case (.double(let left), .uint(let right)): Order(left, Double(right))
        default: nil
        }
    }

    /// Whether CEL finds the values equal: numbers by their value, whatever their types; values of
    /// different kinds never.
    ///
    /// Complexity: linear in the size of both; see `isEqual(to:_:)` for values of strangers.
    public func isEqual(to other: Value) -> Bool {
        var meter = CostMeter(budget: .max)
        // SAFETY: the only error is an exceeded budget, which this one cannot be.
        return (try? isEqual(to: other, &meter)) ?? false
    }

    /// Whether CEL finds the values equal, charging for what is compared.
    ///
    /// Throws `budgetExceeded`: lists that share parts can be exponentially larger than they look.
    func isEqual(
        to other: Value,
        _ meter: inout CostMeter
    ) throws(EvaluationError) -> Bool {
        switch (self, other) {
        case (.string(let left), .string(let right)):
            try meter.charge(bytes: left.utf8.count)
            return left.hasSameCodePoints(as: right)
        case (.bytes(let left), .bytes(let right)):
            try meter.charge(bytes: left.count)
            return left == right
        case (.list(let left), .list(let right)):
            guard left.count == right.count else { return false }
            for (left, right) in zip(left, right) {
                try meter.charge(1)
                guard try left.isEqual(to: right, &meter) else { return false }
            }
            return true
        case (.map(let left), .map(let right)): return try left.isEqual(to: right, &meter)
        case (.optional(let left?), .optional(let right?)):
            return try left.isEqual(to: right, &meter)
        case (.int, .uint), (.uint, .int), (.int, .double), (.double, .int), (.uint, .double),
            (.double, .uint):
            return numericOrder(other) == .equal
        default:
            return self == other
        }
    }
}

extension MapValue {
    fileprivate func isEqual(
        to other: MapValue,
        _ meter: inout CostMeter
    ) throws(EvaluationError) -> Bool {
        guard count == other.count else { return false }
        for (key, value) in zip(keys, values) {
            try meter.charge(1)
            try meter.charge(key: key)
            guard let counterpart = other[key], try value.isEqual(to: counterpart, &meter) else {
                return false
            }
        }
        return true
    }
}

extension String {
    fileprivate func orderByCodePoints(_ other: String) -> Order {
        if precedesByCodePoints(other) { return .less }
        return other.precedesByCodePoints(self) ? .greater : .equal
    }
}

extension [UInt8] {
    fileprivate func order(_ other: [UInt8]) -> Order {
        if lexicographicallyPrecedes(other) { return .less }
        return other.lexicographicallyPrecedes(self) ? .greater : .equal
    }
}
