import ArgumentParser
import BookLoader
import LeewayService
import Logging
import SystemIO

/// Keeps the keys in force up to date with their file.
final class KeyKeeper: Sendable {
    let inForce: KeysInForce
    /// The text of a key that ends with the process; nil where none was wanted.
    let developmentKey: String?
    private let development: [APIKey]
    private let store: KeyStore
    private let logger: Logger

    /// Reads the keys that the service starts with.
    ///
    /// Throws: ``ArgumentParser/ExitCode/faults`` after the fault stands on standard error.
    init(_ settings: Settings, _ logger: Logger) throws {
        let store = KeyStore(path: settings.keysFile)
        var development: [APIKey] = []
        var text: String?
        if settings.hasDevelopmentKey {
            let made = APIKey.forDevelopment()
            development = [made.key]
            text = made.text
        }
        do throws(KeyStore.Fault) {
            inForce = KeysInForce(KeyRing(try store.read() + development))
        } catch {
            StandardError.write(error.description)
            throw ExitCode.faults
        }
        self.development = development
        developmentKey = text
        self.store = store
        self.logger = logger
    }

    /// Whether somebody has a key.
    var hasKeys: Bool { !inForce.reading().snapshot.keys.isEmpty }

    /// Reads the file again; keys that cannot be read leave those in force.
    func reload() {
        do throws(KeyStore.Fault) {
            let keys = try store.read()
            inForce.replace(with: KeyRing(keys + development))
            logger.notice("\(keys.count) keys are in force")
        } catch {
            logger.error("the keys were not replaced, those before stay: \(error)")
        }
    }

    /// Begins to watch the file, for as long as the process lives.
    ///
    /// A service that cannot watch serves nevertheless: SIGHUP reads it too.
    func watch() {
        do {
            // The folder may be the store's, where files are written all the time.
            let watch = try ContentWatch(
                [store.path],
                maxFileBytes: KeyFile.maxBytes,
                isReplacedWhole: true
            )
            try watch.start { [self] in reload() }
        } catch {
            logger.error("the keys are not watched: \(error)")
        }
    }
}

extension APIKey {
    /// A key that may do everything.
    fileprivate static func forDevelopment() -> (key: APIKey, text: String) {
        let now = ServiceEnvironment.system.now()
        var key = APIKey(
            id: .random(),
            name: "development",
            scopes: Set(Scope.allCases),
            createdAt: now
        )
        key.assertsStaff = true
        let text = key.addSecret(.randomSecret(), at: now)
        return (key, text)
    }
}

extension APIKeyID {
    /// An id that no other key has, as good as certainly.
    static func random() -> APIKeyID {
        var generator = SystemRandomNumberGenerator()
        return APIKeyID(number: generator.next())
    }
}

extension [UInt8] {
    /// What a key's secret is made from: getrandom(2).
    static func randomSecret() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<APIKey.secretBytes)
            .map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
