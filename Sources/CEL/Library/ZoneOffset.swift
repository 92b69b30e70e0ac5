/// The offset of a zone, given by name or as `+02:00`, from UTC.
enum ZoneOffset {
    /// The seconds east of UTC at a time; nil for what is no zone.
    static func seconds(east zone: String, at time: Timestamp) -> Int? {
        if zone.isEmpty || zone == "UTC" || zone == "Z" { return 0 }
        return fixed(zone) ?? TimeZoneNames.seconds(east: zone, at: time)
    }

    /// Reads `hh:mm` with a sign or without one.
    private static func fixed(_ zone: String) -> Int? {
        var bytes = Array(zone.utf8.prefix(8))[...]
        let isWest = bytes.first == UInt8(ascii: "-")
        if isWest || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
        let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            parts.allSatisfy({ $0.allSatisfy(\.isDigit) }),
            let hours = Int(String(decoding: parts[0], as: UTF8.self)),
            let minutes = Int(String(decoding: parts[1], as: UTF8.self)),
            hours < 24, minutes < 60
        else { return nil }
        return (isWest ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}
