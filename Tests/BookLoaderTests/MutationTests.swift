import Dispatch
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import BookLoader

/// Whatever stands in a file, the loader gives a book or says what is wrong, and never traps.
struct MutationTests {
    private static let tokens: [String] = [
        "{", "}", "[", "]", "'", "\"", "\\", ":", ": ", " #", "- ", "&a ", "*a", "!", "!!int ", "|",
        ">-\n", "? ", "%", "---\n", "...\n", "\t", "\n", "\r", "\u{0}", "\u{85}", "\u{2028}",
        "\u{FEFF}", "é", "😀", "9999999999999999999", "-1", "1e400", "0x", "<<: ", "null", "~",
        "{limit, plural, other {#}}", "money('", "25.00 EUR", "\u{202E}",
    ]

    @Test func `a book or faults come of every change of the example book`() throws {
        let files = BookFiles(directory: Repository.path("Config/book")).files
        let book = try #require(files.first { $0.path == "book.yaml" })
        try check(count: 120) { chance in
            let file = files[Int.random(in: 0..<files.count, using: &chance)]
            let changed = BookFiles.File(
                path: file.path,
                content: Data(Self.mutated(Array(file.content), &chance))
            )
            return file.path == book.path ? [changed] : [book, changed]
        }
    }

    @Test func `a book or faults come of every change of a small book`() throws {
        let cases = try FaultFixtureTests.fixtures.flatMap { name in
            try FaultFixture(name).cases.map { FaultFixtureTests.files($0.text, in: name) }
        }
        try check(count: 3_000) { chance in
            let given = cases[Int.random(in: 0..<cases.count, using: &chance)]
            return TemporaryBook.sound.merging(given, uniquingKeysWith: { $1 })
                .map { path, text in
                    let isGiven = given[path] != nil
                    let octets = Array(text.utf8)
                    return BookFiles.File(
                        path: path,
                        content: Data(isGiven ? Self.mutated(octets, &chance) : octets)
                    )
                }
        }
    }

    private func check(
        count: Int,
        _ files: @Sendable (inout SplitMix64) -> [BookFiles.File]
    ) throws {
        let silent = Mutex<[Int]>([])
        DispatchQueue.concurrentPerform(iterations: count) { seed in
            var chance = SplitMix64(state: UInt64(seed))
            let result = BookLoader().load(BookFiles(files(&chance)))
            if (result.book == nil) == result.errors.isEmpty {
                silent.withLock { $0.append(seed) }
            }
        }
        #expect(silent.withLock { $0.sorted() } == [], "the seeds that gave neither or both")
    }

    /// One to four changes: an octet, a cut, a repetition, a token in between, an end.
    private static func mutated(_ octets: [UInt8], _ chance: inout SplitMix64) -> [UInt8] {
        var octets = octets
        for _ in 0..<Int.random(in: 1...4, using: &chance) where !octets.isEmpty {
            let place = Int.random(in: 0..<octets.count, using: &chance)
            let end = min(octets.count, place + Int.random(in: 1...40, using: &chance))
            switch Int.random(in: 0..<6, using: &chance) {
            case 0: octets[place] = UInt8.random(in: 0...255, using: &chance)
            case 1: octets.removeSubrange(place..<end)
            case 2: octets.insert(contentsOf: octets[place..<end], at: place)
            case 3: octets.removeSubrange(place...)
            default:
                let token = tokens[Int.random(in: 0..<tokens.count, using: &chance)]
                octets.insert(contentsOf: token.utf8, at: place)
            }
        }
        return octets
    }
}
