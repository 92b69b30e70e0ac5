import Foundation
import PolicyBook
import Testing

@testable import BookLoader

/// Files that change while they are read.
struct ChangingFilesTests {
    /// A book as Kubernetes mounts it: its names are links through `..data`, which is switched.
    private struct MountedBook {
        let book: TemporaryBook

        init() throws {
            book = try TemporaryBook()
            for release in ["1", "2"] {
                try book.write(
                    TemporaryBook.book + "\n# \(release)",
                    to: "..release\(release)/book.yaml"
                )
                for id in ["a", "b", "c"] {
                    let policy = TemporaryBook.policy("owner: r\(release)", id: id)
                    try book.write(policy, to: "..release\(release)/policies/\(id).yaml")
                }
            }
            for name in ["book.yaml", "policies"] {
                let path = book.directory + "/" + name
                try FileManager.default.removeItem(atPath: path)
                try Self.link(path, to: "..data/" + name)
            }
            try mount("1")
        }

        /// Switches to a release as a volume mount does, in one step.
        func mount(_ release: String) throws {
            let next = book.directory + "/..data_tmp"
            try Self.link(next, to: "..release" + release)
            // SAFETY: both paths live for the length of the call.
            try #require(unsafe rename(next, book.directory + "/..data") == 0)
        }

        private static func link(_ path: String, to target: String) throws {
            try FileManager.default
                .createSymbolicLink(atPath: path, withDestinationPath: target)
        }
    }

    private func owners(_ files: BookFiles) throws -> [String?] {
        try #require(BookLoader().load(files).book).policies.map { $0.versions[0].owner }
    }

    @Test(arguments: ["book.yaml", "policies/a.yaml", "policies/b.yaml", "policies/c.yaml"])
    func `never mix two releases, whenever the link is switched`(path: String) throws {
        let mounted = try MountedBook()
        let first = BookFiles(directory: mounted.book.directory)
        #expect(try owners(first) == ["r1", "r1", "r1"])
        var isSwitched = false
        let files = BookFiles(directory: mounted.book.directory) { read in
            guard read == path, !isSwitched else { return }
            isSwitched = true
            // A failure shows in what is read.
            try? mounted.mount("2")
        }
        #expect(try owners(files) == ["r2", "r2", "r2"])
        let second = BookFiles(directory: mounted.book.directory)
        #expect(files.digest == second.digest && second.digest != first.digest)
    }

    @Test func `are read again where one of them is written meanwhile`() throws {
        let book = try TemporaryBook(["policies/b.yaml": TemporaryBook.policy("", id: "b")])
        var readings = 0
        let files = BookFiles(directory: book.directory) { path in
            guard path == "policies/b.yaml" else { return }
            readings += 1
            guard readings == 1 else { return }
            // A failure shows in what is read.
            try? book.write(TemporaryBook.policy("owner: later"), to: "policies/a.yaml")
        }
        #expect(try owners(files) == ["later", nil])
        #expect(readings == 2)
    }

    @Test func `are read again where one comes or goes meanwhile`() throws {
        let book = try TemporaryBook()
        var readings = 0
        let files = BookFiles(directory: book.directory) { path in
            guard path == "book.yaml" else { return }
            readings += 1
            guard readings == 1 else { return }
            // A failure shows in what is read.
            try? book.write(TemporaryBook.policy("", id: "b"), to: "policies/b.yaml")
            try? FileManager.default.removeItem(atPath: book.directory + "/policies/a.yaml")
        }
        #expect(files.files.map(\.path) == ["book.yaml", "policies/b.yaml"])
        #expect(files.faults.isEmpty)
    }

    @Test func `make no book where they change each time, and the one in force stays`() throws {
        let mounted = try MountedBook()
        var release = 1
        let files = BookFiles(directory: mounted.book.directory) { path in
            guard path == "book.yaml" else { return }
            release = 3 - release
            // A failure shows in what is read.
            try? mounted.mount("\(release)")
        }
        #expect(files.files.isEmpty)
        let result = BookLoader().load(files)
        #expect(result.book == nil)
        #expect(
            result.errors.map(\.headline) == [
                "book.yaml:1:1: error: the files changed each of the 5 times they were read"
            ]
        )
    }
}
