import Foundation

/// A YAML file of nested mappings whose leaves are settings, such as those of the service.
///
/// A leaf is named by the keys above it: `body` under `limits` is `limits.body`.
package struct SettingsFile {
    /// A leaf of the file.
    package struct Entry: Sendable {
        /// The keys from the top, with points between them.
        package let name: String
        /// What is written: one text, those of a list, or none where nothing is written.
        package let texts: [String]
        /// Whether it is written as a list.
        package let isList: Bool
        /// Where the name stands, as `file:line:column`.
        package let place: String
        fileprivate let namePosition: SourcePosition
        fileprivate let valuePositions: [SourcePosition]
    }

    /// In the order of the file; without those that are faults.
    package private(set) var entries: [Entry] = []
    private let log: FaultLog

    /// Reads the file at `path`; what is wrong with it is among ``faults``.
    package init(path: String) {
        var text = ""
        var fault: String?
        if let data = FileManager.default.contents(atPath: path) {
            if let valid = String(validating: data, as: UTF8.self) {
                text = valid
            } else {
                fault = "the file is not UTF-8"
            }
        } else {
            fault = "the file cannot be read"
        }
        self.init(name: fault == nil ? URL(filePath: path).lastPathComponent : path, text: text)
        if let fault { log.report(at: .start, fault) }
    }

    /// Reads the text of a file that is called `name` in faults.
    package init(name: String, text: String) {
        log = FaultLog(SourceFile(path: name, text: text))
        guard let documents = YAMLReader().documents(of: log), let root = documents.first else {
            return
        }
        guard documents.count == 1, root.entries != nil else {
            log.report(at: root.position, "settings are one mapping", hint: "write `name: value`")
            return
        }
        addLeaves(of: root, under: "")
    }

    /// Everything that is wrong, in the order of the file.
    package var faults: [Fault] {
        log.faults.sorted()
    }

    /// Says that the name of an entry is wrong.
    package func reportName(of entry: Entry, _ message: String, hint: String?) {
        log.report(at: entry.namePosition, message, hint: hint)
    }

    /// Says that a text of an entry is wrong, by its index; where it has none, the entry itself.
    package func reportText(of entry: Entry, at index: Int, _ message: String) {
        let positions = entry.valuePositions
        let position = positions.indices.contains(index) ? positions[index] : entry.namePosition
        log.report(at: position, message)
    }

    private mutating func addLeaves(of mapping: YAMLNode, under prefix: String) {
        for member in mapping.entries ?? [] {
            let name = prefix + member.key
            if member.value.entries != nil {
                // The reader has bounded the depth.
                addLeaves(of: member.value, under: name + ".")
            } else if let items = member.value.items {
                let scalars = items.compactMap(\.scalar)
                guard scalars.count == items.count else {
                    log.report(at: member.value.position, "`\(name)` is a list of single values")
                    continue
                }
                add(name, member, scalars.map(\.text), items.map(\.position), isList: true)
            } else if let scalar = member.value.scalar, !member.value.isNull {
                add(name, member, [scalar.text], [member.value.position], isList: false)
            } else {
                add(name, member, [], [], isList: false)
            }
        }
    }

    private mutating func add(
        _ name: String,
        _ member: YAMLNode.Entry,
        _ texts: [String],
        _ positions: [SourcePosition],
        isList: Bool
    ) {
        let position = member.keyPosition
        let entry = Entry(
            name: name,
            texts: texts,
            isList: isList,
            place: "\(log.file.path):\(position.line):\(position.column)",
            namePosition: position,
            valuePositions: positions
        )
        entries.append(entry)
    }
}
