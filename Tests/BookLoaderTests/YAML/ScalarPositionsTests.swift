import Testing

@testable import BookLoader

struct ScalarPositionsTests {
    /// Each text holds one scalar under `k`; `@` stands in the value once, and its place is asked.
    static let texts: [(String, Int, Int)] = [
        ("k: ab@c", 1, 6),
        ("k: &x ab@c", 1, 9),
        ("k: &x\n  ab@c", 2, 5),
        ("k: ēē ab@c", 1, 9),
        ("k: one\n  two\n\n  th@ree", 4, 5),
        ("k: 'it''s @'", 1, 11),
        ("k: 'one  \n   two @'", 2, 8),
        ("k: \"a\\n\\x41\\u00e9\\U0001F600@\"", 1, 28),
        ("k: \"one \\\n   two\\\n   three @\"", 3, 10),
        ("k: \"one\n\n\n  two @\"", 4, 7),
        ("k: |\n  one\n  two @\n", 3, 7),
        ("k: |\n\n\n    one\n\n      two @\n", 6, 11),
        ("k: |2-\n    one\n  two @\n", 3, 7),
        ("k: |+\n  a \n  b@\n\n", 3, 4),
        ("k: >\n  one\n  two\n\n  three @\n", 5, 9),
        ("k: >-\n  one\n    more\n    @\n  two\n", 4, 5),
        ("k: &x |\n  one @\n", 2, 7),
    ]

    @Test(arguments: texts)
    func `finds a character of a scalar in the file`(text: String, line: Int, column: Int) throws {
        let read = ReadYAML(text)
        let node = try #require(read.documents?.first?["k"])
        let scalar = try #require(node.scalar)
        let offset = try #require(scalar.text.unicodeScalars.map { $0 }.firstIndex(of: "@"))
        let file = SourceFile(path: "a.yaml", text: text)
        let positions = ScalarPositions(scalar, at: node.position, in: file)
        let place = positions.position(ofScalarOffset: offset)
        #expect(place == SourcePosition(line: line, column: column))
        #expect(file.line(place.line)[place.column - 1] == "@")
    }

    @Test func `the end of a value lies after its last character`() throws {
        let node = try #require(ReadYAML("k: 'abc'").documents?.first?["k"])
        let scalar = try #require(node.scalar)
        let file = SourceFile(path: "a.yaml", text: "k: 'abc'")
        let positions = ScalarPositions(scalar, at: node.position, in: file)
        #expect(positions.position(ofScalarOffset: 3) == SourcePosition(line: 1, column: 8))
        #expect(positions.position(ofScalarOffset: 99) == SourcePosition(line: 1, column: 8))
    }
}
