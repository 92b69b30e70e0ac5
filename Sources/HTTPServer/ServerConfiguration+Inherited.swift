extension ServerConfiguration {
    /// A listening socket that was handed to the process.
    public struct InheritedSocket: Sendable, Hashable {
        /// The number of its descriptor.
        public let descriptor: Int32
        /// Its name (`FileDescriptorName=`); `unknown` where none was handed over.
        public let name: String
    }

    /// The listening sockets that systemd handed to the process (sd_listen_fds_with_names(3)).
    ///
    /// `environment` is the process's own. Returns: none where `LISTEN_PID` names another process.
    public static func inheritedSockets(
        environment: [String: String],
        processID: Int32
    ) -> [InheritedSocket] {
        guard environment["LISTEN_PID"].flatMap(Int32.init) == processID,
            let count = environment["LISTEN_FDS"].flatMap(Int32.init),
            // LIMIT: nobody hands over more; the number is not ours, so it bounds no loop unseen.
            (1...64).contains(count)
        else { return [] }
        let names = (environment["LISTEN_FDNAMES"] ?? "")
            .split(separator: ":", omittingEmptySubsequences: false)
        // The first one is number 3, after standard input, output and error.
        return (0..<Int(count))
            .map { index in
                let name = names.indices.contains(index) ? String(names[index]) : ""
                return InheritedSocket(
                    descriptor: Int32(3 + index),
                    name: name.isEmpty ? "unknown" : name
                )
            }
    }
}
