import TestSupport
import Testing

/// Checks that cannot be answered: each is refused with the place of what is wrong, and none allows.
struct BadCheckTests {
    private let service: DecidingService

    init() throws {
        service = try DecidingService(book: "Tests/Fixtures/readings/counter")
    }

    private static let facts = """
        "customer":{"id":"c","tier":"silver","flagged":false},\
        "case":{"id":"k","receipt":true,"paid":{"value":"100.00","currency":"EUR"},\
        "refunded":{"value":"0.00","currency":"EUR"},"worn":false}
        """
    private static let usual = #""amount":{"value":"40.00","currency":"EUR"}"#

    private func check(_ members: String) -> ReceivedResponse {
        service.post("/v1/discretion/check", "{\(members)}")
    }

    private func refused(_ members: String, _ status: Int, _ pointer: String) throws {
        let answer = check(members)
        #expect(answer.status == status, "\(members): \(answer.text)")
        #expect(answer.value("content-type") == "application/problem+json")
        let problem = try JSONPattern(parsing: answer.text)
        #expect(problem["errors"]?.elements.first?["pointer"]?.string == pointer, "\(answer.text)")
    }

    @Test func `the request that all of these change is allowed`() throws {
        let answer = check(
            #""remedy":"refund","policy":"goods.refunds",\#(Self.usual),\#(Self.facts)"#
        )
        #expect(answer.status == 200)
        #expect(try JSONPattern(parsing: answer.text)["outcome"]?.string == "allow")
    }

    /// The value as it stands in the request, the status and what the pointer adds to `/amount`.
    @Test(
        arguments: [
            ("NaN", 400, "/value"), (#""NaN""#, 422, ""), (#""Infinity""#, 422, ""),
            ("1e400", 422, ""), (#""1e400""#, 422, ""), (#""4e1""#, 422, ""),
            ("40.5", 400, ""), ("-40.0", 422, ""),
            ("123456789012345678901234567890", 422, ""),
            (#""123456789012345678901234567890.00""#, 422, ""),
            (#""92233720368547758.08""#, 422, ""), ("92233720368547759", 422, ""),
            ("-1", 422, ""), (#""-0.01""#, 422, ""), (#""40.001""#, 422, ""),
            (#""+40""#, 422, ""), (#""40.""#, 422, ""), (#"".5""#, 422, ""), (#""""#, 422, ""),
            (#"" 40""#, 422, ""), (#""40,00""#, 422, ""), (#""٤٠""#, 422, ""),
            (#""40.00 EUR""#, 422, ""),
            ("true", 400, "/value"), ("null", 400, "/value"), ("[]", 400, "/value"),
            ("{}", 400, "/value"),
        ]
    )
    func `an amount is digits`(_ value: String, _ status: Int, _ pointer: String) throws {
        try refused(
            #""remedy":"refund","amount":{"value":\#(value),"currency":"EUR"},\#(Self.facts)"#,
            status,
            "/amount\(pointer)"
        )
    }

    /// JSON Schema counts them as integers.
    @Test(arguments: ["40", "40.0", "4e1", "400e-1"])
    func `an amount may be a whole number in any form`(_ value: String) throws {
        let amount = #""amount":{"value":\#(value),"currency":"EUR"}"#
        let answer = check(
            #""remedy":"refund","policy":"goods.refunds",\#(amount),\#(Self.facts)"#
        )
        #expect(try JSONPattern(parsing: answer.text)["outcome"]?.string == "allow")
    }

    @Test(
        arguments: [
            (#""amount":{"value":"1.00","currency":"eur"}"#, 422, "/amount"),
            (#""amount":{"value":"1.00","currency":"EURO"}"#, 422, "/amount"),
            (#""amount":{"value":"1.00","currency":"QQQ"}"#, 422, "/amount"),
            (#""amount":{"value":"1.00","currency":""}"#, 422, "/amount"),
            (#""amount":{"value":"1.00","currency":1}"#, 400, "/amount/currency"),
            (#""amount":{"value":"1.00","currency":null}"#, 400, "/amount/currency"),
            (#""amount":{"value":"1.00"}"#, 400, "/amount/currency"),
            (#""amount":{"currency":"EUR"}"#, 400, "/amount/value"),
            (#""amount":{"value":"1.00","currency":"EUR","x":1}"#, 400, "/amount/x"),
            (#""amount":{"value":"1.5","currency":"JPY"}"#, 422, "/amount"),
            (#""amount":"40.00 EUR""#, 400, "/amount"), (#""amount":40"#, 400, "/amount"),
            (#""quantity":3"#, 422, "/quantity"),
            (#""quantity":3,\#(Self.usual)"#, 400, "/quantity"),
            (#"\#(Self.usual),\#(Self.usual)"#, 400, "/amount"),
        ]
    )
    func `an amount has one currency`(_ amount: String, _ status: Int, _ pointer: String) throws {
        try refused(#""remedy":"refund",\#(amount),\#(Self.facts)"#, status, pointer)
    }

    @Test(arguments: [("-1", 422), ("1.5", 400), (#""1""#, 400), ("9223372036854775808", 400)])
    func `a quantity is a whole number`(_ quantity: String, _ status: Int) throws {
        try refused(#""remedy":"bags","quantity":\#(quantity)"#, status, "/quantity")
    }

    @Test(arguments: ["GBP", "JPY", "KWD"])
    func `another currency is never compared`(_ code: String) throws {
        let amount = #""amount":{"value":"1","currency":"\#(code)"}"#
        let answer = check(#""remedy":"refund","policy":"goods.refunds",\#(amount),\#(Self.facts)"#)
        let decision = try JSONPattern(parsing: answer.text)
        #expect(decision["outcome"]?.string == "escalate")
        #expect(decision["limit"] == .null)
    }

    @Test(
        arguments: [
            ("receipt", [#""true""#, "1", "[]", "{}"]),
            ("days", [#""3""#, "3.5", "9223372036854775808", "1e400", "true", "[]"]),
            ("paid", ["100", #""100""#, "true", #"{"value":"1.001","currency":"EUR"}"#, "[]"]),
            ("reason", [#""Defect""#, "1", #"["defect"]"#, #""""#]),
            ("vip_code", ["1", "true", "[]", "{}"]),
        ]
    )
    func `a fact is of its declared type`(_ name: String, _ values: [String]) throws {
        for value in values {
            try refused(#""remedy":"refund","case":{"\#(name)":\#(value)}"#, 422, "/case/\(name)")
        }
    }

    @Test(
        arguments: [
            (#""customer":{"tags":"loyal"}"#, "/customer/tags"),
            (#""customer":{"tags":["loyal",1]}"#, "/customer/tags"),
            (#""case":{"recipt":true}"#, "/case/recipt"),
            (#""verified":["case.foto"]"#, "/verified"),
            (#""staff":{"role":"agnt"}"#, "/staff/role"),
            (#""policy":"goods.refund""#, "/policy"), (#""topic":"good""#, "/topic"),
        ]
    )
    func `a name that the book lacks is unknown`(_ member: String, _ pointer: String) throws {
        try refused(#""remedy":"refund",\#(member)"#, 422, pointer)
    }

    @Test func `the nearest name is told`() throws {
        for (members, word) in [
            (#""remedy":"refnd""#, "`refund`"),
            (#""remedy":"refund","policy":"goods.refund""#, "`goods.refunds`"),
            (#""remedy":"refund","topic":"good""#, "`goods`"),
            (#""remedy":"refund","staff":{"role":"agnt"}"#, "`agent`"),
            (#""remedy":"refund","case":{"recipt":true}"#, "`receipt`"),
            (#""remedy":"refund","verified":["case.foto"]"#, "`case.photo`"),
            (#""remedy":"apology","policy":"goods.refunds""#, "mood.ladder"),
        ] {
            #expect(check(members).text.contains(word), "\(members)")
        }
    }

    /// Names that the book lacks: so many are looked at, and so many faults are told.
    @Test(arguments: [(19, 422, 19), (20, 422, 20), (21, 422, 20), (256, 422, 20), (257, 400, 1)])
    func `so many facts can stand in a group, and so many faults are told`(
        _ count: Int,
        _ status: Int,
        _ faults: Int
    ) throws {
        let names = (1...count).map { #""n\#($0)":1"# }.joined(separator: ",")
        let lists = (1...count).map { #""case.n\#($0)""# }.joined(separator: ",")
        for members in [#""case":{\#(names)}"#, #""verified":[\#(lists)]"#] {
            let answer = check(#""remedy":"refund",\#(members)"#)
            #expect(answer.status == status, "\(answer.text)")
            #expect(try JSONPattern(parsing: answer.text)["errors"]?.elements.count == faults)
        }
    }
}
