package import CEL

extension FactType {
    /// Reads a value as this type.
    ///
    /// Money is `{"value": "25.00", "currency": "EUR"}`, its value a string or a whole number of
    /// major units, or the text `25.00 EUR`. Returns: nil for null, which leaves a fact unknown.
    package func value(from input: FactInput) throws(FactFault) -> Value? {
        if input == .null { return nil }
        switch self {
        case .bool:
            guard case .bool(let value) = input else { throw .otherType(expected: self) }
            return .bool(value)
        case .int: return try integer(from: input)
        case .decimal: return try decimal(from: input)
        case .string, .enumeration: return try string(from: input)
        case .money: return .money(try Money(from: input))
        case .date, .timestamp, .duration: return try time(from: input)
        case .list(let element): return try list(of: element, from: input)
        }
    }

    private func integer(from input: FactInput) throws(FactFault) -> Value {
        guard case .number(let text) = input,
            let digits = DecimalDigits(text, allowsExponent: true)
        else { throw .otherType(expected: self) }
        switch digits.integer(scaledTo: 0) {
        case .exact(let value): return .int(value)
        case .tooPrecise: throw .otherType(expected: self)
        case .tooLarge: throw .outOfRange(self)
        }
    }

    private func decimal(from input: FactInput) throws(FactFault) -> Value {
        let text: String
        switch input {
        case .number(let digits), .string(let digits): text = digits
        default: throw .otherType(expected: self)
        }
        guard DecimalDigits(text, allowsExponent: true) != nil else {
            throw .otherType(expected: self)
        }
        guard let number = DecimalNumber(parsing: text) else { throw .outOfRange(self) }
        return .decimal(number)
    }

    private func string(from input: FactInput) throws(FactFault) -> Value {
        guard case .string(let text) = input else { throw .otherType(expected: self) }
        if case .enumeration(let words) = self, !words.contains(text) {
            throw .otherWord(self, nearest: NearestName.suggest(text, among: words))
        }
        return .string(text)
    }

    private func time(from input: FactInput) throws(FactFault) -> Value {
        guard case .string(let text) = input else { throw .otherType(expected: self) }
        let value: Value? =
            switch self {
            case .date: CalendarDate(iso8601: text).map { .date($0) }
            case .timestamp: Instant(rfc3339: text).flatMap { .instant($0) }
            default: DurationText.nanoseconds(text).map { .duration(nanoseconds: $0) }
            }
        guard let value else { throw .malformed(self) }
        return value
    }

    private func list(of element: FactType, from input: FactInput) throws(FactFault) -> Value {
        guard case .list(let items) = input else { throw .otherType(expected: self) }
        var values: [Value] = []
        for item in items {
            guard let value = try element.value(from: item) else {
                throw .otherType(expected: element)
            }
            values.append(value)
        }
        return .list(values)
    }
}

extension Money {
    /// Reads an amount of a request: an object of `value` and `currency`, or `25.00 EUR`.
    ///
    /// Throws: what is wrong with it; a fraction that is no string is refused, since it may have
    /// been a binary one on its way.
    package init(from input: FactInput) throws(FactFault) {
        switch input {
        case .string(let text):
            do {
                try self.init(parsing: text)
            } catch {
                throw .money(error, text: text)
            }
        case .object(let members):
            try self.init(members: members)
        default:
            throw .otherType(expected: .money)
        }
    }

    private init(members: [FactInput.Member]) throws(FactFault) {
        guard members.count == 2,
            let value = members.first(where: { $0.name == "value" })?.value,
            case .string(let code)? = members.first(where: { $0.name == "currency" })?.value
        else { throw .otherType(expected: .money) }
        guard let currency = Currency(code) else {
            throw .money(.unknownCurrency(code), text: code)
        }
        let digits: String
        switch value {
        case .string(let text): digits = text
        case .number(let text):
            switch DecimalDigits(text, allowsExponent: true)?.integer(scaledTo: 0) {
            case .exact(let whole): digits = String(whole)
            case .tooLarge: throw .money(.tooLarge, text: text)
            case .tooPrecise, nil: throw .binaryFraction(text)
            }
        default: throw .otherType(expected: .money)
        }
        do {
            try self.init(majorUnits: digits, currency)
        } catch {
            throw .money(error, text: digits)
        }
    }
}
