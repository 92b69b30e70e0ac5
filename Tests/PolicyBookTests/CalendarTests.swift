import Foundation
import PolicyBook
import Testing

@Suite("days and moments")
struct CalendarTests {
    @Test(arguments: [
        ("1970-01-01", Int32(0)), ("1969-12-31", -1), ("2000-02-29", 11_016),
        ("2026-11-22", 20_779), ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
    ])
    func `a day has a number`(_ text: String, _ number: Int32) throws {
        let date = try #require(CalendarDate(iso8601: text))
        #expect(date.dayNumber == number)
        #expect(CalendarDate(dayNumber: number).description == text)
    }

    @Test(arguments: [
        "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-01", "2026-04-31", "2026-1-1",
        "26-01-01", "2026-01-01T00:00:00Z", "0000-01-01", "2026/01/01", "", "2026-01-0１",
        "+2026-01-01", "2026-01-01 ",
    ])
    func `refuses a day that is none`(_ text: String) {
        #expect(CalendarDate(iso8601: text) == nil)
    }

    @Test func `every day of four centuries goes there and back`() {
        for number in stride(from: Int32(-800_000), to: 200_000, by: 97) where number >= -719_162 {
            let date = CalendarDate(dayNumber: number)
            let (year, month, day) = date.components
            #expect(CalendarDate(year: year, month: month, day: day) == date)
        }
        #expect(day("2026-11-22").dayOfWeek == 0 && day("2026-11-28").dayOfWeek == 6)
        #expect(day("1969-12-28").dayOfWeek == 0)
        #expect(day("2024-12-31").dayOfYear == 365)
        #expect(day("9999-12-31").adding(days: 1) == nil)
        #expect(day("2026-12-31").adding(days: 1) == day("2027-01-01"))
        #expect(day("2026-12-31").adding(days: .max) == nil)
    }

    @Test(arguments: [
        ("2026-11-22T10:00:00Z", "2026-11-22T10:00:00Z"),
        ("2026-11-22T12:00:00+02:00", "2026-11-22T10:00:00Z"),
        ("2026-11-22t10:00:00.5z", "2026-11-22T10:00:00.500Z"),
        ("2026-11-22 10:00:00.123456789-00:30", "2026-11-22T10:30:00.123456789Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
        ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    ])
    func `a moment is read and written as RFC 3339 says`(
        _ text: String,
        _ written: String
    ) throws {
        #expect(try #require(Instant(rfc3339: text)).description == written)
    }

    @Test(arguments: [
        "2026-11-22T10:00:00", "2026-11-22T10:00Z", "2026-11-22T24:00:00Z",
        "2026-11-22T10:60:00Z", "2026-11-22T10:00:00.Z", "2026-11-22T10:00:00.1234567890Z",
        "2026-11-22T10:00:00+0200", "2026-11-22T10:00:00+24:00", "2026-11-31T10:00:00Z",
        "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "", "now",
    ])
    func `refuses a moment that is none`(_ text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test func `moments are carried and compared to the nanosecond`() {
        #expect(Instant(seconds: 1, nanoseconds: -1) < Instant(seconds: 1))
        #expect(Instant(seconds: 0, nanoseconds: 1_500_000_000).seconds == 1)
        #expect(Instant(seconds: 0).adding(seconds: 5, nanoseconds: -1)?.nanoseconds == 999_999_999)
        #expect(Instant(seconds: 0).adding(seconds: .max) == nil)
        #expect(Instant(seconds: 0).adding(seconds: .min) == nil)
    }

    /// Zone, day, and its first moment: ordinary, a skipped midnight, a repeated hour.
    @Test(arguments: [
        ("Europe/Riga", "2026-11-22", "2026-11-21T22:00:00Z"),
        ("Europe/Riga", "2026-03-29", "2026-03-28T22:00:00Z"),
        ("Europe/Riga", "2026-10-25", "2026-10-24T21:00:00Z"),
        ("UTC", "2026-11-22", "2026-11-22T00:00:00Z"),
        ("America/Santiago", "2024-09-08", "2024-09-08T04:00:00Z"),
        ("Africa/Cairo", "2024-04-26", "2024-04-25T22:00:00Z"),
        ("America/Havana", "2024-11-03", "2024-11-03T04:00:00Z"),
        ("Asia/Kathmandu", "2026-11-22", "2026-11-21T18:15:00Z"),
    ])
    func `a day starts at its first moment`(
        _ zone: String,
        _ date: String,
        _ start: String
    ) throws {
        let zone = try #require(TimeZone(identifier: zone))
        let date = day(date)
        let first = date.start(in: zone)
        #expect(first.description == start)
        #expect(CalendarDate(first, in: zone) == date)
        #expect(CalendarDate(Instant(seconds: first.seconds - 1), in: zone) < date)
    }

    @Test(arguments: [
        // Clocks go forward in the night of the 29th, back in the night of the 25th.
        ("2026-03-28T10:00:00Z", Int64(1), "2026-03-29T09:00:00Z"),
        ("2026-10-24T09:00:00Z", 1, "2026-10-25T10:00:00Z"),
        ("2026-03-28T01:30:00Z", 1, "2026-03-29T01:30:00Z"),
        ("2026-11-22T10:00:00Z", -3, "2026-11-19T10:00:00Z"),
        ("2026-01-15T10:00:00Z", 181, "2026-07-15T09:00:00Z"),
    ])
    func `calendar days keep the time of day`(
        _ start: String,
        _ days: Int64,
        _ end: String
    ) throws {
        let zone = try #require(TimeZone(identifier: "Europe/Riga"))
        let start = try #require(Instant(rfc3339: start))
        #expect(start.adding(days: days, in: zone)?.description == end)
    }

    /// What is read ahead must be what Foundation says, at the changes and between them.
    @Test(arguments: [
        "Europe/Riga", "UTC", "America/Santiago", "Africa/Cairo", "Asia/Kathmandu",
        "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "Asia/Almaty",
    ])
    func `offsets read ahead are those of the zone`(_ name: String) throws {
        let zone = try #require(TimeZone(identifier: name))
        let offsets = ZoneOffsets(zone)
        var differing: [Int64] = []
        for second in stride(from: Int64(-1_000_000_000), to: 4_200_000_000, by: 1_000_003)
        where offsets.offset(atSecond: second) != zone.offset(atSecond: second) {
            differing.append(second)
        }
        // Every change from 2020 to 2030, to the second.
        var change = zone.nextDaylightSavingTimeTransition(
            after: Date(timeIntervalSince1970: 1_577_836_800)
        )
        while let date = change, date.timeIntervalSince1970 < 1_893_456_000 {
            let second = Int64(date.timeIntervalSince1970)
            for near in [second - 1, second, second + 1]
            where offsets.offset(atSecond: near) != zone.offset(atSecond: near) {
                differing.append(near)
            }
            change = zone.nextDaylightSavingTimeTransition(after: date)
        }
        #expect(differing.isEmpty)
    }
}
