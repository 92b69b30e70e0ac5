import SystemIO

/// When the things happened that a connection's deadline is counted from.
struct ConnectionTimes {
    /// What a connection is busy with.
    enum Activity: Equatable {
        case introduction
        case handshake
        case awaitingFirstRequest
        case idle
        case head
        case content(expectedBytes: Int, receivedBytes: Int)
        case waiting
        case writing
        case lingering
    }

    /// When the activity at hand began.
    private(set) var began: MonotonicTime
    /// When octets last moved.
    var lastMoved: MonotonicTime
    private(set) var activity: Activity

    /// The times of a connection that was just taken.
    init(_ activity: Activity, at now: MonotonicTime) {
        began = now
        lastMoved = now
        self.activity = activity
    }

    /// Turns to what the connection is busy with now.
    ///
    /// What goes on keeps its beginning, unless `isAnew`: a request was answered meanwhile. A first
    /// head is counted from the connection, a PROXY header before it included.
    mutating func turn(to next: Activity, at now: MonotonicTime, isAnew: Bool) {
        if isAnew || !isSameKind(next) && !leadsToHead(next) { began = now }
        activity = next
    }

    private func leadsToHead(_ next: Activity) -> Bool {
        switch (activity, next) {
        case (.introduction, .awaitingFirstRequest), (.introduction, .head),
            (.awaitingFirstRequest, .head):
            true
        default: false
        }
    }

    private func isSameKind(_ other: Activity) -> Bool {
        switch (activity, other) {
        case (.content, .content): true
        default: activity == other
        }
    }

    /// When the activity at hand has taken too long.
    ///
    /// `idleNanoseconds` is how long it may be idle: that is asked for with nearly every request,
    /// and so without a copy of the limits.
    func deadline(
        _ limits: @autoclosure () -> ServerLimits,
        idleNanoseconds: Int64
    ) -> MonotonicTime {
        switch activity {
        case .handshake: began + limits().handshakeTimeout
        case .introduction, .awaitingFirstRequest, .head: began + limits().headTimeout
        case .idle: began.adding(nanoseconds: idleNanoseconds)
        case .content(let expected, let received):
            contentDeadline(limits(), expectedBytes: expected, receivedBytes: received)
        case .waiting: began + limits().waitingTimeout
        case .writing: min(lastMoved + limits().writeIdleTimeout, began + limits().writeTimeout)
        case .lingering: began + limits().lingerTimeout
        }
    }

    private func contentDeadline(
        _ limits: ServerLimits,
        expectedBytes: Int,
        receivedBytes: Int
    ) -> MonotonicTime {
        let octet = lastMoved + limits.contentIdleTimeout
        guard max(expectedBytes, receivedBytes) > limits.smallContentBytes else {
            return min(octet, began + limits.contentTimeout)
        }
        let rate = max(1, limits.minContentBytesPerSecond)
        let earned = Duration.milliseconds(receivedBytes * 1_000 / rate)
        return min(octet, began + max(limits.contentGrace, earned))
    }
}
