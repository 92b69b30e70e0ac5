package import HTTPWire

/// Finds the route of a request: a tree of path segments, built once from the table.
package struct Router: Sendable {
    /// What a path leads to.
    package enum Match: Sendable {
        /// The parameter is where the segment of `{name}` lies in the request's bytes.
        case found(Endpoint, Scope, parameter: Range<Int>?)
        /// The path exists for other methods, named as `Allow` wants them (RFC 9110 section 10.2.1).
        case otherMethods(allow: String)
        case nothing
    }

    private struct Node: Sendable {
        var literals: [(segment: [UInt8], node: Int)] = []
        var parameter: Int?
        var routes: [Route] = []
        var allow = ""
    }

    private var nodes = [Node()]

    /// Builds the tree of `routes`.
    package init(_ routes: [Route]) {
        for route in routes {
            let node = makeNode(for: route.path)
            nodes[node].routes.append(route)
            nodes[node].allow = Self.allow(nodes[node].routes)
        }
    }

    /// Complexity: O(segments × alternatives at each), without allocation.
    package func match(_ method: Method, _ bytes: Span<UInt8>, path: Range<Int>) -> Match {
        var node = 0
        var parameter: Range<Int>?
        var start = path.lowerBound + 1
        while start <= path.upperBound {
            var end = start
            while end < path.upperBound, bytes[end] != UInt8(ascii: "/") { end += 1 }
            let segment = start..<end
            if let literal = literal(of: node, bytes, segment) {
                node = literal
            } else if let next = nodes[node].parameter, !segment.isEmpty {
                node = next
                parameter = segment
            } else {
                return .nothing
            }
            start = end + 1
        }
        return choose(method, at: node, parameter)
    }

    private func choose(_ method: Method, at node: Int, _ parameter: Range<Int>?) -> Match {
        for route in nodes[node].routes
        where route.method == method {
            return .found(route.endpoint, route.scope, parameter: parameter)
        }
        return nodes[node].routes.isEmpty ? .nothing : .otherMethods(allow: nodes[node].allow)
    }

    private func literal(of node: Int, _ bytes: Span<UInt8>, _ segment: Range<Int>) -> Int? {
        for literal in nodes[node].literals where literal.segment.count == segment.count {
            if segment.indices.allSatisfy({ bytes[$0] == literal.segment[$0 - segment.lowerBound] })
            {
                return literal.node
            }
        }
        return nil
    }

    private mutating func makeNode(for path: String) -> Int {
        var node = 0
        for segment in path.split(separator: "/") {
            node = segment.hasPrefix("{") ? parameterChild(of: node) : child(of: node, segment)
        }
        return node
    }

    private mutating func parameterChild(of node: Int) -> Int {
        if let existing = nodes[node].parameter { return existing }
        nodes.append(Node())
        nodes[node].parameter = nodes.count - 1
        return nodes.count - 1
    }

    private mutating func child(of node: Int, _ segment: Substring) -> Int {
        let bytes = [UInt8](segment.utf8)
        if let existing = nodes[node].literals.first(where: { $0.segment == bytes }) {
            return existing.node
        }
        nodes.append(Node())
        nodes[node].literals.append((bytes, nodes.count - 1))
        return nodes.count - 1
    }

    private static func allow(_ routes: [Route]) -> String {
        let methods = routes.flatMap {
            $0.method == .get ? ["GET", "HEAD"] : [$0.method.spelling.description]
        }
        return (methods + ["OPTIONS"]).joined(separator: ", ")
    }
}
