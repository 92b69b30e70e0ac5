import Foundation
import Synchronization

/// The example book in a folder of its own, removed with the value.
final class CopiedBook: Sendable {
    let folder: URL
    /// What holds `folder` and nothing else.
    private let home: URL

    init() throws {
        home = try TemporaryFolder.make()
        folder = home.appending(path: "book")
        try FileManager.default.copyItem(
            at: Binary.root.appending(path: "Config/book"),
            to: folder
        )
    }

    deinit {
        // What is left behind in a temporary folder is no matter.
        try? FileManager.default.removeItem(at: home)
    }

    /// Rewrites a file in place.
    func edit(_ path: String, _ change: (String) -> String) throws {
        let file = folder.appending(path: path)
        let text = try String(contentsOf: file, encoding: .utf8)
        try Data(change(text).utf8).write(to: file)
    }
}
