/// Collects the faults of one file while it is read.
///
/// Isolation: owned by the thread that reads the file.
final class FaultLog {
    let file: SourceFile
    private(set) var faults: [Fault] = []
    /// How many faults there were beyond the cap.
    private(set) var droppedCount = 0

    /// How many errors are kept, and how many warnings: apart, so that no number of warnings hides
    /// the error for which a book must not be used.
    ///
    /// LIMIT: nobody reads more than this about one file, and a file of a megabyte could hold a
    /// hundred thousand.
    static let maxFaults = 200

    init(_ file: SourceFile) {
        self.file = file
    }

    var hasErrors: Bool {
        faults.contains { $0.severity == .error }
    }

    /// Takes a fault down; what is said twice about one place is kept once.
    func report(
        _ severity: Fault.Severity = .error,
        at position: SourcePosition,
        _ message: String,
        hint: String? = nil
    ) {
        guard faults.count(where: { $0.severity == severity }) < Self.maxFaults else {
            droppedCount += 1
            return
        }
        let fault = Fault(
            severity,
            file: file.path,
            position: position,
            message: message,
            hint: hint,
            excerpt: Excerpt(line: file.line(position.line), column: position.column)
        )
        if !faults.contains(fault) { faults.append(fault) }
    }

    func warn(at position: SourcePosition, _ message: String, hint: String? = nil) {
        report(.warning, at: position, message, hint: hint)
    }
}
