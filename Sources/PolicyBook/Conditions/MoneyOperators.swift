import CEL

/// What conditions can do with amounts, decimals and percentages.
enum MoneyOperators {
    private static let money = HostTypes.money.type
    private static let decimal = HostTypes.decimal.type
    private static let percentage = HostTypes.percentage.type

    static func declare(in environment: inout Environment) {
        declareMoney(in: &environment)
        declareScaling(in: &environment)
        declareDecimals(in: &environment)
        environment.declareComparisons(percentage, percentage, compareFactors)
        environment.declareExtremes(.int) { (left, right) throws(EvaluationError) in
            try left.factor < right.factor
        }
    }

    private static func declareMoney(in environment: inout Environment) {
        environment.declare("money", .string, returns: money) { (text) throws(EvaluationError) in
            guard case .string(let text) = text else { throw .otherType }
            return .money(try parsed(text))
        }
        for number in [CELType.int, decimal] {
            environment.declare("money", number, .string, returns: money, amount)
        }
        environment.declare("_+_", money, money, returns: money) {
            (left, right) throws(EvaluationError) in
            .host(try left.exactMoney.adding(right.exactMoney).hostValue)
        }
        environment.declare("_-_", money, money, returns: money) {
            (left, right) throws(EvaluationError) in
            .host(try left.exactMoney.subtracting(right.exactMoney).hostValue)
        }
        environment.declare("-_", money, returns: money) { (operand) throws(EvaluationError) in
            .host(try operand.exactMoney.multiplied(by: Ratio(-1)).hostValue)
        }
        environment.declare("_/_", money, money, returns: decimal) {
            (left, right) throws(EvaluationError) in
            .ratio(try left.exactMoney.divided(by: right.exactMoney))
        }
        environment.declareComparisons(money, money) { (left, right) throws(EvaluationError) in
            try compare(left, right)
        }
        environment.declareExtremes(money) { (left, right) throws(EvaluationError) in
            try compare(left, right) < 0
        }
    }

    /// Money times and by a number, and shares of it.
    private static func declareScaling(in environment: inout Environment) {
        let multiply: Environment.Binary = { (amount, number) throws(EvaluationError) in
            .host(try amount.exactMoney.multiplied(by: number.factor).hostValue)
        }
        for number in [CELType.int, decimal, percentage] {
            environment.declare("_*_", money, number, returns: money, multiply)
            environment.declare("_*_", number, money, returns: money) {
                (number, amount) throws(EvaluationError) in
                try multiply(amount, number)
            }
        }
        for number in [CELType.int, decimal] {
            environment.declare("_/_", money, number, returns: money) {
                (amount, number) throws(EvaluationError) in
                .host(try amount.exactMoney.divided(by: number.factor).hostValue)
            }
            environment.declare("percent", money, number, returns: money) {
                (amount, number) throws(EvaluationError) in
                guard let share = try number.factor.divided(by: Ratio(100)) else {
                    throw .outOfRange
                }
                return .host(try amount.exactMoney.multiplied(by: share).hostValue)
            }
        }
        environment.declare("percent", money, percentage, returns: money, multiply)
    }

    private static func declareDecimals(in environment: inout Environment) {
        environment.declare("decimal", .string, returns: decimal) {
            (text) throws(EvaluationError) in
            guard case .string(let text) = text, let number = DecimalNumber(parsing: text) else {
                throw EvaluationError(.conversion, "the text is not a decimal number")
            }
            return .decimal(number)
        }
        environment.declare("decimal", .int, returns: decimal) {
            (integer) throws(EvaluationError) in
            .ratio(try integer.factor)
        }
        environment.declare("-_", decimal, returns: decimal) { (operand) throws(EvaluationError) in
            try held(operand.factor.multiplied(by: Ratio(-1)))
        }
        for (left, right) in [(decimal, decimal), (decimal, .int), (.int, decimal)] {
            declareArithmetic(left, right, in: &environment)
            environment.declareComparisons(left, right, compareFactors)
        }
        environment.declareExtremes(decimal) { (left, right) throws(EvaluationError) in
            try left.factor < right.factor
        }
    }

    private static func declareArithmetic(
        _ left: CELType,
        _ right: CELType,
        in environment: inout Environment
    ) {
        environment.declare("_+_", left, right, returns: decimal) {
            (left, right) throws(EvaluationError) in
            try held(left.factor.adding(right.factor))
        }
        environment.declare("_-_", left, right, returns: decimal) {
            (left, right) throws(EvaluationError) in
            try held(left.factor.subtracting(right.factor))
        }
        environment.declare("_*_", left, right, returns: decimal) {
            (left, right) throws(EvaluationError) in
            try held(left.factor.multiplied(by: right.factor))
        }
        environment.declare("_/_", left, right, returns: decimal) {
            (left, right) throws(EvaluationError) in
            let divisor = try right.factor
            guard divisor.numerator != 0 else { throw .dividedByZero }
            return try held(left.factor.divided(by: divisor))
        }
    }

    @Sendable
    private static func compareFactors(
        _ left: Value,
        _ right: Value
    ) throws(EvaluationError) -> Int {
        let (left, right) = (try left.factor, try right.factor)
        if left == right { return 0 }
        return left < right ? -1 : 1
    }

    /// Compares without decoding the currency where both are whole minor units of one currency.
    private static func compare(_ left: Value, _ right: Value) throws(EvaluationError) -> Int {
        if case .host(let first) = left, case .host(let second) = right, first.low == second.low,
            first.type == HostTypes.money.id, second.type == HostTypes.money.id
        {
            if first.high == second.high { return 0 }
            return first.high < second.high ? -1 : 1
        }
        return try left.exactMoney.compared(to: right.exactMoney)
    }

    private static func held(_ ratio: Ratio?) throws(EvaluationError) -> Value {
        guard let ratio else { throw .outOfRange }
        return .ratio(ratio)
    }

    /// `money(19.99, 'EUR')`.
    @Sendable
    private static func amount(_ number: Value, _ code: Value) throws(EvaluationError) -> Value {
        guard case .string(let code) = code, let currency = Currency(code) else {
            throw EvaluationError(.conversion, "the text is not a currency of ISO 4217")
        }
        let scale = Ratio(currency.minorUnitsPerMajor)
        guard let units = try number.factor.multiplied(by: scale),
            let money = ExactMoney(units, currency)
        else { throw .outOfRange }
        return .host(money.hostValue)
    }

    private static func parsed(_ text: String) throws(EvaluationError) -> Money {
        do {
            return try Money(parsing: text)
        } catch {
            throw EvaluationError(.conversion, error.message(for: text))
        }
    }
}
