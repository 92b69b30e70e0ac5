import Foundation
import PolicyBook
import Synchronization
import Testing

@testable import BookLoader

struct BookReloaderTests {
    /// Counts what is put in force.
    private final class Installed: Sendable {
        let digests = Mutex<[String]>([])
    }

    private func reloader(_ book: TemporaryBook, _ installed: Installed) -> BookReloader {
        BookReloader(directory: book.directory, digest: book.load().digest) { result, book in
            #expect(result.digest == book.digest)
            installed.digests.withLock { $0.append(book.digest) }
        }
    }

    @Test func `does nothing where nothing changed`() throws {
        let book = try TemporaryBook()
        let installed = Installed()
        let reloader = reloader(book, installed)
        try book.write(TemporaryBook.policy(""), to: "policies/a.yaml")
        guard case .unchanged = reloader.reload() else {
            Issue.record("reloaded")
            return
        }
        #expect(installed.digests.withLock { $0.isEmpty })
    }

    @Test func `puts a changed book in force once`() throws {
        let book = try TemporaryBook()
        let installed = Installed()
        let reloader = reloader(book, installed)
        try book.write(TemporaryBook.policy("", id: "b"), to: "policies/new/b.yaml")
        guard case .replaced(let result) = reloader.reload() else {
            Issue.record("not replaced")
            return
        }
        #expect(result.book?.policy("b") != nil)
        guard case .unchanged = reloader.reload() else {
            Issue.record("reloaded")
            return
        }
        #expect(installed.digests.withLock { $0 } == [result.digest])
    }

    @Test func `keeps the last good book and says what is wrong with the new one`() throws {
        let book = try TemporaryBook()
        let installed = Installed()
        let reloader = reloader(book, installed)
        try book.write("id: [", to: "policies/a.yaml")
        for _ in 0..<2 {
            guard case .refused(let result) = reloader.reload() else {
                Issue.record("not refused")
                return
            }
            #expect(result.errors.map(\.file) == ["policies/a.yaml"] && result.book == nil)
        }
        #expect(installed.digests.withLock { $0.isEmpty })
        try book.write(TemporaryBook.policy(""), to: "policies/a.yaml")
        guard case .unchanged = reloader.reload() else {
            Issue.record("the book in force is there again")
            return
        }
    }

    /// The files that are read are the same before and after, so their digest is too.
    @Test func `takes a book once a file that is no part of it is gone`() throws {
        let book = try TemporaryBook()
        let installed = Installed()
        let reloader = reloader(book, installed)
        try book.write(TemporaryBook.policy("", id: "b"), to: "policies/b.yaml")
        try book.write(TemporaryBook.policy("", id: "c"), to: "policies/c.yml")
        guard case .refused(let result) = reloader.reload() else {
            Issue.record("not refused")
            return
        }
        #expect(result.errors.map(\.file) == ["policies/c.yml"])
        try FileManager.default.removeItem(atPath: book.directory + "/policies/c.yml")
        guard case .replaced = reloader.reload() else {
            Issue.record("not replaced")
            return
        }
        #expect(installed.digests.withLock { $0 } == [result.digest])
    }

    @Test func `refuses an empty or a missing directory`() throws {
        let book = try TemporaryBook()
        let reloader = reloader(book, Installed())
        try FileManager.default.removeItem(atPath: book.directory)
        guard case .refused(let result) = reloader.reload() else {
            Issue.record("not refused")
            return
        }
        #expect(result.errors.count == 1)
    }
}
