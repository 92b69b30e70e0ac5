import CEL

/// The arithmetic of amounts in conditions: exact, within one currency, never beyond 64 bits.
extension ExactMoney {
    func adding(_ other: ExactMoney) throws(EvaluationError) -> ExactMoney {
        try sameCurrency(as: other)
        return try held(minorUnits.adding(other.minorUnits))
    }

    func subtracting(_ other: ExactMoney) throws(EvaluationError) -> ExactMoney {
        try sameCurrency(as: other)
        return try held(minorUnits.subtracting(other.minorUnits))
    }

    func multiplied(by factor: Ratio) throws(EvaluationError) -> ExactMoney {
        try held(minorUnits.multiplied(by: factor))
    }

    func divided(by divisor: Ratio) throws(EvaluationError) -> ExactMoney {
        guard divisor.numerator != 0 else { throw .dividedByZero }
        return try held(minorUnits.divided(by: divisor))
    }

    func divided(by other: ExactMoney) throws(EvaluationError) -> Ratio {
        try sameCurrency(as: other)
        guard other.minorUnits.numerator != 0 else { throw .dividedByZero }
        guard let share = minorUnits.divided(by: other.minorUnits) else { throw .outOfRange }
        return share
    }

    /// Below zero where this is less, above where it is more.
    func compared(to other: ExactMoney) throws(EvaluationError) -> Int {
        try sameCurrency(as: other)
        if minorUnits == other.minorUnits { return 0 }
        return minorUnits < other.minorUnits ? -1 : 1
    }

    private func held(_ minorUnits: Ratio?) throws(EvaluationError) -> ExactMoney {
        guard let minorUnits, let amount = ExactMoney(minorUnits, currency) else {
            throw .outOfRange
        }
        return amount
    }

    private func sameCurrency(as other: ExactMoney) throws(EvaluationError) {
        guard currency == other.currency else {
            throw EvaluationError(
                .invalidArgument,
                "amounts in \(currency) and \(other.currency) cannot be put together"
            )
        }
    }
}

extension EvaluationError {
    static let dividedByZero = EvaluationError(.divisionByZero, "division by zero")
    static let outOfRange = EvaluationError(.overflow, "the result is out of range")
    static let otherType = EvaluationError(.noSuchOverload, "an argument is of another type")
}

extension Value {
    /// The amount; throws where the value is of another type.
    var exactMoney: ExactMoney {
        get throws(EvaluationError) {
            guard case .host(let value) = self, value.type == HostTypes.money.id else {
                throw .otherType
            }
            return ExactMoney(value)
        }
    }

    /// A whole number, decimal or percentage (as a fraction of one); throws for another type.
    var factor: Ratio {
        get throws(EvaluationError) {
            switch self {
            case .int(let integer):
                return Ratio(integer)
            case .host(let value) where value.type == HostTypes.decimal.id:
                return DecimalNumber(value).ratio
            case .host(let value) where value.type == HostTypes.percentage.id:
                guard let share = Percentage(DecimalNumber(value)).fraction else {
                    throw .outOfRange
                }
                return share
            default:
                throw .otherType
            }
        }
    }

    /// The day; throws where the value is of another type.
    var calendarDate: CalendarDate {
        get throws(EvaluationError) {
            guard case .host(let value) = self, value.type == HostTypes.date.id,
                let number = Int32(exactly: value.high)
            else { throw .otherType }
            return CalendarDate(dayNumber: number)
        }
    }

    /// The number of calendar days; throws where the value is of another type.
    var dayCount: Int64 {
        get throws(EvaluationError) {
            guard case .host(let value) = self, value.type == HostTypes.days.id else {
                throw .otherType
            }
            return value.high
        }
    }

    static func days(_ count: Int64) -> Value {
        .host(HostValue(type: HostTypes.days.id, high: count))
    }

    static func ratio(_ ratio: Ratio) -> Value {
        .decimal(DecimalNumber(ratio))
    }
}
