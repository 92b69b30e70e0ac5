/// Reads the documents of a YAML file into nodes that know their places.
struct YAMLReader {
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
        guard isOfKnownVersion(log) else { return nil }
        var builder = YAMLTreeBuilder(limits: limits, log: log)
        return builder.documents()
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
}
