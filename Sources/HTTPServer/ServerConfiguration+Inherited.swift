extension ServerConfiguration {
    /// The listening sockets that systemd handed to the process (sd_listen_fds(3)).
    ///
    /// `environment` is the process's own. Returns: none where `LISTEN_PID` names another process.
    public static func inheritedEndpoints(
        environment: [String: String],
        processID: Int32
    ) -> [Endpoint] {
        guard environment["LISTEN_PID"].flatMap(Int32.init) == processID,
            let count = environment["LISTEN_FDS"].flatMap(Int32.init),
            (1...64).contains(count)
        else { return [] }
        // The first one is number 3, after standard input, output and error.
        return (3..<3 + count).map { Endpoint(.inherited(descriptor: $0)) }
    }
}
