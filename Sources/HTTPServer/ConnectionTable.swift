import SystemIO

/// A loop's connections and their deadlines, by slot.
///
/// The deadlines stand side by side, so that looking for those that have passed reads 8 octets a
/// connection.
struct ConnectionTable {
    private var connections: [Connection?] = []
    private var deadlines: [MonotonicTime] = []
    private var generations: [UInt32] = []
    private var free: [UInt32] = []
    /// The earliest moment at which some deadline may have passed.
    private(set) var nextSweep = MonotonicTime.never

    /// How many connections there are.
    var count: Int { connections.count - free.count }

    /// A slot that nothing else uses, with a generation of its own.
    mutating func reserve() -> Slot {
        if let index = free.popLast() {
            return Slot(index: index, generation: generations[Int(index)])
        }
        connections.append(nil)
        deadlines.append(.never)
        generations.append(1)
        return Slot(index: UInt32(connections.count - 1), generation: 1)
    }

    /// Puts a connection where its slot says.
    mutating func insert(_ connection: Connection) {
        connections[Int(connection.slot.index)] = connection
    }

    /// The connection at `slot`; nil where it has ended.
    func connection(at slot: Slot) -> Connection? {
        let index = Int(slot.index)
        guard index < connections.count, generations[index] == slot.generation else { return nil }
        return connections[index]
    }

    /// Gives a slot back, whether a connection stands there or not.
    mutating func remove(_ slot: Slot) {
        let index = Int(slot.index)
        guard index < connections.count, generations[index] == slot.generation else { return }
        connections[index] = nil
        deadlines[index] = .never
        // Generation 0 is kept for what is no connection, see `Loop`.
        generations[index] = generations[index] == .max ? 1 : generations[index] + 1
        free.append(slot.index)
    }

    /// Sets when a connection has taken too long.
    mutating func setDeadline(_ deadline: MonotonicTime, at slot: Slot) {
        deadlines[Int(slot.index)] = deadline
        if deadline < nextSweep { nextSweep = deadline }
    }

    /// The connections whose deadline has passed, and looks no earlier again than one may.
    mutating func expired(at now: MonotonicTime) -> [Connection] {
        guard nextSweep <= now else { return [] }
        var expired: [Connection] = []
        var next = MonotonicTime.never
        for index in deadlines.indices {
            if deadlines[index] <= now {
                if let connection = connections[index] { expired.append(connection) }
            } else if deadlines[index] < next {
                next = deadlines[index]
            }
        }
        nextSweep = next
        return expired
    }

    /// Every connection.
    var all: [Connection] { connections.compactMap { $0 } }
}
