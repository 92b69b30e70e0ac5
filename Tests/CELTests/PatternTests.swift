import CEL
import Testing

/// `matches` in RE2's syntax.
@Suite struct PatternTests {
    private func matches(_ text: String, _ pattern: String) throws -> Bool {
        var environment = Environment()
        environment.declare(variable: "text", .string)
        environment.declare(variable: "pattern", .string)
        let outcome = try evaluate(
            "text.matches(pattern)",
            in: environment,
            ["text": .string(text), "pattern": .string(pattern)]
        )
        guard case .value(.bool(let matches)) = outcome else {
            throw UnexpectedOutcome(outcome: outcome)
        }
        return matches
    }

    @Test(arguments: [
        ("", ""), ("abc", ""), ("abc", "b"), ("abc", "^a"), ("abc", "c$"), ("abc", "^abc$"),
        ("abc", "a.c"), ("a\nc", "(?s)a.c"), ("aXc", "(?i)axC"), ("ß", "(?i)ẞ"),
        ("\u{212A}", "(?i)k"),
        ("k", "(?i)[\u{212A}]"), ("ς", "(?i)Σ"), ("aaa", "^a{3}$"), ("aa", "^a{1,2}$"),
        ("aaaa", "^a{2,}$"), ("a{", "a{"), ("a{,2}", "a{,2}"), ("ab", "^(?:a|b)+$"),
        ("ab", "^(?P<first>a)(?<second>b)$"), ("a-b", "[a-]-[-b]"), ("]", "[]]"), ("^", "[\\^]"),
        ("a", "[^]]"), ("é", "^.$"), ("🐱", "^.$"), ("e\u{301}", "^..$"), ("a1_", "^\\w+$"),
        ("é", "^\\W$"), ("12", "^\\d\\d$"), ("x", "^\\D$"), (" \t", "^\\s+$"), ("x", "^\\S$"),
        ("Жук", "^\\p{Cyrillic}+$"), ("Жук", "^\\p{Lu}\\pL+$"), ("abc", "^\\P{Greek}+$"),
        ("abc", "^\\p{^Greek}+$"), ("ab", "^[[:alpha:]]+$"), ("12", "^[[:^alpha:]]+$"),
        ("١", "^\\p{Nd}$"), ("a.b", "a\\.b"), ("a.b*", "^\\Qa.b*\\E$"), ("aaa", "^\\Qa\\E+$"),
        ("\u{7}\u{C}\n\r\t\u{B}", "^\\a\\f\\n\\r\\t\\v$"), ("A", "\\x41"), ("😀", "\\x{1F600}"),
        ("S", "\\123"), ("\0", "^\\0$"), ("foo bar", "\\bbar\\b"), ("foobar", "o\\Bb"),
        ("a\nb", "(?m)^b$"), ("ab", "a(?i)B"), ("aB", "(?i:a)B"), ("ab", "\\Aab\\z"),
        ("ab", "a||b"), ("", "()"), ("", "^(a*)*$"), ("aaab", "(a+)+b"), ("xay", "a*?y"),
        ("ab", "(?U)a+b"), ("a-z", "^[a\\-z]+$"), ("日本", "^\\p{Han}{2}$"), ("aé", "^[\\w\\pL]+$"),
        ("ABC", "(?i)^[a-c]+$"), ("ж", "(?i)^[А-Я]$"), ("+", "^[[:punct:]]$"), ("x", "^[^\\d\\s]$"),
        ("aaa", "^a(?i)*$"), ("b", "^a(?i)*b$"), ("aaa", "^a\\Q\\E+$"), ("", "^()*$"),
        ("a", "^(?i)A$"),
    ]) func `a text matches`(text: String, pattern: String) throws {
        #expect(try matches(text, pattern))
    }

    @Test(arguments: [
        ("", "a"), ("abc", "d"), ("abc", "^b"), ("abc", "b$"), ("a\nc", "a.c"), ("aXc", "axc"),
        ("aaa", "^a{2}$"), ("aaa", "^a{1,2}$"), ("a", "^a{2,}$"), ("é", "^\\w$"), ("a\n", "a$"),
        ("e\u{301}", "^é$"), ("abc", "\\p{Cyrillic}"), ("a", "^\\P{L}$"), ("a\nb", "^b$"),
        ("aB", "a(?i)b(?-i)b"), ("foobar", "\\bbar"), ("foo", "o\\Bo\\B"), ("a", "^[^a]$"),
        ("A", "(?i)[^a]"), ("ab", "^(?i:A)B$"), ("_", "^[[:alnum:]]$"), ("", "(?m)^$a"),
        ("abd", "\\Qb*\\E"), ("x", "^[[:^alpha:]]$"),
    ]) func `a text does not match`(text: String, pattern: String) throws {
        #expect(try !matches(text, pattern))
    }

    @Test(arguments: [
        "(", ")", "a)", "[", "[a", "[]", "*", "+a", "?", "a**", "a+*", "a{2}{3}", "a{1001}",
        "a{3,2}", "\\", "\\1", "\\8", "\\q", "\\xZ", "\\x{110000}", "\\x{", "\\p{Nothing}", "\\p",
        "(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "(?P<a", "(?<1", "(?<>a)", "(?<n>a)(?<n>b)", "(?z)",
        "(?", "(?i", "(?i)*", "(?i)+a", "((?i)?)", "a|(?i)*", "(?i)(?s)*", "\\Q\\E*", "{2}",
        "a|{1,2}",
        "[b-a]", "[[:none:]]", "\\Z", "\\C", "(?-)", "a{1,1000}{2}", "\\pQ",
    ]) func `a pattern that RE2 refuses is an error`(pattern: String) throws {
        #expect(throws: UnexpectedOutcome.self) { try matches("a", pattern) }
    }

    private static let long = String(repeating: "a", count: 10_000)

    @Test(arguments: [
        "(a+)+$", "(a*)*b", "(a|aa)+$", "(a|a?)+b", "(.*)(.*)(.*)(.*)x", "^(([a-z])+.)+[A-Z]$",
        "(a?){50}a{50}$",
    ]) func `a pattern that defeats backtracking costs what it costs`(pattern: String) throws {
        var environment = Environment()
        environment.declare(variable: "text", .string)
        let text = Value.string(String(repeating: "a", count: 2000) + "!")
        // Two hundred nodes' worth of ways for each character at the most.
        let outcome = try evaluate(
            "text.matches(r'\(pattern)')",
            in: environment,
            ["text": text],
            budget: 500_000
        )
        #expect(outcome == .value(.bool(false)))
    }

    @Test(arguments: [
        "((((a{100}){100}){100}){100}){100}", "(((){1000}){1000}){1000}", "(a{1000}){1000}",
        "((a{0,100}){0,100}){0,100}", String(repeating: "(", count: 5000),
        String(repeating: "[", count: 5000), String(repeating: "a|", count: 100_000),
        String(repeating: "(?:a|b)", count: 4000),
    ]) func `a pattern that grows is refused`(pattern: String) throws {
        #expect(throws: UnexpectedOutcome.self) { try matches("a", pattern) }
    }

    /// An automaton of some 2 000 instructions, all of which are followed before the first character.
    @Test(arguments: ["(a?){1000}", "(a?){1000}b", "(a?){1000}$"], ["", "a"])
    func `a match costs what is followed, however it ends`(
        pattern: String,
        text: String
    ) throws {
        var environment = Environment()
        environment.declare(variable: "text", .string)
        for source in [
            "text.matches('\(pattern)')", "'a'.matches('b') || text.matches('\(pattern)')",
        ] {
            let code = try errorCode(
                of: source,
                in: environment,
                ["text": .string(text)],
                budget: 800
            )
            #expect(code == .budgetExceeded)
        }
    }

    @Test func `the classes of a pattern are charged for before they are made`() throws {
        let classes = String(repeating: "\\x{0}-\\x{1ff}", count: 20_000)
        for pattern in [
            "(?i)[\(classes)]", "(?i)" + String(repeating: "[\\x{0}-\\x{1ff}]", count: 300),
        ] {
            var environment = Environment()
            environment.declare(variable: "pattern", .string)
            let outcome = try evaluate(
                "'a'.matches(pattern)",
                in: environment,
                ["pattern": .string(pattern)]
            )
            guard case .error(let error) = outcome else {
                throw UnexpectedOutcome(outcome: outcome)
            }
            #expect(error.message == "`matches`: the classes of the pattern are too large")
        }
    }

    @Test(arguments: [
        "((){1000}){1000}", "(a{1000}){1000}", "(?i)" + String(repeating: "[ -ǿ]", count: 85),
    ]) func `a pattern that is refused costs what that took`(pattern: String) throws {
        var environment = Environment()
        environment.declare(variable: "pattern", .string)
        let code = try errorCode(
            of: "[1, 2, 3].all(i, 'a'.matches(pattern) || true)",
            in: environment,
            ["pattern": .string(pattern)],
            budget: 25_000
        )
        #expect(code == .budgetExceeded)
    }

    @Test func `the classes of all patterns of an expression count together`() throws {
        let pattern = "text.matches('(?i)[" + String(repeating: " -ǿ", count: 40) + "]')"
        var environment = Environment()
        environment.declare(variable: "text", .string)
        _ = try environment.compile([pattern, pattern].joined(separator: " || "))
        #expect(throws: CompileError.self) {
            try environment.compile([pattern, pattern, pattern].joined(separator: " || "))
        }
    }

    @Test func `a long match ends by its budget`() throws {
        var environment = Environment()
        environment.declare(variable: "text", .string)
        let code = try errorCode(
            of: "text.matches('(a?){400}b')",
            in: environment,
            ["text": .string(Self.long)],
            budget: 25_000
        )
        #expect(code == .budgetExceeded)
    }

    /// A node for the call and one for the text, one for each place in it, and what it takes to find
    /// the other cases of the character.
    @Test(arguments: [("a", "b", 4), ("a", "(?i)b", 5), ("я", "b", 4), ("я", "(?i)b", 20)])
    func `ignoring case costs more`(text: String, pattern: String, cost: Int) throws {
        var environment = Environment()
        environment.declare(variable: "text", .string)
        let source = "text.matches('\(pattern)')"
        let outcome = try evaluate(source, in: environment, ["text": .string(text)], budget: cost)
        #expect(outcome == .value(.bool(false)))
        let less = try errorCode(
            of: source,
            in: environment,
            ["text": .string(text)],
            budget: cost - 1
        )
        #expect(less == .budgetExceeded)
    }
}
