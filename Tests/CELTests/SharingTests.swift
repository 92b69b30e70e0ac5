import CEL
import Dispatch
import Synchronization
import Testing

/// One program on several threads at once: what ThreadSanitizer is to see.
@Suite struct SharingTests {
    @Test func `threads evaluate one program without waiting for each other`() throws {
        var environment = Environment()
        environment.declare(variable: "n", .int)
        environment.declare(variable: "name", .string)
        let program = try environment.compile(
            "[1, 2, 3].map(x, x * n).exists(x, x == 6) && name.matches('^a+$') && name in ['aa']"
        )
        let holding = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            var activation = Activation(slotCount: 2)
            for round in 0..<200 {
                activation[0] = .int(Int64(round % 4))
                activation[1] = .string(thread % 2 == 0 ? "aa" : "b")
                if program.evaluate(activation) == .value(.bool(true)) {
                    holding.add(1, ordering: .relaxed)
                }
            }
        }
        // n is 2 or 3 in half of the rounds; the name fits on half of the threads.
        #expect(holding.load(ordering: .relaxed) == 400)
    }

    @Test func `threads compile over one environment`() {
        let environment: Environment = {
            var environment = Environment()
            environment.declare(variable: "n", .int)
            return environment
        }()
        let failures = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            for round in 0..<20 where (try? environment.compile("n + \(thread) > \(round)")) == nil
            {
                failures.add(1, ordering: .relaxed)
            }
        }
        #expect(failures.load(ordering: .relaxed) == 0)
    }
}
