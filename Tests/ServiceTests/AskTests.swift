import Testing

/// `leeway ask`, run on the example book.
struct AskTests {
    private func ask(
        _ arguments: String...
    ) throws -> (status: Int32, output: String, errors: String) {
        try Binary.run(["ask"] + arguments)
    }

    @Test func `says which policies a question finds, and by which words`() throws {
        let answer = try ask("ik ben mijn bonnetje kwijt", "--locale", "nl")
        #expect(answer.status == 0, "\(answer.errors)")
        let lines = answer.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "sure of the first")
        #expect(lines.count { $0.hasSuffix("(nl)") } == 3)
        let first = try #require(lines.first { $0.hasSuffix("(nl)") })
        #expect(first.contains("returns.no-receipt"))
        #expect(lines.contains { $0.contains("nearest:") })
        #expect(lines.contains { $0.contains("kwijt: stem kwij") })
        #expect(lines.prefix { !$0.contains("partners") }.allSatisfy { !$0.contains("nothing:") })
    }

    @Test func `names the words that gave nothing`() throws {
        let answer = try ask("ik ben mijn zzqqxx kwijt", "--locale", "nl", "--limit", "1")
        #expect(answer.output.hasSuffix("nothing: zzqqxx\n"))
    }

    @Test func `finds policies for staff unless asked as a customer`() throws {
        let question = "satisfaction guarantee, money back"
        #expect(try ask(question, "--limit", "50").output.contains("returns.money-back"))
        let asCustomer = try ask(question, "--limit", "50", "--as-customer")
        #expect(!asCustomer.output.contains("returns.money-back"))
    }

    @Test func `says so when nothing fits`() throws {
        #expect(try ask("🙂 ?!").output == "no policy has any of these words\n")
        #expect(try ask("is there a parking lot", "--locale", "en").output.hasPrefix("not sure"))
    }

    @Test(
        arguments: [
            ["--locale", "fr"], ["--locale", "_"], ["--limit", "0"], ["--limit", "51"],
        ])
    func `names a wrong option`(options: [String]) throws {
        let answer = try Binary.run(["ask", "anything"] + options)
        #expect(answer.status == 64)
        #expect(!answer.errors.isEmpty)
    }

    @Test func `a book that cannot be used ends with one`() throws {
        #expect(try ask("anything", "--book", "Sources").status == 1)
    }
}
