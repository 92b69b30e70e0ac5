import CEL

/// What came of the conditions and limits that one decision has looked at, each evaluated once.
///
/// Most conditions come out true or false, which takes one small number each; anything else stands
/// in a list beside them.
struct ConditionMemory {
    private enum Mark {
        static let unseen: UInt16 = 0
        static let no: UInt16 = 1
        static let yes: UInt16 = 2
        /// From here on it is the place in `others`.
        static let other: UInt16 = 3
    }

    private var marks: [UInt16]
    private var others: [Evaluation] = []

    /// Remembers nothing yet of so many conditions.
    init(count: Int) {
        marks = Array(repeating: Mark.unseen, count: count)
    }

    /// What came of a condition; nil where it was not evaluated.
    subscript(number: Int) -> Evaluation? {
        switch marks[number] {
        case Mark.unseen: nil
        case Mark.no: .value(.bool(false))
        case Mark.yes: .value(.bool(true))
        case let place: others[Int(place - Mark.other)]
        }
    }

    /// Remembers what came of a condition.
    mutating func remember(_ found: Evaluation, of number: Int) {
        switch found {
        case .value(.bool(let holds)):
            marks[number] = holds ? Mark.yes : Mark.no
        default:
            // LIMIT: what no number is left for is evaluated again.
            guard others.count < Int(UInt16.max - Mark.other) else { return }
            marks[number] = Mark.other + UInt16(others.count)
            others.append(found)
        }
    }

    /// Forgets what came of some conditions.
    mutating func forget(_ numbers: [Int]) {
        for number in numbers { marks[number] = Mark.unseen }
    }
}
