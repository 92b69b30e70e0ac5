/// Builds the nodes of a text from the values that libyaml finds, counting as it goes.
///
/// An alias repeats a node, so a small file can stand for millions of values: what stands under an
/// anchor is counted again wherever it is repeated.
struct YAMLTreeBuilder: ~Copyable {
    /// A limit was passed or the text is no YAML; the fault is in the log.
    private struct Stop: Error {}

    /// A node that an alias may repeat.
    private struct Anchored {
        let node: YAMLNode
        let nodeCount: Int
        /// How many collections lie inside one another there.
        let height: Int
    }

    private let limits: YAMLLimits
    private let log: FaultLog
    private var events: YAMLEvents
    private var anchors: [String: Anchored] = [:]
    private var nodeCount = 0
    private var copyCount = 0
    /// Of the nodes under the outermost one that has an anchor.
    private var greatestDepth = 0

    init(limits: YAMLLimits, log: FaultLog) {
        self.limits = limits
        self.log = log
        events = YAMLEvents(log.file.text)
    }

    /// The documents as nodes; nil where a limit was passed or the text is no YAML.
    mutating func documents() -> [YAMLNode]? {
        var documents: [YAMLNode] = []
        do throws(Stop) {
            while !events.isAtEnd {
                if let document = try node(depth: 1) { documents.append(document) }
            }
            return documents
        } catch {
            return nil
        }
    }

    /// The next value with all that it holds; nil where none begins.
    private mutating func node(depth: Int) throws(Stop) -> YAMLNode? {
        guard let event = try nextEvent() else { return nil }
        if case .alias(let name) = event.content {
            return try node(of: name, at: event.position, depth: depth)
        }
        let (nodesBefore, depthBefore) = (nodeCount, greatestDepth)
        try count(1, at: event.position, depth: depth)
        greatestDepth = depth
        let tag = event.hasTag ? refuseTag(at: event.position) : nil
        var content = try content(of: event, depth: depth)
        if let tag {
            // It stands as the text that was meant, so that nothing else is said of it.
            var text = tag
            if case .scalar(let scalar) = content { text += scalar.text }
            content = .scalar(.init(text: text, style: .plain))
        }
        let node = YAMLNode(position: event.position, content: content)
        if let anchor = event.anchor {
            anchors[anchor] = Anchored(
                node: node,
                nodeCount: nodeCount - nodesBefore,
                height: greatestDepth - depth + 1
            )
        }
        greatestDepth = max(greatestDepth, depthBefore)
        return node
    }

    private mutating func nextEvent() throws(Stop) -> YAMLEvent? {
        do {
            return try events.next()
        } catch {
            YAMLSyntaxFault(error, in: log.file).report(to: log)
            throw Stop()
        }
    }

    private mutating func content(
        of event: YAMLEvent,
        depth: Int
    ) throws(Stop) -> YAMLNode.Content {
        switch event.content {
        case .scalar(let scalar):
            return .scalar(scalar)
        case .mapping:
            return .mapping(try entries(depth: depth + 1))
        case .sequence, .alias:
            // What an alias repeats is never asked for here.
            var items: [YAMLNode] = []
            while let item = try node(depth: depth + 1) { items.append(item) }
            return .sequence(items)
        }
    }

    private mutating func entries(depth: Int) throws(Stop) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        var firstPlaces: [String: SourcePosition] = [:]
        while let key = try node(depth: depth), let value = try node(depth: depth) {
            guard let name = key.scalar?.text else {
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

    /// The node that an alias repeats, which stays where its anchor stands.
    private mutating func node(
        of alias: String,
        at position: SourcePosition,
        depth: Int
    ) throws(Stop) -> YAMLNode {
        guard let anchored = anchors[alias] else {
            log.report(
                at: position,
                "`*` begins an alias, and there is no anchor of that name",
                hint: "put text that begins with `*` in quotes"
            )
            throw Stop()
        }
        let deepest = depth + anchored.height - 1
        copyCount += anchored.nodeCount
        try count(anchored.nodeCount, at: position, depth: deepest)
        greatestDepth = max(greatestDepth, deepest)
        return anchored.node
    }

    private mutating func count(
        _ nodes: Int,
        at position: SourcePosition,
        depth: Int
    ) throws(Stop) {
        nodeCount += nodes
        if depth > limits.maxDepth {
            log.report(at: position, "nested more than \(limits.maxDepth) deep")
        } else if copyCount > limits.maxAliasCopies {
            log.report(
                at: position,
                "aliases repeat more than \(limits.maxAliasCopies) values",
                hint: "write out what differs"
            )
        } else if nodeCount > limits.maxNodes {
            log.report(
                at: position,
                "the file holds more than \(limits.maxNodes) values",
                hint: "split it into several files"
            )
        } else {
            return
        }
        throw Stop()
    }

    /// A tag would be read silently: `when: !case.receipt` as nothing with the tag
    /// `!case.receipt`, `when: ! case.receipt` even as `case.receipt`.
    ///
    /// Returns: the tag as it is written.
    private func refuseTag(at position: SourcePosition) -> String {
        var rest = log.file.line(position.line).dropFirst(position.column - 1)
        if rest.first == "&" {
            rest = rest.drop { $0 != " " }.drop { $0 == " " }
        }
        let tag = String(String.UnicodeScalarView(rest.prefix { $0 != " " }))
        log.report(
            at: position,
            "`\(tag)` is read as a YAML tag, not as text",
            hint: "an expression that begins with `!` must stand in quotes"
        )
        return tag
    }
}
