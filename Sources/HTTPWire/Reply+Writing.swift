extension Reply {
    /// Content shorter than this is sent as it is: it fits one segment anyway.
    ///
    /// LIMIT: about one TCP segment's payload of 1 448 octets, less a head.
    package static let minCompressedBytes = 1_024

    /// Writes an answer without regard to `outcome`: also one that was promised earlier.
    package mutating func write(_ response: Response) {
        var response = response
        if encoder != nil, isCompressible(response) {
            response.addVary("Accept-Encoding")
            if context.acceptsGzip, gzip(response.content) {
                response = response.compressed(compressed)
            }
        }
        if context.isConditional, response.status == 200 {
            let tag = Array((response.value(.etag) ?? "").utf8)
            switch context.preconditions.evaluate(tag.span) {
            case .proceed: break
            case .notModified: response = response.notModified
            case .failed: response = Response(status: 412)
            }
        }
        writeFramed(response)
    }

    private mutating func writeFramed(_ response: Response) {
        beginHead(response.status)
        for field in response.fields { output.append(field) }
        endHead(response.status, contentCount: response.content.count)
        contentBytes = 0
        guard sendsContent(response.status) else { return }
        contentBytes = response.content.count
        output.append(contentsOf: response.content)
    }

    /// Writes content made for this request, compressed where that is wished and worth it.
    mutating func writeMade(
        _ status: Int,
        _ contentType: StaticString,
        _ fields: [Response.Field],
        _ content: borrowing [UInt8]
    ) {
        let variesByEncoding = encoder != nil && content.count >= Self.minCompressedBytes
        let isCompressed = variesByEncoding && context.acceptsGzip && gzip(content)
        beginHead(status)
        output.append("Content-Type: ")
        output.append(contentType)
        output.append("\r\n")
        for field in fields { output.append(field) }
        if variesByEncoding { output.append("Vary: Accept-Encoding\r\n") }
        if isCompressed { output.append("Content-Encoding: gzip\r\n") }
        endHead(status, contentCount: isCompressed ? compressed.count : content.count)
        contentBytes = 0
        guard sendsContent(status) else { return }
        contentBytes = isCompressed ? compressed.count : content.count
        if isCompressed {
            output.append(0..<compressed.count, of: compressed)
        } else {
            output.append(0..<content.count, of: content)
        }
    }

    /// Writes one form of a prepared answer, or its 304, or a 412.
    mutating func write(_ prepared: borrowing PreparedResponse, _ form: PreparedResponse.Form) {
        guard context.isConditional, prepared.status == 200 else {
            return write(prepared, form.whole, prepared.status)
        }
        switch context.preconditions.evaluate(prepared.bytes.span.extracting(form.tag)) {
        case .proceed: write(prepared, form.whole, prepared.status)
        case .notModified: write(prepared, form.notModified ?? form.whole, 304)
        case .failed: writeFramed(Response(status: 412))
        }
    }

    private mutating func write(
        _ prepared: borrowing PreparedResponse,
        _ message: PreparedResponse.Message,
        _ status: Int
    ) {
        self.status = status
        contentBytes = context.isHead ? 0 : message.end - message.fieldsEnd - 2
        let afterDate = message.dateOffset + HTTPDate.lineCount
        output.append(message.start..<message.dateOffset, of: prepared.bytes)
        output.append(0..<dateLine.count, of: dateLine)
        let isUsual = context.keepsAlive && !context.isHTTP10 && !context.isHead
        if isUsual, context.extraFields.isEmpty {
            output.append(afterDate..<message.end, of: prepared.bytes)
            return
        }
        output.append(afterDate..<message.fieldsEnd, of: prepared.bytes)
        appendExtraFields()
        let end = context.isHead ? message.fieldsEnd + 2 : message.end
        output.append(message.fieldsEnd..<end, of: prepared.bytes)
    }

    private mutating func beginHead(_ status: Int) {
        self.status = status
        output.appendStatusLine(status)
        output.append(0..<dateLine.count, of: dateLine)
    }

    private mutating func endHead(_ status: Int, contentCount: Int) {
        if !Status.hasNoContent(status) { output.appendContentLength(contentCount) }
        appendExtraFields()
        output.append("\r\n")
    }

    private mutating func appendExtraFields() {
        output.append(0..<context.extraFields.count, of: context.extraFields)
        if !context.keepsAlive {
            output.append("Connection: close\r\n")
        } else if context.isHTTP10 {
            output.append("Connection: keep-alive\r\n")
        }
    }

    private func sendsContent(_ status: Int) -> Bool {
        !context.isHead && !Status.hasNoContent(status)
    }

    private func isCompressible(_ response: borrowing Response) -> Bool {
        guard response.content.count >= Self.minCompressedBytes,
            !Status.hasNoContent(response.status),
            response.value(.contentEncoding) == nil
        else { return false }
        let type = response.value(.contentType) ?? ""
        return type.hasPrefix("text/") || type.contains("json") || type.contains("xml")
            || type.contains("yaml") || type.contains("javascript")
    }

    private mutating func gzip(_ content: borrowing [UInt8]) -> Bool {
        encoder?.gzip(content, into: &compressed) ?? false
    }
}
