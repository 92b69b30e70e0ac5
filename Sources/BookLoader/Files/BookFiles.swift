import Foundation
import SystemIO

/// The files of a book's directory as they were at one moment.
struct BookFiles {
    /// A file with its content; what could not be read is among the faults.
    struct File {
        /// Relative to the directory, with `/` between the parts.
        let path: String
        let content: Data
    }

    /// LIMIT: an author's files are written once; a directory that changes all the time is no book.
    private static let maxReadings = 5

    /// In the order of their paths.
    let files: [File]
    let faults: [Fault]
    /// `sha256:` and the hash of every path with its content.
    let digest: String

    /// Reads `book.yaml`, `policies/**/*.yaml` and `surveys/*.yaml` of a directory.
    ///
    /// Files that change meanwhile are read again, so that no release is mixed with another.
    /// `reading` is told each file before it is read.
    init(
        directory: String,
        limits: BookLimits = BookLimits(),
        reading: (_ path: String) -> Void = { _ in }
    ) {
        self.init(limits, reading, list: { BookListing(directory: directory, limits: limits) })
    }

    /// Reads `tests/*.yaml` of a directory.
    init(testsIn directory: String, limits: BookLimits = BookLimits()) {
        self.init(limits, { _ in }, list: { BookListing(testsIn: directory, limits: limits) })
    }

    /// Takes files that were read already; for tests.
    init(_ files: [File]) {
        self.init(files.sorted { $0.path < $1.path }, faults: [])
    }

    private init(_ files: [File], faults: [Fault]) {
        self.files = files
        self.faults = faults
        digest = Self.digest(of: files)
    }

    private init(
        _ limits: BookLimits,
        _ reading: (_ path: String) -> Void,
        list: () -> BookListing
    ) {
        var listing = list()
        for _ in 0..<Self.maxReadings {
            let (files, faults) = Self.read(listing, limits, reading)
            let after = list()
            if after == listing {
                self.init(files, faults: faults)
                return
            }
            listing = after
        }
        let fault = Fault(
            file: "book.yaml",
            position: .start,
            message: "the files changed each of the \(Self.maxReadings) times they were read",
            hint: "read them when they are written"
        )
        self.init([], faults: [fault])
    }

    private static func read(
        _ listing: BookListing,
        _ limits: BookLimits,
        _ reading: (_ path: String) -> Void
    ) -> (files: [File], faults: [Fault]) {
        var files: [File] = []
        var faults = listing.faults
        var left = limits.maxBytes
        for place in listing.places {
            guard files.count < limits.maxFiles else {
                faults.append(fault(place.path, "a book has at most \(limits.maxFiles) files"))
                break
            }
            reading(place.path)
            let most = limits.file.maxFileBytes
            // A little more than is expected, so that a file that grows meanwhile is noticed.
            guard let content = read(place.real, min(place.status.sizeBytes, most) + 1) else {
                faults.append(fault(place.path, "the file cannot be read"))
                continue
            }
            guard content.count <= most else {
                let message = "the file is larger than \(most) bytes"
                faults.append(fault(place.path, message, hint: "split it into several files"))
                continue
            }
            left -= content.count
            guard left >= 0 else {
                let message = "the files up to here hold more than \(limits.maxBytes) bytes"
                faults.append(fault(place.path, message, hint: "split the book into several"))
                break
            }
            files.append(File(path: place.path, content: content))
        }
        return (files, faults)
    }

    /// The first octets of a file; nil where it cannot be read.
    private static func read(_ path: String, _ maxBytes: Int) -> Data? {
        do {
            return Data(try SystemIO.File.read(path, maxBytes: maxBytes))
        } catch {
            return nil
        }
    }

    private static func fault(_ path: String, _ message: String, hint: String? = nil) -> Fault {
        Fault(file: path, position: .start, message: message, hint: hint)
    }

    private static func digest(of files: [File]) -> String {
        var hash = SHA256()
        for file in files {
            // The lengths keep two books apart whose bytes are the same in a row.
            hash.update("\(file.path.utf8.count) \(file.content.count)\n".utf8)
            hash.update(file.path.utf8)
            hash.update(file.content)
        }
        return "sha256:" + hash.finalize()
    }
}
