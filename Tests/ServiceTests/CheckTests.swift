import Foundation
import Testing

/// `leeway check` and `leeway schema` as programs and people call them.
struct CheckTests {
    /// A copy of the example book with a change in one of its files.
    private func book(_ file: String, _ old: String, _ new: String) throws -> String {
        let book = try TemporaryFolder.make().appending(path: "book")
        let files = FileManager.default
        try files.copyItem(at: Binary.root.appending(path: "Config/book"), to: book)
        let path = book.appending(path: file)
        let text = try String(contentsOf: path, encoding: .utf8)
        let changed = text.replacing(old, with: new, maxReplacements: 1)
        #expect(changed != text)
        try Data(changed.utf8).write(to: path)
        return book.path
    }

    private func broken() throws -> String {
        try book("policies/returns/defect.yaml", "topic: returns", "topic: retuns")
    }

    private func doubtful() throws -> String {
        try book("policies/returns/defect.yaml", "  nl: \"Het is stuk", "  # nl: \"Het is stuk")
    }

    @Test func `ends with 1 for errors, with 2 for warnings where they count, else with 0`() throws
    {
        let (broken, doubtful) = (try broken(), try doubtful())
        #expect(try Binary.run(["check", broken]).status == 1)
        #expect(try Binary.run(["check", "--strict", broken]).status == 1)
        #expect(try Binary.run(["check", doubtful]).status == 0)
        #expect(try Binary.run(["check", "--strict", doubtful]).status == 2)
        #expect(try Binary.run(["check", "--strict", "Config/book"]).status == 0)
        #expect(try Binary.run(["check", "--format", "xml", "Config/book"]).status == 64)
    }

    @Test func `tells people the line, the place in it and what to do, without colours in a pipe`()
        throws
    {
        let broken = try broken()
        let check = try Binary.run(["check", broken])
        #expect(
            check.output == """
                policies/returns/defect.yaml:5:8: error: unknown topic `retuns`
                    topic: retuns
                           ^
                    hint: did you mean `returns`?
                \(broken): 1 error, 0 warnings; the book cannot be used

                """
        )
        #expect(!check.errors.contains("retuns"))
    }

    @Test func `tells programs the same as one JSON object`() throws {
        let check = try Binary.run(["check", "--format", "json", try broken()])
        let json = try JSONSerialization.jsonObject(with: Data(check.output.utf8))
        let report = try #require(json as? [String: Any])
        #expect(report["errors"] as? Int == 1)
        #expect(report["warnings"] as? Int == 0)
        let fault = try #require((report["faults"] as? [[String: Any]])?.first)
        #expect(fault["file"] as? String == "policies/returns/defect.yaml")
        #expect(fault["line"] as? Int == 5)
        #expect(fault["column"] as? Int == 8)
        #expect(fault["severity"] as? String == "error")
        #expect(fault["message"] as? String == "unknown topic `retuns`")
        #expect(fault["hint"] as? String == "did you mean `returns`?")
        let sound = try Binary.run(["check", "--format", "json", "Config/book"])
        let whole = try JSONSerialization.jsonObject(with: Data(sound.output.utf8))
        #expect((whole as? [String: Any])?["policies"] as? Int == 19)
    }

    @Test func `tells a workflow of GitHub where to annotate`() throws {
        let broken = try broken()
        let check = try Binary.run(["check", "--format", "github", broken])
        let annotation =
            "::error file=\(broken)/policies/returns/defect.yaml,line=5,col=8"
            + "::unknown topic `retuns`%0Ahint: did you mean `returns`?"
        #expect(check.output.components(separatedBy: "\n")[0] == annotation)
        let doubtful = try Binary.run(["check", "--format", "github", try doubtful()])
        #expect(doubtful.output.hasPrefix("::warning file="))
    }

    @Test(arguments: ["book", "policy", "survey", "book-tests"])
    func `prints the schemas that stand in the documentation`(name: String) throws {
        let path = Binary.root.appending(path: "Docs/Schemas/\(name).schema.json")
        let schema = try Binary.run(["schema", name])
        #expect(schema.status == 0)
        #expect(try schema.output == String(contentsOf: path, encoding: .utf8))
    }

    @Test func `prints one schema for all files`() throws {
        let schema = try Binary.run(["schema"])
        let json = try JSONSerialization.jsonObject(with: Data(schema.output.utf8))
        let definitions = (json as? [String: Any])?["$defs"] as? [String: Any]
        #expect(definitions.map { $0.keys.sorted() } == ["book", "book-tests", "policy", "survey"])
    }
}
