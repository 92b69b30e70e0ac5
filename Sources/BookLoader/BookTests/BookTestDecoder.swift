import CEL
import PolicyBook

/// Decodes a file of `tests`.
struct BookTestDecoder {
    let log: FaultLog
    let book: PolicyBook

    /// LIMIT: a table that a person wrote has some dozens of places.
    static let maxCombinations = 4_096

    /// The tests of a file; those at fault are left out and reported.
    func tests(_ node: YAMLNode) -> [BookTest] {
        let checker = ShapeChecker(log: log)
        checker.check(node, .object(BookTestShape.file), "tests")
        let items = node["tests"]?.items ?? []
        ReferenceChecker(log: log).requireDistinct(items, "test", by: "name")
        return items.flatMap { tests($0, given: node["given"]) }
    }

    private func tests(_ node: YAMLNode, given: YAMLNode?) -> [BookTest] {
        guard let name = node["name"]?.text else { return [] }
        let given = YAMLNode.merged(given, node["given"], at: node.position)
        switch (node["expect"], node.entry("matrix"), node["table"]) {
        case (let expected?, nil, nil):
            return [test(name, given, expected, at: node["name"]?.position ?? node.position)]
                .compactMap(\.self)
        case (nil, let matrix?, let table?):
            return combinations(matrix, given)
                .compactMap { combination in
                    expected(of: combination, in: table)
                        .flatMap {
                            let name = "\(name): \(combination.names.joined(separator: ", "))"
                            return test(name, combination.given, $0, at: $0.position)
                        }
                }
        default:
            log.report(
                at: node.position,
                "a test has either `expect`, or a `matrix` and its `table`"
            )
            return []
        }
    }

    private func test(
        _ name: String,
        _ given: YAMLNode,
        _ expected: YAMLNode,
        at position: SourcePosition
    ) -> BookTest? {
        let reader = CheckReader(log: log, book: book)
        guard let check = reader.check(given) else { return nil }
        guard let request = check.request else {
            log.report(
                at: position,
                "a test needs `at`, the time by which it is decided",
                hint: "write it under `given`, such as at: 2026-11-22T10:00:00Z"
            )
            return nil
        }
        let expectations = ExpectationDecoder(log: log, book: book)
            .expectations(expected, itemCount: check.items.count)
        guard let expectations else { return nil }
        return BookTest(
            name: name,
            place: .init(file: log.file.path, line: position.line, column: position.column),
            request: request,
            items: check.items,
            expectations: expectations
        )
    }
}

/// One place of a matrix.
private struct Combination {
    var names: [String] = []
    /// By axis: all its names, for the table's keys.
    var known: [[String]] = []
    var given: YAMLNode
}

extension BookTestDecoder {
    private func combinations(_ matrix: YAMLNode.Entry, _ given: YAMLNode) -> [Combination] {
        var found = [Combination(given: given)]
        for axis in matrix.value.entries ?? [] {
            let values = values(of: axis)
            guard found.count * values.count <= Self.maxCombinations else {
                log.report(
                    at: matrix.keyPosition,
                    "a matrix has at most \(Self.maxCombinations) combinations"
                )
                return []
            }
            found = found.flatMap { combination in
                values.map { name, value in
                    Combination(
                        names: combination.names + [name],
                        known: combination.known + [values.map(\.name)],
                        given: YAMLNode.merged(combination.given, value, at: value.position)
                    )
                }
            }
        }
        return found
    }

    /// The values of a member of `given`, each with its name, as what they give.
    private func values(of axis: YAMLNode.Entry) -> [(name: String, given: YAMLNode)] {
        let named =
            axis.value.entries?.map { ($0.key, $0.value) }
            ?? (axis.value.items ?? []).map { ($0.text ?? "", $0) }
        if named.isEmpty { log.report(at: axis.value.position, "`\(axis.key)` takes no value") }
        return named.map { name, value in
            if name.isEmpty {
                log.report(
                    at: value.position,
                    "a value that is no word needs a name",
                    hint: "write `\(axis.key)` as a mapping from names to values"
                )
            }
            let given =
                axis.key == "given"
                ? value
                : YAMLNode(
                    position: axis.keyPosition,
                    content: .mapping([
                        .init(key: axis.key, keyPosition: axis.keyPosition, value: value)
                    ])
                )
            ShapeChecker(log: log).check(given, .object(BookTestShape.given), "given")
            return (name, given)
        }
    }

    /// What the table says of a combination; a scalar stands for all that is under it.
    private func expected(of combination: Combination, in table: YAMLNode) -> YAMLNode? {
        var node = table
        for (name, known) in zip(combination.names, combination.known) where node.scalar == nil {
            for entry in node.entries ?? [] where !(known + ["else"]).contains(entry.key) {
                log.report(
                    at: entry.keyPosition,
                    "the matrix has no `\(entry.key)`",
                    hint: NearestName.suggest(entry.key, among: known)
                        .map { "did you mean `\($0)`?" }
                        ?? "known here: \(known.joined(separator: ", ")), else"
                )
            }
            guard let next = node[name] ?? node["else"] else {
                log.report(
                    at: node.position,
                    "the table says nothing of `\(name)`",
                    hint: "name it, or say with `else` what holds of all others"
                )
                return nil
            }
            node = next
        }
        return node
    }
}

extension YAMLNode {
    /// A mapping to which another adds: groups are put together member by member, anything else of
    /// the second stands for the first's.
    fileprivate static func merged(
        _ base: YAMLNode?,
        _ more: YAMLNode?,
        at position: SourcePosition
    ) -> YAMLNode {
        var entries = base?.entries ?? []
        for entry in more?.entries ?? [] {
            guard let index = entries.firstIndex(where: { $0.key == entry.key }) else {
                entries.append(entry)
                continue
            }
            let isGroup = entries[index].value.entries != nil && entry.value.entries != nil
            entries[index] = Entry(
                key: entry.key,
                keyPosition: entry.keyPosition,
                value: isGroup
                    ? merged(entries[index].value, entry.value, at: entry.value.position)
                    : entry.value
            )
        }
        return YAMLNode(position: position, content: .mapping(entries))
    }
}
