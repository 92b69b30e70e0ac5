import Testing

@testable import BookLoader

/// What the reader makes of a text, for tests.
struct ReadYAML {
    let documents: [YAMLNode]?
    let faults: [Fault]

    init(_ text: String, limits: YAMLLimits = YAMLLimits()) {
        let log = FaultLog(SourceFile(path: "a.yaml", text: text))
        documents = YAMLReader(limits: limits).documents(of: log)
        faults = log.faults
    }

    /// The faults without source lines: `line:column message | hint`.
    var summary: [String] {
        faults.map { fault in
            let place = "\(fault.position.line):\(fault.position.column) \(fault.message)"
            return fault.hint.map { "\(place) | \($0)" } ?? place
        }
    }
}

struct YAMLReaderTests {
    @Test func `reads several documents with the places of keys and values`() throws {
        let read = ReadYAML("a: 1\n---\nb:\n  - x\n  - { c: y }\n")
        #expect(read.faults.isEmpty)
        let documents = try #require(read.documents)
        #expect(documents.count == 2)
        let entry = try #require(documents[1].entry("b"))
        #expect(entry.keyPosition == SourcePosition(line: 3, column: 1))
        let items = try #require(entry.value.items)
        #expect(items[0].position == SourcePosition(line: 4, column: 5))
        #expect(items[1]["c"]?.position == SourcePosition(line: 5, column: 10))
    }

    @Test func `counts columns in code points and lines as the reader does`() throws {
        let read = ReadYAML("\u{FEFF}ēķ: { я: x }\r\n\u{2028}b: y\n")
        #expect(read.faults.isEmpty)
        let root = try #require(read.documents?.first)
        #expect(root["ēķ"]?["я"]?.position == SourcePosition(line: 1, column: 10))
        #expect(root["b"]?.position == SourcePosition(line: 3, column: 4))
    }

    @Test func `reads JSON`() throws {
        let read = ReadYAML(#"{"a": [1, true, null, "x\u00e9"], "b": {"c": "d"}}"#)
        #expect(read.faults.isEmpty)
        let root = try #require(read.documents?.first)
        let values = root["a"]?.items?.map(\.value)
        #expect(values == [.integer(1), .bool(true), .null, .string("xé")])
    }

    static let refusals: [(String, [String])] = [
        (
            "when: !case.receipt\n",
            [
                "1:7 `!case.receipt` is read as a YAML tag, not as text"
                    + " | an expression that begins with `!` must stand in quotes"
            ]
        ),
        (
            "when: ! case.receipt\n",
            [
                "1:7 `!` is read as a YAML tag, not as text"
                    + " | an expression that begins with `!` must stand in quotes"
            ]
        ),
        (
            "a: &x !!str 5\n",
            [
                "1:4 `!!str` is read as a YAML tag, not as text"
                    + " | an expression that begins with `!` must stand in quotes"
            ]
        ),
        (
            "en: {days} days to return\n",
            [
                "1:5 `{` begins a mapping, and text follows its end"
                    + " | put text that begins with `{` in quotes"
            ]
        ),
        (
            "t: { en: {n, plural, one {# day} other {# days}} left }\n",
            [
                "1:10 `{` begins a mapping, and this is none"
                    + " | put text that begins with `{` in quotes"
            ]
        ),
        (
            "en: [sic] as written\n",
            ["1:11 text follows the end of a list | put text that begins with `[` in quotes"]
        ),
        (
            "en: Note: bring the receipt\n",
            [
                "1:9 a `:` is not expected here"
                    + " | put text that holds `: ` in quotes; else look at the indentation"
            ]
        ),
        (
            "en: 'It's fine'\n",
            [
                "1:9 text follows a closing quote"
                    + " | a single quote inside single quotes is written twice: ''"
            ]
        ),
        (
            "en: \"say \"no\" kindly\"\n",
            [
                "1:11 text follows a closing quote"
                    + " | a double quote inside double quotes is written \\\""
            ]
        ),
        ("en: \"open\nb: c\n", ["1:5 the quote that opens here is never closed"]),
        (
            "en: *very nice\n",
            [
                "1:5 `*` begins an alias, and there is no anchor of that name"
                    + " | put text that begins with `*` in quotes"
            ]
        ),
        (
            "en: * nice\n",
            [
                "1:5 `*` needs a name after it"
                    + " | put text that begins with `&` or `*` in quotes"
            ]
        ),
        (
            "en: @home\n",
            ["1:5 `@` cannot begin a value | put text that begins with `@` in quotes"]
        ),
        ("a:\n\tb: c\n", ["2:1 a tab cannot be used here | indent with spaces"]),
        ("a: b\nc\nd: e\n", ["2:1 a `:` is missing after this key"]),
        ("a: \u{1}\n", ["1:4 control characters are not allowed"]),
        ("a:\n  b: 1\n c: 2\n", ["3:2 the indentation does not fit what comes before"]),
        (
            "%YAML 1.1\n---\na: no\n",
            ["1:1 a book is YAML 1.2, this file says it is YAML 1.1 | remove the line"]
        ),
        (
            "{a: 1}: b\n",
            [
                "1:1 a key must be text"
                    + " | if this is text that begins with `{` or `[`, put it in quotes"
            ]
        ),
    ]

    @Test(arguments: refusals)
    func `says what to do about`(text: String, faults: [String]) {
        #expect(ReadYAML(text).summary == faults)
    }

    @Test func `finds every repeated key and goes on`() {
        let read = ReadYAML(
            """
            a: 1
            b: { c: 1, "c": 2, d: !x }
            a: 2
            'a': 3
            """
        )
        #expect(
            read.summary == [
                "2:12 the key `c` is given more than once, first in line 2",
                "2:23 `!x` is read as a YAML tag, not as text"
                    + " | an expression that begins with `!` must stand in quotes",
                "3:1 the key `a` is given more than once, first in line 1",
                "4:1 the key `a` is given more than once, first in line 1",
            ]
        )
        #expect(read.documents?.first?["a"]?.value == .integer(1))
    }

    @Test func `an alias repeats a value where its anchor stands`() throws {
        let read = ReadYAML("a: &x [1, 2]\nb: *x\nc: &y z\nd: [*y, *y, q]\n")
        #expect(read.faults.isEmpty)
        let root = try #require(read.documents?.first)
        #expect(root["b"]?.items?.map(\.value) == [.integer(1), .integer(2)])
        #expect(root["b"]?.position == SourcePosition(line: 1, column: 4))
        #expect(root["d"]?.items?.last?.position == SourcePosition(line: 4, column: 13))
    }

    @Test func `says what stands before the place where a file is no YAML`() {
        let read = ReadYAML("a: 1\na: 2\nb: @\n")
        #expect(read.documents == nil)
        #expect(
            read.summary == [
                "2:1 the key `a` is given more than once, first in line 1",
                "3:4 `@` cannot begin a value | put text that begins with `@` in quotes",
            ]
        )
    }
}
