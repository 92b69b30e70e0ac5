import Yams

/// Reads the documents of a YAML file into nodes that know their places.
struct YAMLReader {
    /// LIMIT: how many repeated keys of one file are found before the reader gives up on it; each
    /// costs one more pass over the file.
    static let maxRepeatedKeys = 20

    let limits: YAMLLimits

    init(limits: YAMLLimits = YAMLLimits()) {
        self.limits = limits
    }

    /// The documents of a file in order, none of them empty.
    ///
    /// Returns: nil where the file is refused as a whole; the reason is in `log`.
    func documents(of log: FaultLog) -> [YAMLNode]? {
        let file = log.file
        guard file.text.utf8.count <= limits.maxFileBytes else {
            log.report(
                at: .start,
                "the file is larger than \(limits.maxFileBytes) bytes",
                hint: "split it into several files"
            )
            return nil
        }
        guard isOfKnownVersion(log), hasHarmlessKeys(log) else { return nil }
        guard let (roots, masks) = compose(log) else { return nil }
        var builder = YAMLTreeBuilder(limits: limits, log: log, maskedKeys: masks.names)
        return builder.documents(roots)
    }

    /// Lets Yams read the file.
    ///
    /// It stops at the first repeated key and cannot be told not to; so that key's first place is
    /// masked by characters nobody uses, and the file read again. The builder then knows both
    /// places of the key, and the rest of the file is checked as well.
    private func compose(_ log: FaultLog) -> (roots: [Node], masks: KeyMasks)? {
        var masks = KeyMasks(file: log.file)
        while true {
            do {
                return (try roots(of: masks.maskedText), masks)
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                let position = SourcePosition(context.mark)
                let name = names.first ?? ""
                if masks.count < Self.maxRepeatedKeys, masks.add(name, at: position) { continue }
                log.report(at: position, "the key `\(name)` is given more than once")
                return nil
            } catch {
                YAMLSyntaxFault(error, in: log.file).report(to: log)
                return nil
            }
        }
    }

    private func roots(of text: String) throws -> [Node] {
        let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
        var roots: [Node] = []
        while let root = try parser.nextRoot() {
            roots.append(root)
        }
        return roots
    }

    /// A file that says it is YAML 1.1 means false by `no`; reading it otherwise would be wrong
    /// without anybody noticing.
    private func isOfKnownVersion(_ log: FaultLog) -> Bool {
        for number in log.file.lines(beginningWith: UInt8(ascii: "%")) {
            let line = log.file.line(number)
            guard line.starts(with: "%YAML 1.1".unicodeScalars) else { continue }
            log.report(
                at: SourcePosition(line: number, column: 1),
                "a book is YAML 1.2, this file says it is YAML 1.1",
                hint: "remove the line"
            )
            return false
        }
        return true
    }

    /// Whether Yams can hash the keys, which it does before a node could be counted.
    ///
    /// A key that is made of aliases of aliases would take it for ever. No key of the format is an
    /// alias or a collection; so a file with enough aliases for that and a key that may hold one is
    /// refused unread.
    private func hasHarmlessKeys(_ log: FaultLog) -> Bool {
        let scan = AliasScan(log.file)
        guard scan.aliasCount >= AliasScan.harmlessAliases, let place = scan.suspiciousKey else {
            return true
        }
        log.report(
            at: place,
            "a key cannot be an alias or a collection in a file with many aliases",
            hint: "write the key out"
        )
        return false
    }
}

extension SourcePosition {
    init(_ mark: Mark) {
        self.init(line: max(mark.line, 1), column: max(mark.column, 1))
    }
}

/// Keys that were overwritten in the text because another of the same name follows.
private struct KeyMasks {
    private let file: SourceFile
    private(set) var names: [SourcePosition: String] = [:]

    init(file: SourceFile) {
        self.file = file
    }

    var count: Int { names.count }

    /// Masks the key that stands there.
    ///
    /// Returns: false where the characters there are not simply the key's own.
    mutating func add(_ name: String, at position: SourcePosition) -> Bool {
        guard names[position] == nil, !name.isEmpty else { return false }
        let line = file.line(position.line)
        let key = Array(name.unicodeScalars)
        guard let start = Self.start(of: key, at: position.column - 1, in: line) else {
            return false
        }
        names[SourcePosition(line: position.line, column: position.column)] = name
        maskStarts.append((position.line, start, key.count))
        return true
    }

    private var maskStarts: [(line: Int, index: Int, length: Int)] = []

    /// The file with every masked key replaced by as many characters of the private use area.
    var maskedText: String {
        guard !maskStarts.isEmpty else { return file.text }
        var lines: [String] = []
        for number in 1...file.lineCount {
            var line = file.line(number)
            for (order, mask) in maskStarts.enumerated() where mask.line == number {
                guard let character = Unicode.Scalar(0xE000 + UInt32(order)) else { continue }
                for index in mask.index..<(mask.index + mask.length) {
                    line[index] = character
                }
            }
            lines.append(String(String.UnicodeScalarView(line)))
        }
        return lines.joined(separator: "\n")
    }

    private static func start(
        of key: [Unicode.Scalar],
        at index: Int,
        in line: [Unicode.Scalar]
    ) -> Int? {
        guard line.indices.contains(index) else { return nil }
        let isQuoted = line[index] == "\"" || line[index] == "'"
        let start = isQuoted ? index + 1 : index
        return line.dropFirst(start).starts(with: key) ? start : nil
    }
}
