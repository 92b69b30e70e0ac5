extension Library {
    static let time: Functions = [
        "getFullYear": field("year") { civil, _ in civil.year },
        "getMonth": field("month") { civil, _ in civil.month - 1 },
        "getDayOfYear": field("day_of_year") { civil, _ in civil.dayOfYear },
        "getDayOfMonth": field("day_of_month") { civil, _ in civil.day - 1 },
        "getDate": field("day_of_month_1_based") { civil, _ in civil.day },
        "getDayOfWeek": field("day_of_week") { civil, _ in civil.dayOfWeek },
        "getHours": field("hours") { civil, _ in civil.hour }
            + [length("hours") { $0 / 3_600_000_000_000 }],
        "getMinutes": field("minutes") { civil, _ in civil.minute }
            + [length("minutes") { $0 / 60_000_000_000 }],
        "getSeconds": field("seconds") { civil, _ in civil.second }
            + [length("seconds") { $0 / 1_000_000_000 }],
        // Of a duration these are the milliseconds within its last second, not all of them.
        "getMilliseconds": field("milliseconds") { _, nanoseconds in nanoseconds / 1_000_000 }
            + [length("milliseconds") { $0 / 1_000_000 % 1000 }],
    ]

    // LIMIT: looking a zone up by its name takes as long as this many nodes.
    private static let costOfZone = 64

    /// A field of a timestamp on the calendar, in UTC or in a zone.
    private static func field(
        _ name: String,
        _ body: @escaping @Sendable (CivilTime, Int) -> Int
    ) -> [Overload] {
        [
            .unary("timestamp_to_\(name)", .timestamp, returns: .int, isMember: true) {
                value throws(EvaluationError) in
                guard case .timestamp(let time) = value else {
                    throw .noSuchOverload(name, [value])
                }
                let civil = CivilTime(secondsSince1970: time.seconds)
                return .int(Int64(body(civil, Int(time.nanoseconds))))
            },
            .metered(
                "timestamp_to_\(name)_with_tz",
                [.timestamp, .string],
                returns: .int,
                isMember: true
            ) { arguments, meter throws(EvaluationError) in
                guard case .timestamp(let time) = arguments[0] else {
                    throw .noSuchOverload(name, arguments)
                }
                let zone = try arguments.string(1)
                try meter.charge(costOfZone)
                guard let offset = ZoneOffset.seconds(east: zone, at: time) else {
                    throw EvaluationError(
                        .invalidArgument,
                        "\(Value.string(zone).shortText) is not a time zone"
                    )
                }
                let civil = CivilTime(secondsSince1970: time.seconds + Int64(offset))
                return .int(Int64(body(civil, Int(time.nanoseconds))))
            },
        ]
    }

    /// A field of a duration.
    private static func length(
        _ name: String,
        _ body: @escaping @Sendable (Int64) -> Int64
    ) -> Overload {
        .unary("duration_to_\(name)", .duration, returns: .int, isMember: true) {
            value throws(EvaluationError) in
            guard case .duration(let nanoseconds) = value else {
                throw .noSuchOverload(name, [value])
            }
            return .int(body(nanoseconds))
        }
    }
}
