import Foundation
import Testing

/// A request made by the real curl, and its answer.
struct Curl {
    let status: Int
    /// Field names in lower case.
    let fields: [String: String]
    let body: String

    /// Performs one request; `json` is sent as the content of a POST.
    init(
        _ url: String,
        json: String? = nil,
        fields: [String: String] = [:],
        options: [String] = []
    ) throws {
        var arguments = ["--silent", "--show-error", "--include", "--max-time", "60"] + options
        var fields = fields
        if json != nil {
            arguments += ["--data-binary", "@-"]
            if fields["Content-Type"] == nil { fields["Content-Type"] = "application/json" }
        }
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            arguments += ["--header", "\(name): \(value)"]
        }
        let result = try Command.run(
            URL(filePath: "/usr/bin/curl"),
            arguments + [url],
            input: Array((json ?? "").utf8)
        )
        try #require(result.status == 0, "curl: \(result.errors)")
        try self.init(parsing: result.output)
    }

    private init(parsing output: String) throws {
        var rest = output
        var head = ""
        repeat {  // an interim answer (100) stands before the final one
            let end = try #require(rest.range(of: "\r\n\r\n"))
            head = String(rest[..<end.lowerBound])
            rest = String(rest[end.upperBound...])
        } while head.hasPrefix("HTTP/1.1 100")
        let lines = head.components(separatedBy: "\r\n")
        status = try #require(Int(lines[0].split(separator: " ")[1]))
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            fields[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        self.fields = fields
        body = rest
    }

    /// The body as JSON.
    func json() throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(body.utf8))
        return try #require(value as? [String: Any], "not an object: \(body)")
    }
}
