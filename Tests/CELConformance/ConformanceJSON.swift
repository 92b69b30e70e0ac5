import CEL
import Foundation

/// Reads values and types from the protobuf JSON of the suite.
enum ConformanceJSON {
    struct Fault: Error {
        let reason: String
    }

    static func value(_ json: [String: Any]) throws -> Value {
        guard let (kind, content) = json.first, json.count == 1 else {
            throw Fault(reason: "a value has \(json.count) kinds")
        }
        switch kind {
        case "nullValue": return .null
        case "boolValue": return .bool(content as? Bool ?? false)
        case "int64Value": return .int(Int64(text(content)) ?? 0)
        case "uint64Value": return .uint(UInt64(text(content)) ?? 0)
        case "doubleValue": return .double(try double(content))
        case "stringValue": return .string(content as? String ?? "")
        case "bytesValue": return .bytes(try bytes(content))
        case "typeValue": return .type(RuntimeType(name: content as? String ?? ""))
        case "listValue":
            let values = (content as? [String: Any])?["values"] as? [[String: Any]] ?? []
            return .list(try values.map { try value($0) })
        case "mapValue": return try map(content)
        case "objectValue": return try object(content as? [String: Any] ?? [:])
        default: throw Fault(reason: "the kind of value \(kind) is not known")
        }
    }

    private static func text(_ content: Any) -> String {
        content as? String ?? "\(content)"
    }

    private static func double(_ content: Any) throws -> Double {
        if let number = content as? NSNumber { return number.doubleValue }
        switch content as? String {
        case "NaN": return .nan
        case "Infinity": return .infinity
        case "-Infinity": return -.infinity
        default: throw Fault(reason: "\(content) is no double")
        }
    }

    private static func bytes(_ content: Any) throws -> [UInt8] {
        guard let data = Data(base64Encoded: content as? String ?? "") else {
            throw Fault(reason: "\(content) is not base64")
        }
        return Array(data)
    }

    private static func map(_ content: Any) throws -> Value {
        let entries = (content as? [String: Any])?["entries"] as? [[String: Any]] ?? []
        return .map(
            try MapValue(
                try entries.map { entry in
                    (
                        try value(entry["key"] as? [String: Any] ?? [:]),
                        try value(entry["value"] as? [String: Any] ?? [:])
                    )
                }
            )
        )
    }

    /// A message of a well-known type, which CEL takes for a value of its own.
    private static func object(_ json: [String: Any]) throws -> Value {
        let name =
            (json["@type"] as? String ?? "").split(separator: "/").last.map(String.init) ?? ""
        let content = json["value"] ?? NSNull()
        switch name {
        case "google.protobuf.Timestamp":
            guard let time = Timestamp(rfc3339: text(content)) else {
                throw Fault(reason: "\(content) is no timestamp")
            }
            return .timestamp(time)
        case "google.protobuf.Duration":
            return .duration(nanoseconds: try nanoseconds(text(content)))
        case "google.protobuf.BoolValue": return .bool(content as? Bool ?? false)
        case "google.protobuf.Int32Value", "google.protobuf.Int64Value":
            return .int(Int64(text(content)) ?? 0)
        case "google.protobuf.UInt32Value", "google.protobuf.UInt64Value":
            return .uint(UInt64(text(content)) ?? 0)
        case "google.protobuf.FloatValue", "google.protobuf.DoubleValue":
            return .double(try double(content))
        case "google.protobuf.StringValue": return .string(content as? String ?? "")
        case "google.protobuf.BytesValue": return .bytes(try bytes(content))
        case "google.protobuf.Value", "google.protobuf.Struct", "google.protobuf.ListValue":
            return try plain(content)
        default: throw Fault(reason: "the message type \(name) is not known")
        }
    }

    /// A JSON value, as `google.protobuf.Value` holds it.
    private static func plain(_ content: Any) throws -> Value {
        switch content {
        case let text as String: return .string(text)
        case let items as [Any]: return .list(try items.map { try plain($0) })
        case let members as [String: Any]: return .map(MapValue(try members.mapValues(plain)))
        case let flag as Bool where "\(content)" == "true" || "\(content)" == "false":
            return .bool(flag)
        case let number as NSNumber: return .double(number.doubleValue)
        default: return .null
        }
    }

    /// A duration in protobuf's JSON: seconds with a fraction, and `s`.
    private static func nanoseconds(_ text: String) throws -> Int64 {
        let outcome = try Environment().compile("duration('\(text)')")
            .evaluate(Activation(slotCount: 0))
        guard case .value(.duration(let nanoseconds)) = outcome else {
            throw Fault(reason: "\(text) is no duration")
        }
        return nanoseconds
    }

    // MARK: Types

    static func type(_ json: Any) throws -> CELType {
        guard let json = json as? [String: Any], let (kind, content) = json.first else {
            return .dyn
        }
        let inner = content as? [String: Any] ?? [:]
        switch kind {
        case "dyn": return .dyn
        case "null": return .null
        case "error": return .error
        case "primitive": return try primitive(content)
        case "wrapper": return .wrapper(try primitive(content))
        case "wellKnown":
            switch content as? String {
            case "TIMESTAMP": return .timestamp
            case "DURATION": return .duration
            default: return .dyn
            }
        case "listType": return .list(try type(inner["elemType"] ?? [:]))
        case "mapType":
            return .map(try type(inner["keyType"] ?? [:]), try type(inner["valueType"] ?? [:]))
        case "type": return .type(try type(content))
        case "typeParam": return .parameter(content as? String ?? "")
        case "abstractType":
            let parameters = inner["parameterTypes"] as? [Any] ?? []
            if inner["name"] as? String == "optional_type", let parameter = parameters.first {
                return .optional(try type(parameter))
            }
            return .opaque(inner["name"] as? String ?? "", try parameters.map { try type($0) })
        case "messageType": return messageType(content as? String ?? "")
        default: throw Fault(reason: "the kind of type \(kind) is not known")
        }
    }

    /// The type that stands for a message: the well-known ones are CEL's own.
    private static func messageType(_ name: String) -> CELType {
        switch name {
        case "google.protobuf.Timestamp": .timestamp
        case "google.protobuf.Duration": .duration
        case "google.protobuf.BoolValue": .wrapper(.bool)
        case "google.protobuf.Int32Value", "google.protobuf.Int64Value": .wrapper(.int)
        case "google.protobuf.UInt32Value", "google.protobuf.UInt64Value": .wrapper(.uint)
        case "google.protobuf.FloatValue", "google.protobuf.DoubleValue": .wrapper(.double)
        case "google.protobuf.StringValue": .wrapper(.string)
        case "google.protobuf.BytesValue": .wrapper(.bytes)
        case "google.protobuf.Struct": .map(.string, .dyn)
        case "google.protobuf.ListValue": .list(.dyn)
        case "google.protobuf.Any", "google.protobuf.Value": .dyn
        default: .opaque(name, [])
        }
    }

    private static func primitive(_ content: Any) throws -> CELType {
        switch content as? String {
        case "BOOL": return .bool
        case "INT64": return .int
        case "UINT64": return .uint
        case "DOUBLE": return .double
        case "STRING": return .string
        case "BYTES": return .bytes
        default: throw Fault(reason: "the primitive type \(content) is not known")
        }
    }

    /// A function that only the checker knows.
    static func overload(_ json: [String: Any]) throws -> Overload {
        let parameters = json["params"] as? [Any] ?? []
        return Overload(
            json["overloadId"] as? String ?? "",
            try parameters.map { try type($0) },
            returns: try type(json["resultType"] ?? [:]),
            isMember: json["isInstanceFunction"] as? Bool ?? false,
            isPure: false,
            .variadic { _ throws(EvaluationError) in
                throw EvaluationError(.noSuchOverload, "the function has no implementation")
            }
        )
    }
}
