/// An ordering operator.
enum Relation: UInt8 {
    case less
    case lessOrEqual
    case greater
    case greaterOrEqual

    @inline(__always)
    func holds(_ order: Order) -> Bool {
        switch self {
        case .less: order == .less
        case .lessOrEqual: order == .less || order == .equal
        case .greater: order == .greater
        case .greaterOrEqual: order == .greater || order == .equal
        }
    }

    var symbol: String {
        switch self {
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        }
    }
}
