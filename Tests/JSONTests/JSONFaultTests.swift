import JSON
import Testing

@Suite("JSONFault")
struct JSONFaultTests {
    @Test(
        "says what is wrong and at which byte",
        arguments: [
            ("", .unexpectedEnd, 0),
            ("  ", .unexpectedEnd, 2),
            ("\u{FEFF}{}", .byteOrderMark, 0),
            ("nul", .unexpectedEnd, 3),
            ("nulL", .expectedValue, 0),
            ("True", .expectedValue, 0),
            ("NaN", .expectedValue, 0),
            ("-Infinity", .expectedDigit, 1),
            ("Infinity", .expectedValue, 0),
            ("// note\n1", .expectedValue, 0),
            ("'a'", .expectedValue, 0),
            ("é", .expectedValue, 0),
            ("]", .expectedValue, 0),
            ("1 2", .trailingData, 2),
            ("{}{}", .trailingData, 2),
            ("1\u{0}", .trailingData, 1),
            ("nullx", .trailingData, 4),
            ("\u{0}", .expectedValue, 0),
            ("01", .leadingZero, 0),
            ("-00", .leadingZero, 1),
            ("+1", .expectedValue, 0),
            ("-", .unexpectedEnd, 1),
            ("1.", .unexpectedEnd, 2),
            (".5", .expectedValue, 0),
            ("[1.]", .expectedDigit, 3),
            ("[1e]", .expectedDigit, 3),
            ("[1e+]", .expectedDigit, 4),
            ("0x10", .trailingData, 1),
            ("1_000", .trailingData, 1),
            ("[", .unexpectedEnd, 1),
            ("[1", .unexpectedEnd, 2),
            ("[1,", .unexpectedEnd, 3),
            ("[1,]", .expectedValue, 3),
            ("[,1]", .expectedValue, 1),
            ("[1 2]", .expectedCommaOrBracket, 3),
            ("[1}", .expectedCommaOrBracket, 2),
            ("{", .unexpectedEnd, 1),
            ("{,}", .expectedName, 1),
            ("{a:1}", .expectedName, 1),
            ("{1:1}", .expectedName, 1),
            ("{\"a\"}", .expectedColon, 4),
            ("{\"a\" 1}", .expectedColon, 5),
            ("{\"a\":}", .expectedValue, 5),
            ("{\"a\":1,}", .expectedName, 7),
            ("{\"a\":1;}", .expectedCommaOrBrace, 6),
            ("{\"a\":1]", .expectedCommaOrBrace, 6),
            ("{\"a\":1,\"a\":2}", .duplicateName("a"), 7),
            ("{\"a\":1,\"\\u0061\":2}", .duplicateName("a"), 7),
            ("{\"\":1,\"b\":{\"b\":1},\"\":2}", .duplicateName(""), 18),
            ("\"", .unexpectedEnd, 1),
            ("\"a\\", .unexpectedEnd, 3),
            ("\"a\\u12", .unexpectedEnd, 6),
            ("\"a\nb\"", .controlCharacter, 2),
            ("\"a\\n\tb\"", .controlCharacter, 4),
            ("\"a\u{0}b\"", .controlCharacter, 2),
            ("\"\\x41\"", .unknownEscape, 1),
            ("\"\\'\"", .unknownEscape, 1),
            ("\"\\U0041\"", .unknownEscape, 1),
            ("\"\\u00g0\"", .malformedUnicodeEscape, 1),
            ("\"\\u00\"", .malformedUnicodeEscape, 1),
            ("\"\\ud800\"", .loneSurrogate, 1),
            ("\"\\ud800x\"", .loneSurrogate, 1),
            ("\"\\ud800\\n\"", .loneSurrogate, 1),
            ("\"\\ud800\\ud800\"", .loneSurrogate, 1),
            ("\"\\ud800\\u0041\"", .loneSurrogate, 1),
            ("\"ab\\udc00\"", .loneSurrogate, 3),
            ("\"\\udc00\\ud800\"", .loneSurrogate, 1),
        ] as [(String, JSONFault.Reason, Int)]
    )
    func refuses(document: String, reason: JSONFault.Reason, offset: Int) {
        let fault = fault(document)
        #expect(fault?.reason == reason)
        #expect(fault?.offset == offset)
    }

    @Test(
        "refuses bytes that are not UTF-8 at the sequence they begin",
        arguments: [
            [0x80],  // a continuation without a start
            [0xBF],
            [0xC0, 0x80],  // overlong
            [0xC1, 0xBF],
            [0xE0, 0x80, 0x80],
            [0xE0, 0x9F, 0xBF],
            [0xF0, 0x80, 0x80, 0x80],
            [0xF0, 0x8F, 0xBF, 0xBF],
            [0xED, 0xA0, 0x80],  // a surrogate
            [0xED, 0xBF, 0xBF],
            [0xF4, 0x90, 0x80, 0x80],  // beyond U+10FFFF
            [0xF5, 0x80, 0x80, 0x80],
            [0xFF],
            [0xC3],  // cut short
            [0xC3, 0x41],
            [0xE2, 0x82],
            [0xE2, 0x41, 0x82],
            [0xE2, 0x82, 0x41],
            [0xF0, 0x9F, 0x98],
            [0xF0, 0x9F, 0x98, 0x41],
            [0xF0, 0x9F, 0x41, 0x80],
        ] as [[UInt8]]
    )
    func refusesInvalidUTF8(sequence: [UInt8]) {
        let plain = fault(Array("\"abc".utf8) + sequence + Array("\"".utf8))
        #expect(plain?.reason == .invalidUTF8)
        #expect(plain?.offset == 4)
        let afterEscape = fault(Array("\"\\n".utf8) + sequence + Array("\"".utf8))
        #expect(afterEscape?.reason == .invalidUTF8)
        #expect(afterEscape?.offset == 3)
    }

    @Test("counts lines by line feeds and columns by code points")
    func linesAndColumns() {
        let fault = fault("{\r\n  \"é😀\": \"\\n\",\n  \"b\": x}")
        #expect(fault?.line == 3)
        #expect(fault?.column == 8)
        #expect(fault?.description == "expected a value (line 3, column 8)")
    }

    @Test(
        "points to the value that was being read",
        arguments: [
            ("x", ""),
            ("[", "/0"),
            ("[x", "/0"),
            ("[1,2,x", "/2"),
            ("{x", ""),
            ("{\"a\":1,x", ""),
            ("{\"a\":x", "/a"),
            ("{\"a\":1,\"b\":[{},[x", "/b/1/0"),
            ("{\"a/b\":{\"~c\":x", "/a~1b/~0c"),
            ("{\"a\":{\"b\":1},\"c\" 1", "/c"),
            ("{\"a\":{\"b\":1,\"b\":2}}", "/a/b"),
            ("{\"\":[x", "//0"),
        ]
    )
    func pointsToTheValue(document: String, pointer: String) {
        #expect(fault(document)?.pointer == pointer)
    }

    @Test(
        "finds a duplicate name however many members an object has",
        arguments: [31, 32, 33, 34, 5_000]
    )
    func findsDuplicates(count: Int) {
        let names = (0..<count).map { "\"n\($0)\":\($0)" }
        #expect(fault("{" + names.joined(separator: ",") + "}") == nil)
        for repeated in [0, count / 2, count - 1] {
            let document =
                "{\"in\":{" + names.joined(separator: ",") + ",\"n\(repeated)\":0},\"x\":{}}"
            let fault = fault(document)
            #expect(fault?.reason == .duplicateName("n\(repeated)"))
            #expect(fault?.pointer == "/in/n\(repeated)")
            let afterRepeated = Array(document.utf8.dropFirst(fault?.offset ?? 0))
            #expect(afterRepeated.starts(with: Array("\"n\(repeated)\":0}".utf8)))
        }
    }

    @Test("names the first of several duplicates in a large object")
    func namesFirstDuplicate() {
        let names = (0..<50).map { "\"n\($0)\":0" } + ["\"n9\":0", "\"n3\":0", "\"n9\":0"]
        #expect(
            fault("{" + names.joined(separator: ",") + "}")?.reason == .duplicateName("n9")
        )
    }
}
