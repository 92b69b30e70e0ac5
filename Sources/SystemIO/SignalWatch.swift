import CLinux
import Glibc

/// A signal the process is told about instead of being ended by it (signal(7)).
package enum Signal: Int32, Sendable, CaseIterable {
    /// `SIGHUP`: read the settings again.
    case hangUp = 1
    /// `SIGINT`: stop, from the keyboard.
    case interrupt = 2
    /// `SIGUSR1`: the application's own.
    case user1 = 10
    /// `SIGTERM`: stop.
    case terminate = 15

    /// Makes writing to a socket that is broken fail, and never end the process by `SIGPIPE`.
    package static func ignoreBrokenPipes() {
        _ = Glibc.signal(SIGPIPE, SIG_IGN)
    }
}

/// Hands signals to a function on a thread of its own, by signalfd(2).
///
/// Started before any other thread, because threads inherit which signals are blocked.
package struct SignalWatch: ~Copyable {
    let thread: SystemThread

    /// Blocks `signals` in this thread and those it starts, and calls `body` with each that comes.
    ///
    /// `body` runs on one thread, one signal after the other; false ends the watch.
    package init(
        _ signals: [Signal] = Signal.allCases,
        _ body: @escaping @Sendable (Signal) -> Bool
    ) throws(SystemError) {
        var set = sigset_t()
        // SAFETY: the set is a local, for the length of each call.
        unsafe sigemptyset(&set)
        for signal in signals { unsafe sigaddset(&set, signal.rawValue) }
        let blocked = unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        guard blocked == 0 else { throw SystemError("pthread_sigmask", code: blocked) }
        let source = try Descriptor(
            "signalfd",
            unsafe signalfd(-1, &set, Int32(SFD_CLOEXEC))
        )
        thread = try SystemThread(name: "signals") { [number = source.relinquish()] in
            let source = Descriptor(owning: number)
            while let signal = Self.next(source) {
                guard body(signal) else { return }
            }
        }
    }

    /// Waits until the function answered false.
    package consuming func join() {
        thread.join()
    }

    /// Waits for the next signal; nil where the source failed.
    private static func next(_ source: borrowing Descriptor) -> Signal? {
        while true {
            var info = signalfd_siginfo()
            // SAFETY: the kernel writes one structure of the size it is given into a local.
            let count = unsafe Glibc.read(source.number, &info, MemoryLayout.size(ofValue: info))
            if count < 0, errno == EINTR { continue }
            guard count == MemoryLayout.size(ofValue: info) else { return nil }
            if let signal = Signal(rawValue: Int32(info.ssi_signo)) { return signal }
        }
    }
}
