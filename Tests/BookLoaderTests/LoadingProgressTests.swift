import Synchronization
import Testing

@testable import BookLoader

struct LoadingProgressTests {
    @Test func `says after each step how many of the files are read, to the last`() {
        let said = Mutex<Set<BookLoader.Progress>>([])
        let loader = BookLoader(progress: { progress in
            said.withLock { _ = $0.insert(progress) }
        })
        #expect(loader.load(Repository.path("Config/book")).book != nil)
        let counts = said.withLock { $0 }
        let all = counts.first?.allFiles ?? 0
        #expect(all > 10)
        #expect(counts == Set((1...all).map { .init(readFiles: $0, allFiles: all) }))
    }
}
