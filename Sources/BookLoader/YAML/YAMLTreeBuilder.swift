import Yams

/// Turns what Yams read into our own nodes, counting as it goes.
///
/// An alias shares its node, so a small file can stand for millions of values: only walking shows
/// how many, and the walk stops at the limits.
struct YAMLTreeBuilder {
    /// A limit was passed; the fault is in the log.
    private struct Stop: Error {}

    private let limits: YAMLLimits
    private let log: FaultLog
    /// Repeated keys that were overwritten in the text, by place.
    private let maskedKeys: [SourcePosition: String]
    private var nodeCount = 0
    private var copyCount = 0
    private var isCopy = false
    private var last = SourcePosition(line: 1, column: 0)
    private var lastOpened = false
    /// The line last looked at; cutting it out again for each value of a long line would take
    /// minutes.
    private var line: [Unicode.Scalar] = []
    private var lineNumber = 0

    init(limits: YAMLLimits, log: FaultLog, maskedKeys: [SourcePosition: String]) {
        self.limits = limits
        self.log = log
        self.maskedKeys = maskedKeys
    }

    /// The documents as nodes; nil where a limit was passed.
    mutating func documents(_ roots: [Node]) -> [YAMLNode]? {
        var documents: [YAMLNode] = []
        for root in roots {
            guard let document = try? build(root, depth: 1) else {
                // `try?` loses nothing: the only error is `Stop`, and its fault is in the log.
                return nil
            }
            documents.append(document)
        }
        return documents
    }

    private mutating func build(_ node: Node, depth: Int) throws(Stop) -> YAMLNode {
        let position = node.mark.map(SourcePosition.init) ?? .start
        guard !isCopy, isAlias(node, at: position) else {
            return try buildHere(node, at: position, depth: depth)
        }
        isCopy = true
        defer { isCopy = false }
        return try buildHere(node, at: position, depth: depth)
    }

    private mutating func buildHere(
        _ node: Node,
        at position: SourcePosition,
        depth: Int
    ) throws(Stop) -> YAMLNode {
        try count(at: position, depth: depth)
        if !isCopy {
            last = position
            if let tag = refuseTag(at: position) {
                // It stands as the text that was meant, so that nothing else is said of it.
                lastOpened = false
                let text = tag + (node.scalar?.string ?? "")
                return YAMLNode(
                    position: position,
                    content: .scalar(.init(text: text, style: .plain))
                )
            }
        }
        switch node {
        case .scalar(let scalar):
            lastOpened = false
            return YAMLNode(
                position: position,
                content: .scalar(.init(text: scalar.string, style: .init(scalar.style)))
            )
        case .sequence(let sequence):
            lastOpened = true
            var items: [YAMLNode] = []
            for item in sequence {
                items.append(try build(item, depth: depth + 1))
            }
            return YAMLNode(position: position, content: .sequence(items))
        case .mapping(let mapping):
            lastOpened = true
            let entries = try entries(of: mapping, depth: depth + 1)
            return YAMLNode(position: position, content: .mapping(entries))
        case .alias:
            // Yams makes these only when writing.
            return YAMLNode(position: position, content: .sequence([]))
        }
    }

    private mutating func entries(
        of mapping: Node.Mapping,
        depth: Int
    ) throws(Stop) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        var firstPlaces: [String: SourcePosition] = [:]
        for (keyNode, valueNode) in mapping {
            let key = try build(keyNode, depth: depth)
            let value = try build(valueNode, depth: depth)
            guard let name = maskedKeys[key.position] ?? key.scalar?.text else {
                log.report(
                    at: key.position,
                    "a key must be text",
                    hint: "if this is text that begins with `{` or `[`, put it in quotes"
                )
                continue
            }
            if let first = firstPlaces[name] {
                log.report(
                    at: key.position,
                    "the key `\(name)` is given more than once, first in line \(first.line)"
                )
                continue
            }
            firstPlaces[name] = key.position
            entries.append(.init(key: name, keyPosition: key.position, value: value))
        }
        return entries
    }

    private mutating func count(at position: SourcePosition, depth: Int) throws(Stop) {
        nodeCount += 1
        if isCopy { copyCount += 1 }
        if depth > limits.maxDepth {
            log.report(at: position, "nested more than \(limits.maxDepth) deep")
        } else if nodeCount > limits.maxNodes {
            log.report(
                at: position,
                "the file holds more than \(limits.maxNodes) values",
                hint: "split it into several files"
            )
        } else if copyCount > limits.maxAliasCopies {
            log.report(
                at: position,
                "aliases repeat more than \(limits.maxAliasCopies) values",
                hint: "write out what differs"
            )
        } else {
            return
        }
        throw Stop()
    }

    /// The reader gives an alias the place of its anchor, which lies behind where we are.
    private func isAlias(_ node: Node, at position: SourcePosition) -> Bool {
        if position != last { return position < last }
        // A block mapping begins where its first key does, and an absent value has no width.
        if lastOpened { return false }
        if case .scalar(let scalar) = node { return !scalar.string.isEmpty }
        return true
    }

    /// A tag would be read silently: `when: !case.receipt` as nothing with the tag
    /// `!case.receipt`, `when: ! case.receipt` even as `case.receipt`.
    ///
    /// Returns: the tag; nil where there is none.
    private mutating func refuseTag(at position: SourcePosition) -> String? {
        if position.line != lineNumber {
            lineNumber = position.line
            line = log.file.line(lineNumber)
        }
        var rest = line.dropFirst(position.column - 1)
        if rest.first == "&" {
            rest = rest.drop { $0 != " " }.drop { $0 == " " }
        }
        guard rest.first == "!" else { return nil }
        let tag = String(String.UnicodeScalarView(rest.prefix { $0 != " " }))
        log.report(
            at: position,
            "`\(tag)` is read as a YAML tag, not as text",
            hint: "an expression that begins with `!` must stand in quotes"
        )
        return tag
    }
}

extension YAMLNode.Style {
    fileprivate init(_ style: Node.Scalar.Style) {
        switch style {
        case .any, .plain: self = .plain
        case .singleQuoted: self = .singleQuoted
        case .doubleQuoted: self = .doubleQuoted
        case .literal: self = .literal
        case .folded: self = .folded
        }
    }
}
