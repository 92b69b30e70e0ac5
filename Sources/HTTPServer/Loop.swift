import HTTPWire
import SystemIO

/// One thread's share of the server: its listeners, its connections, its handler.
///
/// Isolation: made, used and ended on one thread. Others leave messages in the mailbox.
struct Loop: ~Copyable {
    /// What the loops of one server share, none of which changes.
    struct Shared: Sendable {
        let limits: ServerLimits
        let quota: ConnectionQuota
        let certificate: CertificateInForce
        var proxies = TrustedProxies()
        /// Connections with later descriptors are only told that there is no room.
        var lastDescriptor = Int32.max
    }

    let shared: Shared
    let mailbox: LoopMailbox
    let handler: any RequestHandler
    var queue: EventQueue
    var listeners: [Listener]
    var table = ConnectionTable()
    var reply = Reply()
    /// What the connection being served is read into; empty between two of them.
    var reader: MessageReader
    /// Empty readers for connections whose requests do not come whole.
    var spareReaders: [ReaderBox] = []
    /// Connections that may have more requests to handle, though no event says so.
    var paused: [Slot] = []
    var now: MonotonicTime
    /// How many requests wait for a late answer.
    var waitingCount = 0
    /// How many connections are only being told that there is no room.
    var turnedAwayCount = 0
    /// Kept to be given up when no descriptor is left, so that a client can still be told.
    var spareDescriptor: Descriptor?
    /// When to listen again after the system had nothing left for another connection.
    var listensAgain: MonotonicTime?
    /// When draining ends; nil while the loop is not draining.
    var drainDeadline: MonotonicTime?
    var isStopped = false
    /// The time between waiting and waiting again.
    var work = LoopWork()
    let idleness: ServerLimits.Idleness
    private var messages: [LoopMailbox.Message] = []
    private var dateSeconds: Int64 = -1

    /// Tags of the queue that are no slot: generation 0.
    static let bellTag = UInt64(UInt32.max)

    init(
        _ shared: Shared,
        _ mailbox: LoopMailbox,
        _ queue: consuming EventQueue,
        _ listeners: [Listener],
        _ handler: any RequestHandler,
        now: MonotonicTime
    ) {
        self.shared = shared
        self.mailbox = mailbox
        self.handler = handler
        self.queue = queue
        self.listeners = listeners
        self.now = now
        reader = MessageReader(limits: shared.limits.wire)
        idleness = ServerLimits.Idleness(shared.limits)
        // Without a spare one the kernel's queue holds the clients back instead.
        spareDescriptor = try? Descriptor.spare()
        reply.sink = mailbox
        // LIMIT: level 1 costs a third of level 6 and is a tenth larger on JSON.
        reply.encoder = Gzip(level: 1)
    }

    /// A queue that watches the mailbox and every listener.
    static func makeQueue(
        _ mailbox: LoopMailbox,
        _ listeners: [Listener]
    ) throws(SystemError) -> EventQueue {
        let queue = try EventQueue()
        try queue.add(mailbox.bell.descriptor.number, .readable, tag: bellTag)
        try watch(listeners, in: queue)
        return queue
    }

    /// Whether nothing is left to do.
    var isOver: Bool {
        if isStopped { return true }
        guard let drainDeadline else { return false }
        return table.count == 0 || now >= drainDeadline
    }

    /// Serves until drained or stopped.
    mutating func run() {
        while !isOver {
            turn(
                timeoutMilliseconds: timeoutMilliseconds(),
                time: MonotonicTime.now,
                wallClockNanoseconds: MonotonicTime.wallClockNanoseconds
            )
        }
    }

    /// Waits for events and handles those that came, and what time brings.
    mutating func turn(
        timeoutMilliseconds: Int32,
        time: () -> MonotonicTime,
        wallClockNanoseconds: () -> Int64
    ) {
        var eventCount = 0
        do throws(SystemError) {
            eventCount = try queue.wait(timeoutMilliseconds: timeoutMilliseconds)
        } catch {
            // epoll_wait fails only when its descriptor is bad, which no event can mend.
            isStopped = true
            return
        }
        now = time()
        setDate(wallClockNanoseconds() / 1_000_000_000)
        resumePaused()
        var index = 0
        while index < eventCount {
            let event = queue.event(at: index)
            handle(event.tag, event.readiness)
            index += 1
        }
        expire()
        handler.endTurn()
        work.add(nanoseconds: time() - now)
    }

    /// How long to wait: not at all where work is left, else until the next deadline.
    private func timeoutMilliseconds() -> Int32 {
        if !paused.isEmpty { return 0 }
        var next = table.nextSweep
        if let drainDeadline { next = min(next, drainDeadline) }
        if let listensAgain { next = min(next, listensAgain) }
        guard next < .never else { return -1 }
        // Rounded up: a deadline is never looked for before it has come.
        let milliseconds = (next - MonotonicTime.now() + 999_999) / 1_000_000
        return Int32(clamping: max(0, milliseconds))
    }

    private mutating func setDate(_ seconds: Int64) {
        guard seconds != dateSeconds else { return }
        dateSeconds = seconds
        reply.setDate(secondsSinceEpoch: seconds)
    }

    private mutating func handle(_ tag: UInt64, _ readiness: Readiness) {
        let slot = Slot(tag: tag)
        if slot.generation > 0 {
            if let box = table.connection(at: slot) { serve(&box.value, readiness) }
        } else if tag == Self.bellTag {
            readMail()
        } else if Int(slot.index) < listeners.count {
            acceptConnections(listeners[Int(slot.index)])
        }
    }

    private mutating func readMail() {
        var taken: [LoopMailbox.Message] = []
        swap(&taken, &messages)
        mailbox.take(into: &taken)
        for message in taken {
            switch message {
            case .answer(let response, let ticket): answer(response, Slot(tag: ticket))
            case .drain(let deadline): drain(until: deadline)
            case .stop: isStopped = true
            }
        }
        taken.removeAll(keepingCapacity: true)
        swap(&taken, &messages)
    }

    private mutating func resumePaused() {
        guard !paused.isEmpty else { return }
        let slots = paused
        paused.removeAll(keepingCapacity: true)
        for slot in slots {
            if let box = table.connection(at: slot) { resume(&box.value) }
        }
    }

    private mutating func resume(_ connection: inout Connection) {
        guard !connection.hasUnsent else { return }
        if connection.holdsMore {
            serve(&connection, .readable)
        } else {
            takeUp(&connection)
            process(&connection)
        }
    }

    private mutating func expire() {
        if let listensAgain, listensAgain <= now {
            self.listensAgain = nil
            // Should it fail again, the next connection that cannot be taken tries once more.
            if spareDescriptor == nil { spareDescriptor = try? Descriptor.spare() }
            do throws(SystemError) {
                try Self.watch(listeners, in: queue)
            } catch {
                // No memory to watch them with: without them no event would try again.
                pauseListening()
            }
        }
        for box in table.expired(at: now) { expire(&box.value) }
    }

    /// Takes up what a connection has left of a request, so that `reader` holds it.
    mutating func takeUp(_ connection: inout Connection) {
        if let box = connection.reader { swap(&reader, &box.value) }
    }

    /// Leaves what `reader` holds of a request with its connection, so that `reader` is empty.
    mutating func putAside(_ connection: inout Connection) {
        // Not `isEmpty`, for which the whole reader would be copied with every request.
        guard reader.filled == 0 else { return leavePart(with: &connection) }
        if reader.request.bytes.count > Self.maxSpareReaderBytes { shrinkReader() }
        guard let box = connection.reader.take() else { return }
        if spareReaders.count < Self.maxSpareReaders { spareReaders.append(box) }
    }

    @inline(never)
    private mutating func leavePart(with connection: inout Connection) {
        let box =
            connection.reader ?? spareReaders.popLast() ?? ReaderBox(limits: shared.limits.wire)
        swap(&reader, &box.value)
        connection.reader = box
    }

    @inline(never)
    private mutating func shrinkReader() {
        reader = MessageReader(limits: shared.limits.wire)
    }

    /// LIMIT: only connections whose request has not come whole hold one; more than these at a time
    /// are slow clients, whose memory is given back to the system.
    private static let maxSpareReaders = 64
    /// LIMIT: content of usual size fits; a large one's memory is given back.
    private static let maxSpareReaderBytes = 65_536
}
