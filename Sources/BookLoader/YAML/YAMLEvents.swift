import CYaml

/// The values of a text in YAML as libyaml finds them, one after the other.
///
/// SAFETY: the parser is a pointer because libyaml keeps its address, and the octets are because it
/// keeps theirs; both are made, used and let go by this value alone.
@safe
struct YAMLEvents: ~Copyable {
    private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    private let octets: UnsafeMutableBufferPointer<UInt8>

    init(_ text: String) {
        unsafe octets = .allocate(capacity: text.utf8.count)
        _ = unsafe octets.initialize(fromContentsOf: text.utf8)
        unsafe parser.initialize(to: yaml_parser_t())
        // It fails only for want of memory, where Swift ends the process as well.
        _ = unsafe yaml_parser_initialize(parser)
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, octets.baseAddress, octets.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe octets.deallocate()
    }

    var isAtEnd: Bool { unsafe parser.pointee.stream_end_produced != 0 }

    /// The value that begins next.
    ///
    /// Returns: nil where none begins: a collection ends, a document or the text begins or ends.
    mutating func next() throws(YAMLProblem) -> YAMLEvent? {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else {
            throw unsafe YAMLProblem(parser.pointee)
        }
        defer { unsafe yaml_event_delete(&event) }
        return unsafe YAMLEvent(event)
    }
}

/// A value, or the beginning of one.
struct YAMLEvent {
    enum Content {
        case scalar(YAMLNode.Scalar)
        /// Its items follow.
        case sequence
        /// Its keys and values follow in turn.
        case mapping
        /// A value that has this anchor stands here as well.
        case alias(String)
    }

    let content: Content
    /// Where its anchor or tag stands if it has one.
    let position: SourcePosition
    let anchor: String?
    let hasTag: Bool

    /// SAFETY: the caller deletes the event afterwards; every text of it is copied.
    fileprivate init?(_ event: borrowing yaml_event_t) {
        position = unsafe SourcePosition(event.start_mark)
        let anchor: UnsafeMutablePointer<UInt8>?
        switch unsafe event.type {
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let octets = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            let text = unsafe String(decoding: octets, as: UTF8.self)
            content = unsafe .scalar(.init(text: text, style: .init(scalar.style)))
            unsafe anchor = scalar.anchor
            hasTag = unsafe scalar.tag != nil
        case YAML_SEQUENCE_START_EVENT:
            content = .sequence
            unsafe anchor = event.data.sequence_start.anchor
            hasTag = unsafe event.data.sequence_start.tag != nil
        case YAML_MAPPING_START_EVENT:
            content = .mapping
            unsafe anchor = event.data.mapping_start.anchor
            hasTag = unsafe event.data.mapping_start.tag != nil
        case YAML_ALIAS_EVENT:
            content = unsafe .alias(
                event.data.alias.anchor.map { unsafe String(cString: $0) } ?? ""
            )
            unsafe anchor = nil
            hasTag = false
        default:
            return nil
        }
        self.anchor = unsafe anchor.map { unsafe String(cString: $0) }
    }
}

/// Why a text is no YAML, in the words of libyaml.
struct YAMLProblem: Error {
    let text: String
    let place: Place
    /// What was being read, and where that begins.
    let context: Context?

    struct Context {
        let text: String
        let position: SourcePosition
    }

    enum Place {
        case position(SourcePosition)
        /// Where octets are no characters that YAML takes.
        case utf8Offset(Int)
    }

    /// SAFETY: texts of a parser are constants of the library.
    fileprivate init(_ parser: borrowing yaml_parser_t) {
        text = unsafe parser.problem.map { unsafe String(cString: $0) } ?? ""
        place =
            unsafe parser.error == YAML_READER_ERROR
            ? .utf8Offset(unsafe parser.problem_offset)
            : .position(SourcePosition(unsafe parser.problem_mark))
        let position = unsafe SourcePosition(parser.context_mark)
        context = unsafe parser.context.map {
            Context(text: unsafe String(cString: $0), position: position)
        }
    }
}

extension SourcePosition {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: mark.line + 1, column: mark.column + 1)
    }
}

extension YAMLNode.Style {
    fileprivate init(_ style: yaml_scalar_style_t) {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: self = .literal
        case YAML_FOLDED_SCALAR_STYLE: self = .folded
        default: self = .plain
        }
    }
}
