import Foundation

@testable import BookLoader

/// Validates documents with Python's `jsonschema`, which knows nothing of the loader.
enum SchemaValidator {
    struct Document {
        let schema: BookSchema
        let node: YAMLNode
    }

    private static let script = """
        import json, sys
        from jsonschema import Draft202012Validator as Validator
        given = json.load(sys.stdin)
        validators = {}
        for name, schema in given["schemas"].items():
            Validator.check_schema(schema)
            validators[name] = Validator(schema)
        json.dump([
            [error.json_path + ": " + error.message[:200] for error in validators[name].iter_errors(value)]
            for name, value in given["documents"]
        ], sys.stdout)
        """

    static let isInstalled: Bool = {
        // A machine without Python is one without the validator.
        (try? run("import jsonschema; jsonschema.Draft202012Validator", Data())) != nil
    }()

    /// What the schema says of each document; empty where it takes it.
    static func faults(of documents: [Document]) throws -> [[String]] {
        let schemas = try BookSchema.allCases.map { schema in
            (schema.rawValue, try JSONSerialization.jsonObject(with: Data(schema.json.utf8)))
        }
        let given: [String: Any] = [
            "schemas": Dictionary(uniqueKeysWithValues: schemas),
            "documents": documents.map { [$0.schema.rawValue, value($0.node)] },
        ]
        let output = try run(script, try JSONSerialization.data(withJSONObject: given))
        return try JSONDecoder().decode([[String]].self, from: output)
    }

    private struct Failure: Error {}

    private static func run(_ script: String, _ input: Data) throws -> Data {
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3", "-c", script]
        let (stdin, stdout) = (Pipe(), Pipe())
        (python.standardInput, python.standardOutput) = (stdin, stdout)
        python.standardError = FileHandle.nullDevice
        try python.run()
        // The script reads all of its input before it writes.
        try stdin.fileHandleForWriting.write(contentsOf: input)
        try stdin.fileHandleForWriting.close()
        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
        python.waitUntilExit()
        guard python.terminationStatus == 0 else { throw Failure() }
        return output
    }

    /// The node as a validator in an editor sees it.
    private static func value(_ node: YAMLNode) -> Any {
        switch node.content {
        case .sequence(let items): return items.map(value)
        case .mapping(let entries):
            return Dictionary(
                entries.map { ($0.key, value($0.value)) },
                uniquingKeysWith: { first, _ in first }
            )
        case .scalar(let scalar):
            switch CoreValue(scalar) {
            case .null: return NSNull()
            case .bool(let value): return value
            case .integer(let number): return number
            case .number(let digits): return Double(digits) ?? 0
            case .notFinite: return scalar.text
            case .string(let text): return text
            }
        }
    }
}
