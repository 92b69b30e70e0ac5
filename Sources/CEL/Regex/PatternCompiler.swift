/// One step of the automaton of a pattern.
enum PatternInstruction {
    /// Takes a character of a set and goes on.
    case set(Int32, next: Int32)
    /// Goes on both ways.
    case split(Int32, Int32)
    case assertion(PatternAssertion, next: Int32)
    case match
}

/// Turns a pattern's tree into a non-deterministic automaton (Thompson's construction).
///
/// The instructions are made from the end to the beginning, so that each knows what follows it.
struct PatternCompiler {
    private(set) var instructions: [PatternInstruction] = [.match]
    private(set) var sets: [ScalarSet] = []
    private let limit: Int
    /// How many nodes were compiled so far, those that are repeated each time.
    private(set) var visits = 0

    init(limit: Int) {
        self.limit = limit
    }

    /// Compiles the tree; returns where it begins.
    mutating func compile(_ node: PatternNode) throws(PatternFault) -> Int32 {
        try compile(node, before: 0)
    }

    private mutating func compile(
        _ node: PatternNode,
        before next: Int32
    ) throws(PatternFault) -> Int32 {
        // Repetitions of nothing make no instructions, but take time.
        visits += 1
        guard visits <= 4 * limit else { throw tooLarge }
        switch node {
        case .empty: return next
        case .set(let set):
            sets.append(set)
            return try add(.set(Int32(sets.count - 1), next: next))
        case .assertion(let assertion): return try add(.assertion(assertion, next: next))
        case .sequence(let items):
            var start = next
            for item in items.reversed() { start = try compile(item, before: start) }
            return start
        case .alternatives(let alternatives):
            var start = try compile(alternatives[alternatives.count - 1], before: next)
            for alternative in alternatives.dropLast().reversed() {
                start = try add(.split(try compile(alternative, before: next), start))
            }
            return start
        case .repeated(let item, let minimum, let maximum):
            return try compileRepetition(item, minimum, maximum, before: next)
        }
    }

    private mutating func compileRepetition(
        _ item: PatternNode,
        _ minimum: Int,
        _ maximum: Int?,
        before next: Int32
    ) throws(PatternFault) -> Int32 {
        var start = next
        if let maximum {
            // x{2,4} is xx(x(x)?)?
            for _ in 0..<(maximum - minimum) {
                start = try add(.split(try compile(item, before: start), next))
            }
        } else {
            start = try add(.split(next, next))
            let body = try compile(item, before: start)
            instructions[Int(start)] = .split(body, next)
        }
        for _ in 0..<minimum { start = try compile(item, before: start) }
        return start
    }

    private mutating func add(_ instruction: PatternInstruction) throws(PatternFault) -> Int32 {
        guard instructions.count < limit else { throw tooLarge }
        instructions.append(instruction)
        return Int32(instructions.count - 1)
    }

    private var tooLarge: PatternFault {
        PatternFault("the pattern needs more than \(limit) instructions")
    }
}
