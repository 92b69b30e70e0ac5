import HTTPWire
import LeewayService
import PolicyBook
import TestSupport
import Testing

/// A key with its text, made without chance.
struct IssuedKey {
    static let moment = Instant(seconds: 1_782_900_000)
    private(set) var key: APIKey
    private(set) var text: String

    init(_ scopes: Set<Scope>, number: UInt64 = 7, _ change: (inout APIKey) -> Void = { _ in }) {
        key = APIKey(id: APIKeyID(number: number), name: "", scopes: scopes, createdAt: Self.moment)
        text = key.addSecret(Self.random(1), at: Self.moment)
        change(&key)
    }

    static func random(_ seed: UInt8) -> [UInt8] {
        (0..<20).map { seed &* 31 &+ UInt8($0) &* 7 }
    }

    /// The field line that a client sends.
    var field: String { Self.field(text) }

    static func field(_ text: String) -> String { "Authorization: Bearer \(text)" }
}

extension Access {
    /// A service that knows these keys.
    static func of(_ keys: IssuedKey...) -> Access {
        Access(keys.map(\.key))
    }
}

extension Route {
    /// The path with something in each of its places.
    var examplePath: String {
        path.replacing("{id}", with: "returns.no-receipt").replacing("{n}", with: "1")
    }

    /// A request for the route, with content where its method has some.
    func request(_ fields: [String], query: String = "") -> String {
        let content = method == .post ? "{}" : ""
        let type = content.isEmpty ? [] : ["Content-Type: application/json"]
        let path = examplePath + query
        return InMemoryClient.request("\(method.spelling)", path, type + fields, content)
    }
}
