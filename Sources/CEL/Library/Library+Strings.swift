extension Library {
    /// The string functions of the standard library, and the searching ones of the extension.
    static let strings: Functions = [
        "contains": [
            test("contains_string") { text, part in text.containsCodePoints(part) }
        ],
        "startsWith": [
            test("starts_with_string") { text, part in
                text.utf8.starts(with: part.utf8)
            }
        ],
        "endsWith": [
            test("ends_with_string") { text, part in
                text.utf8.reversed().starts(with: part.utf8.reversed())
            }
        ],
        "matches": [
            .operator("matches", [.string, .string], returns: .bool, .matches),
            .operator(
                "matches_string",
                [.string, .string],
                returns: .bool,
                isMember: true,
                .matches
            ),
        ],
        "charAt": [
            member("string_char_at_int", [.string, .int], returns: .string) {
                text,
                arguments throws(EvaluationError) in
                let index = try arguments.index(1, upTo: text.count)
                return .string(String(text[index..<min(index + 1, text.count)]))
            }
        ],
        "indexOf": [
            member("string_index_of_string", [.string, .string], returns: .int) {
                text,
                arguments throws(EvaluationError) in
                let part = try arguments.scalars(1)
                return .int(Int64(text.firstIndex(of: part, from: 0) ?? -1))
            },
            member("string_index_of_string_int", [.string, .string, .int], returns: .int) {
                text,
                arguments throws(EvaluationError) in
                let part = try arguments.scalars(1)
                let start = try arguments.index(2, upTo: text.count)
                return .int(Int64(text.firstIndex(of: part, from: start) ?? -1))
            },
        ],
        "lastIndexOf": [
            member("string_last_index_of_string", [.string, .string], returns: .int) {
                text,
                arguments throws(EvaluationError) in
                let part = try arguments.scalars(1)
                return .int(Int64(text.lastIndex(of: part, from: text.count) ?? -1))
            },
            member("string_last_index_of_string_int", [.string, .string, .int], returns: .int) {
                text,
                arguments throws(EvaluationError) in
                let part = try arguments.scalars(1)
                let start = try arguments.index(2, upTo: text.count)
                return .int(Int64(text.lastIndex(of: part, from: start) ?? -1))
            },
        ],
        "substring": [
            member("string_substring_int", [.string, .int], returns: .string) {
                text,
                arguments throws(EvaluationError) in
                .string(String(text[try arguments.index(1, upTo: text.count)...]))
            },
            member("string_substring_int_int", [.string, .int, .int], returns: .string) {
                text,
                arguments throws(EvaluationError) in
                let start = try arguments.index(1, upTo: text.count)
                let end = try arguments.index(2, upTo: text.count)
                guard start <= end else {
                    throw EvaluationError(
                        .indexOutOfRange,
                        "a substring cannot start at \(start) and end at \(end)"
                    )
                }
                return .string(String(text[start..<end]))
            },
        ],
    ]

    private static func test(
        _ id: String,
        _ body: @escaping @Sendable (String, String) -> Bool
    ) -> Overload {
        .binary(id, .string, .string, returns: .bool, isMember: true) {
            first,
            second throws(EvaluationError) in
            guard case .string(let text) = first, case .string(let part) = second else {
                throw .noSuchOverload(id, [first, second])
            }
            return .bool(body(text, part))
        }
    }

    /// A member function of strings that works on code points.
    static func member(
        _ id: String,
        _ parameters: [CELType],
        returns result: CELType,
        _ body:
            @escaping @Sendable ([Unicode.Scalar], [Value]) throws(EvaluationError) -> Value
    ) -> Overload {
        Overload(
            id,
            parameters,
            returns: result,
            isMember: true,
            .variadic { arguments throws(EvaluationError) in
                try body(try arguments.scalars(0), arguments)
            }
        )
    }
}

extension [Value] {
    /// The string at a position.
    func string(_ position: Int) throws(EvaluationError) -> String {
        guard case .string(let text) = self[position] else {
            throw .conversion(self[position], to: "string")
        }
        return text
    }

    /// The code points of the string at a position.
    func scalars(_ position: Int) throws(EvaluationError) -> [Unicode.Scalar] {
        [Unicode.Scalar](try string(position).unicodeScalars)
    }

    /// The integer at a position.
    func int(_ position: Int) throws(EvaluationError) -> Int64 {
        guard case .int(let number) = self[position] else {
            throw .conversion(self[position], to: "int")
        }
        return number
    }

    /// The integer at a position, as an index from 0 to a bound, which counts.
    func index(_ position: Int, upTo bound: Int) throws(EvaluationError) -> Int {
        let number = try int(position)
        guard number >= 0, number <= bound else { throw .indexOutOfRange(number) }
        return Int(number)
    }
}

extension String {
    /// Makes a string of code points.
    init(_ scalars: some Sequence<Unicode.Scalar>) {
        var view = UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }

    func containsCodePoints(_ part: String) -> Bool {
        ByteSearch(part).firstOffset(in: Array(utf8)) != nil
    }
}

extension [Unicode.Scalar] {
    /// The first place at or after `start` where the part stands.
    func firstIndex(of part: [Unicode.Scalar], from start: Int) -> Int? {
        guard part.count + start <= count else { return part.isEmpty ? start : nil }
        return ElementSearch(part).first(in: self[start...])
    }

    /// The last place at or before `start` where the part stands.
    func lastIndex(of part: [Unicode.Scalar], from start: Int) -> Int? {
        guard part.count <= count else { return nil }
        let end = Swift.min(count, start + part.count)
        let reversed: [Unicode.Scalar] = self[..<end].reversed()
        guard let position = ElementSearch(part.reversed()).first(in: reversed[...]) else {
            return nil
        }
        return end - position - part.count
    }
}
