internal import AllocationCounter
internal import Foundation
internal import JSON
internal import LeewayService
internal import PolicyBook

// bench-decision: what a check costs in memory, in microseconds of processor time and allocations:
// its JSON read, its facts typed, decided, and its answer written as JSON.

func content(_ amount: String, policy: String?) -> [UInt8] {
    let named = policy.map { #""policy":"\#($0)","# } ?? ""
    return Array(
        #"""
        {"staff":{"id":"s-117","role":"agent"},"remedy":"refund",\#(named)
         "amount":{"value":"\#(amount)","currency":"EUR"},
         "customer":{"id":"c-9","tier":"gold","refunds_90d":0},
         "case":{"id":"T-1009","receipt":false,"bought_on":"2026-11-10","own_order":true,
         "worn":false,"total":{"value":"80.00","currency":"EUR"}},
         "context":{"channel":"chat","country":"LV"},"asked_for":true,"verified":[],"tried":[],
         "locale":"nl"}
        """#
        .utf8
    )
}

/// The whole way of a check but HTTP.
struct Checking: ~Copyable {
    let large: LargeBook
    var tape = JSONTape()
    var answer: [UInt8] = []

    init(_ large: LargeBook) {
        self.large = large
    }

    mutating func check(_ content: [UInt8]) throws -> Decision.Outcome {
        let root = try tape.read(content)
        let check = try CheckPayload(
            check: tape,
            root,
            book: large.book,
            now: large.now,
            languages: .unstated
        )
        let decision = try large.book.decide(check.request)
        answer.removeAll(keepingCapacity: true)
        JSONWriter.append(to: &answer) {
            $0.decision(decision, id: "00112233445566778899aabbccddeeff")
        }
        return decision.outcome
    }

    mutating func measure(_ name: String, _ rounds: Int, _ content: [UInt8]) throws {
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

var checking = Checking(try LargeBook())
try checking.measure("named policy, allow", 20_000, content("30.00", policy: "returns.p50"))
try checking.measure("named policy, beyond", 5_000, content("60.00", policy: "returns.p50"))
try checking.measure("whole book, allow", 2_000, content("30.00", policy: nil))
try checking.measure("whole book, beyond", 200, content("60.00", policy: nil))
