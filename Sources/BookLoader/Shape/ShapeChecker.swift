import CEL
import PolicyBook

/// Compares the nodes of a file with the shape they should have, and reports every difference.
///
/// What decodes the nodes afterwards can pass over what does not fit in silence.
struct ShapeChecker {
    let log: FaultLog

    /// Checks the value; `name` is what the author calls it, such as a key.
    func check(_ node: YAMLNode, _ shape: Shape, _ name: String) {
        switch shape {
        case .object(let object): check(node, object, name)
        case .map(let value):
            guard let entries = entries(node, shape, name) else { return }
            for entry in entries { check(entry.value, value, entry.key) }
        case .list(let item):
            guard let items = node.items else { return refuse(node, shape, name) }
            for item_ in items { check(item_, item, name) }
        case .either(let first, let second):
            check(node, Self.fits(node, first) ? first : second, name)
        case .text: checkText(node, name)
        case .texts: checkTexts(node, name)
        case .anything:
            if node.isNull { refuse(node, shape, name) }
        case .value: break
        default: checkScalar(node, shape, name)
        }
    }

    private func check(_ node: YAMLNode, _ shape: ObjectShape, _ name: String) {
        guard let entries = entries(node, .object(shape), name) else { return }
        for entry in entries {
            guard let key = shape.keys.first(where: { $0.name == entry.key }) else {
                refuseKey(entry, shape)
                continue
            }
            check(entry.value, key.shape, key.name)
        }
        for key in shape.keys where key.isRequired && node.entry(key.name) == nil {
            log.report(at: node.position, "\(shape.title): `\(key.name)` is missing")
        }
    }

    private func entries(_ node: YAMLNode, _ shape: Shape, _ name: String) -> [YAMLNode.Entry]? {
        guard let entries = node.entries else {
            refuse(node, shape, name)
            return nil
        }
        return entries
    }

    private func refuseKey(_ entry: YAMLNode.Entry, _ shape: ObjectShape) {
        let names = shape.keys.map(\.name)
        let hint =
            NearestName.suggest(entry.key, among: names).map { "did you mean `\($0)`?" }
            ?? "known here: \(names.joined(separator: ", "))"
        log.report(at: entry.keyPosition, "\(shape.title): unknown key `\(entry.key)`", hint: hint)
    }

    private func checkScalar(_ node: YAMLNode, _ shape: Shape, _ name: String) {
        guard let scalar = node.scalar, let value = node.value, value != .null else {
            return refuse(node, shape, name)
        }
        switch shape {
        case .identifier:
            if case .string = value, Self.isIdentifier(scalar.text) { return }
        case .name:
            if case .string = value, Self.isName(scalar.text) { return }
        case .string:
            if case .string(let text) = value, !text.isEmpty { return }
        case .wholeNumber(let range):
            if case .integer(let number) = value, range.contains(number) { return }
        case .bool:
            if case .bool = value { return }
        case .date:
            if CalendarDate(iso8601: scalar.text) != nil { return }
        case .money:
            return checkMoney(node, scalar.text, shape, name)
        case .choice(let words):
            if words.contains(scalar.text) { return }
            return refuse(node, shape, name, meant: NearestName.suggest(scalar.text, among: words))
        default:
            // Expressions and limits may be any scalar: `true`, `3`, `25.00 EUR`.
            return
        }
        refuse(node, shape, name)
    }

    private func checkMoney(_ node: YAMLNode, _ text: String, _ shape: Shape, _ name: String) {
        do {
            _ = try Money(parsing: text)
        } catch {
            log.report(
                at: node.position,
                "`\(name)` must be an amount with its currency, such as 25.00 EUR: "
                    + error.message(for: text)
            )
        }
    }

    private func checkText(_ node: YAMLNode, _ name: String) {
        guard let entries = node.entries else { return checkOneText(node, name) }
        if refuseBarePlaceholder(node, entries) { return }
        for entry in entries { checkOneText(entry.value, entry.key) }
    }

    private func checkTexts(_ node: YAMLNode, _ name: String) {
        if let items = node.items {
            for item in items { checkOneText(item, name) }
            return
        }
        guard let entries = node.entries else { return refuse(node, .texts, name) }
        for entry in entries {
            guard let items = entry.value.items else {
                refuse(entry.value, .list(.string), entry.key)
                continue
            }
            for item in items { checkOneText(item, entry.key) }
        }
    }

    /// Text that looks like something else was hardly meant as text.
    private func checkOneText(_ node: YAMLNode, _ name: String) {
        if let entries = node.entries, refuseBarePlaceholder(node, entries) { return }
        guard case .string(let text)? = node.value else {
            let hint = node.isNull || node.scalar == nil ? nil : "put it in quotes"
            log.report(
                at: node.position,
                "`\(name)` must be text, not \(Self.kindName(node))",
                hint: hint
            )
            return
        }
        if text.allSatisfy(\.isWhitespace) {
            log.report(at: node.position, "`\(name)` must be text, and this is empty")
        }
    }

    /// `{days}` outside quotes is a mapping with a key and no value.
    private func refuseBarePlaceholder(_ node: YAMLNode, _ entries: [YAMLNode.Entry]) -> Bool {
        let written = log.file.line(node.position.line).dropFirst(node.position.column - 1)
        guard written.first == "{", written.dropFirst().first?.properties.isAlphabetic ?? false,
            let entry = entries.first, entry.value.isNull
        else { return false }
        log.report(
            at: node.position,
            "`{\(entry.key)}` is read as a mapping, not as text",
            hint: "put text that begins with `{` in quotes"
        )
        return true
    }

    private func refuse(_ node: YAMLNode, _ shape: Shape, _ name: String, meant: String? = nil) {
        log.report(
            at: node.position,
            "`\(name)` must be \(shape.demand), not \(Self.description(of: node))",
            hint: meant.map { "did you mean `\($0)`?" }
        )
    }

    /// Whether the kind of node is the shape's, so that a fault is told in its words.
    private static func fits(_ node: YAMLNode, _ shape: Shape) -> Bool {
        switch shape {
        case .list, .texts: node.items != nil
        case .map, .object: node.entries != nil
        case .choice(let words): node.scalar.map { words.contains($0.text) } ?? false
        default: node.scalar != nil
        }
    }

    private static func kindName(_ node: YAMLNode) -> String {
        switch node.content {
        case .scalar(let scalar): CoreValue(scalar).kindName
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    /// The scalar as it was written where it is short, else what kind of node it is.
    private static func description(of node: YAMLNode) -> String {
        guard let scalar = node.scalar, !node.isNull, scalar.text.count <= 40,
            !scalar.text.contains(where: \.isNewline), !scalar.text.isEmpty
        else { return kindName(node) }
        return "`\(scalar.text)`"
    }

    static func isIdentifier(_ text: String) -> Bool {
        let characters = text.utf8
        return !characters.isEmpty && characters.count <= 128
            && characters.allSatisfy { isNamePart($0) || $0 == 0x2E || $0 == 0x2D }
    }

    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 128 else { return false }
        return !(0x30...0x39 ~= first) && text.utf8.allSatisfy(isNamePart)
    }

    private static func isNamePart(_ octet: UInt8) -> Bool {
        0x30...0x39 ~= octet || 0x61...0x7A ~= octet | 0x20 || octet == 0x5F
    }
}
