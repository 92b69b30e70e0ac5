import BookLoader
import Foundation
import LeewayService
import Logging
import PolicyBook
import Testing

@testable import leeway

/// Keys that change while the service starts.
struct KeyKeeperTests {
    @Test(.timeLimit(.minutes(1)))
    func `a key that is revoked after the first reading and before the watch is refused`()
        async throws
    {
        let folder = try TemporaryFolder.make()
        var settings = Settings()
        settings.keys = folder.appending(path: "keys.json").path
        let store = KeyStore(path: settings.keys)
        let now = Instant(seconds: 0)
        let key = APIKey(id: .random(), name: "first", scopes: [.operator], createdAt: now)
        try store.change { $0 = [key] }
        let access = AccessInForce(Access())
        let (messages, told) = AsyncStream<String>.makeStream()
        let logger = Logger(label: "test") { _ in ToldMessages { told.yield($0) } }
        let keeper = try KeyKeeper(settings, access, ServiceState(), logger)
        #expect(access.reading().snapshot.keys.keys.count == 1)

        try store.change { $0 = [] }
        keeper.watch()
        for await message in messages where message.contains("0 keys are in force") { break }
        #expect(access.reading().snapshot.keys.keys.isEmpty)
    }
}
