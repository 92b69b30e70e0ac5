extension Library {
    /// The functions of the strings extension that make strings.
    static let moreStrings: Functions = [
        "lowerAscii": [
            transform("string_lower_ascii") { text in
                text.mapASCII { ("A"..."Z").contains($0) ? $0.value + 32 : $0.value }
            }
        ],
        "upperAscii": [
            transform("string_upper_ascii") { text in
                text.mapASCII { ("a"..."z").contains($0) ? $0.value - 32 : $0.value }
            }
        ],
        "trim": [
            transform("string_trim") { text in
                let start = text.firstIndex { !$0.properties.isWhitespace } ?? text.endIndex
                let end = text.lastIndex { !$0.properties.isWhitespace } ?? text.startIndex - 1
                return start > end ? [] : Array(text[start...end])
            }
        ],
        "reverse": [transform("string_reverse") { $0.reversed() }],
        "replace": [
            .metered(
                "string_replace_string_string",
                [.string, .string, .string],
                returns: .string,
                isMember: true
            ) { arguments, meter throws(EvaluationError) in
                try replace(arguments, limit: nil, &meter)
            },
            .metered(
                "string_replace_string_string_int",
                [.string, .string, .string, .int],
                returns: .string,
                isMember: true
            ) { arguments, meter throws(EvaluationError) in
                let limit = try arguments.int(3)
                return try replace(arguments, limit: limit < 0 ? nil : Int(limit), &meter)
            },
        ],
        "split": [
            .metered(
                "string_split_string",
                [.string, .string],
                returns: .list(.string),
                isMember: true
            ) { arguments, meter throws(EvaluationError) in
                try split(arguments, limit: nil, &meter)
            },
            .metered(
                "string_split_string_int",
                [.string, .string, .int],
                returns: .list(.string),
                isMember: true
            ) { arguments, meter throws(EvaluationError) in
                let limit = try arguments.int(2)
                return try split(arguments, limit: limit < 0 ? nil : Int(limit), &meter)
            },
        ],
        "join": [
            .metered("list_join", [.list(.string)], returns: .string, isMember: true) {
                arguments,
                meter throws(EvaluationError) in
                try join(arguments, separator: "", &meter)
            },
            .metered(
                "list_join_string",
                [.list(.string), .string],
                returns: .string,
                isMember: true
            ) { arguments, meter throws(EvaluationError) in
                try join(arguments, separator: try arguments.string(1), &meter)
            },
        ],
        "strings.quote": [
            .unary("strings_quote", .string, returns: .string) { value throws(EvaluationError) in
                .string(quote(try [value].string(0)))
            }
        ],
        "format": [
            .metered("string_format", [.string, .list(.dyn)], returns: .string, isMember: true) {
                arguments,
                meter throws(EvaluationError) in
                guard case .list(let values) = arguments[1] else {
                    throw .noSuchOverload("format", arguments)
                }
                var formatter = Formatter(pattern: try arguments.string(0), values: values)
                return .string(try formatter.format(&meter))
            }
        ],
    ]

    private static func transform(
        _ id: String,
        _ body: @escaping @Sendable ([Unicode.Scalar]) -> [Unicode.Scalar]
    ) -> Overload {
        member(id, [.string], returns: .string) { text, _ in .string(String(body(text))) }
    }

    /// Puts the third string in the place of the second, from the left, at most `limit` times.
    private static func replace(
        _ arguments: [Value],
        limit: Int?,
        _ meter: inout CostMeter
    ) throws(EvaluationError) -> Value {
        let text = try arguments.scalars(0)
        let separator = try arguments.scalars(1)
        let replacement = try arguments.scalars(2)
        try meter.charge(text.count)
        let pieces = pieces(
            of: text,
            between: separator,
            limit: limit.map { $0 == .max ? $0 : $0 + 1 },
            atEnds: true
        )
        let (added, overflow) = pieces.count.multipliedReportingOverflow(by: replacement.count)
        try meter.charge(overflow ? .max : added)
        return .string(String(pieces.joined(separator: replacement)))
    }

    private static func split(
        _ arguments: [Value],
        limit: Int?,
        _ meter: inout CostMeter
    ) throws(EvaluationError) -> Value {
        if limit == 0 { return .list([]) }
        let text = try arguments.scalars(0)
        try meter.charge(text.count)
        let pieces = pieces(
            of: text,
            between: try arguments.scalars(1),
            limit: limit,
            atEnds: false
        )
        try meter.charge(pieces.count)
        return .list(pieces.map { .string(String($0)) })
    }

    /// Cuts a text at a separator into at most `limit` pieces.
    ///
    /// An empty separator stands between all code points, and `atEnds` also before the first and
    /// after the last.
    private static func pieces(
        of text: [Unicode.Scalar],
        between separator: [Unicode.Scalar],
        limit: Int?,
        atEnds: Bool
    ) -> [ArraySlice<Unicode.Scalar>] {
        var pieces: [ArraySlice<Unicode.Scalar>] = []
        var rest = text[...]
        if separator.isEmpty, atEnds, limit ?? 2 > 1 { pieces.append([]) }
        let search = ElementSearch(separator)
        while limit.map({ pieces.count < $0 - 1 }) ?? true {
            if separator.isEmpty {
                guard rest.count > (atEnds ? 0 : 1) else { break }
                pieces.append(rest.prefix(1))
                rest = rest.dropFirst()
            } else {
                guard let position = search.first(in: rest) else { break }
                pieces.append(rest[..<position])
                rest = rest[(position + separator.count)...]
            }
        }
        if !(separator.isEmpty && text.isEmpty && !atEnds) { pieces.append(rest) }
        return pieces
    }

    private static func join(
        _ arguments: [Value],
        separator: String,
        _ meter: inout CostMeter
    ) throws(EvaluationError) -> Value {
        guard case .list(let elements) = arguments[0] else {
            throw .noSuchOverload("join", arguments)
        }
        var output = ""
        for (position, element) in elements.enumerated() {
            guard case .string(let text) = element else { throw .conversion(element, to: "string") }
            try meter.charge(1)
            try meter.charge(bytes: text.utf8.count, separator.utf8.count)
            if position > 0 { output += separator }
            output += text
        }
        return .string(output)
    }

    private static func quote(_ text: String) -> String {
        var output = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x07: output.append(contentsOf: "\\a".unicodeScalars)
            case 0x08: output.append(contentsOf: "\\b".unicodeScalars)
            case 0x0C: output.append(contentsOf: "\\f".unicodeScalars)
            case 0x0A: output.append(contentsOf: "\\n".unicodeScalars)
            case 0x0D: output.append(contentsOf: "\\r".unicodeScalars)
            case 0x09: output.append(contentsOf: "\\t".unicodeScalars)
            case 0x0B: output.append(contentsOf: "\\v".unicodeScalars)
            case 0x5C: output.append(contentsOf: "\\\\".unicodeScalars)
            case 0x22: output.append(contentsOf: "\\\"".unicodeScalars)
            default: output.append(scalar)
            }
        }
        output.append("\"")
        return String(output)
    }
}

extension [Unicode.Scalar] {
    fileprivate func mapASCII(_ transform: (Unicode.Scalar) -> UInt32) -> [Unicode.Scalar] {
        map { Unicode.Scalar(transform($0)) ?? $0 }
    }
}
