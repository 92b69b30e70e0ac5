/// A value of a YAML document together with the place where it stands.
package struct YAMLNode: Sendable {
    /// What a node holds.
    package indirect enum Content: Sendable {
        case scalar(Scalar)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    /// A key with its value.
    package struct Entry: Sendable {
        package let key: String
        package let keyPosition: SourcePosition
        package let value: YAMLNode
    }

    /// The characters of a scalar and how they were written.
    package struct Scalar: Sendable {
        package let text: String
        package let style: Style
    }

    /// How a scalar was written; only a plain one can be anything but a string.
    package enum Style: Sendable {
        case plain
        case singleQuoted
        case doubleQuoted
        case literal
        case folded
    }

    /// Where the value begins; an aliased value stands where its anchor does.
    package let position: SourcePosition
    package let content: Content

    package init(position: SourcePosition, content: Content) {
        self.position = position
        self.content = content
    }
}

extension YAMLNode {
    /// The scalar; nil for a collection.
    package var scalar: Scalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    /// The items of a sequence; nil for anything else.
    package var items: [YAMLNode]? {
        if case .sequence(let items) = content { items } else { nil }
    }

    /// The entries of a mapping in the order of the file; nil for anything else.
    package var entries: [Entry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    /// The value under a key; nil where the key is absent or the node is no mapping.
    package subscript(key: String) -> YAMLNode? {
        entry(key)?.value
    }

    /// A key with its value; nil where the key is absent or the node is no mapping.
    package func entry(_ key: String) -> Entry? {
        entries?.first { $0.key == key }
    }

    /// What the scalar means by the core schema of YAML 1.2; nil for a collection.
    package var value: CoreValue? {
        scalar.map(CoreValue.init)
    }

    /// Whether nothing was written, or `null`.
    package var isNull: Bool {
        value == .null
    }
}
