import HTTPWire
import JSON

extension ServiceHandler {
    /// Reads a request's content as JSON onto the handler's tape.
    ///
    /// Returns: the whole document's value. Throws: `unsupportedMediaType` where the content is said
    /// to be something else or nothing; `malformedRequest` with the place of the first fault.
    func readContent(_ request: borrowing Request) throws(Problem) -> JSONNode {
        try requireJSON(request)
        return try tape.document(request.bytes.span.extracting(request.content))
    }

    private func requireJSON(_ request: borrowing Request) throws(Problem) {
        let type = request.string(.contentType) ?? ""
        let essence = type.prefix { $0 != ";" && $0 != " " && $0 != "\t" }
        guard essence.lowercased() != "application/json" else { return }
        let found = type.isEmpty ? "the request names no type" : "this is `\(type.shortened)`"
        throw Problem(.unsupportedMediaType, "the content must be `application/json`, \(found)")
    }
}
