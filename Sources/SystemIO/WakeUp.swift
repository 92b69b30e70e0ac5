import CLinux
import Glibc

/// Wakes a thread that waits in an `EventQueue`, from any thread (eventfd(2)).
package struct WakeUp: ~Copyable, Sendable {
    /// Watched by the queue that is to be woken.
    package let descriptor: Descriptor

    /// A wake-up that has not been rung.
    package init() throws(SystemError) {
        descriptor = try Descriptor("eventfd", clinux_eventfd())
    }

    /// Wakes the thread.
    ///
    /// Never blocks: a counter that is full wakes as well.
    package func ring() {
        // SAFETY: eight octets of a local are read for the length of the call.
        _ = eventfd_write(descriptor.number, 1)
    }

    /// Makes the wake-up ready to be rung again.
    package func clear() {
        var count: eventfd_t = 0
        // SAFETY: the counter is written to a local for the length of the call.
        _ = unsafe eventfd_read(descriptor.number, &count)
    }
}
