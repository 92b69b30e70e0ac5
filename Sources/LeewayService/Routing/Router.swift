package import HTTPWire

/// Finds the route of a request: a tree of path segments, built once from the table.
///
/// The tree lies flat in arrays of numbers, so that finding a route counts no reference.
package struct Router: Sendable {
    /// What a path leads to.
    package enum Match: Sendable {
        case found(Endpoint, Scope, Parameters)
        /// The path exists for other methods, which `allow(at:)` names.
        case otherMethods(node: Int)
        case nothing
    }

    /// Where the segments of `{name}` lie in the request's bytes, in the path's order; empty where
    /// the route has fewer.
    package struct Parameters: Sendable {
        /// The place of the route in the table.
        package fileprivate(set) var route = 0
        package fileprivate(set) var first = 0..<0
        package fileprivate(set) var second = 0..<0
    }

    private struct Node: Sendable {
        var firstLiteral = -1
        var parameter = -1
        var firstRoute = -1
    }

    private struct Literal: Sendable {
        let segment: Range<Int>
        let node: Int
        let next: Int
    }

    private struct Entry: Sendable {
        let method: Method
        let endpoint: Endpoint
        let scope: Scope
        let next: Int
    }

    private var nodes = [Node()]
    private var literals: [Literal] = []
    /// In the order of the table.
    private var entries: [Entry] = []
    private var segments: [UInt8] = []

    /// Builds the tree of `routes`.
    package init(_ routes: [Route]) {
        for route in routes {
            let node = makeNode(for: route.path)
            entries.append(
                Entry(
                    method: route.method,
                    endpoint: route.endpoint,
                    scope: route.scope,
                    next: nodes[node].firstRoute
                )
            )
            nodes[node].firstRoute = entries.count - 1
        }
    }

    /// Complexity: O(segments × alternatives at each), without allocation.
    package func match(_ method: Method, _ bytes: Span<UInt8>, path: Range<Int>) -> Match {
        var node = 0
        var parameters = Parameters()
        var start = path.lowerBound + 1
        while start <= path.upperBound {
            var end = start
            while end < path.upperBound, bytes[end] != UInt8(ascii: "/") { end += 1 }
            let literal = literal(of: node, bytes, start..<end)
            if literal >= 0 {
                node = literal
            } else if nodes[node].parameter >= 0, start < end {
                node = nodes[node].parameter
                if parameters.first.isEmpty {
                    parameters.first = start..<end
                } else {
                    parameters.second = start..<end
                }
            } else {
                return .nothing
            }
            start = end + 1
        }
        return choose(method, at: node, parameters)
    }

    /// The methods of a path, as `Allow` wants them (RFC 9110 section 10.2.1).
    package func allow(at node: Int) -> String {
        var methods: [String] = []
        var entry = nodes[node].firstRoute
        while entry >= 0 {
            let method = entries[entry].method
            methods += method == .get ? ["GET", "HEAD"] : [method.spelling.description]
            entry = entries[entry].next
        }
        return (methods + ["OPTIONS"]).joined(separator: ", ")
    }

    /// What a path leads to, by whichever method.
    func endpoints(at node: Int) -> [Endpoint] {
        var endpoints: [Endpoint] = []
        var entry = nodes[node].firstRoute
        while entry >= 0 {
            endpoints.append(entries[entry].endpoint)
            entry = entries[entry].next
        }
        return endpoints
    }

    private func choose(_ method: Method, at node: Int, _ parameters: Parameters) -> Match {
        var entry = nodes[node].firstRoute
        guard entry >= 0 else { return .nothing }
        while entry >= 0 {
            if entries[entry].method == method {
                var parameters = parameters
                parameters.route = entry
                return .found(entries[entry].endpoint, entries[entry].scope, parameters)
            }
            entry = entries[entry].next
        }
        return .otherMethods(node: node)
    }

    /// The node of a literal segment; -1 where there is none.
    private func literal(of node: Int, _ bytes: Span<UInt8>, _ segment: Range<Int>) -> Int {
        var literal = nodes[node].firstLiteral
        while literal >= 0 {
            if equal(literals[literal].segment, bytes, segment) { return literals[literal].node }
            literal = literals[literal].next
        }
        return -1
    }

    private func equal(_ known: Range<Int>, _ bytes: Span<UInt8>, _ segment: Range<Int>) -> Bool {
        guard known.count == segment.count else { return false }
        var offset = 0
        while offset < known.count {
            if segments[known.lowerBound + offset] != bytes[segment.lowerBound + offset] {
                return false
            }
            offset += 1
        }
        return true
    }

    private mutating func makeNode(for path: String) -> Int {
        var node = 0
        for segment in path.split(separator: "/") {
            node = segment.hasPrefix("{") ? parameterChild(of: node) : child(of: node, segment)
        }
        return node
    }

    private mutating func parameterChild(of node: Int) -> Int {
        if nodes[node].parameter >= 0 { return nodes[node].parameter }
        nodes.append(Node())
        nodes[node].parameter = nodes.count - 1
        return nodes.count - 1
    }

    private mutating func child(of node: Int, _ segment: Substring) -> Int {
        let bytes = Array(segment.utf8)
        let existing = literal(of: node, bytes.span, 0..<bytes.count)
        if existing >= 0 { return existing }
        let start = segments.count
        segments += bytes
        nodes.append(Node())
        literals.append(
            Literal(
                segment: start..<segments.count,
                node: nodes.count - 1,
                next: nodes[node].firstLiteral
            )
        )
        nodes[node].firstLiteral = literals.count - 1
        return nodes.count - 1
    }
}
