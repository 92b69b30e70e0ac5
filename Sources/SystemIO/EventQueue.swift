import CLinux
import Glibc

/// What a descriptor is watched for, or ready for (epoll_ctl(2)).
package struct Readiness: OptionSet, Sendable {
    /// The bits as epoll has them.
    package let rawValue: UInt32

    /// A set by its bits.
    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Whether the two have something in common.
    ///
    /// Beside `isDisjoint`, which is generic, because it is asked for each event.
    package func intersects(_ other: Readiness) -> Bool {
        rawValue & other.rawValue != 0
    }

    /// The connection failed, was reset, or both its directions are closed.
    package static var broken: Readiness {
        Readiness(rawValue: clinux_epoll_error | clinux_epoll_hang_up)
    }

    /// Octets, a connection or the end of the input can be read.
    package static var readable: Readiness { Readiness(rawValue: clinux_epoll_in) }
    /// Octets can be written.
    package static var writable: Readiness { Readiness(rawValue: clinux_epoll_out) }
    /// The connection failed or was reset; always watched for.
    package static var failed: Readiness { Readiness(rawValue: clinux_epoll_error) }
    /// Both directions are closed; always watched for.
    package static var hungUp: Readiness { Readiness(rawValue: clinux_epoll_hang_up) }
    /// Of several queues that watch one descriptor only one is woken.
    package static var exclusive: Readiness { Readiness(rawValue: clinux_epoll_exclusive) }
}

/// One thread's epoll instance, level-triggered, and the events it last brought.
///
/// SAFETY: `epoll_event` counts as unsafe because its union may hold a pointer; only the 64-bit tag
/// of the union is ever used here.
@safe
package struct EventQueue: ~Copyable {
    private let descriptor: Descriptor
    private var events: [epoll_event]

    /// A queue that brings at most `capacity` events at a time.
    package init(capacity: Int = 256) throws(SystemError) {
        descriptor = try Descriptor("epoll_create1", clinux_epoll_create())
        unsafe events = [epoll_event](repeating: epoll_event(), count: capacity)
    }

    /// Watches a descriptor; its events carry `tag`.
    package func add(
        _ number: Int32,
        _ interest: Readiness,
        tag: UInt64
    ) throws(SystemError) {
        try control(EPOLL_CTL_ADD, number, interest, tag)
    }

    /// Changes what a descriptor is watched for.
    package func modify(
        _ number: Int32,
        _ interest: Readiness,
        tag: UInt64
    ) throws(SystemError) {
        try control(EPOLL_CTL_MOD, number, interest, tag)
    }

    /// Watches a descriptor no longer; closing it does the same.
    package func remove(_ number: Int32) throws(SystemError) {
        try control(EPOLL_CTL_DEL, number, [], 0)
    }

    /// Waits until something is ready, or for `timeoutMilliseconds`; -1 waits for ever.
    ///
    /// Returns: how many events came, 0 after a timeout or a signal.
    package mutating func wait(timeoutMilliseconds: Int32) throws(SystemError) -> Int {
        // SAFETY: the kernel writes at most `count` events into the array for this call.
        let count = unsafe events.withUnsafeMutableBufferPointer { buffer in
            unsafe epoll_wait(
                descriptor.number,
                buffer.baseAddress,
                Int32(buffer.count),
                timeoutMilliseconds
            )
        }
        if count < 0 {
            guard errno == EINTR else { throw .last("epoll_wait") }
            return 0
        }
        return Int(count)
    }

    /// The event at `index` of those that `wait` brought.
    package func event(at index: Int) -> (tag: UInt64, readiness: Readiness) {
        // SAFETY: `events` is an array of trivial structs; the pointer lives for one inline read.
        unsafe events.withUnsafeBufferPointer { buffer in
            let event = unsafe buffer.baseAddress.map { unsafe $0 + index }
            guard let event = unsafe event, index < buffer.count else { return (0, []) }
            return unsafe (
                clinux_event_tag(event), Readiness(rawValue: event.pointee.events)
            )
        }
    }

    private func control(
        _ operation: Int32,
        _ number: Int32,
        _ interest: Readiness,
        _ tag: UInt64
    ) throws(SystemError) {
        let result = clinux_epoll_control(
            descriptor.number,
            operation,
            number,
            interest.rawValue,
            tag
        )
        guard result == 0 else { throw .last("epoll_ctl") }
    }
}
