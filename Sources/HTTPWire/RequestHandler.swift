/// Turns requests into answers: one for each loop, used on that loop's thread only.
///
/// Isolation: the server never calls a handler from two threads, so it may keep caches and scratch
/// buffers without locks.
public protocol RequestHandler: AnyObject {
    /// Answers `request` by exactly one of the verbs of `reply`; none of them is a 500.
    ///
    /// Runs on the loop, so it must not block. `request` is lent for the call only.
    func handle(_ request: borrowing Request, _ reply: inout Reply)

    /// Answers for a request that the server itself refused (syntax, limits, time-outs), so that
    /// such errors have the application's own form. `later()` is not for these.
    func handle(refused refusal: Refusal, _ reply: inout Reply)

    /// Tells that an answer promised by `later()` was sent, or the refusal in its place, where the
    /// handler left a `note` with its promise.
    func finish(_ note: any AnyObject & Sendable, status: Int, contentBytes: Int)

    /// Called once at the end of a turn of the loop in which requests were handled: the place to
    /// hand on what was gathered meanwhile, such as log lines.
    func endTurn()
}

extension RequestHandler {
    /// Nobody wants to know.
    public func finish(_ note: any AnyObject & Sendable, status: Int, contentBytes: Int) {}

    /// Gathers nothing.
    public func endTurn() {}
}

/// What a server serves: the maker of its handlers.
public protocol Application: Sendable {
    /// The application's own handler.
    associatedtype Handler: RequestHandler

    /// Makes the handler of one loop, on that loop's thread, before its first request.
    ///
    /// `loop` counts from zero.
    func makeHandler(loop: Int) -> Handler
}
