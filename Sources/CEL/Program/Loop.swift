/// A macro that goes through a list or map.
struct Loop: Sendable {
    let operation: Expr.Comprehension.Operation
    let range: Int32
    let filter: Int32?
    let body: Int32
    let firstLocal: Int
    let isPair: Bool
}
