extension FieldName {
    /// The known name spelled by `bytes[range]`, in any case; nil where it is none of a request's.
    ///
    /// Complexity: a switch over the length, then at most four comparisons that nearly always end
    /// at their first octet.
    static func recognized(in bytes: Span<UInt8>, _ range: Range<Int>) -> FieldName? {
        func match(_ name: FieldName) -> FieldName? {
            bytes.equalsIgnoringCase(range, name.spelling) ? name : nil
        }
        return switch range.count {
        case 4: match(.host) ?? match(.date)
        case 6: match(.accept) ?? match(.cookie) ?? match(.origin) ?? match(.expect)
        case 7: match(.referer) ?? match(.upgrade)
        case 8: match(.ifMatch)
        case 9: match(.forwarded)
        case 10: match(.connection) ?? match(.userAgent) ?? match(.tracestate)
        case 11: match(.traceparent)
        case 12: match(.contentType) ?? match(.xRequestID)
        case 13: match(.authorization) ?? match(.ifNoneMatch) ?? match(.cacheControl)
        case 14: match(.contentLength)
        case 15:
            match(.acceptEncoding) ?? match(.acceptLanguage) ?? match(.xForwardedFor)
                ?? match(.idempotencyKey)
        case 16: match(.contentEncoding) ?? match(.xForwardedHost)
        case 17: match(.transferEncoding) ?? match(.ifModifiedSince) ?? match(.xForwardedProto)
        case 19: match(.ifUnmodifiedSince)
        case 29: match(.accessControlRequestMethod)
        case 30: match(.accessControlRequestHeaders)
        default: nil
        }
    }
}
