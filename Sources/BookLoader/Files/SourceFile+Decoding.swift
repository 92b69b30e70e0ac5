import Foundation

extension SourceFile {
    /// Reads the octets of a file as UTF-8, the only encoding a book has.
    ///
    /// Throws: the fault, at the first line that is none.
    init(path: String, content: Data) throws(Fault) {
        if let text = String(validating: content, as: UTF8.self) {
            self.init(path: path, text: text)
            return
        }
        let lines = content.split(separator: 0x0A, omittingEmptySubsequences: false)
        let index = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
        throw Fault(
            file: path,
            position: SourcePosition(line: index + 1, column: 1),
            message: "the line is not UTF-8",
            hint: "save the file in that encoding"
        )
    }
}
