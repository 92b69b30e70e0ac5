/// Reads requests out of the octets of one connection, one after the other.
///
/// Whoever owns it appends octets to `request.bytes` at `filled` and calls `next()`. The buffer is
/// only as large as one request and what came with it; the memory is used again.
package struct MessageReader: ~Copyable {
    /// What reading brought.
    package enum Event {
        /// Everything that came was read, and the request is not whole.
        case needMore
        /// The head is whole and the client waits to be told to send the content.
        case expectsContinue
        /// `request` is whole; after it was answered, `finish()`.
        case request
        /// The client broke a rule; nothing more is read from it.
        case invalid(Refusal)
    }

    /// How far the request at hand has come.
    package enum Phase: Sendable {
        /// Not one octet of it has come.
        case idle
        case head
        case content
        case whole
        case failed
    }

    /// The request at hand; its ranges hold after `next()` answered `request`.
    package var request: Request
    /// How many octets of the buffer are filled; none where nothing is left of any request.
    package var filled = 0
    private let limits: WireLimits
    private var phaseBeforeOctets = Phase.idle
    private var head = HeadParser()
    private var chunks: ChunkedDecoder?
    /// Where the request ends, counted from its beginning, once that is known.
    private var end = 0
    private var mentionedContinue = false

    /// A reader with a buffer of `capacity` octets, which grows as far as the limits demand.
    package init(limits: WireLimits, capacity: Int = 16_384) {
        request = Request(capacity: capacity)
        self.limits = limits
    }

    /// How far the request at hand has come, octets not yet read included.
    package var phase: Phase {
        phaseBeforeOctets == .idle && filled > request.origin ? .head : phaseBeforeOctets
    }

    /// Whether the client wishes the connection to stay open after the answer.
    package var keepsAlive: Bool { head.framing.keepsAlive(request.version) }

    /// How many octets of the content the client announced, or have come so far.
    package var expectedContentBytes: Int {
        if case .length(let length) = head.framing.content { return length }
        return chunks.map { $0.contentEnd - head.end } ?? 0
    }

    /// How many octets of the content have come.
    package var receivedContentBytes: Int {
        guard phaseBeforeOctets == .content else { return 0 }
        return chunks.map { $0.contentEnd - head.end } ?? filled - request.origin - head.end
    }

    /// Whether the buffer holds octets that no finished request accounts for.
    ///
    /// INVARIANT: nothing is left only after `finish`, which then begins at the front again.
    package var isEmpty: Bool { filled == 0 }

    /// Reads on in what was filled.
    package mutating func next() -> Event {
        do {
            return try advance()
        } catch {
            phaseBeforeOctets = .failed
            return .invalid(error)
        }
    }

    private mutating func advance() throws(Refusal) -> Event {
        if phaseBeforeOctets == .failed { return .needMore }
        if phaseBeforeOctets == .idle || phaseBeforeOctets == .head {
            guard try readHead() else { return .needMore }
        }
        let isWhole = try readContent()
        if isWhole {
            phaseBeforeOctets = .whole
            return .request
        }
        if head.framing.expectsContinue, !mentionedContinue, request.origin + head.end == filled {
            mentionedContinue = true
            return .expectsContinue
        }
        return .needMore
    }

    private mutating func readHead() throws(Refusal) -> Bool {
        guard filled > request.origin else { return false }
        phaseBeforeOctets = .head
        guard try head.read(&request, filled: filled, limits) else { return false }
        phaseBeforeOctets = .content
        switch head.framing.content {
        case .none: end = head.end
        case .length(let length): end = head.end + length
        case .chunked: chunks = ChunkedDecoder(at: head.end)
        }
        return true
    }

    /// Reads content; true when it is whole.
    private mutating func readContent() throws(Refusal) -> Bool {
        let available = filled - request.origin
        guard var decoder = chunks else {
            guard end <= available else { return false }
            request.contentExtent = Extent(head.end, end)
            return true
        }
        defer { chunks = decoder }
        let isWhole = try decoder.read(
            &request.bytes,
            origin: request.origin,
            filled: available,
            limits
        )
        if isWhole {
            request.contentExtent = Extent(head.end, decoder.contentEnd)
            end = decoder.cursor
        } else if decoder.canCollapse {
            // Everything filled was read, so the coded octets between can be forgotten.
            filled = request.origin + decoder.contentEnd
            decoder.collapse()
        }
        return isWhole
    }

    /// Turns to what follows the request that was answered.
    package mutating func finish() {
        request.origin += end
        if request.origin == filled {
            request.origin = 0
            filled = 0
        }
        request.lines.removeAll(keepingCapacity: true)
        head = HeadParser()
        chunks = nil
        end = 0
        mentionedContinue = false
        phaseBeforeOctets = .idle
    }

    /// Makes room to fill: moves what is left to the front, and grows a buffer that is full.
    ///
    /// The buffer grows with what has come, never by what a client announces.
    package mutating func makeRoom() {
        if request.origin > 0 {
            request.bytes.move(request.origin..<filled, to: 0)
            filled -= request.origin
            request.origin = 0
        }
        if filled == request.bytes.count {
            let growth = max(4_096, request.bytes.count)
            request.bytes.append(contentsOf: repeatElement(0, count: growth))
        }
    }
}
