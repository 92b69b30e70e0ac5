import Dispatch
import Foundation
import SystemIO
import Testing

@testable import BookLoader

/// Every test waits for the watcher to call; the time limit is for one that never does.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct BookWatcherTests {
    /// Says how often the watcher called, and lets a test wait for the next time.
    private final class Bell: Sendable {
        private let semaphore = DispatchSemaphore(value: 0)

        func ring() { semaphore.signal() }

        func hear() -> Bool {
            semaphore.wait(timeout: .now() + .seconds(20)) == .success
        }
    }

    static let changes: [(String, @Sendable (TemporaryBook) throws -> Void)] = [
        ("an edit in place", { try $0.write("x", to: "policies/a.yaml") }),
        ("a new file in a new folder", { try $0.write("x", to: "policies/n/m/b.yaml") }),
        ("a survey folder", { try $0.write("x", to: "surveys/s.yaml") }),
        (
            "a file removed",
            { try FileManager.default.removeItem(atPath: $0.directory + "/policies/a.yaml") }
        ),
        (
            "a link within the folder that is switched, as volume mounts do",
            { book in
                let next = book.directory + "/..data_tmp"
                try FileManager.default
                    .createSymbolicLink(atPath: next, withDestinationPath: "policies")
                // SAFETY: both paths live for the length of the call.
                try #require(unsafe rename(next, book.directory + "/..data") == 0)
            }
        ),
        (
            "a file renamed over another",
            { book in
                let file = URL(fileURLWithPath: book.directory + "/book.yaml")
                try "x".write(to: file, atomically: true, encoding: .utf8)
            }
        ),
    ]

    @Test(arguments: changes.indices)
    func `notices`(index: Int) throws {
        let book = try TemporaryBook()
        let bell = Bell()
        let watcher = try BookWatcher(
            directory: book.directory,
            settling: .milliseconds(20),
            changed: { bell.ring() }
        )
        try Self.changes[index].1(book)
        #expect(bell.hear(), Comment(rawValue: Self.changes[index].0))
        watcher.close()
    }

    @Test func `notices a file in a folder that was made after it began`() throws {
        let book = try TemporaryBook()
        let bell = Bell()
        let watcher = try BookWatcher(
            directory: book.directory,
            settling: .milliseconds(20),
            changed: { bell.ring() }
        )
        try book.write("x", to: "policies/n/b.yaml")
        #expect(bell.hear())
        try book.write("y", to: "policies/n/b.yaml")
        #expect(bell.hear())
        watcher.close()
    }

    @Test func `notices that a link to the folder is switched`() throws {
        let (one, other) = (try TemporaryBook(), try TemporaryBook())
        let link = one.directory + "-current"
        let files = FileManager.default
        try files.createSymbolicLink(atPath: link, withDestinationPath: one.directory)
        // What is left behind in a temporary directory is no matter.
        defer { try? files.removeItem(atPath: link) }
        let bell = Bell()
        let watcher = try BookWatcher(
            directory: link,
            settling: .milliseconds(20),
            changed: { bell.ring() }
        )
        try files.createSymbolicLink(
            atPath: link + "-next",
            withDestinationPath: other.directory
        )
        // As volume mounts do. SAFETY: both paths live for the length of the call.
        #expect(unsafe rename(link + "-next", link) == 0)
        #expect(bell.hear())
        try other.write("x", to: "policies/a.yaml")
        #expect(bell.hear())
        watcher.close()
    }

    @Test func `notices that a link on the way to the folder is switched`() throws {
        let (one, other) = (try TemporaryBook(), try TemporaryBook())
        let link = one.directory + "-release"
        let files = FileManager.default
        for (book, name) in [(one, link), (other, link + "-next")] {
            try book.write(TemporaryBook.book, to: "nested/book.yaml")
            try files.createSymbolicLink(atPath: name, withDestinationPath: book.directory)
        }
        // What is left behind in a temporary directory is no matter.
        defer { try? files.removeItem(atPath: link) }
        let bell = Bell()
        let watcher = try BookWatcher(
            directory: link + "/nested",
            settling: .milliseconds(20),
            changed: { bell.ring() }
        )
        // SAFETY: both paths live for the length of the call.
        #expect(unsafe rename(link + "-next", link) == 0)
        #expect(bell.hear())
        try other.write("x", to: "nested/book.yaml")
        #expect(bell.hear())
        watcher.close()
    }

    @Test func `ends at once when it is closed`() throws {
        let book = try TemporaryBook()
        let watcher = try BookWatcher(directory: book.directory, changed: {})
        watcher.close()
    }

    @Test func `cannot watch what is not there`() {
        #expect(throws: SystemError.self) {
            let watcher = try BookWatcher(directory: "/nowhere/at/all", changed: {})
            watcher.close()
        }
    }
}
