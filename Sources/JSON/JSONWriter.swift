/// Writes JSON into bytes: commas, quotes and escapes are its business.
///
/// Shape: no blanks, members in the order they are written. Whoever calls it keeps the grammar:
/// a name before each value in an object, and as many ends as beginnings; debug builds assert it.
package struct JSONWriter {
    /// Everything written so far.
    package private(set) var bytes: [UInt8]
    private var needsComma = false
    private var nesting = Nesting()

    /// A writer that appends to `bytes`.
    package init(appendingTo bytes: consuming [UInt8] = []) {
        self.bytes = bytes
    }

    /// Appends what `body` writes to `output`, in place.
    package static func append<Failure: Error>(
        to output: inout [UInt8],
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        var writer = JSONWriter()
        swap(&writer.bytes, &output)
        defer { swap(&writer.bytes, &output) }
        try body(&writer)
        assert(writer.nesting.isComplete, "an array or object was not ended")
    }

    /// Begins an object: members follow, then ``endObject()``.
    package mutating func beginObject() {
        begin(UInt8(ascii: "{"), isObject: true)
    }

    /// Ends the innermost object.
    package mutating func endObject() {
        end(UInt8(ascii: "}"), isObject: true)
    }

    /// Begins an array: values follow, then ``endArray()``.
    package mutating func beginArray() {
        begin(UInt8(ascii: "["), isObject: false)
    }

    /// Ends the innermost array.
    package mutating func endArray() {
        end(UInt8(ascii: "]"), isObject: false)
    }

    /// Writes the name of a member, whose value has to follow.
    package mutating func name(_ name: String) {
        appendName(name.utf8Span.span)
    }

    /// Writes a string.
    package mutating func string(_ value: String) {
        nesting.value()
        appendQuoted(value.utf8Span.span, isName: false)
        needsComma = true
    }

    /// Writes a whole number.
    package mutating func int(_ value: some FixedWidthInteger) {
        beginValue()
        appendDecimal(value)
    }

    /// Writes the shortest number that reads back as `value`; `null` where it is not finite, for
    /// which JSON has no number.
    package mutating func double(_ value: Double) {
        guard value.isFinite else {
            null()
            return
        }
        beginValue()
        bytes.append(contentsOf: value.description.utf8)
    }

    /// Writes `true` or `false`.
    package mutating func bool(_ value: Bool) {
        raw(value ? "true" : "false")
    }

    /// Writes `null`.
    package mutating func null() {
        raw("null")
    }

    /// Writes `json` as it is: one whole JSON value, for example a number's text.
    package mutating func raw(_ json: String) {
        beginValue()
        bytes.append(contentsOf: json.utf8)
    }

    /// Writes `json` as it is: one whole JSON value.
    package mutating func raw(_ json: [UInt8]) {
        beginValue()
        bytes.append(contentsOf: json)
    }

    /// Writes a value of a document that was read, with everything in it.
    package mutating func value(_ node: JSONNode, of tape: borrowing JSONTape) {
        switch tape.kind(of: node) {
        case .object:
            beginObject()
            tape.forEachMember(of: node) { member in
                tape.withBytes(of: member.name) { appendName($0) }
                value(member.value, of: tape)
            }
            endObject()
        case .array:
            beginArray()
            tape.forEachElement(of: node) { value($0, of: tape) }
            endArray()
        case .string:
            nesting.value()
            tape.withBytes(of: node) { appendQuoted($0, isName: false) }
            needsComma = true
        case .number:
            beginValue()
            tape.withBytes(of: node) { append($0) }
        case .bool:
            bool(tape.bool(of: node) == true)
        case .null:
            null()
        }
    }
}

// MARK: - Members in one call

extension JSONWriter {
    /// Writes a member with a string.
    package mutating func member(_ name: String, _ value: String) {
        self.name(name)
        string(value)
    }

    /// Writes a member with a string, or with `null` for nil.
    package mutating func member(_ name: String, _ value: String?) {
        self.name(name)
        if let value {
            string(value)
        } else {
            null()
        }
    }

    /// Writes a member with a whole number.
    package mutating func member(_ name: String, _ value: some FixedWidthInteger) {
        self.name(name)
        int(value)
    }

    /// Writes a member with a boolean.
    package mutating func member(_ name: String, _ value: Bool) {
        self.name(name)
        bool(value)
    }
}

// MARK: - Bytes

extension JSONWriter {
    private mutating func begin(_ bracket: UInt8, isObject: Bool) {
        beginValue()
        nesting.open(isObject: isObject)
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func end(_ bracket: UInt8, isObject: Bool) {
        nesting.close(isObject: isObject)
        bytes.append(bracket)
        needsComma = true
    }

    @inline(__always)
    private mutating func beginValue() {
        nesting.value()
        separate()
    }

    @inline(__always)
    private mutating func separate() {
        if needsComma {
            bytes.append(UInt8(ascii: ","))
        }
        needsComma = true
    }

    private mutating func append(_ span: Span<UInt8>) {
        // SAFETY: the buffer lives as long as the borrowed span, and is only copied from.
        unsafe span.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    private mutating func appendName(_ name: Span<UInt8>) {
        nesting.name()
        appendQuoted(name, isName: true)
        needsComma = false
    }

    /// Appends valid UTF-8 in quotes, with the comma before it and the colon after a name; only what
    /// has to be escaped is (RFC 8259 section 7).
    private mutating func appendQuoted(_ string: Span<UInt8>, isName: Bool) {
        guard JSONWriter.firstToEscape(in: string, from: 0) == string.count else {
            return appendEscaped(string, isName: isName)
        }
        bytes.append(addingCapacity: string.count + 4) { output in
            if needsComma { output.append(UInt8(ascii: ",")) }
            output.append(UInt8(ascii: "\""))
            Self.append(string, to: &output)
            output.append(UInt8(ascii: "\""))
            if isName { output.append(UInt8(ascii: ":")) }
        }
    }

    @inline(__always)
    private static func append(_ string: Span<UInt8>, to output: inout OutputSpan<UInt8>) {
        // SAFETY: so many bytes are copied as the span has, into memory that has room for them: the
        // buffer is cut to what is free of it.
        unsafe output.withUnsafeMutableBufferPointer { buffer, count in
            unsafe string.withUnsafeBufferPointer { text in
                let free = buffer.extracting(count..<count + text.count)
                _ = unsafe free.initialize(fromContentsOf: text)
            }
            count += string.count
        }
    }

    @inline(never)
    private mutating func appendEscaped(_ string: Span<UInt8>, isName: Bool) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        var copied = 0
        while true {
            let index = JSONWriter.firstToEscape(in: string, from: copied)
            append(string.extracting(copied..<index))
            guard index < string.count else { break }
            appendEscape(string[index])
            copied = index + 1
        }
        bytes.append(UInt8(ascii: "\""))
        if isName { bytes.append(UInt8(ascii: ":")) }
    }

    /// The index of the first byte from `start` on that has to be escaped, or else the end.
    private static func firstToEscape(in string: Span<UInt8>, from start: Int) -> Int {
        var index = start
        // SAFETY: a `UInt8` has no padding, so every byte of the span is initialised.
        let raw = unsafe string.bytes
        while index &+ 8 <= string.count {
            let found = ByteWord.bytesToEscape(in: ByteWord.load(raw, at: index))
            if found != 0 {
                return index &+ ByteWord.firstPosition(in: found)
            }
            index &+= 8
        }
        // The last eight bytes again, of which the first have been looked at.
        if string.count >= 8,
            ByteWord.bytesToEscape(in: ByteWord.load(raw, at: string.count &- 8)) == 0
        {
            return string.count
        }
        // Four bytes from each end of a short one, which overlap.
        if index == 0, string.count >= 4, string.count < 8,
            ByteWord.bytesToEscape(in: ByteWord.loadEnds(raw)) == 0
        {
            return string.count
        }
        while index < string.count, !needsEscape(string[index]) {
            index &+= 1
        }
        return index
    }

    @inline(__always)
    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func appendEscape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case ..<0x20:
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(JSONWriter.hexDigit(byte >> 4))
            bytes.append(JSONWriter.hexDigit(byte & 0xF))
        default: bytes.append(byte)
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    private mutating func appendDecimal(_ value: some FixedWidthInteger) {
        var magnitude = value.magnitude
        if value < 0 {
            bytes.append(UInt8(ascii: "-"))
        }
        if magnitude < 10 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude))
            return
        }
        let start = bytes.count
        repeat {
            let (quotient, digit) = magnitude.quotientAndRemainder(dividingBy: 10)
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
            magnitude = quotient
        } while magnitude > 0
        bytes[start...].reverse()
    }
}

/// What debug builds know of the grammar: it costs release builds nothing.
private struct Nesting {
    #if DEBUG
    private var isObject: [Bool] = []
    private var hasName = false

    var isComplete: Bool { isObject.isEmpty }

    mutating func open(isObject: Bool) {
        self.isObject.append(isObject)
    }

    mutating func close(isObject: Bool) {
        assert(self.isObject.popLast() == isObject && !hasName, "the wrong end")
    }

    mutating func name() {
        assert(isObject.last == true && !hasName, "a name only stands in an object")
        hasName = true
    }

    mutating func value() {
        assert(isObject.last != true || hasName, "a member needs a name")
        hasName = false
    }
    #else
    var isComplete: Bool { true }
    func open(isObject: Bool) {}
    func close(isObject: Bool) {}
    func name() {}
    func value() {}
    #endif
}
