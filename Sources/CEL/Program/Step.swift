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
