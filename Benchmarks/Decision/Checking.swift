internal import AllocationCounter
internal import Foundation
internal import JSON
internal import LeewayService
internal import PolicyBook

/// The whole way of a check but HTTP.
struct Checking: ~Copyable {
    let book: PolicyBook
    var now: Instant
    private var tape = JSONTape()
    private var answer: [UInt8] = []

    init(_ book: PolicyBook, at now: Instant?) {
        self.book = book
        self.now = now ?? Instant(seconds: 0)
    }

    private mutating func payload(_ content: [UInt8]) throws -> CheckPayload {
        let root = try tape.read(content)
        return try CheckPayload(check: tape, root, book: book, now: now, languages: .unstated)
    }

    mutating func check(_ content: [UInt8]) throws -> Decision.Outcome {
        let check = try payload(content)
        let decision = try book.decide(check.request)
        answer.removeAll(keepingCapacity: true)
        JSONWriter.append(to: &answer) {
            $0.decision(decision, id: "00112233445566778899aabbccddeeff")
        }
        return decision.outcome
    }

    /// The answer to a check, or why there is none.
    mutating func text(_ content: String) -> String {
        do {
            _ = try check(Array(content.utf8))
            return String(decoding: answer, as: UTF8.self)
        } catch {
            return "\(error)"
        }
    }

    /// What the check's facts leave to choose from, one decision a line, or why nothing.
    mutating func options(_ content: String) -> String {
        do {
            let options = try book.options(for: try payload(Array(content.utf8)).request)
            let lists = [
                options.owed, options.offers, options.ifAsked, options.needsFacts, options.beyond,
            ]
            var text: [UInt8] = []
            for (index, list) in lists.enumerated() {
                for entry in list {
                    text += "\(index) \(entry.remedy.id) \(entry.label.text) ".utf8
                    JSONWriter.append(to: &text) { $0.decision(entry.decision, id: "") }
                    text.append(UInt8(ascii: "\n"))
                }
            }
            return String(decoding: text, as: UTF8.self)
        } catch {
            return "\(error)"
        }
    }

    mutating func measure(_ name: String, _ rounds: Int, _ text: String) throws {
        let content = Array(text.utf8)
        for _ in 0..<rounds / 10 { _ = try check(content) }
        let allocations = allocation_count()
        var times: [Double] = []
        // The least of five: others use the machine too.
        for _ in 0..<5 {
            let start = clock()
            for _ in 0..<rounds { _ = try check(content) }
            times.append(Double(clock() - start) / Double(CLOCKS_PER_SEC) * 1_000_000)
        }
        let each = (allocation_count() - allocations) / UInt(rounds * 5)
        let best = ((times.min() ?? 0) / Double(rounds) * 100).rounded() / 100
        let outcome = try check(content).rawValue
        print("\(name): \(best) µs, \(each) allocations, \(answer.count) bytes, \(outcome)")
    }
}
