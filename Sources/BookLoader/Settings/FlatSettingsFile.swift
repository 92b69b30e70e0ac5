import Foundation

/// A YAML file of one mapping from names to single values, such as the settings of the service.
package struct FlatSettingsFile {
    /// One line of the file.
    package struct Entry: Sendable {
        package let name: String
        /// The value as it is written.
        package let text: String
        fileprivate let namePosition: SourcePosition
        fileprivate let valuePosition: SourcePosition
    }

    /// In the order of the file; without those that are faults.
    package private(set) var entries: [Entry] = []
    private let log: FaultLog

    /// Reads the file at `path`; what is wrong with it is among ``faults``.
    package init(path: String) {
        let name = URL(filePath: path).lastPathComponent
        guard let data = FileManager.default.contents(atPath: path) else {
            log = FaultLog(SourceFile(path: path, text: ""))
            log.report(at: .start, "the file cannot be read")
            return
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            log = FaultLog(SourceFile(path: path, text: ""))
            log.report(at: .start, "the file is not UTF-8")
            return
        }
        log = FaultLog(SourceFile(path: name, text: text))
        entries = Self.entries(log)
    }

    /// Everything that is wrong, in the order of the file.
    package var faults: [Fault] {
        log.faults.sorted()
    }

    /// Says that the name of an entry is wrong.
    package func reportName(of entry: Entry, _ message: String, hint: String?) {
        log.report(at: entry.namePosition, message, hint: hint)
    }

    /// Says that the value of an entry is wrong.
    package func reportValue(of entry: Entry, _ message: String) {
        log.report(at: entry.valuePosition, message)
    }

    private static func entries(_ log: FaultLog) -> [Entry] {
        guard let documents = YAMLReader().documents(of: log), let root = documents.first else {
            return []
        }
        guard documents.count == 1, let members = root.entries else {
            log.report(at: root.position, "settings are one mapping", hint: "write `name: value`")
            return []
        }
        return members.compactMap { member in
            guard let scalar = member.value.scalar else {
                log.report(
                    at: member.value.position,
                    "`\(member.key)` is one value, no list or map"
                )
                return nil
            }
            return Entry(
                name: member.key,
                text: scalar.text,
                namePosition: member.keyPosition,
                valuePosition: member.value.position
            )
        }
    }
}
