import CLinux
import Glibc

/// A thread of the operating system that runs one function to its end.
package struct SystemThread: ~Copyable, Sendable {
    let handle: pthread_t

    /// Starts a thread.
    ///
    /// `name` is what ps and perf show; Linux keeps 15 octets of it.
    package init(
        name: String,
        _ body: @escaping @Sendable () -> Void
    ) throws(SystemError) {
        let start = ThreadStart(name: name, body: body)
        // SAFETY: the thread takes the reference over; it is released below when there is none.
        let argument = unsafe Unmanaged.passRetained(start)
        var handle = pthread_t()
        let result = unsafe pthread_create(
            &handle,
            nil,
            { argument in
                // SAFETY: the argument is the reference that `passRetained` made.
                if let argument = unsafe argument {
                    let start = unsafe Unmanaged<ThreadStart>.fromOpaque(argument)
                        .takeRetainedValue()
                    _ = unsafe clinux_name_thread(String(start.name.prefix(15)))
                    start.body()
                }
                return nil
            },
            argument.toOpaque()
        )
        guard result == 0 else {
            unsafe argument.release()
            throw SystemError("pthread_create", code: result)
        }
        self.handle = handle
    }

    /// Waits until the thread has ended.
    package consuming func join() {
        // SAFETY: consumed, so that a thread is joined once.
        _ = pthread_join(handle, nil)
    }
}

private final class ThreadStart: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }
}
