import CEL
import PolicyBook

/// Decodes `values` and `tables`.
struct ValueDecoder {
    let log: FaultLog
    let currency: Currency

    /// The values of a policy, in the order of the file.
    func values(_ node: YAMLNode?) -> [NamedValue] {
        named(node) { value($0) }
    }

    /// The tables of a policy; a table's values are all of one kind.
    func tables(_ node: YAMLNode?) -> [NamedValue] {
        named(node) { table($0) }
    }

    private func named(
        _ node: YAMLNode?,
        _ decode: (YAMLNode) -> PolicyValue?
    ) -> [NamedValue] {
        (node?.entries ?? [])
            .compactMap { entry in
                guard ShapeChecker.isName(entry.key), !Self.reserved.contains(entry.key) else {
                    log.report(
                        at: entry.keyPosition,
                        "`\(entry.key)` cannot be named in expressions",
                        hint: "use letters, digits and `_`, and no word of CEL such as `in`"
                    )
                    return nil
                }
                return decode(entry.value).map { NamedValue(name: entry.key, value: $0) }
            }
    }

    private func value(_ node: YAMLNode) -> PolicyValue? {
        switch node.content {
        case .scalar(let scalar): return scalarValue(scalar, at: node.position)
        case .sequence(let items):
            let values = items.compactMap(value)
            guard values.count == items.count else { return nil }
            checkOneKind(zip(items.map(\.position), values))
            return .list(values)
        case .mapping(let entries):
            if entries.allSatisfy({ Currency($0.key) != nil }), !entries.isEmpty {
                return amounts(entries)
            }
            log.report(
                at: node.position,
                "a value with parts must be one amount for each currency",
                hint: "values by a fact belong under `tables`"
            )
            return nil
        }
    }

    private func scalarValue(_ scalar: YAMLNode.Scalar, at position: SourcePosition) -> PolicyValue?
    {
        switch CoreValue(scalar) {
        case .null:
            // Its shape has been reported.
            return nil
        case .notFinite:
            log.report(at: position, "a value must be a number, an amount, a share, a day or text")
            return nil
        case .bool(let value): return .bool(value)
        case .integer(let number): return .integer(number)
        case .number(let digits):
            guard let number = DecimalNumber(parsing: digits) else {
                log.report(at: position, "`\(digits)` has more digits than can be kept exactly")
                return nil
            }
            return .decimal(number)
        case .string(let text):
            return scalar.style == .plain ? word(text, at: position) : .text(text)
        }
    }

    /// What a plain scalar that YAML takes for text says to a book.
    private func word(_ text: String, at position: SourcePosition) -> PolicyValue? {
        if let date = CalendarDate(iso8601: text) { return .date(date) }
        if text.hasSuffix("%") {
            guard let share = Percentage(parsing: text) else {
                log.report(at: position, "`\(text)` is no share", hint: "write it as `12.5%`")
                return nil
            }
            return .percentage(share)
        }
        guard Self.looksLikeMoney(text) else { return .text(text) }
        do {
            return .money(try Money(parsing: text))
        } catch {
            log.report(at: position, error.message(for: text))
            return nil
        }
    }

    private func amounts(_ entries: [YAMLNode.Entry]) -> PolicyValue? {
        var amounts: [Money] = []
        for entry in entries {
            guard let currency = Currency(entry.key) else { continue }
            let text = entry.value.text ?? ""
            do {
                amounts.append(try Money(majorUnits: text, currency))
            } catch {
                log.report(at: entry.value.position, error.message(for: text))
            }
        }
        return amounts.count == entries.count ? .moneyByCurrency(amounts) : nil
    }

    private func table(_ node: YAMLNode) -> PolicyValue? {
        guard let entries = node.entries else { return value(node) }
        var rows: [NamedValue] = []
        for entry in entries {
            guard let value = table(entry.value) else { continue }
            rows.append(NamedValue(name: entry.key, value: value))
        }
        guard rows.count == entries.count else { return nil }
        checkOneKind(zip(entries.map(\.value.position), rows.map(\.value)))
        return .table(rows)
    }

    /// One row without a currency among amounts would make every use of the table a riddle.
    private func checkOneKind(_ values: Zip2Sequence<[SourcePosition], [PolicyValue]>) {
        guard let (_, first) = values.first(where: { _ in true }) else { return }
        for (position, value) in values where value.kindName != first.kindName {
            log.report(
                at: position,
                "this is \(value.kindName), and the first is \(first.kindName)",
                hint: first.kindName == "an amount" ? "write its currency as well" : nil
            )
        }
    }

    /// Digits and the code or sign of a currency: an amount, or an attempt at one.
    static func looksLikeMoney(_ text: String) -> Bool {
        let number = "+-0123456789.,' "
        guard text.contains(where: \.isNumber) else { return false }
        let word = text.drop { number.contains($0) }
        let front = text.prefix { !number.contains($0) }
        let sign = front.isEmpty ? word : front
        let rest = front.isEmpty ? "" : text.dropFirst(front.count)
        guard rest.allSatisfy({ number.contains($0) }) else { return false }
        if sign.count == 1 { return sign.first?.isCurrencySymbol ?? false }
        return sign.count == 3 && Currency(sign.uppercased()) != nil
            || sign.count == 3 && sign.allSatisfy { $0.isUppercase && $0.isASCII }
    }

    /// The words CEL keeps for itself.
    private static let reserved: Set<String> = [
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for",
        "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void",
        "while",
    ]
}

extension PolicyValue {
    /// What the value is called in a fault.
    var kindName: String {
        switch self {
        case .bool: "a truth value"
        case .integer: "a whole number"
        case .decimal: "a decimal number"
        case .percentage: "a share"
        case .money, .moneyByCurrency: "an amount"
        case .date: "a day"
        case .text: "text"
        case .list: "a list"
        case .table: "a table"
        }
    }
}
