import HTTPWire
import PolicyBook

/// The public policies of a book, each version in every language.
struct PolicyPages: Sendable {
    let book: PolicyBook
    /// In the book's order.
    let policies: [PublicPolicy]
    private let ids: PublicIDs
    /// By policy, version and language; nil for the versions that the public never sees.
    private let pages: [PolicyPage?]
    /// Where the pages of each of `policies` begin.
    private let starts: [Int]

    init(_ book: PolicyBook, compress: @escaping ServiceEnvironment.Compress) {
        let policies = book.policies.compactMap(PublicPolicy.init)
        var pages: [PolicyPage?] = []
        var starts: [Int] = []
        for policy in policies {
            starts.append(pages.count)
            for (index, version) in policy.policy.versions.enumerated() {
                for format in book.formats {
                    pages.append(
                        version.isPublic
                            ? PolicyPage(policy, index, format, book: book, compress) : nil
                    )
                }
            }
        }
        self.book = book
        self.policies = policies
        self.pages = pages
        self.starts = starts
        ids = PublicIDs(policies.map(\.policy.id))
    }

    /// The number of a policy in ``policies``; nil where the public knows none of that id.
    func number(of id: Span<UInt8>) -> Int? {
        ids.number(of: id)
    }

    /// Where the pages of the version stand that the public sees of a policy on that day.
    func firstPage(of policy: Int, on day: CalendarDate) -> Int? {
        policies[policy].timeline.version(on: day).map { firstPage(of: policy, version: $0) }
    }

    /// Where the pages of a version stand, the languages in the book's order.
    func firstPage(of policy: Int, version: Int) -> Int {
        starts[policy] + version * book.locales.count
    }

    /// A page by its place.
    ///
    /// INVARIANT: the place is one that `firstPage` gave for a public version, plus the index of a
    /// language; nil is for places of other versions.
    func page(at place: Int) -> PolicyPage? {
        pages[place]
    }

    /// Sends a page by its place; false where there is none.
    func send(pageAt place: Int, isAsked: Bool, _ reply: inout Reply) -> Bool {
        guard let page = pages[place] else { return false }
        page.send(isAsked: isAsked, &reply)
        return true
    }

    /// Every page there is: a version that comes into force tomorrow is found tomorrow.
    var all: [PolicyPage] { pages.compactMap(\.self) }
}

/// What changes with the day in the book's zone: found once and kept while the day lasts.
struct BookDay {
    let day: CalendarDate
    /// The seconds since 1970 that belong to the day.
    private let seconds: Range<Int64>
    /// By policy, where the pages of the version in force begin; -1 where none is.
    private let firstPages: [Int32]

    init(_ now: Instant, _ pages: PolicyPages) {
        let day = pages.book.day(of: now)
        let next = CalendarDate(dayNumber: day.dayNumber &+ 1)
        let start = pages.book.start(of: day).seconds
        self.day = day
        seconds = start..<max(start, pages.book.start(of: next).seconds)
        firstPages = pages.policies.indices.map { Int32(pages.firstPage(of: $0, on: day) ?? -1) }
    }

    /// Whether the moment is of this day.
    func contains(_ now: Instant) -> Bool {
        seconds.contains(now.seconds)
    }

    /// Where the pages of the version in force begin; nil where none is.
    func firstPage(of policy: Int) -> Int? {
        firstPages[policy] < 0 ? nil : Int(firstPages[policy])
    }

    /// For how many seconds a cache may keep what holds at that moment of the day: no longer than
    /// the day, since a version may come into force at its end.
    func maxAge(at now: Instant) -> Int {
        Int(max(0, min(Int64(PolicyPage.maxAge), seconds.upperBound - now.seconds)))
    }
}
