package import CEL
package import Foundation

/// What conditions of a book may name: its facts, its functions, and a policy's own numbers.
package struct BookEnvironment: Sendable {
    /// The environment with the facts and functions; a policy's numbers come on top.
    package private(set) var cel: Environment
    /// The facts that conditions may read.
    package let schema: FactSchema

    /// What `asked` is in a condition.
    package enum AskedType: Sendable {
        case money
        case quantity
        /// Rows of remedies of several kinds, or of none with an amount.
        case any
    }

    /// Makes the environment of a book.
    package init(_ schema: FactSchema, timeZone: TimeZone, limits: Limits = Limits()) {
        self.schema = schema
        cel = Environment(limits: limits)
        for type in HostTypes.all { cel.declare(type: type) }
        for fact in schema.facts { cel.declare(variable: fact.qualifiedName, fact.type.celType) }
        cel.declare(variable: "asked", .dyn)
        cel.declare(variable: "now", .timestamp)
        cel.declare(variable: "today", HostTypes.date.type)
        cel.declare(variable: "remedy", .string)
        MoneyOperators.declare(in: &cel)
        CalendarOperators(zone: ZoneOffsets(timeZone)).declare(in: &cel)
    }

    /// The environment with a policy's `values` and `tables` on top.
    ///
    /// Values by currency become variables after the facts, in the order of `values`; a decision
    /// fills them in the currency of the request.
    package func adding(values: [NamedValue], tables: [NamedValue]) -> BookEnvironment {
        var copy = self
        for value in values {
            if case .moneyByCurrency = value.value {
                copy.cel.declare(variable: "values.\(value.name)", HostTypes.money.type)
            } else if let constant = value.value.constant {
                copy.cel.declare(constant: "values.\(value.name)", constant)
            }
        }
        for table in tables {
            guard let constant = table.value.constant else { continue }
            copy.cel.declare(constant: "tables.\(table.name)", constant)
        }
        return copy
    }

    /// Compiles a condition.
    ///
    /// Throws: every fault of the expression, and its not being true or false.
    package func condition(
        _ source: String,
        asked: AskedType = .any
    ) throws(CompileError) -> Condition {
        try environment(asked).compile(source, expecting: .bool)
    }

    /// Compiles a limit of money: an expression, or an amount as it is written, `25.00 EUR`.
    ///
    /// Throws: every fault of the expression, and its not being an amount.
    package func moneyLimit(_ source: String) throws(CompileError) -> Condition {
        let isAmount = (try? Money(parsing: source)) != nil  // Else it is an expression.
        return try environment(.money)
            .compile(isAmount ? "money('\(source)')" : source, expecting: HostTypes.money.type)
    }

    /// Compiles a limit of a quantity.
    ///
    /// Throws: every fault of the expression, and its not being a whole number.
    package func quantityLimit(_ source: String) throws(CompileError) -> Condition {
        try environment(.quantity).compile(source, expecting: .int)
    }

    private func environment(_ asked: AskedType) -> Environment {
        guard asked != .any else { return cel }
        var copy = cel
        copy.declare(variable: "asked", asked == .money ? HostTypes.money.type : .int)
        return copy
    }
}

extension PolicyValue {
    /// As conditions see it; nil for amounts by currency.
    var constant: Value? {
        switch self {
        case .bool(let value): return .bool(value)
        case .integer(let value): return .int(value)
        case .decimal(let value): return .decimal(value)
        case .percentage(let value): return .percentage(value)
        case .money(let value): return .money(value)
        case .date(let value): return .date(value)
        case .text(let value): return .string(value)
        case .moneyByCurrency: return nil
        case .list(let values): return .list(values.compactMap(\.constant))
        case .table(let rows):
            let pairs = rows.compactMap { row in row.value.constant.map { (row.name, $0) } }
            return .map(MapValue(Dictionary(pairs, uniquingKeysWith: { first, _ in first })))
        }
    }
}
