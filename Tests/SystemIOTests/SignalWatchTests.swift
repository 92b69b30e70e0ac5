import Glibc
import Synchronization
import Testing

@testable import SystemIO

@Suite("A watch on signals")
struct SignalWatchTests {
    @Test("hands them on one by one, instead of what they usually do, until it is told to end")
    func handsOn() throws {
        let seen = Mutex<[Signal]>([])
        let watch = try SignalWatch([.hangUp, .user1, .terminate]) { signal in
            seen.withLock { $0.append(signal) }
            return signal != .terminate
        }
        // Sent to the watch's own thread: others of this process do not block them.
        let thread = watch.thread.handle
        for signal in [Signal.hangUp, .user1, .terminate] {
            #expect(pthread_kill(thread, signal.rawValue) == 0)
            while signal != .terminate, seen.withLock({ !$0.contains(signal) }) { sched_yield() }
        }
        watch.join()
        #expect(seen.withLock { $0 } == [.hangUp, .user1, .terminate])
    }
}
