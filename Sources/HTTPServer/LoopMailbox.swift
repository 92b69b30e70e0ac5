import HTTPWire
import Synchronization
import SystemIO

/// What other threads want of a loop, and the bell that wakes it.
final class LoopMailbox: ReplySink {
    /// One wish.
    enum Message {
        /// The answer to a request that waits; nil for one that never comes.
        case answer(Response?, ticket: UInt64)
        /// Take no more connections, end those there are, be gone at the deadline.
        case drain(deadline: MonotonicTime)
        /// End at once.
        case stop
    }

    let bell: WakeUp
    /// Guards the hand-over only: held for an append or a swap.
    private let messages = Mutex<[Message]>([])

    init() throws(SystemError) {
        bell = try WakeUp()
    }

    /// Leaves a message, and rings unless the loop has not yet heard the last ring.
    func post(_ message: Message) {
        let wasEmpty = messages.withLock { messages in
            messages.append(message)
            return messages.count == 1
        }
        if wasEmpty { bell.ring() }
    }

    func deliver(_ response: Response?, ticket: UInt64) {
        post(.answer(response, ticket: ticket))
    }

    /// Takes every message, the oldest first, leaving the memory of `emptied` in their place.
    func take(into emptied: inout [Message]) {
        bell.clear()
        messages.withLock { messages in swap(&messages, &emptied) }
    }
}
