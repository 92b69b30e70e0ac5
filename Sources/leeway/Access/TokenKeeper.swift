import ArgumentParser
import BookLoader
import Foundation
import LeewayService
import Logging
import Synchronization
import SystemIO

/// Keeps the keys by which tokens are verified up to date with their file.
final class TokenKeeper: Sendable {
    private let path: String
    private let access: AccessInForce
    private let state: ServiceState
    private let logger: Logger
    private let watched: Result<ContentWatch, SystemError>

    /// Reads the keys that the service starts with, and puts them in force.
    ///
    /// Returns nil where the settings name no file. Throws: ``ArgumentParser/ExitCode/faults`` after
    /// the fault stands on standard error.
    init?(
        _ settings: Settings,
        _ access: AccessInForce,
        _ state: ServiceState,
        _ logger: Logger
    ) throws {
        guard !settings.tokenKeysFile.isEmpty else { return nil }
        path = settings.tokenKeysFile
        self.access = access
        self.state = state
        self.logger = logger
        // Before the file is read, so that no change is missed. Without it, SIGHUP reads it too.
        watched = Result { [path] () throws(SystemError) in
            try ContentWatch([path], maxFileBytes: TokenKeys.maxBytes)
        }
        do throws(KeyStore.Fault) {
            let keys = try Self.read(path)
            access.change { $0.tokens = TokenVerifier(keys, settings.tokens) }
        } catch {
            StandardError.write(error.description)
            throw ExitCode.faults
        }
    }

    /// Reads the file again; keys that cannot be read leave those in force.
    func reload() {
        do throws(KeyStore.Fault) {
            let keys = try Self.read(path)
            access.change { $0.tokens = $0.tokens.map { TokenVerifier(keys, $0.rules) } }
            state.set(nil, of: .tokenKeys)
            let others = keys.passedOverCount
            logger.notice("\(keys.count) keys for tokens are in force, \(others) passed over")
        } catch {
            state.set(error.description, of: .tokenKeys)
            logger.error("the keys for tokens were not replaced, those before stay: \(error)")
        }
    }

    /// Begins to watch the file, for as long as the process lives.
    func watch() {
        do throws(SystemError) {
            try watched.get().start { [self] in reload() }
        } catch {
            logger.error("the keys for tokens are not watched: \(error)")
        }
    }

    private static func read(_ path: String) throws(KeyStore.Fault) -> TokenKeys {
        let content: [UInt8]
        do throws(SystemError) {
            content = try File.read(path, maxBytes: TokenKeys.maxBytes)
        } catch {
            throw KeyStore.Fault(description: "\(path): \(error)")
        }
        do throws(Problem) {
            return try Awaited { () async throws(Problem) in try await TokenKeys(set: content) }
                .value()
        } catch {
            throw KeyStore.Fault(description: "\(path): \(error.detail)")
        }
    }
}

/// What a library makes asynchronously, for a thread that may block.
private final class Awaited<Value: Sendable, Failure: Error>: Sendable {
    private let result = Mutex<Result<Value, Failure>?>(nil)
    private let made = DispatchSemaphore(value: 0)

    init(_ make: @escaping @Sendable () async throws(Failure) -> Value) {
        // Whoever asks for the value waits for the task's end.
        Task {
            let result: Result<Value, Failure>
            do throws(Failure) {
                result = .success(try await make())
            } catch {
                result = .failure(error)
            }
            self.result.withLock { $0 = result }
            made.signal()
        }
    }

    /// Waits for the value; once.
    func value() throws(Failure) -> Value {
        while true {
            made.wait()
            if let result = result.withLock({ $0 }) { return try result.get() }
        }
    }
}
