import JSON
import TestSupport
import Testing

@Suite("JSONWriter")
struct JSONWriterTests {
    @Test("puts commas and colons where they belong")
    func punctuation() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("outcome", "escalate")
        writer.name("budgets")
        writer.beginArray()
        writer.beginObject()
        writer.endObject()
        writer.int(1)
        writer.beginArray()
        writer.endArray()
        writer.bool(true)
        writer.null()
        writer.raw("2.50")
        writer.raw(Array("{\"a\":1}".utf8))
        writer.double(0.5)
        writer.endArray()
        writer.member("left", String?.none)
        writer.member("text", String?.some("x"))
        writer.member("version", 3)
        writer.member("fallback", false)
        writer.endObject()
        let text = String(decoding: writer.bytes, as: UTF8.self)
        let expected =
            #"{"outcome":"escalate","budgets":[{},1,[],true,null,2.50,{"a":1},0.5],"#
            + #""left":null,"text":"x","version":3,"fallback":false}"#
        #expect(text == expected)
    }

    @Test(
        "escapes quotes, backslashes and control characters, and nothing else",
        arguments: [
            ("", #""""#),
            ("a\"b\\c/d", #""a\"b\\c/d""#),
            ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#),
            ("\u{0}\u{1}\u{B}\u{1F}", #""\u0000\u0001\u000b\u001f""#),
            ("\u{7F}\u{80}é€😀\u{2028}", "\"\u{7F}\u{80}é€😀\u{2028}\""),
            ("12345678\"12345678\n1234567", #""12345678\"12345678\n1234567""#),
            ("ąąąąąąąą\\", "\"ąąąąąąąą\\\\\""),
        ]
    )
    func escapes(value: String, expected: String) throws {
        var writer = JSONWriter()
        writer.string(value)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
        #expect(try read(writer.bytes) == .string(value))
    }

    @Test("escapes every byte of ASCII so that it reads back, at every position of a word")
    func everyByte() throws {
        for scalar in (0..<0x80).compactMap({ Unicode.Scalar(UInt32($0)) }) {
            for position in 0..<10 {
                let value = String(repeating: "é", count: position) + String(scalar) + "tail of it"
                var writer = JSONWriter()
                writer.beginObject()
                writer.member(value, value)
                writer.endObject()
                #expect(try read(writer.bytes) == .object([.init(value, .string(value))]))
            }
        }
    }

    @Test("writes whole numbers of every width")
    func integers() {
        var writer = JSONWriter()
        writer.beginArray()
        writer.int(0)
        writer.int(Int64.min)
        writer.int(Int64.max)
        writer.int(UInt64.max)
        writer.int(Int8.min)
        writer.int(UInt8(10))
        writer.endArray()
        let expected = "[0,-9223372036854775808,9223372036854775807,18446744073709551615,-128,10]"
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }

    @Test(
        "writes binary numbers so that they read back, and null where JSON has no number",
        arguments: [0.1, -0.0, 1e300, 123_456_789.25, 1e16, .infinity, .nan]
    )
    func doubles(value: Double) throws {
        var writer = JSONWriter()
        writer.double(value)
        var tape = JSONTape()
        let root = try tape.read(writer.bytes)
        let back = tape.double(of: root)
        #expect(back == (value.isFinite ? value : nil))
    }

    @Test("appends to what is there, in place, and keeps it when the body throws")
    func appends() {
        var output = Array("HTTP".utf8)
        JSONWriter.append(to: &output) { $0.bool(true) }
        #expect(output == Array("HTTPtrue".utf8))
        #expect(throws: Missing.self) {
            try JSONWriter.append(to: &output) { writer in
                writer.null()
                throw Missing()
            }
        }
        #expect(output == Array("HTTPtruenull".utf8))
    }

    @Test("writes what was read, read back the same, for a thousand random documents")
    func roundTrip() throws {
        var random = SplitMix64(state: 20_261_124)
        for _ in 0..<1_000 {
            let tree = Tree.random(depth: 5, using: &random)
            var writer = JSONWriter()
            tree.write(to: &writer)
            #expect(try read(writer.bytes) == tree)
            var tape = JSONTape()
            let root = try tape.read(writer.bytes)
            let again = written(root, of: tape)
            #expect(again == String(decoding: writer.bytes, as: UTF8.self))
        }
    }
}

extension Tree {
    static func random(depth: Int, using random: inout SplitMix64) -> Tree {
        switch Int.random(in: depth > 0 ? 0...6 : 2...6, using: &random) {
        case 0:
            let names = Set(
                (0..<Int.random(in: 0...40, using: &random))
                    .map { _ in
                        randomString(using: &random)
                    }
            )
            return .object(
                names.sorted()
                    .map { name in
                        Member(name, Tree.random(depth: depth - 3, using: &random))
                    }
            )
        case 1:
            return .array(
                (0..<Int.random(in: 0...6, using: &random))
                    .map { _ in
                        Tree.random(depth: depth - 1, using: &random)
                    }
            )
        case 2: return .number(String(Int64.random(in: .min ... .max, using: &random)))
        case 3: return .number("\(Int.random(in: -9...9, using: &random)).50e-7")
        case 4: return .bool(Bool.random(using: &random))
        case 5: return .null
        default: return .string(randomString(using: &random))
        }
    }

    private static func randomString(using random: inout SplitMix64) -> String {
        let alphabets: [ClosedRange<UInt32>] = [
            0...0x7F, 0x20...0x7E, 0x20...0x7E, 0x400...0x4FF, 0x2000...0x2FFF, 0x1F600...0x1F64F,
        ]
        var string = ""
        for _ in 0..<Int.random(in: 0...20, using: &random) {
            let alphabet = alphabets[Int.random(in: 0..<alphabets.count, using: &random)]
            if let scalar = Unicode.Scalar(UInt32.random(in: alphabet, using: &random)) {
                string.unicodeScalars.append(scalar)
            }
        }
        return string
    }

    func write(to writer: inout JSONWriter) {
        switch self {
        case .object(let members):
            writer.beginObject()
            for member in members {
                writer.name(member.name)
                member.value.write(to: &writer)
            }
            writer.endObject()
        case .array(let elements):
            writer.beginArray()
            for element in elements { element.write(to: &writer) }
            writer.endArray()
        case .string(let value): writer.string(value)
        case .number(let text): writer.raw(text)
        case .bool(let value): writer.bool(value)
        case .null: writer.null()
        }
    }
}
