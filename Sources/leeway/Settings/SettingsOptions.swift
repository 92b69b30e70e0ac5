import ArgumentParser
import Foundation

/// The flags that commands about one service share.
struct SettingsOptions: ParsableArguments {
    @Option(help: "The settings file.")
    var config: String?

    @Option(help: "The address of the service (default: 127.0.0.1).")
    var host: String?

    @Option(help: "The port of the service; 0 lets `serve` pick one and print it (default: 8080).")
    var port: UInt16?

    /// The file's settings, overridden by variables, overridden by these flags.
    ///
    /// Throws: ``ArgumentParser/ExitCode/faults`` after the faults stand on standard error.
    func settings() throws -> Settings {
        do {
            var settings = try SettingsSources.settings(
                file: config,
                variables: ProcessInfo.processInfo.environment
            )
            if let host { settings.host = host }
            if let port { settings.port = port }
            return settings
        } catch {
            StandardError.write("\(error)")
            throw ExitCode.faults
        }
    }
}
