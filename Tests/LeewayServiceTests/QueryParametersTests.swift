import Testing

@testable import LeewayService

struct QueryParametersTests {
    private func parameters(_ query: String) throws(Problem) -> QueryParameters {
        let bytes = Array(query.utf8)
        return try QueryParameters(bytes, 0..<bytes.count)
    }

    @Test(arguments: [
        ("q=bon", "bon"), ("q=", ""), ("q", ""), ("a=1&q=2", "2"), ("q=a+b", "a b"),
        ("q=%D1%87%D0%B5%D0%BA", "чек"), ("q=a%3Db%26c", "a=b&c"), ("q=a=b", "a=b"),
        ("&&q=x&", "x"), ("%71=x", "x"), ("q=%2B", "+"),
    ])
    func `decodes as forms encode`(query: String, value: String) throws {
        #expect(try parameters(query)["q"] == value)
    }

    @Test func `an absent parameter is nil`() throws {
        #expect(try parameters("a=1")["q"] == nil)
        #expect(try parameters("")["q"] == nil)
    }

    @Test(arguments: ["q=%", "q=%1", "q=%zz", "q=%+1", "%=1", "q=%FF", "q=%C3", "q=%ED%A0%80"])
    func `refuses broken escapes and what is no UTF-8`(query: String) {
        #expect(throws: Problem.self) { try parameters(query) }
    }

    @Test func `refuses a parameter given twice, but only where it is asked for`() throws {
        let twice = try parameters("q=1&q=2&x=3")
        #expect(throws: Problem.self) { try twice["q"] }
        #expect(try twice["x"] == "3")
    }

    @Test func `takes a hundred parameters and refuses one more`() throws {
        let most = Array(repeating: "a=1", count: QueryParameters.maxParameters)
        #expect(try parameters(most.joined(separator: "&"))["b"] == nil)
        #expect(throws: Problem.self) { try parameters((most + ["b=1"]).joined(separator: "&")) }
    }
}
