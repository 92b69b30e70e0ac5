import Foundation
import LeewayService
import SystemIO

extension ServerFigures.ProcessFigures {
    /// This process, by proc(5); nil where the system does not tell.
    static func now(startedAt: Date) -> ServerFigures.ProcessFigures? {
        // LIMIT: some 50 numbers of at most 20 digits.
        guard let stat = try? File.read("/proc/self/stat", maxBytes: 4_096),
            let descriptors = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"),
            let maxDescriptors = try? ProcessLimits.raiseOpenFiles()
        else { return nil }
        let text = String(decoding: stat, as: UTF8.self)
        // The program's name stands in parentheses and may hold blanks.
        let fields = text.drop { $0 != ")" }.split(separator: " ").dropFirst().map(String.init)
        // Counted from 0 behind the name: utime and stime are fields 14 and 15 of the manual.
        guard fields.count > 21, let user = Double(fields[11]), let system = Double(fields[12]),
            let virtualBytes = Int(fields[20]), let residentPages = Int(fields[21])
        else { return nil }
        return ServerFigures.ProcessFigures(
            cpuSeconds: (user + system) / Double(sysconf(Int32(_SC_CLK_TCK))),
            residentBytes: residentPages * Int(sysconf(Int32(_SC_PAGESIZE))),
            virtualBytes: virtualBytes,
            openDescriptors: descriptors.count,
            maxDescriptors: maxDescriptors,
            startedAtSeconds: startedAt.timeIntervalSince1970
        )
    }
}
