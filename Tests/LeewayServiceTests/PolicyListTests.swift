import TestSupport
import Testing

/// Lists of policies: what filters and questions leave of a book.
struct PolicyListTests {
    /// A hundred policies that answer a question alike, and one of another topic that answers it
    /// less well than all of them.
    private static func crowd() throws -> WrittenBook {
        let many = (1...100)
            .map { number in
                """
                id: many.p\(number)
                version: 1
                topic: returns
                effective_from: 2026-01-01
                title: { en: "A lost parcel" }
                plain: { en: "We look for the lost parcel." }
                situations: { en: [ "my parcel is lost" ] }
                ---

                """
            }
        let one = """
            id: one
            version: 1
            topic: delivery
            pillar: people
            applies_to: [partners]
            effective_from: 2026-01-01
            title: { en: "Our people at the door who bring what you have bought" }
            plain: { en: "They bring a parcel and wait." }
            ---
            id: tomorrow
            version: 1
            topic: returns
            effective_from: 2026-07-02
            title: { en: "A parcel that comes tomorrow" }
            plain: { en: "It comes." }
            """
        return try WrittenBook(policies: many.joined() + one)
    }

    private func ids(_ query: String, at time: String = "2026-07-01T10:00:00Z") throws -> [String] {
        let book = try Self.crowd()
        var client = try ServiceInMemory(book.folder, at: time).client()
        let list = try client.get("/v1/policies?q=my+lost+parcel\(query)").json()
        let policies = try #require(list["policies"] as? [[String: Any]])
        #expect(policies.allSatisfy { $0["score"] is Double })
        return policies.compactMap { $0["id"] as? String }
    }

    @Test(arguments: ["topic=delivery", "pillar=people", "audience=partners"])
    func `a question finds what a filter leaves, however many others answer it better`(
        filter: String
    ) throws {
        #expect(try ids("&\(filter)") == ["one"])
    }

    @Test func `without a filter the best are found and no more than search gives`() throws {
        let found = try ids("")
        #expect(!found.contains("one") && 20...50 ~= found.count)
        #expect(Set(found).count == found.count)
    }

    @Test func `what is not in force that day takes no place`() throws {
        #expect(!(try ids("")).contains("tomorrow"))
        #expect(try ids("+that+comes+tomorrow", at: "2026-07-02T10:00:00Z").first == "tomorrow")
    }
}
