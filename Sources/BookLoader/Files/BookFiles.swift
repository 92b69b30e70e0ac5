import Foundation

/// The files of a book's directory as they were at one moment.
struct BookFiles {
    /// A file with its content; what could not be read is among the faults.
    struct File {
        /// Relative to the directory, with `/` between the parts.
        let path: String
        let content: Data
    }

    /// LIMIT: a book has some hundred files; a directory with more than this is no book.
    static let maxFiles = 20_000
    /// LIMIT: a link that leads back up would be followed for ever.
    static let maxDepth = 16

    private(set) var files: [File] = []
    private(set) var faults: [Fault] = []

    private let root: String
    private let limits: YAMLLimits

    /// Reads `book.yaml`, `policies/**/*.yaml` and `surveys/*.yaml` of a directory.
    init(directory: String, limits: YAMLLimits) {
        root = URL(fileURLWithPath: directory).resolvingSymlinksInPath().path
        self.limits = limits
        guard kind(root) == .typeDirectory else {
            report("", "there is no directory `\(directory)`")
            return
        }
        if kind(root + "/book.yaml") == nil {
            report("book.yaml", "there is no `book.yaml` in `\(directory)`")
        } else {
            read("book.yaml")
        }
        readDirectory("policies", depth: 1)
        readDirectory("surveys", depth: Self.maxDepth)
        files.sort { $0.path < $1.path }
    }

    /// Reads `tests/*.yaml` of a directory.
    init(testsIn directory: String, limits: YAMLLimits) {
        root = URL(fileURLWithPath: directory).resolvingSymlinksInPath().path
        self.limits = limits
        readDirectory("tests", depth: Self.maxDepth)
        files.sort { $0.path < $1.path }
    }

    /// Takes files that were read already; for tests.
    init(_ files: [File]) {
        root = ""
        limits = YAMLLimits()
        self.files = files.sorted { $0.path < $1.path }
    }

    /// `sha256:` and the hash of every path with its content.
    var digest: String {
        var hash = SHA256()
        for file in files {
            // The lengths keep two books apart whose bytes are the same in a row.
            hash.update("\(file.path.utf8.count) \(file.content.count)\n".utf8)
            hash.update(file.path.utf8)
            hash.update(file.content)
        }
        return "sha256:" + hash.finalize()
    }

    /// Reads the files of a directory and of those in it; a directory at the greatest depth has
    /// no others.
    private mutating func readDirectory(_ path: String, depth: Int) {
        guard kind(root + "/" + path) != nil, let real = resolve(path),
            kind(real) == .typeDirectory
        else { return }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: real)
        } catch {
            return report(path, "the directory cannot be read")
        }
        // Names with a dot before them are those of editors, version control and volume mounts.
        for name in names.sorted() where !name.hasPrefix(".") {
            visit(path + "/" + name, depth: depth)
        }
    }

    private mutating func visit(_ path: String, depth: Int) {
        guard let real = resolve(path) else { return }
        switch kind(real) {
        case .typeDirectory:
            guard depth < Self.maxDepth else {
                return report(path, "directories are nested too deep here")
            }
            readDirectory(path, depth: depth + 1)
        default:
            if path.hasSuffix(".yaml") {
                read(path)
            } else if path.hasSuffix(".yml") || path.hasSuffix(".json") {
                report(path, "only files whose name ends in `.yaml` are read", hint: "rename it")
            }
        }
    }

    private mutating func read(_ path: String) {
        guard files.count < Self.maxFiles else {
            if files.count == Self.maxFiles, !faults.contains(where: { $0.message == Self.tooMany })
            {
                report(path, Self.tooMany)
            }
            return
        }
        guard let real = resolve(path) else { return }
        guard kind(real) == .typeRegular else { return report(path, "this is no regular file") }
        // Read a little more than the limit, so that a file that grows meanwhile is noticed.
        guard let handle = FileHandle(forReadingAtPath: real) else {
            return report(path, "the file cannot be read")
        }
        do {
            let content = try handle.read(upToCount: limits.maxFileBytes + 1) ?? Data()
            try handle.close()
            guard content.count <= limits.maxFileBytes else {
                return report(
                    path,
                    "the file is larger than \(limits.maxFileBytes) bytes",
                    hint: "split it into several files"
                )
            }
            files.append(File(path: path, content: content))
        } catch {
            report(path, "the file cannot be read")
        }
    }

    private static let tooMany = "a book has at most \(maxFiles) files"

    /// Where a path leads; nil where a link leads nowhere or out of the book, which is reported.
    ///
    /// Volume mounts switch a whole folder by a link within the directory. A link that leads out
    /// of it would let a book show any file of the machine.
    private mutating func resolve(_ path: String) -> String? {
        let full = root + "/" + path
        let real = URL(fileURLWithPath: full).resolvingSymlinksInPath().path
        guard real == full || real.hasPrefix(root + "/") else {
            report(path, "the link leads out of the book's directory", hint: "copy the file")
            return nil
        }
        guard let kind = kind(real), kind != .typeSymbolicLink else {
            report(path, "the link leads nowhere")
            return nil
        }
        return real
    }

    /// The kind of a file, of a link itself; nil where there is none.
    private func kind(_ path: String) -> FileAttributeType? {
        // Why a file cannot be looked at does not matter here: it is not there for the book.
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.type] as? FileAttributeType
    }

    private mutating func report(_ path: String, _ message: String, hint: String? = nil) {
        let file = path.isEmpty ? "book.yaml" : path
        faults.append(Fault(file: file, position: .start, message: message, hint: hint))
    }
}
