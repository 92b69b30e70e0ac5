/// What a handler gives back for a request.
package enum Reply: Sendable {
    /// The answer is ready: it is written before the loop turns to anything else.
    case now(Response)
    /// The answer comes later, from any thread. The server calls the closure once, on the loop, with
    /// a completion that takes the answer; answers keep the order of their requests.
    case later(@Sendable (_ complete: @escaping @Sendable (Response) -> Void) -> Void)
}

/// Turns a request into its answer. Called on a loop's thread, so it must not block.
package protocol Handler: Sendable {
    /// Answers `request`, at once or later.
    func reply(to request: Request) -> Reply

    /// The answer to a request that the server itself refused (syntax, limits, time-outs), so that
    /// such errors have the same form as the application's own.
    func response(toRefused refusal: Refusal) -> Response
}
