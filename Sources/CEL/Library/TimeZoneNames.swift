// The only use of Foundation in this module: the rules of named zones are data that change several
// times a year, and Foundation brings them.
import Foundation

/// The zones of the IANA time zone database.
enum TimeZoneNames {
    /// The seconds east of UTC in a named zone at a time; nil for a name that is not known.
    static func seconds(east name: String, at time: Timestamp) -> Int? {
        // LIMIT: the longest name in the database has 32 characters.
        guard name.utf8.count <= 64, let zone = TimeZone(identifier: name) else { return nil }
        let date = Date(timeIntervalSince1970: Double(time.seconds))
        return zone.secondsFromGMT(for: date)
    }
}
