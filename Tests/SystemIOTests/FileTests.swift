import Foundation
import Testing

@testable import SystemIO

@Suite("Files and their watch")
struct FileTests {
    private func makeFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test("that are pipes without a writer are read as empty, without waiting")
    func readsPipes() throws {
        let folder = try makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "pipe").path
        try #require(unsafe mkfifo(path, 0o600) == 0)
        #expect(try File.read(path, maxBytes: 5) == [])
    }

    @Test("are read to their end, or to the limit")
    func reads() throws {
        let folder = try makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "a")
        try Data([1, 2, 3, 4]).write(to: file)
        #expect(try File.read(file.path, maxBytes: 5) == [1, 2, 3, 4])
        #expect(try File.read(file.path, maxBytes: 4) == [1, 2, 3, 4])
        #expect(try File.read(file.path, maxBytes: 3) == [1, 2, 3])
        #expect(throws: SystemError.self) {
            try File.read(folder.appending(path: "b").path, maxBytes: 5)
        }
    }

    @Test("are named by their directory, links that lead nowhere among them")
    func lists() throws {
        let folder = try makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let names = ["a", "ū", ".hidden", String(repeating: "n", count: 255)]
        for name in names { try Data().write(to: folder.appending(path: name)) }
        let link = folder.appending(path: "link").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "gone")
        #expect(try Set(File.names(in: folder.path)) == Set(names + ["link"]))
        #expect(File.isThere(link))
        #expect(!File.isThere(folder.appending(path: "gone").path))
        #expect(throws: SystemError.self) { try File.names(in: link) }
    }

    @Test("are found behind links")
    func resolves() throws {
        let folder = try makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let link = folder.appending(path: "link")
        try FileManager.default.createSymbolicLink(
            atPath: link.path,
            withDestinationPath: "/dev/./null"
        )
        #expect(File.resolve(link.path) == "/dev/null")
        #expect(File.resolve(folder.appending(path: "b").path) == nil)
    }

    @Test("tell of a change once it has settled, and of a ring at once")
    func settles() throws {
        let folder = try makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let watch = try FileWatch()
        let bell = try WakeUp()
        try watch.add(directory: folder.path, entriesOnly: true)
        try watch.add(directory: folder.path)
        try watch.add(directory: folder.path, entriesOnly: true)
        try Data([1]).write(to: folder.appending(path: "a"))
        let hasSettled = watch.waitUntilSettled(for: bell, settling: .milliseconds(1))
        #expect(hasSettled)
        let after = watch.wait(for: bell, .zero)
        #expect(after == .timedOut)
        let file = try FileHandle(forWritingTo: folder.appending(path: "a"))
        try file.write(contentsOf: Data([2]))
        let woken = watch.wait(for: bell, nil)
        #expect(woken == .changed)
        bell.ring()
        let settledAgain = watch.waitUntilSettled(for: bell, settling: .seconds(60))
        #expect(!settledAgain)
    }
}
