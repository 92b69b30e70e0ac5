import JSON
import Testing

@Suite("JSONTape values")
struct JSONValuesTests {
    @Test("are found by name, and only in objects")
    func lookup() throws {
        var tape = JSONTape()
        let root = try tape.read(Array(#"{"a":{"x":1},"ab":[2],"é":3,"":4}"#.utf8))
        for (name, expected) in [("a", "{\"x\":1}"), ("ab", "[2]"), ("é", "3"), ("", "4")] {
            let node = tape.member(name, of: root)
            let text = node.map { written($0, of: tape) }
            #expect(text == expected)
        }
        let missing = [
            tape.member("b", of: root), tape.member("A", of: root), tape.member("x", of: root),
            tape.member("a", of: tape.member("ab", of: root) ?? .root),
        ]
        #expect(missing == [nil, nil, nil, nil])
    }

    @Test("come in the order they were written")
    func order() throws {
        var tape = JSONTape()
        let root = try tape.read(Array(#"[{"b":1,"a":[[],{}],"c":2},"x",[3]]"#.utf8))
        var elements: [String] = []
        tape.forEachElement(of: root) { elements.append(written($0, of: tape)) }
        #expect(elements == [#"{"b":1,"a":[[],{}],"c":2}"#, #""x""#, "[3]"])
        var names: [String] = []
        let first = try required(tape.firstElement(of: root))
        tape.forEachMember(of: first) { names.append(tape.string(of: $0.name) ?? "") }
        #expect(names == ["b", "a", "c"])
        let counts = (tape.count(of: root), tape.count(of: first))
        #expect(counts == (3, 3))
    }

    @Test(
        "answer nil to a question for another kind",
        arguments: ["{}", "[]", "\"1\"", "1", "true", "null"]
    )
    func otherKinds(document: String) throws {
        var tape = JSONTape()
        let root = try tape.read(Array(document.utf8))
        let kind = tape.kind(of: root)
        let string = tape.string(of: root)
        #expect(string == (kind == .string ? "1" : nil))
        let number = tape.numberText(of: root)
        #expect(number == (kind == .number ? "1" : nil))
        let integer = tape.integer(of: root)
        #expect(integer == (kind == .number ? 1 : nil))
        let double = tape.double(of: root)
        #expect(double == (kind == .number ? 1 : nil))
        let bool = tape.bool(of: root)
        #expect(bool == (kind == .bool ? true : nil))
        let isOne = tape.isString(root, equalTo: "1")
        #expect(isOne == (kind == .string))
        let isEmpty = tape.firstMember(of: root) == nil && tape.firstElement(of: root) == nil
        #expect(isEmpty && tape.count(of: root) == 0)
        let byteCount = tape.withBytes(of: root) { $0.count }
        #expect(byteCount == (kind == .string || kind == .number ? 1 : 0))
    }

    @Test(
        "read whole numbers exactly or not at all",
        arguments: [
            ("0", 0), ("-0", 0), ("7", 7), ("-12", -12),
            ("9223372036854775807", .max), ("9223372036854775808", nil),
            ("-9223372036854775808", .min), ("-9223372036854775809", nil),
            ("99999999999999999999999999", nil),
            ("1.0", nil), ("1e2", nil), ("0.5", nil),
        ] as [(String, Int64?)]
    )
    func integers(text: String, expected: Int64?) throws {
        var tape = JSONTape()
        let root = try tape.read(Array(text.utf8))
        let integer = tape.integer(of: root)
        let numberText = tape.numberText(of: root)
        #expect(integer == expected)
        #expect(numberText == text)
    }

    @Test(
        "read a binary number only where it is finite",
        arguments: [("0.1", 0.1), ("-1e3", -1000), ("1e999", nil), ("-1e999", nil), ("1e-999", 0)]
            as [(String, Double?)]
    )
    func doubles(text: String, expected: Double?) throws {
        var tape = JSONTape()
        let root = try tape.read(Array(text.utf8))
        let double = tape.double(of: root)
        #expect(double == expected)
    }

    @Test("compare as bytes, so that composed and decomposed letters differ")
    func comparesBytes() throws {
        var tape = JSONTape()
        let root = try tape.read(Array("{\"e\u{301}\":1,\"\u{E9}\":2}".utf8))
        let decomposed = tape.member("e\u{301}", of: root).flatMap { tape.integer(of: $0) }
        let composed = tape.member("\u{E9}", of: root).flatMap { tape.integer(of: $0) }
        #expect(decomposed == 1)
        #expect(composed == 2)
    }
}

@Suite("JSON Pointer")
struct JSONPointerTests {
    /// The example of RFC 6901 section 5.
    static let example = #"""
        {"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}
        """#

    @Test(
        "leads to the values of RFC 6901 section 5 and back",
        arguments: [
            ("", nil), ("/foo", #"["bar","baz"]"#), ("/foo/0", #""bar""#), ("/", "0"),
            ("/a~1b", "1"), ("/c%d", "2"), ("/e^f", "3"), ("/g|h", "4"), ("/i\\j", "5"),
            ("/k\"l", "6"), ("/ ", "7"), ("/m~0n", "8"),
        ] as [(String, String?)]
    )
    func examples(pointer: String, expected: String?) throws {
        var tape = JSONTape()
        let root = try tape.read(Array(Self.example.utf8))
        let node = try required(tape.node(at: pointer))
        let text = written(node, of: tape)
        #expect(text == expected ?? written(root, of: tape))
        let back = tape.pointer(to: node)
        #expect(back == pointer)
    }

    @Test(
        "leads nowhere where the document has nothing or it is malformed",
        arguments: [
            "foo", "/bar", "/foo/2", "/foo/-", "/foo/-1", "/foo/00", "/foo/01", "/foo/+1",
            "/foo/0/x",
            "/foo/18446744073709551616", "/foo/", "/m~n", "/m~2n", "/m~",
        ]
    )
    func misses(pointer: String) throws {
        var tape = JSONTape()
        try tape.read(Array(Self.example.utf8))
        let node = tape.node(at: pointer)
        #expect(node == nil)
    }

    @Test("names every value of a document, deep ones and odd names too")
    func everyValue() throws {
        var tape = JSONTape()
        let document = "[{\"a\":[[1],{\"\u{489}\":{\"~1\":[2,{\"/\":3}]}}]},\"x\",[[],[4]]]"
        let root = try tape.read(Array(document.utf8))
        var pointers: [String] = []
        collectPointers(from: root, of: tape, into: &pointers)
        #expect(
            pointers == [
                "", "/0", "/0/a", "/0/a/0", "/0/a/0/0", "/0/a/1", "/0/a/1/\u{489}",
                "/0/a/1/\u{489}/~01", "/0/a/1/\u{489}/~01/0", "/0/a/1/\u{489}/~01/1",
                "/0/a/1/\u{489}/~01/1/~1", "/1", "/2", "/2/0", "/2/1", "/2/1/0",
            ]
        )
        for pointer in pointers {
            let back = tape.node(at: pointer).map { tape.pointer(to: $0) }
            #expect(back == pointer)
        }
    }

    private func collectPointers(
        from node: JSONNode,
        of tape: borrowing JSONTape,
        into pointers: inout [String]
    ) {
        pointers.append(tape.pointer(to: node))
        tape.forEachElement(of: node) { collectPointers(from: $0, of: tape, into: &pointers) }
        tape.forEachMember(of: node) { member in
            #expect(tape.pointer(to: member.name) == tape.pointer(to: member.value))
            collectPointers(from: member.value, of: tape, into: &pointers)
        }
    }
}
