import JSON
import Testing

@Suite("JSONTape")
struct JSONTapeTests {
    static let check = """
        {"staff":{"id":"s-117","role":"agent"}, "remedy":"refund",
         "amount":{"value":"60.00","currency":"EUR"}, "policy":"returns.no-receipt",
         "customer":{"id":"c-9","tier":"gold","refunds_90d":0},
         "case":{"receipt":false,"own_order":true,"note":null,"tags":["a","b",[]]}}
        """

    @Test("reads a check request with every kind of value")
    func readsWholeDocument() throws {
        let tree = try read(Self.check)
        let expected = Tree.object([
            .init(
                "staff",
                .object([.init("id", .string("s-117")), .init("role", .string("agent"))])
            ),
            .init("remedy", .string("refund")),
            .init(
                "amount",
                .object([.init("value", .string("60.00")), .init("currency", .string("EUR"))])
            ),
            .init("policy", .string("returns.no-receipt")),
            .init(
                "customer",
                .object([
                    .init("id", .string("c-9")), .init("tier", .string("gold")),
                    .init("refunds_90d", .number("0")),
                ])
            ),
            .init(
                "case",
                .object([
                    .init("receipt", .bool(false)), .init("own_order", .bool(true)),
                    .init("note", .null),
                    .init("tags", .array([.string("a"), .string("b"), .array([])])),
                ])
            ),
        ])
        #expect(tree == expected)
    }

    @Test(
        "accepts what RFC 8259 allows",
        arguments: [
            ("null", .null),
            ("true", .bool(true)),
            ("false", .bool(false)),
            ("0", .number("0")),
            ("-0", .number("-0")),
            ("-0.0E-00", .number("-0.0E-00")),
            ("123.456e+789", .number("123.456e+789")),
            ("[]", .array([])),
            ("{}", .object([])),
            (
                " \t\r\n[ \t\r\n1 \t\r\n, \t\r\n2 \t\r\n] \t\r\n",
                .array([.number("1"), .number("2")])
            ),
            (
                "{ \"a\" : 1 , \"b\" : { } }",
                .object([.init("a", .number("1")), .init("b", .object([]))])
            ),
            ("{\"\":null}", .object([.init("", .null)])),
            ("{\"a\":1,\"A\":2}", .object([.init("a", .number("1")), .init("A", .number("2"))])),
            (
                "[{\"a\":1},{\"a\":2}]",
                .array([.object([.init("a", .number("1"))]), .object([.init("a", .number("2"))])])
            ),
            ("\"\u{7F}\u{80}\u{2028}\"", .string("\u{7F}\u{80}\u{2028}")),
            (
                "\"\u{E000}\u{FFFF}\u{10000}\u{10FFFF}\"",
                .string("\u{E000}\u{FFFF}\u{10000}\u{10FFFF}")
            ),
        ] as [(String, Tree)]
    )
    func accepts(document: String, expected: Tree) throws {
        #expect(try read(document) == expected)
    }

    @Test(
        "decodes escapes",
        arguments: [
            (#"\" \\ \/ \b \f \n \r \t"#, "\" \\ / \u{8} \u{C} \n \r \t"),
            (#"\u0041\u00e9\u20AC"#, "Aé€"),
            (#"\u0000"#, "\u{0}"),
            (#"\ud83d\ude00"#, "😀"),
            (#"\uD800\uDC00 \uDBFF\uDFFF"#, "\u{10000} \u{10FFFF}"),
            (#"before \u00fc after ü €, and on"#, "before ü after ü €, and on"),
            (#"\\u0041"#, #"\u0041"#),
            (#"\"\"\"\""#, "\"\"\"\""),
        ]
    )
    func decodesEscapes(inside: String, expected: String) throws {
        #expect(try read("\"\(inside)\"") == .string(expected))
        #expect(try read("{\"\(inside)\":0}") == .object([.init(expected, .number("0"))]))
    }

    @Test("keeps a string whole wherever its first escape stands", arguments: 0..<20)
    func escapeAtEveryPosition(position: Int) throws {
        let before = String(repeating: "a", count: position)
        #expect(try read("\"\(before)\\nzż\"") == .string("\(before)\nzż"))
        #expect(try read("\"\(before)ż\\n\"") == .string("\(before)ż\n"))
    }

    @Test("reads one document after another, also after a refusal")
    func isReusable() throws {
        var tape = JSONTape()
        for _ in 0..<3 {
            try tape.read(Array(Self.check.utf8))
            #expect(throws: JSONFault.self) { try tape.read(Array("[1,2,3,\"\\x\"]".utf8)) }
            let root = try tape.read(Array("[\"\\u0061\"]".utf8))
            let tree = Tree(root, of: tape)
            #expect(tree == .array([.string("a")]))
        }
    }

    @Test("refuses every prefix of a document, without a trap")
    func refusesPrefixes() {
        let documents = [
            Self.check,
            #"{"a":[1,-2.5e+3,true,false,null,"\u00e9\ud83d\ude00\n"],"ключ":{}}"#,
            "[[[[]]]]", "\"€\"", "true", "null",
        ]
        for document in documents {
            let bytes = Array(document.utf8)
            #expect(fault(bytes) == nil)
            for end in 0..<bytes.count {
                let fault = fault(Array(bytes[..<end]))
                #expect(fault != nil, "\(document.prefix(end))")
            }
        }
    }

    @Test("survives every byte of a document changed into every other")
    func survivesChangedBytes() {
        let bytes = Array(#"{"a":[1,-2.5e+3,true,null,"\u00e9\ud83d\ude00 é\n"],"b":{}}"#.utf8)
        var refused = 0
        for index in bytes.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = bytes
                changed[index] = byte
                if let fault = fault(changed) {
                    refused += 1
                    #expect((0...bytes.count).contains(fault.offset))
                }
            }
        }
        #expect(refused > bytes.count * 128)
    }
}
