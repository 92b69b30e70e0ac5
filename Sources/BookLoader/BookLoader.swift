import Dispatch
import Foundation
package import PolicyBook
import Synchronization

/// Reads the files of a book into one immutable value, or says everything that is wrong with them.
package struct BookLoader: Sendable {
    /// How far the reading of a book is.
    package struct Progress: Sendable, Hashable {
        package let readFiles: Int
        package let allFiles: Int
    }

    let limits: BookLimits
    private let today: CalendarDate?
    private let checksMeaning: Bool
    private let progress: (@Sendable (Progress) -> Void)?

    /// Makes a loader.
    ///
    /// `today` is the day by which warnings of what is overdue are found; nil: the clock's.
    /// `checksMeaning` also looks for rules that can be read and hardly be meant, which takes longer
    /// than reading them. `progress` is called from several threads while policies are read, at
    /// most fifty times.
    package init(
        limits: BookLimits = BookLimits(),
        today: CalendarDate? = nil,
        checksMeaning: Bool = false,
        progress: (@Sendable (Progress) -> Void)? = nil
    ) {
        self.limits = limits
        self.today = today
        self.checksMeaning = checksMeaning
        self.progress = progress
    }

    /// Reads a book with the usual limits.
    package static func load(_ directory: String) -> LoadResult {
        BookLoader().load(directory)
    }

    /// Reads the book in a directory.
    ///
    /// Isolation: blocks for as long as reading takes, and uses all cores; not for a loop.
    /// Returns: the book, or every fault of every file.
    package func load(_ directory: String) -> LoadResult {
        load(BookFiles(directory: directory, limits: limits))
    }

    func load(_ files: BookFiles) -> LoadResult {
        var collected = Collected(faults: files.faults)
        let surveyFiles = files.files.filter { $0.path.hasPrefix("surveys/") }
        let surveys = surveyFiles.map { read($0) }
        let ids = surveys.flatMap { $0.documents.compactMap { $0["id"]?.text } }
        let book = files.files.first { $0.path == "book.yaml" }.map { read($0) }
        let decoded = book.flatMap { decodeBook($0, surveys: ids) }
        var preamble = decoded?.preamble
        preamble?.surveys = decodeSurveys(surveys, decoded?.vocabulary)
        collected.take((surveys + [book].compactMap(\.self)).map(\.log))

        let policyFiles = files.files.filter { $0.path.hasPrefix("policies/") }
        let policies = decodePolicies(policyFiles, decoded?.vocabulary, &collected)
        collected.take(VersionChecker.check(policies))
        let digest = files.digest
        let made =
            collected.hasErrors ? nil : preamble.map { Self.book($0, policies, digest: digest) }
        if checksMeaning, let made, let day = today ?? decoded?.vocabulary.today {
            collected.faults += MeaningWarnings.check(made, policies, on: day)
            collected.faults += SituationWarnings.check(made, policies)
        }
        return LoadResult(
            book: made,
            faults: collected.faults,
            omittedCount: collected.omittedCount,
            digest: digest,
            fileCount: files.files.count
        )
    }

    private static func book(
        _ preamble: PolicyBook.Preamble,
        _ policies: [DecodedPolicy],
        digest: String
    ) -> PolicyBook {
        let byID = Dictionary(grouping: policies.map(\.version), by: \.id)
        return PolicyBook(
            preamble,
            policies: byID.map { Policy(id: $0, versions: $1) },
            digest: digest
        )
    }
}

/// The faults of all files so far.
private struct Collected {
    var faults: [Fault]
    var omittedCount = 0

    var hasErrors: Bool { faults.contains { $0.severity == .error } }

    init(faults: [Fault]) {
        self.faults = faults
    }

    mutating func take(_ logs: [FaultLog]) {
        for log in logs {
            faults += log.faults
            omittedCount += log.droppedCount
        }
    }
}

/// A file with its documents, as far as they could be read.
struct ReadFile {
    let log: FaultLog
    let documents: [YAMLNode]
}

extension BookLoader {
    func read(_ file: BookFiles.File) -> ReadFile {
        let source: SourceFile
        do {
            source = try SourceFile(path: file.path, content: file.content)
        } catch {
            let log = FaultLog(SourceFile(path: file.path, text: ""))
            log.report(at: error.position, error.message, hint: error.hint)
            return ReadFile(log: log, documents: [])
        }
        let log = FaultLog(source)
        let documents = YAMLReader(limits: limits.file).documents(of: log)
        let written = (documents ?? []).filter { !$0.isNull }
        if let documents, written.isEmpty || written.count < documents.count {
            let empty = documents.first(where: \.isNull)
            log.report(at: empty?.position ?? .start, "there is nothing in this document")
        }
        return ReadFile(log: log, documents: written)
    }

    private func decodeBook(
        _ file: ReadFile,
        surveys: [String]
    ) -> (preamble: PolicyBook.Preamble, vocabulary: Vocabulary)? {
        refuseMore(file, "`book.yaml`")
        guard let node = file.documents.first else { return nil }
        return BookDecoder(log: file.log, surveys: surveys).decode(node)
    }

    private func decodeSurveys(_ files: [ReadFile], _ vocabulary: Vocabulary?) -> [Survey] {
        var surveys: [Survey] = []
        for file in files {
            refuseMore(file, "a survey")
            guard let node = file.documents.first else { continue }
            ShapeChecker(log: file.log).check(node, .object(SurveyShape.survey), "survey")
            guard let vocabulary else { continue }
            let decoder = SurveyDecoder(log: file.log, languages: vocabulary.languages)
            guard let survey = decoder.survey(node) else { continue }
            TextWarnings(log: file.log, languages: vocabulary.languages, values: [])
                .check(node, SurveyShape.survey)
            if surveys.contains(where: { $0.id == survey.id }), let id = node["id"] {
                file.log.report(at: id.position, "another survey has the id `\(survey.id)`")
            }
            surveys.append(survey)
        }
        return surveys
    }

    private func refuseMore(_ file: ReadFile, _ what: String) {
        guard file.documents.count > 1 else { return }
        file.log.report(at: file.documents[1].position, "\(what) is one document")
    }

    /// Reads the policies on all cores.
    ///
    /// Returns: them in the order of the files.
    private func decodePolicies(
        _ files: [BookFiles.File],
        _ vocabulary: Vocabulary?,
        _ collected: inout Collected
    ) -> [DecodedPolicy] {
        let results = Mutex<[PolicyFile?]>(Array(repeating: nil, count: files.count))
        let done = Atomic<Int>(0)
        let versions = Atomic<Int>(0)
        let step = max(1, files.count / 50)
        DispatchQueue.concurrentPerform(iterations: files.count) { index in
            // What comes after too many is not looked at: the book is refused as it is.
            guard versions.load(ordering: .relaxed) <= limits.maxVersions else { return }
            let result = decodePolicies(files[index], vocabulary)
            versions.add(result.policies.count, ordering: .relaxed)
            results.withLock { $0[index] = result }
            let count = done.add(1, ordering: .relaxed).newValue
            if count % step == 0 {
                progress?(Progress(readFiles: count, allFiles: files.count))
            }
        }
        if versions.load(ordering: .relaxed) > limits.maxVersions {
            collected.faults.append(tooManyVersions)
        }
        let finished = results.withLock { $0.compactMap(\.self) }
        for file in finished {
            collected.faults += file.faults
            collected.omittedCount += file.droppedCount
        }
        return finished.flatMap(\.policies)
    }

    private var tooManyVersions: Fault {
        Fault(
            file: "policies",
            position: .start,
            message: "a book has at most \(limits.maxVersions) versions of policies",
            hint: "split the book into several"
        )
    }

    private func decodePolicies(_ file: BookFiles.File, _ vocabulary: Vocabulary?) -> PolicyFile {
        let read = read(file)
        var policies: [DecodedPolicy] = []
        for document in read.documents {
            guard let vocabulary else {
                // Without a book the words cannot be checked, but the keys can.
                ShapeChecker(log: read.log)
                    .check(document, .object(PolicyShape.policy), "policy")
                continue
            }
            let decoder = PolicyDecoder(
                log: read.log,
                vocabulary: vocabulary,
                today: today ?? vocabulary.today
            )
            if let policy = decoder.policy(document) { policies.append(policy) }
        }
        return PolicyFile(
            policies: policies,
            faults: read.log.faults,
            droppedCount: read.log.droppedCount
        )
    }
}

/// What one file of `policies` holds.
private struct PolicyFile: Sendable {
    let policies: [DecodedPolicy]
    let faults: [Fault]
    let droppedCount: Int
}
