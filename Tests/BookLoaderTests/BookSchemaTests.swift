import Foundation
import Testing

@testable import BookLoader

struct BookSchemaTests {
    @Test(arguments: BookSchema.allCases)
    func `is JSON that names every key and requires what the loader does`(
        schema: BookSchema
    ) throws {
        let json = try JSONSerialization.jsonObject(with: Data(schema.json.utf8))
        let object = try #require(json as? [String: Any])
        let shape =
            switch schema {
            case .book: BookShape.book
            case .policy: PolicyShape.policy
            case .survey: SurveyShape.survey
            case .tests: BookTestShape.file
            }
        let properties = try #require(object["properties"] as? [String: Any])
        #expect(Set(properties.keys) == Set(shape.keys.map(\.name)))
        let required = try #require(object["required"] as? [String])
        #expect(required == shape.keys.filter(\.isRequired).map(\.name))
        #expect(object["additionalProperties"] as? Bool == false)
    }

    @Test func `is the one in the repository`() throws {
        for schema in BookSchema.allCases {
            let path = Repository.path("Docs/Schemas/\(schema.rawValue).schema.json")
            if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
                try schema.json.write(toFile: path, atomically: true, encoding: .utf8)
            }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == schema.json)
        }
    }

    @Test func `describes a row in full`() throws {
        let json = BookSchema.policy.json
        #expect(json.contains("\"enum\": [\"freely\", \"on_request\", \"owed\"]"))
        #expect(json.contains("\"description\": \"The most it gives.\""))
    }
}
