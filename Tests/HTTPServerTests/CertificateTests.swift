import Foundation
import TestSupport
import Testing

@testable import HTTPServer

@Suite("The certificate in force")
struct CertificateTests {
    private let files = FileManager.default

    /// Moves both files of another certificate over those in `folder`.
    private func renew(_ name: String, in folder: URL) throws {
        let next = try makeTemporaryFolder()
        try makeCertificate(name, in: next)
        for file in ["key.pem", "cert.pem"] {
            let moved = unsafe rename(
                next.appending(path: file).path,
                folder.appending(path: file).path
            )
            #expect(moved == 0)
        }
        try files.removeItem(at: next)
    }

    @Test("is the new one after its files were moved over the old ones")
    func takesRenamed() throws {
        let server = try RunningServer()
        #expect(try server.shownName() == "localhost")
        try renew("second", in: server.folder)
        #expect(server.changes.next() == nil)
        #expect(try server.shownName() == "second")
    }

    @Test("is the new one after the folder was switched by a link, as Kubernetes does it")
    func takesSwitched() throws {
        let folder = try makeTemporaryFolder()
        for name in ["first", "second"] {
            let version = folder.appending(path: "..\(name)")
            try files.createDirectory(at: version, withIntermediateDirectories: true)
            try makeCertificate(name, in: version)
        }
        let data = folder.appending(path: "..data")
        try files.createSymbolicLink(atPath: data.path, withDestinationPath: "..first")
        for file in ["key.pem", "cert.pem"] {
            try files.createSymbolicLink(
                atPath: folder.appending(path: file).path,
                withDestinationPath: "..data/\(file)"
            )
        }
        let server = try RunningServer(certificateIn: folder)
        #expect(try server.shownName() == "first")
        let next = folder.appending(path: "..data_tmp")
        try files.createSymbolicLink(atPath: next.path, withDestinationPath: "..second")
        #expect(unsafe rename(next.path, data.path) == 0)
        #expect(server.changes.next() == nil)
        #expect(try server.shownName() == "second")
    }

    @Test("is the new one after the folder's own name was switched, and what is behind it written")
    func takesSwitchedFolder() throws {
        let base = try makeTemporaryFolder()
        for name in ["first", "second"] {
            let version = base.appending(path: name)
            try files.createDirectory(at: version, withIntermediateDirectories: true)
            try makeCertificate(name, in: version)
        }
        let current = base.appending(path: "current")
        try files.createSymbolicLink(atPath: current.path, withDestinationPath: "first")
        let server = try RunningServer(certificateIn: current)
        defer { try? files.removeItem(at: base) }
        let next = base.appending(path: "next")
        try files.createSymbolicLink(atPath: next.path, withDestinationPath: "second")
        #expect(unsafe rename(next.path, current.path) == 0)
        #expect(server.changes.next() == nil)
        #expect(try server.shownName() == "second")
        try renew("third", in: base.appending(path: "second"))
        #expect(server.changes.next() == nil)
        #expect(try server.shownName() == "third")
    }

    @Test("stays when the next one is bad, which is told, until a good one comes")
    func keepsGood() throws {
        let server = try RunningServer()
        let key = server.folder.appending(path: "key.pem")
        let good = try Data(contentsOf: key)
        try Data("no key".utf8).write(to: key)
        #expect(try #require(server.changes.next()).contains("key.pem"))
        #expect(throws: ServerError.self) { try server.server.reloadCertificate() }
        #expect(try server.shownName() == "localhost")
        try good.write(to: key)
        #expect(server.changes.next() == nil)
        try server.server.reloadCertificate()
        #expect(try server.shownName() == "localhost")
    }

    @Test("stays when its key is another's, or its chain out of order")
    func refusesMismatch() throws {
        let server = try RunningServer()
        let other = try makeTemporaryFolder()
        defer { try? files.removeItem(at: other) }
        try makeCertificate("other", in: other)
        let mine = try Data(contentsOf: server.folder.appending(path: "cert.pem"))
        let others = try Data(contentsOf: other.appending(path: "cert.pem"))
        for (bad, reason) in [(others, "key"), (mine + others, "out of order")] {
            try bad.write(to: server.folder.appending(path: "cert.pem"))
            #expect(try #require(server.changes.next()).contains(reason))
            #expect(try server.shownName() == "localhost")
        }
    }
}
