import HTTPWire

/// The description of the interface and the page that shows it: made when first asked for, and kept
/// as bytes.
struct ReferencePages: ~Copyable, Sendable {
    /// For how many seconds a cache may keep a file.
    ///
    /// LIMIT: they change with a release only, and the page must not outlive its script for long.
    private static let maxAge = 300

    private let openapi = KeptPage()
    private let docsPage = KeptPage()
    private let docsStyle = KeptPage()
    private let docsScript = KeptPage()

    /// Sends a file, compressed where the reader takes it.
    func send(
        _ file: ReferenceFile,
        _ compress: ServiceEnvironment.Compress,
        _ reply: inout Reply
    ) {
        switch file {
        case .openapi: Self.send(file, openapi, compress, &reply)
        case .docsPage: Self.send(file, docsPage, compress, &reply)
        case .docsStyle: Self.send(file, docsStyle, compress, &reply)
        case .docsScript: Self.send(file, docsScript, compress, &reply)
        }
    }

    private static func send(
        _ file: ReferenceFile,
        _ page: borrowing KeptPage,
        _ compress: ServiceEnvironment.Compress,
        _ reply: inout Reply
    ) {
        page.lend({ prepare(file, compress) }, to: { reply.send(prepared: $0) })
    }

    private static func prepare(
        _ file: ReferenceFile,
        _ compress: ServiceEnvironment.Compress
    ) -> PreparedResponse {
        let content = file.content
        var fields: [Response.Field] = [
            .init(.contentType, file.contentType),
            .init(.cacheControl, "public, max-age=\(maxAge)"),
            .init(.etag, content.entityTag),
        ]
        if file == .docsPage { fields += pagePolicies }
        let response = Response(status: 200, fields: fields, content: content)
        return PreparedResponse(response, gzip: compress(content))
    }

    /// The page runs nothing and loads nothing that this service does not serve itself.
    private static let pagePolicies: [Response.Field] = [
        .init(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
                + "require-trusted-types-for 'script'; trusted-types 'none'"
        ),
        .init("Referrer-Policy", "no-referrer"),
        .init("Cross-Origin-Opener-Policy", "same-origin"),
    ]
}
