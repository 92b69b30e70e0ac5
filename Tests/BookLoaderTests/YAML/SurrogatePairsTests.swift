import Testing

@testable import BookLoader

/// How JSON writes what does not fit into sixteen bits.
struct SurrogatePairsTests {
    @Test(
        arguments: [
            (#"{"a":"\ud83d\ude00"}"#, #"{"a":"\U0001F600"}"#),
            (#" [ "\uD83D\uDE00\uD83D\uDE00x" ]"#, #" [ "\U0001F600\U0001F600x" ]"#),
            (#"["\ud800\udc00\udbff\udfff"]"#, #"["\U00010000\U0010FFFF"]"#),
            // A backslash that is itself escaped begins nothing.
            (#"["\\ud83d\ude00"]"#, #"["\\ud83d\ude00"]"#),
            (#"["\\\ud83d\ude00"]"#, #"["\\\U0001F600"]"#),
            // Halves stay, to be refused.
            (#"["\ud83d"]"#, #"["\ud83d"]"#),
            (#"["\ude00\ud83d"]"#, #"["\ude00\ud83d"]"#),
            (#"["\ud83d\u0041"]"#, #"["\ud83d\u0041"]"#),
            (#"["\ud83d\ude0"]"#, #"["\ud83d\ude0"]"#),
            (#"["\ud83d\ude0"#, #"["\ud83d\ude0"#),
            (#"["\"#, #"["\"#),
            // What is no JSON is left alone.
            (#"a: '\ud83d\ude00'"#, #"a: '\ud83d\ude00'"#),
            ("", ""),
        ]
    )
    func `are one escape of YAML`(_ json: String, _ yaml: String) {
        #expect(SurrogatePairs.joined(in: json) == yaml)
    }
}
