/// A regular expression in RE2's syntax, compiled to an automaton.
///
/// Matching takes time in proportion to the length of the text times the size of the pattern,
/// whatever both are: all ways through the automaton are followed at once.
struct Pattern: Sendable {
    private let instructions: [PatternInstruction]
    private let sets: [ScalarSet]
    private let start: Int32
    /// Whether any class matches letters in either case.
    private let foldsCase: Bool

    // LIMIT: a class is at most some hundred ranges or letters, of which the most are looked at when
    // case is ignored; a pattern whose classes take more is refused before they are made.
    private static let workPerInstruction = 16

    // LIMIT: finding the cases of a letter beyond ASCII takes as long as evaluating so many nodes.
    private static let costOfVariants = 16

    /// How much of the limit of instructions it takes: what it has, or what its classes took.
    let size: Int

    /// Compiles a pattern.
    ///
    /// `cost` becomes what that took in the unit of the budget, whether it succeeds or not.
    init(_ pattern: String, maxInstructions: Int, cost: inout Int) throws(PatternFault) {
        var parser = PatternParser(pattern, maxWork: Self.workPerInstruction * maxInstructions)
        var compiler = PatternCompiler(limit: maxInstructions)
        defer { cost = parser.work + compiler.visits }
        let tree = try parser.parse()
        start = try compiler.compile(tree)
        instructions = compiler.instructions
        sets = compiler.sets
        foldsCase = sets.contains { $0.foldsCase }
        let classes = (parser.work - 1) / Self.workPerInstruction + 1
        size = max(instructions.count, classes)
    }

    /// Compiles a pattern that stands in an expression.
    init(_ pattern: String, maxInstructions: Int) throws(PatternFault) {
        var cost = 0
        try self.init(pattern, maxInstructions: maxInstructions, cost: &cost)
    }

    /// Compiles a pattern that was computed, charging for its size.
    static func compiling(
        _ pattern: String,
        _ meter: inout CostMeter
    ) throws(EvaluationError) -> Pattern {
        try meter.charge(pattern.utf8.count)
        var cost = 0
        let limit = meter.maxPatternInstructions
        let compiled: Pattern
        do throws(PatternFault) {
            compiled = try Pattern(pattern, maxInstructions: limit, cost: &cost)
        } catch {
            try meter.charge(cost)
            throw EvaluationError(.invalidArgument, "`matches`: \(error.reason)")
        }
        try meter.charge(cost)
        return compiled
    }

    /// Whether the pattern matches a part of the text.
    ///
    /// Throws `budgetExceeded`: each character costs in proportion to the ways that are followed.
    func matches(_ text: String, _ meter: inout CostMeter) throws(EvaluationError) -> Bool {
        // LIMIT: making room for sixteen instructions takes as long as evaluating one node.
        try meter.charge(instructions.count / 16)
        var current = Threads(capacity: instructions.count)
        var following = Threads(capacity: instructions.count)
        var previous: Unicode.Scalar?
        var rest = text.unicodeScalars[...]
        while true {
            let scalar = rest.first
            let place = Place(previous: previous, next: scalar)
            // A match may begin anywhere: what has gone on so far comes first, but order is idle.
            let isMatch = follow(start, at: place, into: &current)
            // LIMIT: following two ways by one character counts as much as evaluating one node.
            try meter.charge(current.count / 2 + 1)
            if isMatch { return true }
            guard let scalar else { return false }
            rest.removeFirst()
            let nextPlace = Place(previous: scalar, next: rest.first)
            // Once for all ways: the cases of a letter beyond ASCII are texts that must be made.
            let variants = foldsCase ? scalar.caseVariants : []
            if foldsCase { try meter.charge(scalar.isASCII ? 1 : Self.costOfVariants) }
            following.removeAll()
            for index in 0..<current.count {
                guard case .set(let set, let next) = instructions[Int(current[index])],
                    sets[Int(set)].contains(scalar, variants: variants)
                else { continue }
                if follow(next, at: nextPlace, into: &following) {
                    try meter.charge(following.count / 2)
                    return true
                }
            }
            swap(&current, &following)
            previous = scalar
        }
    }

    /// Adds an instruction and all that can be reached from it without a character.
    ///
    /// Returns whether the match is among them.
    private func follow(
        _ start: Int32,
        at place: Place,
        into threads: inout Threads
    ) -> Bool {
        threads.pending.append(start)
        while let index = threads.pending.popLast() {
            guard threads.insert(index) else { continue }
            switch instructions[Int(index)] {
            case .match:
                threads.pending.removeAll(keepingCapacity: true)
                return true
            case .set: break
            case .split(let first, let second):
                threads.pending.append(second)
                threads.pending.append(first)
            case .assertion(let assertion, let next):
                if place.satisfies(assertion) { threads.pending.append(next) }
            }
        }
        return false
    }
}

/// A place in a text, between two characters.
private struct Place {
    let previous: Unicode.Scalar?
    let next: Unicode.Scalar?

    func satisfies(_ assertion: PatternAssertion) -> Bool {
        switch assertion {
        case .textStart: previous == nil
        case .textEnd: next == nil
        case .lineStart: previous == nil || previous == "\n"
        case .lineEnd: next == nil || next == "\n"
        case .wordBoundary: isWordBoundary
        case .noWordBoundary: !isWordBoundary
        }
    }

    private var isWordBoundary: Bool {
        isWord(previous) != isWord(next)
    }

    private func isWord(_ scalar: Unicode.Scalar?) -> Bool {
        scalar.map { ScalarSet.word.contains($0) } ?? false
    }
}

/// A set of instructions that can be emptied in constant time (Briggs and Torczon).
private struct Threads {
    private var members: [Int32] = []
    private var places: [Int32]
    /// Instructions that are still to be followed.
    var pending: [Int32] = []

    init(capacity: Int) {
        places = Array(repeating: 0, count: capacity)
    }

    var count: Int { members.count }

    subscript(position: Int) -> Int32 { members[position] }

    /// Returns false for a member.
    mutating func insert(_ instruction: Int32) -> Bool {
        let place = Int(places[Int(instruction)])
        if place < members.count, members[place] == instruction { return false }
        places[Int(instruction)] = Int32(members.count)
        members.append(instruction)
        return true
    }

    mutating func removeAll() {
        members.removeAll(keepingCapacity: true)
    }
}
