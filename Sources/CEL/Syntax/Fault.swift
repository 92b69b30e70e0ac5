/// A fault at a place in the source, before lines and columns are known.
struct Fault: Error {
    let message: String
    let range: Range<Int>
    var suggestion: String?

    init(_ message: String, at range: Range<Int>, suggestion: String? = nil) {
        self.message = message
        self.range = range
        self.suggestion = suggestion
    }
}
