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
        // INVARIANT: the thread that waits for signals alone gets here, so that what is applied after
        // the lock is the newest.
        let (settings, changes) = inForce.withLock { inForce in
            let changes = SettingChange.all(from: inForce, to: effective.settings)
            // Each is the text of a value, so that none is wrong.
            for change in changes where !change.needsRestart {
                _ = change.key.store(&inForce, change.key.texts(effective.settings))
            }
            return (inForce, changes)
        }
        apply(settings)
        tell(changes)
    }

    private func apply(_ settings: Settings) {
        log.setUsualLevel(settings.logLevel.level)
        access.change { access in
            access.rates = settings.effectiveRates
            access.origins = settings.origins
            access.tokens = access.tokens.map { TokenVerifier($0.keys, settings.tokens) }
        }
    }

    private func tell(_ changes: [SettingChange]) {
        for change in changes {
            if change.needsRestart {
                logger.warning("the setting `\(change.key.name)` has changed and needs a restart")
            } else {
                logger.notice("the setting `\(change.key.name)` has changed and is in force")
            }
        }
    }

    private func refuse(_ faults: [String]) {
        state.set(faults[0], of: .settings)
        logger.error("the settings hold \(faults.count) faults, those before stay")
        for fault in faults.prefix(Self.maxLoggedFaults) { logger.error("\(fault)") }
    }
}

/// A setting that was read again and says something else.
private struct SettingChange {
    let key: SettingKey
    let needsRestart: Bool

    static func all(from old: Settings, to new: Settings) -> [SettingChange] {
        let keys = SettingKey.all.filter { $0.texts(new) != $0.texts(old) }
        // Rules for tokens go with the keys they were written for: those of another issuer, beside
        // keys that stay, would refuse every token.
        let group = "tokens."
        let isHeldBack = keys.contains { $0.name.hasPrefix(group) && !$0.isLive }
        return keys.map { key in
            let waits = isHeldBack && key.name.hasPrefix(group)
            return SettingChange(key: key, needsRestart: !key.isLive || waits)
        }
    }
}
