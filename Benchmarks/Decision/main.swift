internal import BookLoader
internal import PolicyBook

// bench-decision: what a check costs in memory, in microseconds of processor time and allocations:
// its JSON read, its facts typed, decided, and its answer written as JSON.
//
//     bench-decision                        over a book of a hundred policies of ten rows
//     bench-decision BOOK                   the check of the README over the example book
//     bench-decision … --case NAME          those cases only whose name contains NAME
//     bench-decision … --rounds N           so many rounds each, for profilers
//     bench-decision … --answers COUNT      the answers to random checks, to compare two builds by

func large(_ amount: String, policy: String?) -> String {
    let named = policy.map { #""policy":"\#($0)","# } ?? ""
    return #"""
        {"staff":{"id":"s-117","role":"agent"},"remedy":"refund",\#(named)
         "amount":{"value":"\#(amount)","currency":"EUR"},
         "customer":{"id":"c-9","tier":"gold","refunds_90d":0},
         "case":{"id":"T-1009","receipt":false,"bought_on":"2026-11-10","own_order":true,
         "worn":false,"total":{"value":"80.00","currency":"EUR"}},
         "context":{"channel":"chat","country":"LV"},"asked_for":true,"verified":[],"tried":[],
         "locale":"nl"}
        """#
}

/// The check of the README.
func example(_ amount: String) -> String {
    #"""
    {"staff":{"id":"s-117","role":"agent"},"remedy":"refund",
     "amount":{"value":"\#(amount)","currency":"EUR"},
     "policy":"returns.no-receipt","customer":{"id":"c-9","tier":"gold","refunds_90d":0},
     "case":{"id":"T-1009","reason":"changed_mind","receipt":false,"own_order":true,"worn":false,
     "bought_on":"2026-11-10","total":{"value":"80.00","currency":"EUR"}},
     "verified":["case.own_order"],"locale":"nl"}
    """#
}

func printAnswers(_ checking: inout Checking, count: Int) {
    var checks = RandomChecks(checking.book, seed: 1)
    for _ in 0..<count {
        checking.now = checks.moment()
        let content = checks.content()
        print(content)
        print(checking.text(content))
        print(checking.options(content))
    }
}

/// What the command line says.
struct Arguments {
    var words: [String]

    /// Takes an option and its value off; nil where it is absent.
    mutating func option(_ name: String) -> String? {
        guard let place = words.firstIndex(of: name), place + 1 < words.count else { return nil }
        defer { words.removeSubrange(place...place + 1) }
        return words[place + 1]
    }

    func book() throws -> PolicyBook {
        guard let folder = words.first else { return try LargeBook().book }
        guard let book = BookLoader.load(folder).book else { fatalError("the book has faults") }
        return book
    }
}

var arguments = Arguments(words: Array(CommandLine.arguments.dropFirst()))
let answers = arguments.option("--answers").flatMap { Int($0) }
let name = arguments.option("--case") ?? ""
let rounds = arguments.option("--rounds").flatMap { Int($0) }
let cases =
    arguments.words.isEmpty
    ? [
        ("named, allow", large("30.00", policy: "returns.p50"), 20_000),
        ("named, beyond", large("60.00", policy: "returns.p50"), 5_000),
        ("whole book, allow", large("30.00", policy: nil), 2_000),
        ("whole book, beyond", large("60.00", policy: nil), 200),
    ] : [("example, allow", example("30.00"), 5_000), ("example, beyond", example("60.00"), 2_000)]
var checking = Checking(try arguments.book(), at: Instant(rfc3339: "2026-11-22T10:00:00Z"))
if let answers {
    printAnswers(&checking, count: answers)
} else {
    for (title, content, usual) in cases where name.isEmpty || title.contains(name) {
        try checking.measure(title, rounds ?? usual, content)
    }
}
