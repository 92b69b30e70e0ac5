import Testing

@testable import BookLoader

struct YAMLLimitsTests {
    @Test func `takes a file of the greatest size and refuses one byte more`() {
        let limits = YAMLLimits()
        let text = "a: " + String(repeating: "x", count: limits.maxFileBytes - 3)
        #expect(ReadYAML(text).faults.isEmpty)
        #expect(
            ReadYAML(text + "x").summary == [
                "1:1 the file is larger than 1048576 bytes | split it into several files"
            ]
        )
    }

    @Test func `takes the greatest depth and refuses one deeper`() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(ReadYAML(nested(64)).faults.isEmpty)
        #expect(ReadYAML(nested(65)).summary == ["1:65 nested more than 64 deep"])
        #expect(ReadYAML(nested(100_000)).documents == nil)
    }

    @Test func `takes as many values as the limit and refuses one more`() {
        func list(_ count: Int) -> String {
            "[" + String(repeating: "1,", count: count - 1) + "]"
        }
        #expect(ReadYAML(list(100_000)).faults.isEmpty)
        #expect(
            ReadYAML(list(100_001)).summary == [
                "1:200000 the file holds more than 100000 values | split it into several files"
            ]
        )
    }

    @Test func `takes as many copies by alias as the limit and refuses one more`() {
        func copies(_ count: Int) -> String {
            "- &a x\n" + String(repeating: "- *a\n", count: count)
        }
        #expect(ReadYAML(copies(10_000)).faults.isEmpty)
        #expect(
            ReadYAML(copies(10_001)).summary == [
                "10002:3 aliases repeat more than 10000 values | write out what differs"
            ]
        )
    }

    @Test func `refuses an alias bomb`() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let alias = "*a\(level - 1)"
            let aliases = Array(repeating: alias, count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let read = ReadYAML(text)
        #expect(read.documents == nil)
        #expect(
            read.faults.map(\.message) == ["aliases repeat more than 10000 values"]
        )
    }

    @Test func `counts the depth of what an alias repeats`() {
        func nested(_ depth: Int) -> String {
            let list =
                "- &a " + String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
            return list + "\n- " + String(repeating: "[", count: depth) + "*a"
                + String(repeating: "]", count: depth) + "\n"
        }
        #expect(ReadYAML(nested(31)).faults.isEmpty)
        #expect(ReadYAML(nested(32)).summary == ["2:35 nested more than 64 deep"])
    }

    @Test(arguments: ["? *a30\n: x\n", "*a30 : x\n", "[*a30]: x\n", "- { ? [*a30] : x }\n"])
    func `refuses an alias bomb in a key`(key: String) {
        var text = "- &a0 [x, x]\n"
        for level in 1...30 {
            text += "- &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
        }
        let read = ReadYAML(text + "- " + key.replacing("\n", with: "\n  "))
        #expect(read.documents == nil)
        #expect(read.faults.map(\.message) == ["aliases repeat more than 10000 values"])
    }

    @Test func `takes texts that only look like aliases in keys`() {
        let text = """
            a: &a "x"
            b: [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
            c: "has(a) ? *b : c"
            d: "{n, plural, one {# day} other {# days}}: more"
            """
        #expect(ReadYAML(text).faults.isEmpty)
    }
}
