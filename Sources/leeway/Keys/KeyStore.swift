import Foundation
import LeewayService
import SystemIO

/// The file in which keys are kept.
struct KeyStore: Sendable {
    let path: String

    /// Why keys cannot be read or written.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// What is wrong where there is no file.
    var missing: String { "\(path): there is no such file" }

    /// The keys; nil where there is no file.
    func read() throws(Fault) -> [APIKey]? {
        let content: [UInt8]
        do throws(SystemError) {
            content = try File.read(path, maxBytes: KeyFile.maxBytes)
        } catch {
            if error.isMissingFile { return nil }
            throw fault(error)
        }
        do throws(Problem) {
            return try KeyFile.keys(in: content)
        } catch {
            throw Fault(description: "\(path): \(error.detail)")
        }
    }

    /// Changes the keys as a whole; another process that changes them meanwhile waits.
    func change<Result>(
        _ body: (inout [APIKey]) throws(Fault) -> Result
    ) throws(Fault) -> Result {
        let lock = try lock()
        var keys = try read() ?? []
        let result = try body(&keys)
        do throws(SystemError) {
            try File.replace(path, with: KeyFile.content(of: keys))
        } catch {
            throw fault(error)
        }
        // Held until here, so that no change between reading and writing is lost.
        _ = consume lock
        return result
    }

    private func lock() throws(Fault) -> Descriptor {
        do {
            try FileManager.default.createDirectory(
                atPath: File.folder(of: path),
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            return try File.lock(path + ".lock")
        } catch let error as SystemError {
            throw fault(error)
        } catch {
            throw Fault(description: "\(path): \(error.localizedDescription)")
        }
    }

    private func fault(_ error: SystemError) -> Fault {
        Fault(description: "\(path): \(error)")
    }
}
