internal import AllocationCounter
internal import Foundation
internal import PolicyBook

// bench-decision: what a decision costs, in microseconds of processor time and allocations.

let large = try LargeBook()
guard let dutch = LocaleTag("nl") else { fatalError("`nl` is a tag") }

func request(_ amount: String?, policy: String?) throws -> DecisionRequest {
    var request = DecisionRequest(remedy: "refund", facts: large.facts, now: large.now)
    request.role = "agent"
    request.policy = policy
    request.locale = LocalePreference(dutch)
    request.asked = try amount.map { .money(try Money(parsing: $0)) }
    return request
}

func measure(_ name: String, _ rounds: Int, _ body: () throws -> Decision) throws {
    var outcomes = 0
    for _ in 0..<rounds / 10 where try body().outcome == .allow { outcomes += 1 }
    let allocations = allocation_count()
    let start = clock()
    for _ in 0..<rounds where try body().outcome == .allow { outcomes += 1 }
    let microseconds = Double(clock() - start) / Double(CLOCKS_PER_SEC) * 1_000_000
    let each = (allocation_count() - allocations) / UInt(rounds)
    let perRound = (microseconds / Double(rounds) * 1_000).rounded() / 1_000
    print("\(name): \(perRound) µs, \(each) allocations, \(outcomes) allowed")
}

let allowed = try request("30.00 EUR", policy: "returns.p50")
try measure("named policy, allow", 100_000) { try large.book.decide(allowed) }
let beyond = try request("60.00 EUR", policy: "returns.p50")
try measure("named policy, beyond the limit", 20_000) { try large.book.decide(beyond) }
var plain = beyond
plain.wantsHints = false
try measure("named policy, beyond the limit, no hints", 20_000) { try large.book.decide(plain) }
let whole = try request("30.00 EUR", policy: nil)
try measure("whole book, allow", 5_000) { try large.book.decide(whole) }
