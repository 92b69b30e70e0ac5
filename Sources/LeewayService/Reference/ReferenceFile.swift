import BookLoader
import CPages

/// A file that tells of the interface; the binary carries it.
enum ReferenceFile: CaseIterable {
    case openapi
    case docsPage
    case docsStyle
    case docsScript

    var contentType: String {
        switch self {
        case .openapi: "application/json"
        case .docsPage: "text/html; charset=utf-8"
        case .docsStyle: "text/css; charset=utf-8"
        case .docsScript: "text/javascript; charset=utf-8"
        }
    }

    /// The file as it is served.
    var content: [UInt8] {
        switch self {
        case .openapi: Self.bundled(unsafe Self.octets(cpages_openapi))
        case .docsPage: unsafe Self.octets(cpages_docs_html)
        case .docsStyle: unsafe Self.octets(cpages_docs_css)
        case .docsScript: unsafe Self.octets(cpages_docs_js)
        }
    }

    private static func octets(_ file: cpages_file) -> [UInt8] {
        // SAFETY: a constant of the binary and its size.
        unsafe Array(UnsafeBufferPointer(start: file.start, count: file.count))
    }

    /// The description with the schemas of a book's files in the place of references to them.
    private static func bundled(_ description: [UInt8]) -> [UInt8] {
        var text = String(decoding: description, as: UTF8.self)
        for schema in BookSchema.allCases {
            text = text.replacing(
                #"{"$ref": "../../Docs/Schemas/\#(schema.rawValue).schema.json"}"#,
                with: schema.json
            )
        }
        return Array(text.utf8)
    }
}
