import BookLoader
import Foundation
import HTTPWire
import Ledger
import LeewayService
import PolicyBook
import TestSupport
import Testing

/// The whole service over a book of `Tests/Fixtures`, in memory and at a pinned time.
struct DecidingService {
    private let service: LeewayService

    /// Loads the book in a folder of the checkout; a fault in it is a failure of the test.
    init(
        book folder: String,
        at time: String = "2026-11-22T10:00:00Z",
        publicURL: String? = nil
    ) throws {
        let path = RepositoryFile.root.appending(path: folder).path
        let result = BookLoader(today: CalendarDate(iso8601: "2026-11-22")).load(path)
        let book = try #require(result.book, "\(result.errors.map(\.description))")
        let now = try #require(Instant(rfc3339: time))
        service = LeewayService(
            serving: BookInForce(
                ServedBook(book, result, loadedAt: now, compress: { _ in nil }),
                result
            ),
            reload: { _ in },
            ledger: NoLedger(),
            access: AccessInForce(.open),
            state: ServiceState(),
            environment: ServiceEnvironment(
                now: { now },
                makeID: { "00112233445566778899aabbccddeeff" },
                compress: { _ in nil },
                publicURL: publicURL
            )
        )
    }

    /// Sends one request with JSON content.
    func post(_ path: String, _ json: String, fields: [String] = []) -> ReceivedResponse {
        var client = InMemoryClient(service.makeHandler(loop: 0))
        return client.post(path, json, fields: fields)
    }

    /// Sends one request as it stands.
    func send(
        _ method: String,
        _ path: String,
        fields: [String] = [],
        content: String = ""
    )
        -> ReceivedResponse
    {
        var client = InMemoryClient(service.makeHandler(loop: 0))
        return client.send(InMemoryClient.request(method, path, fields, content))
    }
}

/// Decisions write nothing; whoever tries is told so.
private struct NoLedger: LedgerStore {
    var isAvailable: Bool { false }

    func record(
        _ feedback: Feedback,
        answer: StoredAnswer,
        once key: IdempotencyKey?,
        completion: @escaping @Sendable (Result<StoredAnswer, LedgerError>) -> Void
    ) {
        completion(.failure(.unavailable("tests keep nothing")))
    }

    func close() {}
}
