import Glibc

/// What the operating system allows the process.
package enum ProcessLimits {
    /// Raises the soft limit of open files to the hard one, and returns it.
    ///
    /// Throws: only where the limit cannot be read; one that cannot be raised stays as it is.
    package static func raiseOpenFiles() throws(SystemError) -> Int {
        var limit = rlimit()
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        // SAFETY: the limits are read from and written to a local for the length of each call.
        guard unsafe getrlimit(files, &limit) == 0 else { throw .last("getrlimit") }
        if limit.rlim_cur < limit.rlim_max {
            var raised = limit
            raised.rlim_cur = limit.rlim_max
            if unsafe setrlimit(files, &raised) == 0 { limit = raised }
        }
        return Int(clamping: limit.rlim_cur)
    }

    /// How many processors the process may run on; at least one.
    package static func processorCount() -> Int {
        max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }
}
