import JSON
import PolicyBook

/// The form in which keys are kept: one JSON document.
package enum KeyFile {
    /// LIMIT: some ten thousand keys; more belong to tokens of an identity provider.
    package static let maxBytes = 8 << 20

    /// Reads a file's content.
    ///
    /// Throws: `malformedRequest` with the place of the first fault.
    package static func keys(in content: [UInt8]) throws(Problem) -> [APIKey] {
        var limits = JSONLimits()
        limits.maxDocumentBytes = maxBytes
        limits.maxMembers = 1 << 20
        var tape = JSONTape(limits: limits)
        let root = try tape.document(content.span)
        return try keys(tape, root)
    }

    private static func keys(
        _ tape: borrowing JSONTape,
        _ root: JSONNode
    ) throws(Problem) -> [APIKey] {
        try tape.requireObject(root, members: ["keys"])
        var keys: [APIKey] = []
        guard let list = tape.present("keys", of: root) else { return keys }
        try tape.requireKind(.array, of: list)
        try tape.forEachElement(of: list) { node throws(Problem) in
            keys.append(try APIKey(tape, node))
        }
        return keys
    }

    /// The content of a file with these keys.
    package static func content(of keys: [APIKey]) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.list("keys", keys) { $0.key($1) }
        json.endObject()
        return json.bytes + [UInt8(ascii: "\n")]
    }
}

extension APIKey {
    private static let members = [
        "id", "name", "scopes", "secrets", "created_at", "expires_at", "origins", "asserts_staff",
        "staff",
    ]

    fileprivate init(_ tape: borrowing JSONTape, _ node: JSONNode) throws(Problem) {
        try tape.requireObject(node, members: Self.members)
        let text = try tape.requiredString("id", of: node)
        guard let id = APIKeyID(text) else {
            throw Problem(.malformedRequest, at: tape.pointer(to: node) + "/id", "this is no id")
        }
        var scopes: Set<Scope> = []
        for name in try tape.optionalStrings("scopes", of: node) {
            guard let scope = Scope(rawValue: name) else {
                throw Problem(
                    .malformedRequest,
                    at: tape.pointer(to: node) + "/scopes",
                    "there is no scope `\(name.shortened)`"
                )
            }
            scopes.insert(scope)
        }
        self.init(
            id: id,
            name: try tape.optionalString("name", of: node) ?? "",
            scopes: scopes,
            createdAt: try tape.requiredInstant("created_at", of: node)
        )
        expiresAt = try tape.optionalInstant("expires_at", of: node)
        origins = try tape.optionalStrings("origins", of: node)
        assertsStaff = try tape.optionalBool("asserts_staff", of: node)
        if let member = tape.present("staff", of: node) {
            try tape.requireObject(member, members: ["id", "role", "team"])
            staff = StaffMember(
                id: try tape.requiredString("id", of: member),
                role: try tape.optionalString("role", of: member),
                team: try tape.optionalString("team", of: member)
            )
        }
        secrets = try Self.secrets(tape, node)
    }

    private static func secrets(
        _ tape: borrowing JSONTape,
        _ node: JSONNode
    ) throws(Problem) -> [Secret] {
        var secrets: [Secret] = []
        guard let list = tape.present("secrets", of: node) else { return secrets }
        try tape.requireKind(.array, of: list)
        try tape.forEachElement(of: list) { element throws(Problem) in
            try tape.requireObject(element, members: ["sha256", "created_at", "expires_at"])
            secrets.append(
                Secret(
                    digest: try tape.requiredString("sha256", of: element),
                    createdAt: try tape.requiredInstant("created_at", of: element),
                    expiresAt: try tape.optionalInstant("expires_at", of: element)
                )
            )
        }
        guard secrets.count <= maxSecrets else {
            throw Problem(
                .malformedRequest,
                at: tape.pointer(to: list),
                "a key has at most \(maxSecrets) secrets"
            )
        }
        return secrets
    }
}

extension JSONTape {
    fileprivate func requiredInstant(
        _ name: String,
        of node: JSONNode
    ) throws(Problem) -> Instant {
        guard let instant = try optionalInstant(name, of: node) else {
            let pointer = pointer(to: node) + "/" + name
            throw Problem(.malformedRequest, at: pointer, "the member `\(name)` is missing")
        }
        return instant
    }

    fileprivate func optionalInstant(
        _ name: String,
        of node: JSONNode
    ) throws(Problem) -> Instant? {
        guard let text = try optionalString(name, of: node) else { return nil }
        guard let instant = Instant(rfc3339: text) else {
            let pointer = pointer(to: node) + "/" + name
            throw Problem(.malformedRequest, at: pointer, "a time as of RFC 3339 is needed")
        }
        return instant
    }
}

extension JSONWriter {
    fileprivate mutating func key(_ key: APIKey) {
        beginObject()
        member("id", key.id.description)
        member("name", key.name)
        strings("scopes", Scope.allCases.filter(key.scopes.contains).map(\.rawValue))
        list("secrets", key.secrets) { json, secret in
            json.beginObject()
            json.member("sha256", secret.digest)
            json.member("created_at", secret.createdAt.description)
            json.member("expires_at", secret.expiresAt?.description)
            json.endObject()
        }
        member("created_at", key.createdAt.description)
        member("expires_at", key.expiresAt?.description)
        strings("origins", key.origins)
        member("asserts_staff", key.assertsStaff)
        if let staff = key.staff {
            name("staff")
            beginObject()
            member("id", staff.id)
            member("role", staff.role)
            member("team", staff.team)
            endObject()
        }
        endObject()
    }
}
