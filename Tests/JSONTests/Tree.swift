import JSON

/// A document as an ordinary value, so that tests can compare whole documents.
indirect enum Tree: Hashable, Sendable {
    case object([Member])
    case array([Tree])
    case string(String)
    case number(String)
    case bool(Bool)
    case null

    struct Member: Hashable, Sendable {
        var name: String
        var value: Tree

        init(_ name: String, _ value: Tree) {
            self.name = name
            self.value = value
        }
    }

    init(_ node: JSONNode, of tape: borrowing JSONTape) {
        switch tape.kind(of: node) {
        case .object:
            var members: [Member] = []
            tape.forEachMember(of: node) { member in
                members.append(
                    Member(tape.string(of: member.name) ?? "", Tree(member.value, of: tape))
                )
            }
            self = .object(members)
        case .array:
            var elements: [Tree] = []
            tape.forEachElement(of: node) { elements.append(Tree($0, of: tape)) }
            self = .array(elements)
        case .string: self = .string(tape.string(of: node) ?? "")
        case .number: self = .number(tape.numberText(of: node) ?? "")
        case .bool: self = .bool(tape.bool(of: node) == true)
        case .null: self = .null
        }
    }
}

/// Reads a document with a new tape.
func read(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONFault) -> Tree {
    var tape = JSONTape(limits: limits)
    let root = try tape.read(bytes)
    return Tree(root, of: tape)
}

func read(_ text: String, limits: JSONLimits = JSONLimits()) throws(JSONFault) -> Tree {
    try read(Array(text.utf8), limits: limits)
}

/// The fault of a document; nil where it is accepted.
func fault(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) -> JSONFault? {
    do throws(JSONFault) {
        _ = try read(bytes, limits: limits)
        return nil
    } catch {
        return error
    }
}

func fault(_ text: String, limits: JSONLimits = JSONLimits()) -> JSONFault? {
    fault(Array(text.utf8), limits: limits)
}

/// A value as JSON text.
func written(_ node: JSONNode, of tape: borrowing JSONTape) -> String {
    var writer = JSONWriter()
    writer.value(node, of: tape)
    return String(decoding: writer.bytes, as: UTF8.self)
}

struct Missing: Error {}

/// The value, or a failed test; unlike `#require` usable beside a noncopyable tape.
func required<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Missing() }
    return value
}
