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
}
