import PolicyBook

/// Finds texts that can be read but should not stay as they are.
struct TextWarnings {
    let log: FaultLog
    /// The first is the source language; never empty.
    let locales: [LocaleTag]
    let values: [NamedValue]

    /// Warns of what a document's texts lack, one warning for each language and each text.
    func check(_ node: YAMLNode, _ shape: ObjectShape) {
        var texts: [YAMLNode] = []
        Self.collect(node, .object(shape), into: &texts)
        for locale in locales.dropFirst() { warnOfMissing(locale, texts) }
        for text in texts { warnOfNumbers(text) }
    }

    /// The nodes at which the shape has texts, in the order of the file's keys.
    private static func collect(_ node: YAMLNode, _ shape: Shape, into texts: inout [YAMLNode]) {
        switch shape {
        case .text, .texts:
            texts.append(node)
        case .list(let item):
            for child in node.items ?? [] { collect(child, item, into: &texts) }
        case .map(let value):
            for entry in node.entries ?? [] { collect(entry.value, value, into: &texts) }
        case .object(let object):
            for entry in node.entries ?? [] {
                guard let key = object.keys.first(where: { $0.name == entry.key }) else { continue }
                collect(entry.value, key.shape, into: &texts)
            }
        default:
            break
        }
    }

    private func warnOfMissing(_ locale: LocaleTag, _ texts: [YAMLNode]) {
        let missing = texts.filter { text in
            !(text.entries ?? []).contains { LocaleTag($0.key) == locale }
        }
        guard let first = missing.first else { return }
        let what = missing.count == 1 ? "a text has" : "\(missing.count) texts have"
        log.warn(
            at: first.position,
            "\(what) no `\(locale)`" + (missing.count == 1 ? "" : ", this is the first"),
            hint: "who reads `\(locale)` gets `\(locales[0])` there"
        )
    }

    /// A number that is written out stays behind when its value is changed.
    private func warnOfNumbers(_ text: YAMLNode) {
        switch text.content {
        case .scalar(let scalar): warnOfNumbers(scalar, at: text.position)
        case .sequence(let items): for item in items { warnOfNumbers(item) }
        case .mapping(let entries): for entry in entries { warnOfNumbers(entry.value) }
        }
    }

    private func warnOfNumbers(_ scalar: YAMLNode.Scalar, at position: SourcePosition) {
        for number in Self.numbers(in: scalar.text) {
            guard let value = values.first(where: { $0.value.isWritten(number.text) }) else {
                continue
            }
            let places = ScalarPositions(scalar, at: position, in: log.file)
            log.warn(
                at: places.position(ofScalarOffset: number.offset),
                "`\(number.text)` is written out, and `\(value.name)` holds it",
                hint: "write `{\(value.name)}`, so that both change together"
            )
        }
    }

    /// The numbers outside placeholders, with their offsets in code points.
    private static func numbers(in text: String) -> [(text: String, offset: Int)] {
        var numbers: [(text: String, offset: Int)] = []
        var depth = 0
        var current = String.UnicodeScalarView()
        for (offset, scalar) in (Array(text.unicodeScalars) + ["\n"]).enumerated() {
            let isPart =
                ("0"..."9").contains(scalar)
                || !current.isEmpty && ".,".unicodeScalars.contains(scalar)
            if isPart, depth == 0 {
                current.append(scalar)
                continue
            }
            if !current.isEmpty {
                let written = String(current)
                let digits = written.trimmingSuffix { $0 == "." || $0 == "," }
                numbers.append((String(digits), offset - written.unicodeScalars.count))
                current = String.UnicodeScalarView()
            }
            if scalar == "{" { depth += 1 }
            if scalar == "}" { depth = max(0, depth - 1) }
        }
        return numbers
    }
}

extension String {
    fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
        var rest = self[...]
        while let last = rest.last, predicate(last) { rest.removeLast() }
        return rest
    }
}

extension PolicyValue {
    /// Whether readers would take the digits for this value.
    fileprivate func isWritten(_ digits: String) -> Bool {
        let digits = digits.replacing(",", with: ".")
        switch self {
        // One-digit numbers stand in texts for too many other reasons.
        case .integer(let number): return abs(number) > 9 && String(number) == digits
        case .decimal(let number): return number.description == digits
        case .percentage(let share): return share.percent.description == digits
        case .money(let amount):
            let whole = amount.majorUnits.split(separator: ".").first.map(String.init)
            let isWhole = amount.minorUnits % amount.currency.minorUnitsPerMajor == 0
            return amount.majorUnits == digits || isWhole && whole == digits && digits.count > 1
        case .bool, .date, .text, .moneyByCurrency, .list, .table: return false
        }
    }
}
