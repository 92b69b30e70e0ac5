// How long the tape and the writer take on what the service really reads and writes:
// `LEEWAY_BENCH=1 LEEWAY_LIGHT=1 swift run -c release bench-json`

import JSON

let check = """
    {"staff":{"id":"s-117","role":"agent"},"remedy":"refund","amount":{"value":"60.00",\
    "currency":"EUR"},"policy":"returns.no-receipt","customer":{"id":"c-9","tier":"gold",\
    "refunds_90d":0},"case":{"id":"T-1009","receipt":false,"bought_on":"2026-11-10",\
    "own_order":true,"worn":false,"total":{"value":"80.00","currency":"EUR"}},\
    "context":{"channel":"chat","country":"LV"},"asked_for":true,"verified":[],"locale":"nl"}
    """
let comment = String(repeating: "Pakalpojums bija lielisks, paldies! ", count: 40)
let feedback = """
    {"policy":"returns.no-receipt","version":3,"from":"customer","kind":"rating","rating":2,\
    "comment":"\(comment)","locale":"lv"}
    """

/// Prints the best and the median of eleven runs, in nanoseconds for each call.
func measure(_ name: String, bytes: Int, _ body: () throws -> Void) rethrows {
    let clock = ContinuousClock()
    let calls = 20_000
    var nanoseconds: [Double] = []
    for _ in 0..<11 {
        let elapsed = try clock.measure {
            for _ in 0..<calls { try body() }
        }
        let (seconds, attoseconds) = elapsed.components
        nanoseconds.append((Double(seconds) * 1e9 + Double(attoseconds) / 1e9) / Double(calls))
    }
    nanoseconds.sort()
    print("\(name), \(bytes) B: \(Int(nanoseconds[0])) ns at best, \(Int(nanoseconds[5])) ns")
}

func measureReading(_ name: String, _ text: String) throws {
    let bytes = Array(text.utf8)
    var tape = JSONTape()
    try measure("read \(name)", bytes: bytes.count) { try tape.read(bytes) }
}

func measureLookup() throws {
    var tape = JSONTape()
    let root = try tape.read(Array(check.utf8))
    let names = ["staff", "remedy", "amount", "policy", "customer", "case", "context", "locale"]
    var found = 0
    measure("look up \(names.count) members", bytes: check.utf8.count) {
        for name in names where tape.member(name, of: root) != nil { found += 1 }
    }
    precondition(found.isMultiple(of: names.count))
}

func measureWriting() throws {
    var tape = JSONTape()
    let root = try tape.read(Array(check.utf8))
    var output: [UInt8] = []
    measure("write check request", bytes: check.utf8.count) {
        output.removeAll(keepingCapacity: true)
        JSONWriter.append(to: &output) { $0.value(root, of: tape) }
    }
    measure("write small object", bytes: 70) {
        output.removeAll(keepingCapacity: true)
        JSONWriter.append(to: &output) { writer in
            writer.beginObject()
            writer.member("outcome", "escalate")
            writer.member("version", 3)
            writer.member("policy", "returns.no-receipt")
            writer.member("fallback", false)
            writer.endObject()
        }
    }
}

try measureReading("check request", check)
try measureReading("feedback", feedback)
try measureReading("10 000 numbers", "[" + String(repeating: "1234,", count: 9_999) + "1]")
try measureLookup()
try measureWriting()
