import HTTPWire
import JSON
import PolicyBook

/// What the public reads of one version in one language.
///
/// The answer is rendered when the first reader asks, plain and compressed, and kept as bytes for
/// all others: a book of ten thousand policies would hold a hundred thousand answers that nobody
/// asks for.
final class PolicyPage: Sendable {
    /// For how many seconds a cache may keep a page.
    ///
    /// LIMIT: a book is reloaded at any time, and a correction should reach readers in a minute.
    static let maxAge = 60

    let policy: PublicPolicy
    let title: RenderedText
    /// The policy in plain words.
    let summary: RenderedText
    private let versionIndex: Int
    private let format: LocaleFormat
    private let book: PolicyBook
    private let compress: ServiceEnvironment.Compress
    /// For a reader who asked for this very language.
    private let asked = KeptPage()
    /// For a reader who asked for none.
    private let unasked = KeptPage()

    init(
        _ policy: PublicPolicy,
        _ versionIndex: Int,
        _ format: LocaleFormat,
        book: PolicyBook,
        _ compress: @escaping ServiceEnvironment.Compress
    ) {
        self.policy = policy
        self.versionIndex = versionIndex
        self.format = format
        self.book = book
        self.compress = compress
        let version = policy.policy.versions[versionIndex]
        let texts = VersionTexts(version, format, book)
        title = texts.text(version.title)
        summary = texts.text(version.plain)
    }

    var version: PolicyVersion { policy.policy.versions[versionIndex] }
    var locale: LocaleTag { format.locale }

    /// Sends the answer for a reader who asked for this very language, or for none.
    func send(isAsked: Bool, _ reply: inout Reply) {
        if isAsked {
            asked.lend({ prepare(for: locale) }, to: { reply.send(prepared: $0) })
        } else {
            unasked.lend({ prepare(for: nil) }, to: { reply.send(prepared: $0) })
        }
    }

    private func prepare(for tag: LocaleTag?) -> PreparedResponse {
        prepare(LocaleChoice(asked: tag, used: locale), maxAge: Self.maxAge)
    }

    /// The answer, made for one request and compressed as the kept ones are.
    func prepare(_ choice: LocaleChoice, maxAge: Int) -> PreparedResponse {
        let response = response(choice, maxAge: maxAge)
        let isLong = response.content.count >= Reply.minCompressedBytes
        return PreparedResponse(response, gzip: isLong ? compress(response.content) : nil)
    }

    private func response(_ choice: LocaleChoice, maxAge: Int) -> Response {
        var writer = PageWriter(policy.policy, version, VersionTexts(version, format, book))
        writer.page(book)
        return .public(writer.finish(choice, book), choice, maxAge: maxAge, endingFields)
    }

    /// `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and `Link` (RFC 5829) of a version whose end is
    /// written, past or to come.
    private var endingFields: [Response.Field] {
        guard let (ending, successor) = policy.ending(of: versionIndex) else { return [] }
        let path = "/v1/policies/\(policy.policy.id)"
        var links = [
            "<\(path)>; rel=\"latest-version\"", "<\(path)/versions>; rel=\"version-history\"",
        ]
        if let successor {
            links.append("<\(path)/versions/\(successor.version)>; rel=\"successor-version\"")
        }
        let superseded = book.start(of: ending.supersededOn).seconds
        let gone = ending.goneOn.map { book.start(of: $0).seconds }
        return [.init("Deprecation", "@\(superseded)")]
            + (gone.map { [.init("Sunset", HTTPDate.text(secondsSinceEpoch: $0))] } ?? [])
            + [.init(.link, links.joined(separator: ", "))]
    }
}

extension Response {
    /// An answer that anyone may keep; its tag is made of its content.
    static func `public`(
        _ content: [UInt8],
        _ choice: LocaleChoice,
        maxAge: Int,
        _ more: [Field] = []
    ) -> Response {
        Response(
            status: 200,
            fields: [
                .init(.contentType, "application/json"),
                .init(.contentLanguage, choice.used.text),
                .init(.vary, "Accept-Language"),
                .init(.cacheControl, "public, max-age=\(maxAge)"),
                .init(.etag, content.entityTag),
            ] + more,
            content: content
        )
    }
}

extension [UInt8] {
    /// A strong entity tag for these octets.
    var entityTag: String { "\"\(String(fingerprint, radix: 16))\"" }

    /// FNV-1a, 64 bits: tells two contents apart for a cache; it guards nothing.
    private var fingerprint: UInt64 {
        reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
