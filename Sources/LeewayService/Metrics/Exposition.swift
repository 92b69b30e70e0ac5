/// Writes metrics as text: in the form of Prometheus, version 0.0.4, or of OpenMetrics 1.0.0.
struct Exposition {
    private let isOpenMetrics: Bool
    private(set) var bytes: [UInt8] = []
    private var family = ""

    enum Kind: String {
        case counter
        case gauge
        case histogram
    }

    /// A label's name and value.
    typealias Label = (name: String, value: String)

    init(isOpenMetrics: Bool) {
        self.isOpenMetrics = isOpenMetrics
    }

    var contentType: StaticString {
        isOpenMetrics
            ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
            : "text/plain; version=0.0.4; charset=utf-8"
    }

    /// Begins a family; its samples have to follow.
    ///
    /// The name of a counter is given without `_total`, which the two forms put at different places.
    mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
        family = name
        let title = kind == .counter && !isOpenMetrics ? name + "_total" : name
        line("# HELP \(title) \(help)")
        line("# TYPE \(title) \(kind.rawValue)")
    }

    /// A family of one gauge.
    mutating func gauge(_ name: String, _ help: String, _ value: Double) {
        begin(name, .gauge, help)
        sample([], value)
    }

    /// A family of one counter.
    mutating func counter(_ name: String, _ help: String, _ value: Double) {
        begin(name, .counter, help)
        count([], value)
    }

    /// A sample of the family.
    mutating func sample(_ labels: [Label], _ value: Double, suffix: String = "") {
        let inside = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
        let braces = inside.isEmpty ? "" : "{\(inside.joined(separator: ","))}"
        line("\(family)\(suffix)\(braces) \(Self.number(value))")
    }

    /// A sample of a counter.
    mutating func count(_ labels: [Label], _ value: Double) {
        sample(labels, value, suffix: "_total")
    }

    /// Ends the text.
    mutating func end() {
        if isOpenMetrics { line("# EOF") }
    }

    private mutating func line(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        bytes.append(UInt8(ascii: "\n"))
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
    }

    /// Whole numbers without a point, as people read them.
    private static func number(_ value: Double) -> String {
        Int64(exactly: value).map { "\($0)" } ?? "\(value)"
    }
}
