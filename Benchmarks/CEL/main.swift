// Measures what conditions cost: evaluated over given facts, and compiled.
//
// usage: bench-cel [--json]
// Prints the median of seven runs, and how often memory was asked for. With `--json` one object for
// `Benchmarks/cel-engines`, which sets other engines beside it.
import AllocationCounter
import CEL

let facts = Facts()
let conditions = try TenConditions(facts)
let money = try MoneyConditions(facts)

let ten = measure { conditions.evaluate() }
let tenWithMoney = measure { money.evaluate() }
let shared = measureShared(threads: 2) { conditions.evaluate() }
let sharedMoney = measureShared(threads: 2) { money.evaluate() }
let compiling = measure { conditions.compileOne() }

if CommandLine.arguments.contains("--json") {
    print(
        """
        {"ten_conditions_us": \(ten.microseconds), "ten_conditions_allocations": \
        \(ten.allocations), "ten_money_conditions_us": \(tenWithMoney.microseconds), \
        "ten_money_conditions_allocations": \(tenWithMoney.allocations), \
        "compile_us": \(compiling.microseconds)}
        """
    )
} else {
    print("ten conditions:            \(ten)")
    print("ten with money:            \(tenWithMoney)")
    print("ten on two threads:        \(shared) µs each, with money \(sharedMoney)")
    print("compile one condition:     \(compiling)")
    // The targets of the project: 1 µs without an allocation, 50 µs.
    let isWithin = ten.microseconds <= 1 && ten.allocations == 0 && compiling.microseconds <= 50
    print(isWithin ? "within the targets" : "beyond the targets")
}
