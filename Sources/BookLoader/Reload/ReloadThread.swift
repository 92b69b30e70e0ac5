import Dispatch
import Synchronization
package import SystemIO

/// Reads a book anew for all who ask, one reading after the other, on a thread of its own.
///
/// Isolation: any thread may ask. Who asks while a reading runs waits for the next one, since what
/// they mean may have come after the files were read; all who wait share it.
package final class ReloadThread<Result: Sendable>: Sendable {
    private struct Waiting {
        var askers: [@Sendable (Result) -> Void] = []
        var isAsked = false
        var isEnding = false
    }

    private let waiting = Mutex(Waiting())
    private let bell = DispatchSemaphore(value: 0)

    /// Starts the thread; `reload` blocks it for as long as reading takes.
    package init(_ reload: @escaping @Sendable () -> Result) throws(SystemError) {
        // Until `end` the thread keeps itself alive.
        _ = try SystemThread(name: "book-reload") { [self] in
            while let askers = next() {
                let result = reload()
                for tell in askers { tell(result) }
            }
        }
    }

    /// Asks for a reading; `tell` is called on the thread with what came of it.
    package func ask(_ tell: (@Sendable (Result) -> Void)? = nil) {
        waiting.withLock { waiting in
            waiting.isAsked = true
            if let tell { waiting.askers.append(tell) }
        }
        bell.signal()
    }

    /// Ends the thread after the reading that runs; who waits is never told.
    package func end() {
        waiting.withLock { $0.isEnding = true }
        bell.signal()
    }

    /// Waits until somebody asks; nil at the end.
    private func next() -> [@Sendable (Result) -> Void]? {
        while true {
            bell.wait()
            let (askers, isAsked, isEnding) = waiting.withLock { waiting in
                defer { waiting = Waiting(isEnding: waiting.isEnding) }
                return (waiting.askers, waiting.isAsked, waiting.isEnding)
            }
            if isEnding { return nil }
            if isAsked { return askers }
        }
    }
}
