/// An answer as a client reads it from the wire.
package struct ReceivedResponse: Sendable, Equatable {
    /// The status; 0 where no answer came.
    package var status = 0
    /// The status line without its end.
    package var statusLine = ""
    /// Every field line, names in lower case.
    package var fields: [(name: String, value: String)] = []
    /// The content, as its Content-Length says.
    package var content: [UInt8] = []

    /// The content as text.
    package var text: String { String(decoding: content, as: UTF8.self) }

    /// The value of the first field with this name.
    package func value(_ name: String) -> String? {
        fields.first { $0.name == name.lowercased() }?.value
    }

    /// Whether both read the same.
    package static func == (left: ReceivedResponse, right: ReceivedResponse) -> Bool {
        left.statusLine == right.statusLine && left.content == right.content
            && left.fields.map(\.name) == right.fields.map(\.name)
            && left.fields.map(\.value) == right.fields.map(\.value)
    }

    /// Every whole answer in `bytes`, interim ones left out; `heads` tells which have no content
    /// because they answer a HEAD, counted from zero.
    package static func all(in bytes: [UInt8], heads: Set<Int> = []) -> [ReceivedResponse] {
        var responses: [ReceivedResponse] = []
        var rest = bytes[...]
        while let (response, after) = first(in: rest, isHead: heads.contains(responses.count)) {
            if response.status >= 200 { responses.append(response) }
            rest = after
        }
        return responses
    }

    private static func first(
        in bytes: ArraySlice<UInt8>,
        isHead: Bool
    ) -> (ReceivedResponse, ArraySlice<UInt8>)? {
        guard let headEnd = endOfHead(bytes) else { return nil }
        let lines = String(decoding: bytes[..<(headEnd - 4)], as: UTF8.self)
            .split(
                separator: "\r\n",
                omittingEmptySubsequences: false
            )
        var response = ReceivedResponse()
        response.statusLine = String(lines.first ?? "")
        response.status = Int(response.statusLine.dropFirst(9).prefix(3)) ?? 0
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            let value = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
            response.fields.append((parts[0].lowercased(), String(value)))
        }
        let hasContent = !isHead && ![204, 304].contains(response.status) && response.status >= 200
        let length = hasContent ? Int(response.value("content-length") ?? "0") ?? 0 : 0
        guard headEnd + length <= bytes.endIndex else { return nil }
        response.content = Array(bytes[headEnd..<headEnd + length])
        return (response, bytes[(headEnd + length)...])
    }

    private static func endOfHead(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= 4 else { return nil }
        for index in bytes.startIndex...(bytes.endIndex - 4)
        where bytes[index..<index + 4].elementsEqual([13, 10, 13, 10]) {
            return index + 4
        }
        return nil
    }
}
