import ArgumentParser
import BookLoader
import LeewayService
import Logging
import SystemIO

/// Keeps the keys in force up to date with their file.
final class KeyKeeper: Sendable {
    /// The text of a key that ends with the process; nil where none was wanted.
    let developmentKey: String?
    private let development: [APIKey]
    private let store: KeyStore
    private let access: AccessInForce
    private let state: ServiceState
    private let logger: Logger
    private let watched: ContentWatch?

    /// Reads the keys that the service starts with, and puts them in force.
    ///
    /// A file that the settings name and that is not there shows in the health: keys may be made
    /// later. Throws: ``ArgumentParser/ExitCode/faults`` after the fault stands on standard error.
    init(
        _ settings: Settings,
        _ access: AccessInForce,
        _ state: ServiceState,
        _ logger: Logger
    ) throws {
        let store = KeyStore(path: settings.keysFile)
        // Before the file is read, so that no change is missed. The folder may not be there yet, so
        // `watch` tries again, and says what is wrong.
        watched = try? Self.makeWatch(store)
        var development: [APIKey] = []
        var text: String?
        if settings.hasDevelopmentKey {
            let made = APIKey.forDevelopment()
            development = [made.key]
            text = made.text
        }
        do throws(KeyStore.Fault) {
            let keys = try store.read()
            if keys == nil, !settings.keys.isEmpty { state.set(store.missing, of: .keys) }
            access.change { [development] in $0.keys = KeyRing((keys ?? []) + development) }
        } catch {
            StandardError.write(error.description)
            throw ExitCode.faults
        }
        self.development = development
        developmentKey = text
        self.store = store
        self.access = access
        self.state = state
        self.logger = logger
    }

    /// Reads the file again; keys that cannot be read, and a file that is gone, leave those in
    /// force.
    func reload() {
        do throws(KeyStore.Fault) {
            guard let keys = try store.read() else {
                let hasKeys = access.reading().snapshot.keys.keys.count > development.count
                if hasKeys { refuse(store.missing) }
                return
            }
            access.change { [development] in $0.keys = KeyRing(keys + development) }
            state.set(nil, of: .keys)
            logger.notice("\(keys.count) keys are in force")
        } catch {
            refuse(error.description)
        }
    }

    private func refuse(_ fault: String) {
        state.set(fault, of: .keys)
        logger.error("the keys were not replaced, those before stay: \(fault)")
    }

    /// Begins to watch the file, for as long as the process lives.
    ///
    /// A service that cannot watch serves nevertheless: SIGHUP reads it too.
    func watch() {
        do throws(SystemError) {
            if let watched { return try watched.start { [self] in reload() } }
            try Self.makeWatch(store).start { [self] in reload() }
            // What changed after the file was read and before it was watched.
            reload()
        } catch {
            logger.error("the keys are not watched: \(error)")
        }
    }

    private static func makeWatch(_ store: KeyStore) throws(SystemError) -> ContentWatch {
        // The folder may be the store's, where files are written all the time.
        try ContentWatch([store.path], maxFileBytes: KeyFile.maxBytes, isReplacedWhole: true)
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
