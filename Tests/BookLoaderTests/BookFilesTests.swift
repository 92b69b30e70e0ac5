import Foundation
import PolicyBook
import Testing

@testable import BookLoader

struct BookFilesTests {
    @Test func `reads policies in any sub-folder and nothing else`() throws {
        let book = try TemporaryBook([
            "policies/x/y/b.yaml": TemporaryBook.policy("", id: "b"),
            "policies/.hidden.yaml": "%",
            "policies/notes.txt": "%",
            "tests/t.yaml": "%",
        ])
        let result = book.load()
        #expect(result.errors.isEmpty)
        #expect(result.book?.policies.map(\.id) == ["a", "b"])
        #expect(result.fileCount == 3)
    }

    @Test func `says that a directory or its book is not there`() throws {
        let result = BookLoader.load("/nowhere/at/all")
        #expect(result.errors.map(\.message) == ["there is no directory `/nowhere/at/all`"])
        let book = try TemporaryBook()
        try FileManager.default.removeItem(atPath: book.directory + "/book.yaml")
        #expect(
            book.faults(in: "book.yaml") == [
                "1:1 there is no `book.yaml` in `\(book.directory)`"
            ]
        )
    }

    @Test func `takes a file of the greatest size and refuses one byte more`() throws {
        let policy = TemporaryBook.policy("") + "\n#"
        let room = YAMLLimits().maxFileBytes - policy.utf8.count
        let book = try TemporaryBook([
            "policies/a.yaml": policy + String(repeating: "x", count: room)
        ])
        #expect(book.load().errors.isEmpty)
        try book.write(policy + String(repeating: "x", count: room + 1), to: "policies/a.yaml")
        #expect(
            book.faults(in: "policies/a.yaml") == [
                "1:1 the file is larger than 1048576 bytes | split it into several files"
            ]
        )
    }

    @Test func `refuses other names, other encodings and empty files`() throws {
        let book = try TemporaryBook(["policies/b.yml": "", "policies/c.yaml": "\n# nothing\n"])
        try Data([0x61, 0x3A, 0x0A, 0xFF, 0x0A])
            .write(to: URL(fileURLWithPath: book.directory + "/policies/d.yaml"))
        #expect(
            book.faults(in: "") == [
                "policies/b.yml 1:1 only files whose name ends in `.yaml` are read | rename it",
                "policies/c.yaml 1:1 there is nothing in this document",
                "policies/d.yaml 2:1 the line is not UTF-8 | save the file in that encoding",
            ]
        )
    }

    @Test func `follows links within the book and no others`() throws {
        let book = try TemporaryBook()
        let files = FileManager.default
        try book.write(TemporaryBook.policy("", id: "b"), to: "..data/b.yaml")
        func link(_ name: String, to target: String) throws {
            try files.createSymbolicLink(
                atPath: book.directory + "/policies/" + name,
                withDestinationPath: target
            )
        }
        try link("b.yaml", to: "../..data/b.yaml")
        #expect(book.load().book?.policies.map(\.id) == ["a", "b"])
        try link("c.yaml", to: "/etc/passwd")
        try link("d.yaml", to: "../missing.yaml")
        try link("loop", to: "../policies")
        let faults = book.faults(in: "")
        #expect(
            faults[0]
                == "policies/c.yaml 1:1 the link leads out of the book's directory | copy the file"
        )
        #expect(faults[1] == "policies/d.yaml 1:1 the link leads nowhere")
        #expect(
            faults.contains { $0.hasSuffix("the link leads back to a directory that holds it") }
        )
    }

    /// Who reads a pipe waits for somebody to write.
    @Test func `refuses what is no regular file without reading it`() throws {
        let book = try TemporaryBook()
        // SAFETY: the path lives for the length of the call.
        try #require(unsafe mkfifo(book.directory + "/policies/b.yaml", 0o600) == 0)
        #expect(book.faults(in: "policies/b.yaml") == ["1:1 this is no regular file"])
    }

    @Test func `a book is the same under another name of its directory`() throws {
        let book = try TemporaryBook()
        let alias = book.directory + "-link"
        try FileManager.default.createSymbolicLink(
            atPath: alias,
            withDestinationPath: book.directory
        )
        // What is left behind in a temporary directory is no matter.
        defer { try? FileManager.default.removeItem(atPath: alias) }
        #expect(BookLoader.load(alias).digest == book.load().digest)
    }

    @Test func `the digest changes with any byte and any name`() throws {
        let book = try TemporaryBook()
        let digest = book.load().digest
        #expect(digest.hasPrefix("sha256:") && digest.count == 71)
        try book.write(TemporaryBook.policy("") + " ", to: "policies/a.yaml")
        let changed = book.load().digest
        #expect(changed != digest)
        try FileManager.default.moveItem(
            atPath: book.directory + "/policies/a.yaml",
            toPath: book.directory + "/policies/b.yaml"
        )
        #expect(book.load().digest != changed)
    }

    @Test func `takes as many files, octets and versions as the limits and refuses one more`()
        throws
    {
        let two = TemporaryBook.policy("", id: "b") + "\n---\n" + TemporaryBook.policy("", id: "c")
        let book = try TemporaryBook(["policies/b.yaml": two])
        let files = BookFiles(directory: book.directory).files
        let bytes = files.reduce(0) { $0 + $1.content.count }
        func faults(_ change: (inout BookLimits) -> Void) -> [String] {
            var limits = BookLimits()
            change(&limits)
            return BookLoader(limits: limits).load(book.directory).errors.map(\.headline)
        }
        #expect(faults { $0.maxFiles = 3 } == [])
        #expect(
            faults { $0.maxFiles = 2 } == [
                "policies/b.yaml:1:1: error: a book has at most 2 files"
            ]
        )
        #expect(faults { $0.maxBytes = bytes } == [])
        #expect(
            faults { $0.maxBytes = bytes - 1 } == [
                "policies/b.yaml:1:1: error: the files up to here hold more than \(bytes - 1) bytes"
            ]
        )
        #expect(faults { $0.maxVersions = 3 } == [])
        #expect(
            faults { $0.maxVersions = 2 } == [
                "policies:1:1: error: a book has at most 2 versions of policies"
            ]
        )
    }

    @Test func `follows as many folders inside one another as the limit and no more`() throws {
        let deepest = (1..<BookLimits().maxFolderDepth).map { "f\($0)/" }.joined()
        let policy = TemporaryBook.policy("", id: "b")
        let book = try TemporaryBook(["policies/\(deepest)b.yaml": policy])
        #expect(book.load().book?.policies.map(\.id) == ["a", "b"])
        try book.write(TemporaryBook.policy("", id: "c"), to: "policies/\(deepest)g/c.yaml")
        #expect(
            book.faults(in: "policies/\(deepest)g") == [
                "1:1 directories are nested too deep here"
            ]
        )
    }

    @Test func `looks into as many folders as the limit, by whatever links`() throws {
        let book = try TemporaryBook(["policies/deep/b.yaml": TemporaryBook.policy("", id: "b")])
        try FileManager.default.createSymbolicLink(
            atPath: book.directory + "/policies/twin",
            withDestinationPath: "deep"
        )
        func faults(_ most: Int) -> [String] {
            var limits = BookLimits()
            limits.maxFolders = most
            return BookLoader(limits: limits).load(book.directory).errors.map(\.message)
                .filter { $0.contains("folders") }
        }
        // `policies` and two in it.
        #expect(faults(3) == [])
        #expect(faults(2) == ["a book has at most 2 folders, counted up to here"])
    }

    @Test func `does not follow links that lead back up`() throws {
        let book = try TemporaryBook(["policies/deep/b.yaml": TemporaryBook.policy("", id: "b")])
        for name in ["one", "two"] {
            try FileManager.default.createSymbolicLink(
                atPath: book.directory + "/policies/\(name)",
                withDestinationPath: "../policies"
            )
        }
        #expect(
            book.load().errors.map(\.description).map { $0.prefix { $0 != "\n" } } == [
                "policies/one:1:1: error: the link leads back to a directory that holds it",
                "policies/two:1:1: error: the link leads back to a directory that holds it",
            ]
        )
    }

    @Test func `the documentation states every limit with its default, and no other`() throws {
        let text = try String(contentsOfFile: Repository.path("Docs/Limits.md"), encoding: .utf8)
        let books = try #require(text.components(separatedBy: "\n## Books").dropFirst().first)
        var stated: [String: String] = [:]
        for line in books.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            stated[cells[0].trimmingCharacters(in: ["`"])] = cells[1].filter { $0 != " " }
        }
        var defaults: [String: String] = [:]
        let limits = [Mirror(reflecting: BookLimits()), Mirror(reflecting: YAMLLimits())]
        for child in limits.flatMap(\.children) where child.label != "file" {
            defaults[try #require(child.label)] = "\(child.value)"
        }
        #expect(stated == defaults)
    }

    /// From the examples of FIPS 180-4 and its tests: empty, short, two blocks, a million octets.
    @Test(arguments: [
        ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ])
    func `hashes as the standard says`(text: String, count: Int, digest: String) {
        var hash = SHA256()
        hash.update(String(repeating: text, count: count).utf8)
        #expect(hash.finalize() == digest)
    }

    @Test(arguments: [55, 56, 63, 64, 65, 119, 120])
    func `hashes the same in any pieces`(length: Int) {
        let octets = (0..<length).map { UInt8($0) }
        var whole = SHA256()
        whole.update(octets)
        let digest = whole.finalize()
        for split in 0...length {
            var parts = SHA256()
            parts.update(octets[..<split])
            parts.update(octets[split...])
            #expect(parts.finalize() == digest)
        }
    }
}
