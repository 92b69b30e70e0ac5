import BookLoader
import LeewayService
import Logging
import Synchronization

/// Takes those settings anew that can change while the service runs.
final class SettingsKeeper: Sendable {
    /// LIMIT: whoever mends the file sees all of them by `leeway config print`.
    private static let maxLoggedFaults = 20

    private let inForce: Mutex<Settings>
    private let evaluate: @Sendable () -> EffectiveSettings
    private let access: AccessInForce
    private let state: ServiceState
    private let log: LogWriter
    private let logger: Logger

    /// `evaluate` reads the file, the variables and the flags once more.
    init(
        _ settings: Settings,
        evaluate: @escaping @Sendable () -> EffectiveSettings,
        _ access: AccessInForce,
        _ state: ServiceState,
        _ log: LogWriter,
        _ logger: Logger
    ) {
        inForce = Mutex(settings)
        self.evaluate = evaluate
        self.access = access
        self.state = state
        self.log = log
        self.logger = logger
    }

    /// Reads all settings again; where one is wrong, none is taken.
    func reload() {
        let effective = evaluate()
        guard effective.faults.isEmpty else { return refuse(effective.faults) }
        state.set(nil, of: .settings)
        inForce.withLock { inForce in
            let changed = SettingKey.all.filter {
                $0.texts(effective.settings) != $0.texts(inForce)
            }
            // Each is the text of a value, so that none is wrong.
            for key in changed where key.isLive {
                _ = key.store(&inForce, key.texts(effective.settings))
            }
            apply(inForce)
            tell(changed)
        }
    }

    private func apply(_ settings: Settings) {
        log.setUsualLevel(settings.logLevel.level)
        access.change { access in
            access.rates = settings.effectiveRates
            access.origins = settings.origins
            access.tokens = access.tokens.map { TokenVerifier($0.keys, settings.tokens) }
        }
    }

    private func tell(_ changed: [SettingKey]) {
        for key in changed {
            if key.isLive {
                logger.notice("the setting `\(key.name)` has changed and is in force")
            } else {
                logger.warning("the setting `\(key.name)` has changed and needs a restart")
            }
        }
    }

    private func refuse(_ faults: [String]) {
        state.set(faults[0], of: .settings)
        logger.error("the settings hold \(faults.count) faults, those before stay")
        for fault in faults.prefix(Self.maxLoggedFaults) { logger.error("\(fault)") }
    }
}
