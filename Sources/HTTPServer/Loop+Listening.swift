import HTTPWire
import SystemIO

extension Loop {
    /// Connections taken in one turn before those that are open have theirs.
    ///
    /// LIMIT: enough to empty a burst within a few turns, few enough not to stall requests.
    private static let maxAcceptsPerTurn = 64
    /// Connections at a time that are told that there is no room; more are closed untold.
    private static let maxTurnedAway = 256
    /// How long not to listen when the system has nothing left for another connection.
    private static let listeningPause = Duration.milliseconds(100)

    /// Watches every listener.
    static func watch(
        _ listeners: [Listener],
        in queue: borrowing EventQueue
    ) throws(SystemError) {
        for (index, listener) in listeners.enumerated() {
            try queue.add(listener.descriptor.number, listener.interest, tag: UInt64(index))
        }
    }

    /// Takes the connections that wait.
    mutating func acceptConnections(_ listener: Listener) {
        for _ in 0..<Self.maxAcceptsPerTurn {
            do throws(SystemError) {
                guard let accepted = try Socket.accept(listener.descriptor) else { return }
                let peer = accepted.peer.ipAddress
                admit(
                    accepted.takeDescriptor(),
                    peer,
                    isSecure: listener.isSecure,
                    expectsProxyHeader: listener.expectsProxyHeader
                )
            } catch {
                guard turnAwayWithSpare(listener) else {
                    pauseListening()
                    return
                }
            }
        }
    }

    /// Takes a connection in, or tells it that there is no room.
    ///
    /// One whose client a proxy will name is closed unless the proxy is trusted.
    mutating func admit(
        _ descriptor: consuming Descriptor,
        _ peer: IPAddress?,
        isSecure: Bool = false,
        expectsProxyHeader: Bool = false
    ) {
        if expectsProxyHeader {
            guard let peer, shared.proxies.contains(peer) else { return }
        }
        let isAdmitted =
            descriptor.number <= shared.lastDescriptor
            && shared.quota.admit(expectsProxyHeader ? nil : peer)
        let isTold = isAdmitted || (turnedAwayCount < Self.maxTurnedAway && !isSecure)
        // A client that would first have to shake hands is not told, only closed.
        guard isTold else { return }
        let slot = table.reserve()
        var connection = Connection(
            descriptor,
            slot: slot,
            peer: peer,
            expectsProxyHeader: expectsProxyHeader,
            isAdmitted: isAdmitted,
            isSecure: isSecure,
            context: isSecure ? shared.certificate.current : nil,
            limits: shared.limits,
            proxies: shared.proxies,
            now: now
        )
        connection.wire.isDraining = drainDeadline != nil
        if !isAdmitted { turnedAwayCount += 1 }
        let box = ConnectionBox(connection)
        table.insert(box, at: slot)
        begin(&box.value)
    }

    private mutating func begin(_ connection: inout Connection) {
        do throws(SystemError) {
            try queue.add(connection.descriptor.number, .readable, tag: connection.slot.tag)
        } catch {
            // No memory to watch it with: as if it had never come.
            return close(connection)
        }
        if connection.isAdmitted {
            updateDeadline(&connection, isAnew: false)
        } else {
            refuse(&connection, Self.noRoom)
        }
    }

    /// Gives the spare descriptor up to tell one client that there is no room.
    ///
    /// Returns: false where not even that was possible.
    private mutating func turnAwayWithSpare(_ listener: Listener) -> Bool {
        guard spareDescriptor.take() != nil else { return renewSpare() }
        var isTold = false
        // A connection that cannot be taken now is left to the kernel's queue.
        if let accepted = try? Socket.accept(listener.descriptor) {
            reply.context.beginRefusal()
            reply.refuse(Self.noRoom, handler)
            _ = Socket.write(accepted.descriptor, reply.output, from: 0)
            reply.output.removeAll(keepingCapacity: true)
            Socket.endWriting(accepted.descriptor)
            isTold = true
        }
        return renewSpare() && isTold
    }

    private mutating func renewSpare() -> Bool {
        // Tried again when listening is resumed.
        spareDescriptor = try? Descriptor.spare()
        return spareDescriptor != nil
    }

    mutating func pauseListening() {
        for listener in listeners {
            // A listener that is not watched needs no removal.
            try? queue.remove(listener.descriptor.number)
        }
        listensAgain = now + Self.listeningPause
    }

    /// Takes what waits at the listeners, closes them, and ends connections as they fall idle.
    mutating func drain(until deadline: MonotonicTime) {
        guard drainDeadline == nil else {
            drainDeadline = min(drainDeadline ?? deadline, deadline)
            return
        }
        drainDeadline = deadline
        for box in table.all { box.value.wire.isDraining = true }
        for listener in listeners {
            acceptConnections(listener)
            // It may be watched no longer already.
            try? queue.remove(listener.descriptor.number)
        }
        listeners = []
        listensAgain = nil
        for box in table.all where box.value.isBetweenRequests {
            // A request may have come that no event has told of: it is answered first.
            serve(&box.value, .readable)
            if box.value.isBetweenRequests { close(box.value) }
        }
    }

    static let noRoom = Refusal(
        503,
        "the server has no room for another connection",
        "RFC 9110 section 15.6.4",
        retryAfterSeconds: 2
    )
}
