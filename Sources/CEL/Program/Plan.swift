/// A checked expression in the form in which it is evaluated: an array of steps that refer to each
/// other by index.
///
/// Steps hold no references, so that evaluating them counts none; what needs memory stands in
/// tables beside them. Evaluation recurses as deep as the expression nests.
///
/// Isolation: immutable, shared by all threads.
final class Plan: Sendable {
    // It stands in the plan, so that evaluating a program retains one object and no more.
    let origin: Program.Origin
    /// The slots that are read, in ascending order.
    let variables: [Int]
    let steps: [Step]
    /// Where each step stands in the source.
    let ranges: [Range<Int32>]
    /// The indices of the steps below those with a variable number of them.
    let operands: [Int32]
    let constants: [Value]
    let calls: [CallSite]
    let loops: [Loop]
    let patterns: [Pattern]
    let failures: [EvaluationError]
    let root: Int32
    /// How many variables of macros live at once.
    let localCount: Int
    /// Whether the root is a step that gives a truth value without making a value of it.
    let isCondition: Bool

    init(_ planner: consuming Planner, root: Int32) {
        origin = planner.origin
        variables = planner.slots.sorted()
        steps = planner.steps
        ranges = planner.ranges
        operands = planner.operands
        constants = planner.constants
        calls = planner.calls
        loops = planner.loops
        patterns = planner.patterns
        failures = planner.failures
        localCount = planner.localCount
        isCondition = steps[Int(root)].isCondition
        self.root = root
    }
}

/// One node of an expression.
///
/// Numbers are indices: of steps, slots, constants or tables.
enum Step {
    case constant(Int32)
    case slot(Int32)
    case local(Int32)
    case failing(Int32)
    case and(first: Int32, count: Int32)
    case or(first: Int32, count: Int32)
    case not(Int32)
    case conditional(Int32, then: Int32, otherwise: Int32)
    case equal(Int32, Int32)
    case notEqual(Int32, Int32)
    case relation(Relation, Int32, Int32)
    case contains(Int32, in: Int32)
    case arithmetic(Arithmetic.Operation, Int32, Int32)
    case negate(Int32)
    case index(Int32, Int32)
    case optionalIndex(Int32, Int32)
    case select(Int32, field: Int32)
    case optionalSelect(Int32, field: Int32)
    case hasField(Int32, field: Int32)
    case hasSlot(Int32)
    /// A variable beside a constant: the commonest conditions, without intermediate values.
    case slotEquals(Int32, constant: Int32)
    case slotDiffers(Int32, constant: Int32)
    case slotRelation(Relation, Int32, constant: Int32)
    case slotIn(Int32, constant: Int32)
    /// A list; the operands are pairs of a step and 1 for an optional element.
    case list(first: Int32, count: Int32)
    /// A map; the operands are triples of key, value and 1 for an optional entry.
    case map(first: Int32, count: Int32)
    case unaryCall(Int32, Int32)
    case binaryCall(Int32, Int32, Int32)
    case call(Int32, first: Int32, count: Int32)
    case matches(Int32, pattern: Int32)
    case alternative(Int32, Int32, isValue: Bool)
    case loop(Int32)
    case bind(local: Int32, value: Int32, body: Int32)
    case optionalMap(Int32, body: Int32, local: Int32)
    case optionalFlatMap(Int32, body: Int32, local: Int32)
}

extension Step {
    /// Whether it always gives a truth value, unless it fails.
    var isCondition: Bool {
        switch self {
        case .and, .or, .not, .equal, .notEqual, .relation, .contains, .hasField, .hasSlot,
            .slotEquals, .slotDiffers, .slotRelation, .slotIn, .matches:
            true
        default: false
        }
    }
}

/// A macro that goes through a list or map.
struct Loop: Sendable {
    let operation: Expr.Comprehension.Operation
    let range: Int32
    let filter: Int32?
    let body: Int32
    let firstLocal: Int
    let isPair: Bool
}

/// A call of a function whose overload is chosen when the arguments are there.
final class CallSite: Sendable {
    let name: String
    let candidates: [Candidate]

    init(name: String, overloads: [Overload]) {
        self.name = name
        candidates = overloads.map { overload in
            Candidate(
                parameters: overload.parameters.map { Parameter($0) },
                implementation: overload.implementation
            )
        }
    }

    struct Candidate: Sendable {
        let parameters: [Parameter]
        let implementation: Overload.Implementation
    }

    /// What a parameter accepts, as bits of kinds.
    struct Parameter: Sendable {
        private let kinds: UInt32
        private let host: HostTypeID?

        init(_ type: CELType) {
            kinds = Self.kinds(of: type)
            if case .host(let id, _) = type { host = id } else { host = nil }
        }

        @inline(__always)
        func accepts(_ value: Value) -> Bool {
            guard kinds & value.kindBit != 0 else { return false }
            if let host, case .host(let value) = value { return value.type == host }
            return true
        }

        private static func kinds(of type: CELType) -> UInt32 {
            switch type {
            case .dyn, .parameter, .error: .max
            case .null: Value.null.kindBit
            case .bool: 1 << 1
            case .int: 1 << 2
            case .uint: 1 << 3
            case .double: 1 << 4
            case .string: 1 << 5
            case .bytes: 1 << 6
            case .list: 1 << 7
            case .map: 1 << 8
            case .timestamp: 1 << 9
            case .duration: 1 << 10
            case .type: 1 << 11
            case .optional: 1 << 12
            case .host: 1 << 13
            case .wrapper(let inner): kinds(of: inner) | Value.null.kindBit
            case .opaque: 0
            }
        }
    }
}

extension Value {
    /// The bit that stands for the kind of the value.
    @inline(__always)
    var kindBit: UInt32 {
        switch self {
        case .null: 1
        case .bool: 1 << 1
        case .int: 1 << 2
        case .uint: 1 << 3
        case .double: 1 << 4
        case .string: 1 << 5
        case .bytes: 1 << 6
        case .list: 1 << 7
        case .map: 1 << 8
        case .timestamp: 1 << 9
        case .duration: 1 << 10
        case .type: 1 << 11
        case .optional: 1 << 12
        case .host: 1 << 13
        }
    }
}
