package import Foundation
package import PolicyBook

/// A check as a file states it.
package struct StatedCheck: Sendable {
    /// Nil where neither the file nor the caller says when.
    package var request: DecisionRequest?
    /// Empty where the request names the only remedy.
    package var items: [RequestedItem]

    /// Why a file holds no check.
    package struct Refused: Error, Sendable {
        /// Sorted by place.
        package let faults: [Fault]
    }

    /// Reads a file of JSON or YAML with the members that the interface's check has.
    ///
    /// `overrides` stand for the file's own members, and `now` where neither says `at`.
    package static func read(
        _ content: Data,
        named path: String,
        of book: PolicyBook,
        now: Instant,
        overriddenBy overrides: [(name: String, value: String)]
    ) -> Result<StatedCheck, Refused> {
        let file = BookLoader().read(BookFiles.File(path: path, content: content))
        guard let document = file.documents.first else {
            return .failure(Refused(faults: file.log.faults.sorted()))
        }
        let own = (document.entries ?? [])
            .filter { entry in !overrides.contains { $0.name == entry.key } }
        let more = overrides.map { name, value in
            YAMLNode.Entry(
                key: name,
                keyPosition: .start,
                value: YAMLNode(
                    position: .start,
                    content: .scalar(.init(text: value, style: .doubleQuoted))
                )
            )
        }
        ShapeChecker(log: file.log).check(document, .object(BookTestShape.check), "check")
        let node = YAMLNode(position: document.position, content: .mapping(own + more))
        let check = CheckReader(log: file.log, book: book).check(node, at: now)
        guard let check, !file.log.hasErrors else {
            return .failure(Refused(faults: file.log.faults.sorted()))
        }
        return .success(check)
    }
}
