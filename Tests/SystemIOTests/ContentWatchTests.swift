import Dispatch
import Foundation
import Synchronization
import Testing

@testable import SystemIO

@Suite("A watch on the contents of files")
struct ContentWatchTests {
    @Test("tells of its own files alone, and of no writing that changes nothing")
    func ignoresOthers() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (own, other) = (folder.appending(path: "own"), folder.appending(path: "other"))
        try Data("one".utf8).write(to: own)
        let watch = try ContentWatch([own.path], maxFileBytes: 100)
        let looks = DispatchSemaphore(value: 0)
        let changes = Atomic(0)
        try watch.start(
            looked: { looks.signal() },
            { changes.add(1, ordering: .relaxed) }
        )
        for (file, text, expected) in [(other, "x", 0), (own, "one", 0), (own, "two", 1)] {
            try Data(text.utf8).write(to: file, options: .atomic)
            looks.wait()
            #expect(changes.load(ordering: .relaxed) == expected)
        }
        watch.stop()
    }
}
