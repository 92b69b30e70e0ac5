import JSON
import Testing

/// Each limit is tried at its number and one past it.
@Suite("JSONLimits")
struct JSONLimitsTests {
    @Test("are those of the documentation by default")
    func defaults() {
        let limits = JSONLimits()
        #expect(limits.maxDocumentBytes == 1_048_576)
        #expect(limits.maxDepth == 64)
        #expect(limits.maxStringBytes == 65_536)
        #expect(limits.maxMembers == 10_000)
        #expect(limits.maxDigits == 400)
    }

    @Test(
        "hold for the depth of arrays, objects and both",
        arguments: [("[", "]"), ("{\"a\":", "}")]
    )
    func depth(open: String, close: String) {
        func nested(_ depth: Int) -> String {
            String(repeating: open, count: depth) + (open == "[" ? "" : "0")
                + String(repeating: close, count: depth)
        }
        #expect(fault(nested(64)) == nil)
        #expect(fault(nested(65))?.reason == .tooDeep(maxDepth: 64))
        #expect(fault(nested(65))?.offset == open.utf8.count * 64)
        #expect(fault(String(repeating: open, count: 64))?.reason == .unexpectedEnd)
        #expect(fault(String(repeating: open, count: 100_000))?.reason == .tooDeep(maxDepth: 64))
    }

    @Test("hold for the bytes of strings and names, escapes decoded")
    func stringBytes() {
        let longest = String(repeating: "a", count: 65_536)
        #expect(fault("\"\(longest)\"") == nil)
        #expect(fault("\"\(longest)a\"")?.reason == .stringTooLong(maxBytes: 65_536))
        #expect(fault("{\"\(longest)\":0}") == nil)
        #expect(fault("{\"\(longest)a\":0}")?.reason == .stringTooLong(maxBytes: 65_536))
        let escaped = String(repeating: "\\u0061", count: 65_536)
        #expect(fault("\"\(escaped)\"") == nil)
        #expect(fault("\"\(escaped)\\n\"")?.reason == .stringTooLong(maxBytes: 65_536))
        let twoBytes = String(repeating: "é", count: 32_768)
        #expect(fault("\"\(twoBytes)\"") == nil)
        #expect(fault("\"\(twoBytes)a\"")?.reason == .stringTooLong(maxBytes: 65_536))
    }

    @Test("hold for members and elements over the whole document")
    func members() {
        func array(_ count: Int) -> String {
            "[" + repeatElement("0", count: count).joined(separator: ",") + "]"
        }
        #expect(fault(array(10_000)) == nil)
        #expect(fault(array(10_001))?.reason == .tooManyMembers(maxMembers: 10_000))
        #expect(fault("{\"a\":\(array(9_998)),\"b\":0}") == nil)
        #expect(
            fault("{\"a\":\(array(9_999)),\"b\":0}")?.reason == .tooManyMembers(maxMembers: 10_000)
        )
        let names = (0..<10_000).map { "\"\($0)\":0" }
        #expect(fault("{" + names.joined(separator: ",") + "}") == nil)
        #expect(
            fault("{" + names.joined(separator: ",") + ",\"x\":0}")?.reason
                == .tooManyMembers(maxMembers: 10_000)
        )
    }

    @Test("hold for the digits of a number, its fraction and exponent included")
    func digits() {
        let digits = String(repeating: "7", count: 400)
        #expect(fault(digits) == nil)
        #expect(fault("-" + digits) == nil)
        #expect(fault(digits + "7")?.reason == .tooManyDigits(maxDigits: 400))
        let most = String(repeating: "7", count: 398)
        #expect(fault("\(most).1e-1") == nil)
        #expect(fault("\(most).1e-12")?.reason == .tooManyDigits(maxDigits: 400))
        #expect(fault("[0, \(most).12e1]")?.offset == 4)
    }

    @Test("hold for the bytes of the document")
    func documentBytes() {
        var bytes = [UInt8](repeating: UInt8(ascii: " "), count: 1_048_576)
        bytes[0] = UInt8(ascii: "0")
        #expect(fault(bytes) == nil)
        bytes.append(UInt8(ascii: " "))
        #expect(fault(bytes)?.reason == .documentTooLong(maxBytes: 1_048_576))
    }

    @Test("can be set, down to nothing")
    func canBeSet() {
        var limits = JSONLimits()
        limits.maxDepth = 0
        #expect(fault("0", limits: limits) == nil)
        #expect(fault("[]", limits: limits)?.reason == .tooDeep(maxDepth: 0))
        limits = JSONLimits()
        limits.maxMembers = 0
        #expect(fault("[[]]", limits: limits)?.reason == .tooManyMembers(maxMembers: 0))
        #expect(fault("{}", limits: limits) == nil)
        limits.maxStringBytes = 3
        #expect(fault("\"abc\"", limits: limits) == nil)
        #expect(fault("\"abcd\"", limits: limits)?.reason == .stringTooLong(maxBytes: 3))
        limits.maxDigits = 2
        #expect(fault("0.1", limits: limits) == nil)
        #expect(fault("0.12", limits: limits)?.reason == .tooManyDigits(maxDigits: 2))
        limits.maxDocumentBytes = 4
        #expect(fault("true", limits: limits) == nil)
        #expect(fault("false", limits: limits)?.reason == .documentTooLong(maxBytes: 4))
    }
}
