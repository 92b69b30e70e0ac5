import BookLoader
import Foundation
import Synchronization
import Testing

@testable import leeway

/// What a command says while it reads a large book.
struct ReadingProgressTests {
    private let start = ContinuousClock.now

    /// How far a real reading is after its first file and after its last.
    private static func ends() -> (first: BookLoader.Progress?, last: BookLoader.Progress?) {
        let said = Mutex<[BookLoader.Progress]>([])
        let loader = BookLoader(progress: { progress in said.withLock { $0.append(progress) } })
        _ = loader.load(Binary.root.appending(path: "Config/book").path)
        let sorted = said.withLock { $0.sorted { $0.readFiles < $1.readFiles } }
        return (sorted.first, sorted.last)
    }

    @Test func `says nothing for two seconds, then a line, and two seconds later the next`() throws
    {
        let first = try #require(Self.ends().first)
        let progress = LoadingProgress(now: start)
        let line = "reading the book: 1 of \(first.allFiles) files"
        #expect(progress.line(first, start + .milliseconds(1_999)) == nil)
        #expect(progress.line(first, start + .seconds(2)) == line)
        #expect(progress.line(first, start + .milliseconds(3_999)) == nil)
        #expect(progress.line(first, start + .seconds(4)) == line)
    }

    @Test func `says nothing once all is read`() throws {
        let last = try #require(Self.ends().last)
        #expect(LoadingProgress(now: start).line(last, start + .seconds(10)) == nil)
    }
}
