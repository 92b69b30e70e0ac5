import BookLoader
import Foundation
import HTTPWire
import Ledger
import LeewayService
import PolicyBook
import Synchronization
import TestSupport
import Testing

/// The whole service without a socket, on a book of the repository, at a time of the test's choice.
final class ServiceInMemory: Sendable {
    let books: BookInForce
    private let service: LeewayService
    private let access: AccessInForce
    private let clock: ManualClock

    /// `directory` is absolute or from the checkout's root.
    init(
        _ directory: String,
        at time: String = "2026-07-01T10:00:00Z",
        access: Access = .publicOnly,
        rates: RateLimits = RateLimits(),
        origins: [String] = [],
        log: (sink: any LogSink, format: LogFormat)? = nil
    ) throws {
        let path = RepositoryFile.root.appending(path: directory).path
        let result = BookLoader().load(directory.hasPrefix("/") ? directory : path)
        let book = try #require(result.book, "\(result.errors)")
        let clock = ManualClock(try #require(Instant(rfc3339: time)))
        books = BookInForce(Self.served(book, result, clock.now), result)
        self.clock = clock
        var access = access
        access.rates = rates
        access.origins = origins
        self.access = AccessInForce(access)
        service = LeewayService(
            serving: books,
            reload: { _ in },
            ledger: NoLedger(),
            access: self.access,
            state: ServiceState(),
            environment: ServiceEnvironment(
                now: { clock.now },
                makeID: { "0123456789abcdef0123456789abcdef" },
                compress: { _ in nil }
            ),
            log: log
        )
    }

    /// The handler of one loop.
    func handler() -> ServiceHandler {
        service.makeHandler(loop: 0)
    }

    /// A client of one loop.
    func client() -> InMemoryClient {
        InMemoryClient(service.makeHandler(loop: 0))
    }

    func setTime(_ time: String) throws {
        clock.set(try #require(Instant(rfc3339: time)))
    }

    /// Changes who may call what while the service runs.
    func changeAccess(_ body: (inout Access) -> Void) {
        access.change(body)
    }

    /// Puts the book of another directory in force.
    func replace(with directory: String) throws {
        let result = BookLoader().load(directory)
        let book = try #require(result.book, "\(result.errors)")
        books.replace(with: Self.served(book, result, clock.now))
    }

    private static func served(
        _ book: PolicyBook,
        _ result: LoadResult,
        _ now: Instant
    ) -> ServedBook {
        ServedBook(book, result, loadedAt: now, compress: { _ in nil })
    }
}

private final class ManualClock: Sendable {
    private let time: Mutex<Instant>

    init(_ now: Instant) {
        time = Mutex(now)
    }

    var now: Instant { time.withLock { $0 } }

    func set(_ now: Instant) {
        time.withLock { $0 = now }
    }
}

/// Takes every record and keeps none.
private struct NoLedger: LedgerStore {
    var isAvailable: Bool { true }

    func record(
        _ feedback: Feedback,
        answer: StoredAnswer,
        once key: IdempotencyKey?,
        completion: @escaping @Sendable (Result<StoredAnswer, LedgerError>) -> Void
    ) {
        completion(.success(answer))
    }

    func close() {}
}

extension ReceivedResponse {
    /// The content as an object.
    func json() throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(content))
        return try #require(value as? [String: Any], "not an object: \(text)")
    }

    /// Head and content as they stand on the wire, without the date.
    var whole: String {
        let lines = fields.filter { $0.name != "date" }.map { "\($0.name): \($0.value)" }
        return ([statusLine] + lines).joined(separator: "\n") + "\n\n" + text
    }
}
