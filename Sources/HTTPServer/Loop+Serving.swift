import HTTPWire
import SystemIO

extension Loop {
    /// Handles what a connection is ready for.
    mutating func serve(_ connection: inout Connection, _ readiness: Readiness) {
        if readiness.intersects(.broken) { return close(connection) }
        switch connection.state {
        case .introducing(let proxy): return readProxyHeader(&connection, from: proxy)
        case .handshaking: return shakeHands(&connection)
        case .open, .closing, .lingering: break
        }
        if readiness.intersects(.writable) { sendUnsent(&connection) }
        if readiness.intersects(.readable) { read(&connection) }
    }

    /// Goes on with the PROXY header; not one octet behind it is taken, because TLS reads its own.
    private mutating func readProxyHeader(_ connection: inout Connection, from proxy: IPAddress?) {
        takeUp(&connection)
        defer { putAside(&connection) }
        reader.makeRoom()
        let start = reader.filled
        let peeked = Socket.peek(connection.descriptor, into: &reader.request.bytes, at: start)
        guard case .moved(let count) = peeked else {
            if peeked != .wouldBlock { close(connection) }
            return
        }
        let reading = ProxyHeader.read(
            reader.request.bytes,
            filled: start + count,
            maxBytes: shared.limits.wire.maxProxyHeaderBytes
        )
        switch reading {
        case .needMore:
            guard take(count, from: connection) else { return close(connection) }
            reader.filled += count
        case .done(let header):
            guard take(header.byteCount - start, from: connection) else {
                return close(connection)
            }
            reader.filled = 0
            // Who sent what follows is not known: fields in it could name anyone.
            if header.client == nil { connection.wire.distrustProxies() }
            introduce(&connection, header.client ?? proxy)
        case .invalid:
            close(connection)
        }
    }

    /// Reads octets again that were peeked at; true if they came at once.
    private mutating func take(_ count: Int, from connection: borrowing Connection) -> Bool {
        let taken = Socket.read(
            connection.descriptor,
            into: &reader.request.bytes,
            at: reader.filled,
            count: count
        )
        return taken == .moved(count)
    }

    /// Goes on with a connection whose client has been named.
    private mutating func introduce(_ connection: inout Connection, _ client: IPAddress?) {
        let hasRoom = shared.quota.assign(to: client)
        connection.introduce(hasRoom ? client : nil)
        updateDeadline(&connection, isAnew: false)
        guard !hasRoom else { return }
        if connection.isSecure {
            close(connection)
        } else {
            refuse(&connection, Self.noRoom)
        }
    }

    /// Goes on with a TLS handshake; what came with its end is read at once.
    private mutating func shakeHands(_ connection: inout Connection) {
        switch connection.tls?.handshake() ?? .failed {
        case .wants(let readiness):
            watch(&connection, readiness)
        case .failed:
            close(connection)
        case .done:
            connection.state = .open
            watch(&connection, .readable)
            updateDeadline(&connection, isAnew: true)
            read(&connection)
        }
    }

    private mutating func read(_ connection: inout Connection) {
        guard case .open = connection.state else { return dropInput(&connection) }
        guard !connection.wire.isWaiting, !connection.hasUnsent else {
            // Back-pressure: nothing is read before the client has what it asked for.
            return watch(&connection, connection.hasUnsent ? .writable : [])
        }
        takeUp(&connection)
        switch connection.fill(&reader) {
        case .moved:
            connection.times.lastMoved = now
            process(&connection)
        case .wouldBlock:
            putAside(&connection)
        case .ended, .failed:
            putAside(&connection)
            close(connection)
        }
    }

    /// Answers the requests in `reader`, which was taken up, and sends the answers.
    mutating func process(_ connection: inout Connection) {
        reply.ticket = connection.slot.tag
        reply.mayWait = waitingCount < shared.limits.maxWaitingRequests
        let countBefore = connection.wire.requestCount
        let step = connection.run(&reader, &reply, handler)
        putAside(&connection)
        switch step {
        case .needMore: break
        case .pause: paused.append(connection.slot)
        case .waiting: waitingCount += 1
        case .close: connection.state = .closing(lingers: connection.reader != nil)
        case .closeAfterRefusal: connection.state = .closing(lingers: true)
        }
        send(&connection, isAnew: connection.wire.requestCount != countBefore)
    }

    /// Sends what was answered, and keeps what the client does not take.
    private mutating func send(_ connection: inout Connection, isAnew: Bool) {
        if !reply.output.isEmpty {
            switch connection.write(reply.output, from: 0) {
            case .moved(let count) where count == reply.output.count:
                reply.output.removeAll(keepingCapacity: true)
            case .moved(let count):
                keepUnsent(&connection, from: count)
            case .wouldBlock:
                keepUnsent(&connection, from: 0)
            case .ended, .failed:
                reply.output.removeAll(keepingCapacity: true)
                return close(connection)
            }
        }
        settle(&connection, isAnew: isAnew)
    }

    private mutating func keepUnsent(_ connection: inout Connection, from offset: Int) {
        connection.unsent = []
        swap(&connection.unsent, &reply.output)
        connection.unsentOffset = offset
        connection.times.lastMoved = now
    }

    private mutating func sendUnsent(_ connection: inout Connection) {
        guard connection.hasUnsent else { return }
        switch connection.write(connection.unsent, from: connection.unsentOffset) {
        case .moved(let count):
            connection.unsentOffset += count
            connection.times.lastMoved = now
        case .wouldBlock: break
        case .ended, .failed: return close(connection)
        }
        guard !connection.hasUnsent else { return updateDeadline(&connection, isAnew: false) }
        connection.unsent = []
        connection.unsentOffset = 0
        if case .open = connection.state, !connection.wire.isWaiting, connection.reader != nil {
            takeUp(&connection)
            process(&connection)
        } else {
            settle(&connection, isAnew: true)
        }
    }

    /// Watches for what the connection needs next, or ends it.
    private mutating func settle(_ connection: inout Connection, isAnew: Bool) {
        if connection.hasUnsent {
            watch(&connection, .writable)
        } else if case .closing(let lingers) = connection.state {
            guard lingers else { return close(connection) }
            connection.endWriting()
            connection.state = .lingering(droppedBytes: 0)
            connection.reader = nil
            watch(&connection, .readable)
        } else if !connection.wire.isWaiting || !connection.interest.intersects(.readable) {
            watch(&connection, connection.wire.isWaiting ? [] : .readable)
        }
        if connection.holdsMore, !connection.hasUnsent, !connection.wire.isWaiting {
            paused.append(connection.slot)
        }
        updateDeadline(&connection, isAnew: isAnew)
    }

    private mutating func watch(_ connection: inout Connection, _ interest: Readiness) {
        guard connection.interest.rawValue != interest.rawValue else { return }
        connection.interest = interest
        do throws(SystemError) {
            try queue.modify(connection.descriptor.number, interest, tag: connection.slot.tag)
        } catch {
            close(connection)
        }
    }

    /// Reads and drops what a refused client still sends (RFC 9112 section 9.6).
    private mutating func dropInput(_ connection: inout Connection) {
        guard case .lingering(let dropped) = connection.state else { return }
        switch connection.read(into: &reader.request.bytes, at: 0) {
        case .moved(let count) where dropped + count <= shared.limits.maxLingerBytes:
            connection.state = .lingering(droppedBytes: dropped + count)
        case .wouldBlock: break
        case .moved, .ended, .failed: close(connection)
        }
    }

    /// Sends the answer to a request that waited, and goes on with those behind it.
    mutating func answer(_ response: Response?, _ slot: Slot) {
        guard let box = table.connection(at: slot) else { return }
        answer(response, &box.value)
    }

    private mutating func answer(_ response: Response?, _ connection: inout Connection) {
        guard connection.wire.isWaiting else { return }
        waitingCount -= 1
        connection.wire.complete(response, &reply, handler)
        takeUp(&connection)
        process(&connection)
    }

    /// Ends the request at hand with an error, and the connection with it.
    mutating func refuse(_ connection: inout Connection, _ refusal: Refusal) {
        if connection.wire.isWaiting { waitingCount -= 1 }
        connection.wire.refuse(refusal, &reply, handler)
        connection.state = .closing(lingers: true)
        send(&connection, isAnew: true)
    }

    /// Ends what has taken too long.
    mutating func expire(_ connection: inout Connection) {
        switch connection.times.activity {
        case .introduction, .handshake, .awaitingFirstRequest, .idle, .lingering:
            close(connection)
        case .head:
            refuse(&connection, Self.timedOut("the head of the request took too long"))
        case .content:
            refuse(&connection, Self.timedOut("the content took too long"))
        case .waiting:
            refuse(&connection, Self.answerTookTooLong)
        case .writing:
            Socket.resetOnClose(connection.descriptor)
            close(connection)
        }
    }

    /// Forgets a connection; its descriptor is closed with the last reference.
    mutating func close(_ connection: borrowing Connection) {
        guard table.holds(connection.slot) else { return }
        if connection.wire.isWaiting { waitingCount -= 1 }
        if connection.isAdmitted {
            shared.quota.release(connection.peer)
        } else {
            turnedAwayCount -= 1
        }
        table.remove(connection.slot)
    }

    /// Counts anew until when the connection may be busy with what it is busy with now.
    mutating func updateDeadline(_ connection: inout Connection, isAnew: Bool) {
        guard table.holds(connection.slot) else { return }
        connection.times.turn(to: connection.activity, at: now, isAnew: isAnew)
        let deadline = connection.times.deadline(
            shared.limits,
            idleNanoseconds: idleness.nanoseconds(connectionCount: shared.quota.count)
        )
        table.setDeadline(deadline, at: connection.slot)
    }

    private static func timedOut(_ reason: String) -> Refusal {
        Refusal(408, reason, "RFC 9110 section 15.5.9")
    }

    private static let answerTookTooLong = Refusal(
        503,
        "the answer took too long",
        "RFC 9110 section 15.6.4",
        retryAfterSeconds: 1
    )
}
