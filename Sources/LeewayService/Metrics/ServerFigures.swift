/// What the parts around the service have to tell: the server, the log and the process.
package struct ServerFigures: Sendable {
    /// Connections that are open.
    package var connections = 0
    /// How long each loop has worked and not waited.
    package var loopBusySeconds: [Double] = []
    /// Lines that the log had no room for.
    package var lostLogLines: UInt64 = 0
    /// The process as the system sees it; nil where the system does not tell.
    package var process: ProcessFigures?

    package init() {}

    /// By the conventions of Prometheus' client libraries.
    package struct ProcessFigures: Sendable {
        package let cpuSeconds: Double
        package let residentBytes: Int
        package let virtualBytes: Int
        package let openDescriptors: Int
        package let maxDescriptors: Int
        /// Since 1970.
        package let startedAtSeconds: Double

        package init(
            cpuSeconds: Double,
            residentBytes: Int,
            virtualBytes: Int,
            openDescriptors: Int,
            maxDescriptors: Int,
            startedAtSeconds: Double
        ) {
            self.cpuSeconds = cpuSeconds
            self.residentBytes = residentBytes
            self.virtualBytes = virtualBytes
            self.openDescriptors = openDescriptors
            self.maxDescriptors = maxDescriptors
            self.startedAtSeconds = startedAtSeconds
        }
    }
}
