extension Library {
    static let encoders: Functions = [
        "base64.encode": [
            .unary("base64_encode_bytes", .bytes, returns: .string) {
                value throws(EvaluationError) in
                guard case .bytes(let bytes) = value else {
                    throw .noSuchOverload("base64.encode", [value])
                }
                return .string(Base64.encode(bytes))
            }
        ],
        "base64.decode": [
            .unary("base64_decode_string", .string, returns: .bytes) {
                value throws(EvaluationError) in
                guard case .string(let text) = value, let bytes = Base64.decode(text) else {
                    throw EvaluationError(.conversion, "the text is not base64")
                }
                return .bytes(bytes)
            }
        ],
    ]
}
