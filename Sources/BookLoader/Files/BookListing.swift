import SystemIO

/// Which files a book's directory holds, and where their links lead, without their contents.
///
/// Two listings are equal where nothing changed between them: a volume mount that switches a link, an
/// editor that writes a file.
struct BookListing: Equatable {
    /// A file that is to be read.
    struct Place: Equatable {
        /// Relative to the directory, with `/` between the parts.
        let path: String
        /// Where it lies, without links: what is read, whatever links are switched to meanwhile.
        let real: String
        let status: File.Status
    }

    /// In the order of their paths.
    private(set) var places: [Place] = []
    private(set) var faults: [Fault] = []

    private let root: String
    private let limits: BookLimits
    private var folderCount = 0
    /// The directories on the way down to the one at hand, without links.
    private var way: [String] = []

    /// Looks for `book.yaml`, `policies/**/*.yaml` and `surveys/*.yaml` in a directory.
    init(directory: String, limits: BookLimits) {
        self.init(root: directory, limits)
        guard File.status(root)?.kind == .directory else {
            report("", "there is no directory `\(directory)`")
            return
        }
        if File.isThere(root + "/book.yaml") {
            visitFile("book.yaml")
        } else {
            report("book.yaml", "there is no `book.yaml` in `\(directory)`")
        }
        visitDirectory("policies", depth: 1)
        visitDirectory("surveys", depth: limits.maxFolderDepth)
        places.sort { $0.path < $1.path }
    }

    /// Looks for `tests/*.yaml` in a directory.
    init(testsIn directory: String, limits: BookLimits) {
        self.init(root: directory, limits)
        visitDirectory("tests", depth: limits.maxFolderDepth)
        places.sort { $0.path < $1.path }
    }

    private init(root directory: String, _ limits: BookLimits) {
        root = File.resolve(directory) ?? directory
        self.limits = limits
    }

    static func == (left: BookListing, right: BookListing) -> Bool {
        left.places == right.places && left.faults == right.faults
    }

    /// Looks into a directory and those in it; a directory at the greatest depth has no others.
    private mutating func visitDirectory(_ path: String, depth: Int) {
        guard File.isThere(root + "/" + path), let (real, status) = resolve(path),
            status.kind == .directory
        else { return }
        guard !way.contains(real) else {
            return report(path, "the link leads back to a directory that holds it")
        }
        way.append(real)
        defer { way.removeLast() }
        folderCount += 1
        guard folderCount <= limits.maxFolders else {
            if folderCount == limits.maxFolders + 1 {
                report(path, "a book has at most \(limits.maxFolders) folders, counted up to here")
            }
            return
        }
        let names: [String]
        do throws(SystemError) {
            names = try File.names(in: real)
        } catch {
            return report(path, "the directory cannot be read")
        }
        // Names with a dot before them are those of editors, version control and volume mounts.
        for name in names.sorted() where !name.hasPrefix(".") && isWithinLimits {
            visit(path + "/" + name, depth: depth)
        }
    }

    /// What comes after too many is not looked at: the book is refused as it is.
    private var isWithinLimits: Bool {
        places.count <= limits.maxFiles && folderCount <= limits.maxFolders
    }

    private mutating func visit(_ path: String, depth: Int) {
        guard let (_, status) = resolve(path) else { return }
        switch status.kind {
        case .directory:
            guard depth < limits.maxFolderDepth else {
                return report(path, "directories are nested too deep here")
            }
            visitDirectory(path, depth: depth + 1)
        default:
            if path.hasSuffix(".yaml") {
                visitFile(path)
            } else if path.hasSuffix(".yml") || path.hasSuffix(".json") {
                report(path, "only files whose name ends in `.yaml` are read", hint: "rename it")
            }
        }
    }

    private mutating func visitFile(_ path: String) {
        guard let (real, status) = resolve(path) else { return }
        guard status.kind == .regular else { return report(path, "this is no regular file") }
        places.append(Place(path: path, real: real, status: status))
    }

    /// Where a path leads; nil where a link leads nowhere or out of the book, which is reported.
    ///
    /// Volume mounts switch a whole folder by a link within the directory. A link that leads out
    /// of it would let a book show any file of the machine.
    private mutating func resolve(_ path: String) -> (real: String, status: File.Status)? {
        let full = root + "/" + path
        guard let real = File.resolve(full), let status = File.status(real) else {
            report(path, "the link leads nowhere")
            return nil
        }
        guard real == full || real.hasPrefix(root + "/") else {
            report(path, "the link leads out of the book's directory", hint: "copy the file")
            return nil
        }
        return (real, status)
    }

    private mutating func report(_ path: String, _ message: String, hint: String? = nil) {
        let file = path.isEmpty ? "book.yaml" : path
        faults.append(Fault(file: file, position: .start, message: message, hint: hint))
    }
}
