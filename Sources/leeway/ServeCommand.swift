import ArgumentParser
import Foundation
import HTTPServer
import HTTPWire
import Ledger
import LeewayService
import Logging
import PolicyBook

/// `leeway serve`: puts the parts together, and takes them apart again when told to stop.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answer questions about a policy book over HTTP.",
        discussion: """
            Settings come from the file given by --config, overridden by LEEWAY_… variables (for \
            example LEEWAY_PORT), overridden by the flags below. Without --open only public routes \
            answer. SIGTERM or SIGINT ends the service after the requests at hand; a second signal \
            ends it at once.
            """
    )

    @OptionGroup var options: SettingsOptions

    @Option(help: "The folder of the policy book (default: Config/book).")
    var book: String?

    @Option(help: "The folder of the embedded store (default: data).")
    var data: String?

    @Flag(help: "Give every caller all scopes; only on a loopback address.")
    var open = false

    func run() throws {
        let settings = try effectiveSettings()
        let endpoint = try Self.endpoint(settings)
        let state = ServiceState()
        let shutdown = Shutdown(telling: state)
        try shutdown.watchSignals()
        let logger = Self.logger(settings.logLevel)
        let keeper = try BookKeeper(settings.book, logger)
        let ledger = try Self.openLedger(settings.data, logger)
        defer { ledger.close() }
        let service = LeewayService(
            serving: keeper.inForce,
            reload: { keeper.reload($0) },
            ledger: ledger,
            access: settings.isOpen ? .open : .publicOnly,
            state: state,
            environment: .system
        )
        var configuration = ServerConfiguration(endpoints: [endpoint])
        configuration.loopCount = settings.loops
        let server = Server(configuration, service)
        let bound = try Self.start(server, settings)
        shutdown.attach(server)
        shutdown.attach(reload: { keeper.reload() })
        keeper.watch()
        Self.announce(bound, settings, keeper.inForce.lastAttempt.after, logger)
        server.wait()
        logger.info("stopped")
    }

    private func effectiveSettings() throws -> Settings {
        var settings = try options.settings()
        if let book { settings.book = book }
        if let data { settings.data = data }
        if open { settings.isOpen = true }
        return settings
    }

    /// Where to listen; refused where an open service would be reached from elsewhere.
    private static func endpoint(_ settings: Settings) throws -> ServerConfiguration.Endpoint {
        let host = settings.host == "localhost" ? "127.0.0.1" : settings.host
        guard let address = IPAddress(host) else {
            StandardError.write("`\(settings.host)` is no IP address; write 127.0.0.1 or ::1")
            throw ExitCode.faults
        }
        guard !settings.isOpen || address.isLoopback else {
            StandardError.write(
                "--open gives every caller all scopes, so it goes only with a loopback address "
                    + "such as 127.0.0.1, not `\(settings.host)`"
            )
            throw ExitCode.faults
        }
        return .init(.address(address, port: settings.port))
    }

    private static func openLedger(_ directory: String, _ logger: Logger) throws -> SQLiteLedger {
        do {
            return try SQLiteLedger(directory: directory) { logger.error("\($0)") }
        } catch {
            StandardError.write(error.reason)
            throw ExitCode.cannotRun
        }
    }

    private static func start(
        _ server: Server,
        _ settings: Settings
    ) throws -> [ServerConfiguration.Endpoint] {
        do {
            return try server.start()
        } catch {
            StandardError.write("cannot listen on \(settings.host):\(settings.port): \(error)")
            throw ExitCode.cannotRun
        }
    }

    /// Says on standard output where the service listens, which scripts wait for.
    private static func announce(
        _ bound: [ServerConfiguration.Endpoint],
        _ settings: Settings,
        _ digest: String,
        _ logger: Logger
    ) {
        if settings.isOpen {
            logger.warning("open: every caller has every scope")
        } else {
            logger.notice("only public routes answer; --open on a loopback address opens the rest")
        }
        logger.info("serving the book in \(settings.book) as \(digest)")
        for endpoint in bound {
            guard case .address(let address, let port) = endpoint.place else { continue }
            print("listening on http://\(address.authority):\(port)")
        }
        fflush(nil)
    }

    private static func logger(_ level: Settings.LogLevel) -> Logger {
        var logger = Logger(label: "leeway") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel =
            switch level {
            case .debug: .debug
            case .info: .info
            case .warning: .warning
            case .error: .error
            }
        return logger
    }
}

extension LedgerError {
    /// What an operator reads.
    fileprivate var reason: String {
        if case .unavailable(let reason) = self { reason } else { "\(self)" }
    }
}

extension IPAddress {
    /// As an authority writes it: IPv6 in brackets (RFC 3986 section 3.2.2).
    fileprivate var authority: String {
        let text = description
        return text.contains(":") ? "[\(text)]" : text
    }
}
