import CEL
import Testing

@Suite struct NearestNameTests {
    private static let names = ["customer.tier", "customer.tenure_days", "receipt", "Total", "id"]

    @Test(arguments: [
        ("customer.teir", "customer.tier"), ("custmer.tier", "customer.tier"),
        ("receipts", "receipt"),
        ("reciept", "receipt"), ("total", "Total"), ("customer_tier", "customer.tier"),
        ("ids", "id"),
    ]) func `a near name is suggested`(name: String, expected: String) {
        #expect(NearestName.suggest(name, among: Self.names) == expected)
    }

    @Test(arguments: ["", "amount", "x", "customer", String(repeating: "a", count: 1000)])
    func `a far one is not`(name: String) {
        #expect(NearestName.suggest(name, among: Self.names) == nil)
    }

    @Test func `of two the nearer is suggested, of equals the first`() {
        #expect(NearestName.suggest("colour", among: ["colours", "color", "colour2"]) == "colours")
        #expect(NearestName.suggest("Cat", among: ["bat", "cat"]) == "cat")
        #expect(NearestName.suggest("cat", among: ["cat"]) == nil)
    }
}
