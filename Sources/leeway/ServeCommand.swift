import ArgumentParser
import BookLoader
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
            example LEEWAY_PORT), overridden by the flags below; `leeway config print` shows them. \
            Callers send a key of `leeway keys` or a token of an issuer (tokens.jwks); without one \
            only public routes answer. SIGTERM or SIGINT ends the service after the \
            requests at hand; a second signal ends it at once. SIGHUP reads the book, the keys, the \
            certificate and those settings again that can change, SIGUSR1 begins or ends logging \
            everything.
            """
    )

    @OptionGroup var options: ServeOptions

    func run() throws {
        let effective = try options.effective(saysWarnings: false)
        let settings = effective.settings
        let listening = try Self.listening(settings)
        let state = ServiceState()
        let shutdown = Shutdown(telling: state, drainTimeout: settings.drainTimeout)
        try shutdown.watchSignals()
        let log = try LogWriter(settings.logFormat, settings.logLevel.level)
        defer { log.close() }
        let logger = Logger(label: "leeway") { _ in LogMessages(log) }
        for warning in effective.warnings { logger.warning("\(warning)") }
        shutdown.attach(onUserSignal: {
            let level = log.toggleDebugging()
            logger.notice("logging from \(level.rawValue) on")
        })
        let access = Self.access(settings)
        let keys = try KeyKeeper(settings, access, state, logger)
        let tokens = try TokenKeeper(settings, access, state, logger)
        try Self.requireProtection(settings, listening, access)
        let keeper = try BookKeeper(settings.book, logger)
        let ledger = try Self.openLedger(settings.data, logger)
        defer { ledger.close() }
        let service = LeewayService(
            serving: keeper.inForce,
            reload: { keeper.reload($0) },
            ledger: ledger,
            access: access,
            state: state,
            environment: .system(publicURL: settings.publicURL),
            log: settings.logsRequests ? (log, settings.logFormat) : nil
        )
        let reportCertificate = Self.certificateReport(state, logger)
        let server = Server(
            Self.configuration(settings, listening),
            service,
            onCertificateChange: reportCertificate
        )
        state.attach(figures: Self.figures(server, log))
        let bound = try Self.start(server)
        shutdown.attach(server)
        let live = SettingsKeeper(
            settings,
            evaluate: try options.evaluation(),
            access,
            state,
            log,
            logger
        )
        shutdown.attach(reload: { live.reload() })
        shutdown.attach(reload: { keeper.reload() })
        shutdown.attach(reload: { keys.reload() })
        shutdown.attach(reload: { tokens?.reload() })
        if !settings.certificateFile.isEmpty {
            shutdown.attach(reload: Self.certificateReload(server, reportCertificate))
        }
        keeper.watch()
        keys.watch()
        tokens?.watch()
        let digest = keeper.inForce.lastAttempt.after
        Self.announce(
            bound.map(listening.text),
            settings,
            access,
            keys.developmentKey,
            digest,
            logger
        )
        server.wait()
        logger.info("stopped")
    }

    private static func listening(_ settings: Settings) throws -> Listening {
        do throws(Listening.Refusal) {
            return try Listening(
                settings,
                handedOver: ServerConfiguration.inheritedSockets(
                    environment: ProcessInfo.processInfo.environment,
                    processID: ProcessInfo.processInfo.processIdentifier
                )
            )
        } catch {
            StandardError.write(error.description)
            throw ExitCode.faults
        }
    }

    private static func requireProtection(
        _ settings: Settings,
        _ listening: Listening,
        _ access: AccessInForce
    ) throws {
        guard !settings.isInsecure else { return }
        do throws(Listening.Refusal) {
            try listening.requireProtection(hasKeys: access.reading().snapshot.knowsCallers)
        } catch {
            StandardError.write(error.description)
            throw ExitCode.faults
        }
    }

    /// What the settings say of it; keys come from their files.
    private static func access(_ settings: Settings) -> AccessInForce {
        var access = settings.isOpen ? Access.open : Access()
        access.rates = settings.effectiveRates
        access.origins = settings.origins
        return AccessInForce(access)
    }

    private static func configuration(
        _ settings: Settings,
        _ listening: Listening
    ) -> ServerConfiguration {
        var configuration = ServerConfiguration(endpoints: listening.endpoints)
        configuration.loopCount = settings.loops
        configuration.limits = settings.limits
        configuration.proxies = TrustedProxies(
            settings.trustedProxies,
            field: settings.proxyField == .forwarded ? .forwarded : .xForwardedFor
        )
        if !settings.certificateFile.isEmpty {
            configuration.certificate = .init(
                certificateFile: settings.certificateFile,
                keyFile: settings.keyFile
            )
        }
        return configuration
    }

    /// Says in the log and in the health of the service what became of a changed certificate.
    private static func certificateReport(
        _ state: ServiceState,
        _ logger: Logger
    ) -> @Sendable (Result<Void, ServerError>) -> Void {
        { result in
            switch result {
            case .success:
                state.set(nil, of: .certificate)
                logger.notice("the certificate was read again and is in force")
            case .failure(let error):
                state.set(error.description, of: .certificate)
                logger.error("the certificate was not replaced, the old one stays: \(error)")
            }
        }
    }

    private static func certificateReload(
        _ server: Server,
        _ report: @escaping @Sendable (Result<Void, ServerError>) -> Void
    ) -> @Sendable () -> Void {
        { report(Result { () throws(ServerError) in try server.reloadCertificate() }) }
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
        _ server: Server
    ) throws -> [ServerConfiguration.Endpoint] {
        do {
            return try server.start()
        } catch {
            StandardError.write("cannot listen: \(error)")
            throw ExitCode.cannotRun
        }
    }

    /// Says on standard output where the service listens, which scripts wait for.
    private static func announce(
        _ places: [String],
        _ settings: Settings,
        _ access: AccessInForce,
        _ developmentKey: String?,
        _ digest: String,
        _ logger: Logger
    ) {
        if settings.isOpen {
            logger.warning("open: every caller has every scope")
        } else if !access.reading().snapshot.knowsCallers {
            logger.notice("there are no keys, so only public routes answer; see `leeway keys`")
        }
        logger.info("serving the book in \(settings.book) as \(digest)")
        if let key = developmentKey { print("development key \(key)") }
        for place in places { print("listening on \(place)") }
        fflush(nil)
    }

    /// What the server, the log and the process tell of themselves.
    private static func figures(
        _ server: Server,
        _ log: LogWriter
    ) -> @Sendable () -> ServerFigures {
        let startedAt = Date()
        return {
            let server = server.figures
            var figures = ServerFigures()
            figures.connections = server.connectionCount
            figures.loopBusySeconds = server.loopWork.map { $0 / .seconds(1) }
            figures.lostLogLines = log.lostLines
            figures.process = .now(startedAt: startedAt)
            return figures
        }
    }
}

extension Settings.LogLevel {
    var level: Logger.Level {
        switch self {
        case .debug: .debug
        case .info: .info
        case .warning: .warning
        case .error: .error
        }
    }
}

extension LedgerError {
    /// What an operator reads.
    fileprivate var reason: String {
        if case .unavailable(let reason) = self { reason } else { "\(self)" }
    }
}
