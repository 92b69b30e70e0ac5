import SystemIO

/// A loop's connections and their deadlines, by slot.
///
/// The deadlines stand side by side, so that looking for those that have passed reads 8 octets a
/// connection.
struct ConnectionTable {
    private var connections: [ConnectionBox?] = []
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
    mutating func insert(_ connection: ConnectionBox, at slot: Slot) {
        connections[Int(slot.index)] = connection
    }

    /// Whether the connection at `slot` has not ended.
    func holds(_ slot: Slot) -> Bool {
        let index = Int(slot.index)
        return index < connections.count && generations[index] == slot.generation
    }

    /// The connection at `slot`; nil where it has ended.
    func connection(at slot: Slot) -> ConnectionBox? {
        holds(slot) ? connections[Int(slot.index)] : nil
    }

    /// Gives a slot back, whether a connection stands there or not.
    mutating func remove(_ slot: Slot) {
        guard holds(slot) else { return }
        let index = Int(slot.index)
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
    mutating func expired(at now: MonotonicTime) -> [ConnectionBox] {
        guard nextSweep <= now else { return [] }
        var expired: [ConnectionBox] = []
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
    var all: [ConnectionBox] { connections.compactMap { $0 } }
}
