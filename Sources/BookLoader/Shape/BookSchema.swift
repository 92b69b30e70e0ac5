/// The JSON Schema of a book's files, so that editors complete and check them while one writes.
///
/// Source: JSON Schema draft 2020-12. It is written from the shapes the loader checks by.
package enum BookSchema: String, Sendable, CaseIterable {
    case book
    case policy
    case survey
    case tests = "book-tests"

    /// The schema as JSON with its keys in alphabetical order, ending with a line break.
    package var json: String {
        var members = definition
        members["$schema"] = Self.dialect
        return SchemaValue.object(members).written(indentation: 0) + "\n"
    }

    /// One schema for any file of a book, as JSON of the same form.
    package static var anyFile: String {
        let members: [String: SchemaValue] = [
            "$schema": dialect,
            "title": .text("A file of a Leeway policy book"),
            "anyOf": .list(allCases.map { .object(["$ref": .text("#/$defs/\($0.rawValue)")]) }),
            "$defs": .object(
                Dictionary(
                    uniqueKeysWithValues: allCases.map { ($0.rawValue, .object($0.definition)) }
                )
            ),
        ]
        return SchemaValue.object(members).written(indentation: 0) + "\n"
    }

    private static let dialect = SchemaValue.text("https://json-schema.org/draft/2020-12/schema")

    private var definition: [String: SchemaValue] {
        var members = Self.schema(shape).members
        members["title"] =
            switch self {
            case .book: .text("book.yaml of a Leeway policy book")
            case .policy: .text("A policy version of a Leeway policy book")
            case .survey: .text("A survey of a Leeway policy book")
            case .tests: .text("Tests of a Leeway policy book")
            }
        return members
    }

    /// What the loader checks a file of this kind by.
    var shape: ObjectShape {
        switch self {
        case .book: BookShape.book
        case .policy: PolicyShape.policy
        case .survey: SurveyShape.survey
        case .tests: BookTestShape.file
        }
    }

    private static func schema(_ shape: Shape) -> SchemaValue {
        switch shape {
        case .identifier:
            .object(["type": .text("string"), "pattern": .text("^[A-Za-z0-9._-]{1,128}$")])
        case .name:
            .object(["type": .text("string"), "pattern": .text("^[A-Za-z_][A-Za-z0-9_]*$")])
        case .string: .object(["type": .text("string"), "minLength": .number(1)])
        case .text: either(text, languages(text))
        case .texts: either(list(text), languages(list(text)))
        case .wholeNumber(let range): wholeNumber(range)
        case .bool: .object(["type": .text("boolean")])
        case .date:
            .object([
                "type": .text("string"),
                "pattern": .text("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"),
            ])
        case .money:
            .object([
                "type": .text("string"), "pattern": .text("^-?[0-9]+(\\.[0-9]+)? [A-Z]{3}$"),
            ])
        case .condition:
            .object(["type": .list([.text("string"), .text("boolean")])])
        case .limit:
            .object(["type": .list([.text("string"), .text("integer")])])
        case .choice(let words): .object(["enum": .list(words.map { .text($0) })])
        case .list(let item): list(schema(item))
        case .map(let value): languages(schema(value))
        case .object(let object): schema(object)
        case .either(let first, let second): either(schema(first), schema(second))
        case .anything:
            .object(["not": .object(["type": .text("null")])])
        case .value: .object([:])
        }
    }

    private static let text = SchemaValue.object([
        "type": .text("string"), "pattern": .text("\\S"),
    ])

    private static func list(_ item: SchemaValue) -> SchemaValue {
        .object(["type": .text("array"), "items": item])
    }

    private static func languages(_ value: SchemaValue) -> SchemaValue {
        .object(["type": .text("object"), "additionalProperties": value])
    }

    private static func either(_ first: SchemaValue, _ second: SchemaValue) -> SchemaValue {
        .object(["anyOf": .list([first, second])])
    }

    private static func wholeNumber(_ range: ClosedRange<Int64>) -> SchemaValue {
        var members: [String: SchemaValue] = [
            "type": .text("integer"), "minimum": .number(range.lowerBound),
        ]
        if range.upperBound < .max { members["maximum"] = .number(range.upperBound) }
        return .object(members)
    }

    private static func schema(_ object: ObjectShape) -> SchemaValue {
        var properties: [String: SchemaValue] = [:]
        for key in object.keys {
            var members = schema(key.shape).members
            members["description"] = .text(key.doc)
            properties[key.name] = .object(members)
        }
        var members: [String: SchemaValue] = [
            "type": .text("object"), "properties": .object(properties),
            "additionalProperties": .bool(false),
        ]
        let required = object.keys.filter(\.isRequired).map { SchemaValue.text($0.name) }
        if !required.isEmpty { members["required"] = .list(required) }
        return .object(members)
    }
}

/// A JSON value as far as a schema needs it.
indirect enum SchemaValue {
    case text(String)
    case number(Int64)
    case bool(Bool)
    case list([SchemaValue])
    case object([String: SchemaValue])

    /// The members of an object; empty for anything else.
    var members: [String: SchemaValue] {
        if case .object(let members) = self { members } else { [:] }
    }

    func written(indentation: Int) -> String {
        let inner = String(repeating: "  ", count: indentation + 1)
        let outer = String(repeating: "  ", count: indentation)
        switch self {
        case .text(let text): return Self.quoted(text)
        case .number(let number): return String(number)
        case .bool(let value): return value ? "true" : "false"
        case .list(let items):
            return "[" + items.map { $0.written(indentation: indentation) }.joined(separator: ", ")
                + "]"
        case .object(let members):
            if members.isEmpty { return "{}" }
            let lines = members.sorted { $0.key < $1.key }
                .map { name, value in
                    inner + Self.quoted(name) + ": " + value.written(indentation: indentation + 1)
                }
            return "{\n" + lines.joined(separator: ",\n") + "\n" + outer + "}"
        }
    }

    /// The texts of shapes hold nothing but printable characters.
    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
