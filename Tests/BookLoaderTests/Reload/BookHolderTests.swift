import Synchronization
import Testing

@testable import BookLoader

struct BookHolderTests {
    private final class Snapshot: Sendable {
        let number: Int

        init(_ number: Int) {
            self.number = number
        }
    }

    @Test func `a loop keeps its own until another is put in force`() {
        let first = Snapshot(1)
        let holder = BookHolder(first)
        var reading = holder.reading()
        #expect(!holder.renew(&reading))
        #expect(reading.snapshot === first)
        let second = Snapshot(2)
        holder.replace(with: second)
        #expect(reading.snapshot === first)
        #expect(holder.renew(&reading))
        #expect(reading.snapshot === second)
        #expect(holder.reading().snapshot === second)
    }

    @Test func `no loop ever sees an older one again`() async {
        let holder = BookHolder(Snapshot(0))
        await withTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    var reading = holder.reading()
                    var last = 0
                    while last < 2_000 {
                        _ = holder.renew(&reading)
                        let number = reading.snapshot.number
                        if number < last { return false }
                        last = number
                    }
                    return true
                }
            }
            for number in 1...2_000 { holder.replace(with: Snapshot(number)) }
            for await isOrdered in group { #expect(isOrdered) }
        }
    }
}
