import HTTPServer
import HTTPWire
import LeewayService

extension SettingKey {
    /// What clients may take of the server: `limits.…`.
    static let limits = messages + connections + rates + times

    private static let rates: [SettingKey] = [
        SettingKey(
            "limits.requests_per_key",
            \.rates.perKey.perSecond,
            .number(0...1_000_000),
            "requests a second with one key, in the long run; beyond it 429; 0 for any number"
        )
        .live,
        SettingKey(
            "limits.burst_per_key",
            \.rates.perKey.burst,
            .number(1...1_000_000),
            "how many of them are taken at once"
        )
        .live,
        SettingKey(
            "limits.requests_per_address",
            \.rates.perAddress.perSecond,
            .number(0...1_000_000),
            "the same without a key, from one IPv4 address or IPv6 /64"
        )
        .live,
        SettingKey(
            "limits.burst_per_address",
            \.rates.perAddress.burst,
            .number(1...1_000_000),
            "how many of them are taken at once"
        )
        .live,
    ]

    private static let messages: [SettingKey] = [
        SettingKey(
            "limits.target",
            \.limits.wire.maxTargetBytes,
            .size(64...65_536),
            "a request target; beyond it 414"
        ),
        SettingKey(
            "limits.field_line",
            \.limits.wire.maxFieldLineBytes,
            .size(256...65_536),
            "one field line; beyond it 431"
        ),
        SettingKey(
            "limits.fields",
            \.limits.wire.maxFieldSectionBytes,
            .size(256...262_144),
            "all field lines of a head; beyond it 431"
        ),
        SettingKey(
            "limits.field_count",
            \.limits.wire.maxFieldCount,
            .number(8...1_000),
            "field lines of a head; beyond it 431"
        ),
        SettingKey(
            "limits.empty_lines",
            \.limits.wire.maxEmptyLines,
            .number(0...100),
            "empty lines before a request line; beyond it 400"
        ),
        SettingKey(
            "limits.body",
            \.limits.wire.maxContentBytes,
            .size(0...(1 << 30)),
            "the content of a request; beyond it 413"
        ),
        SettingKey(
            "limits.chunk_extension",
            \.limits.wire.maxChunkExtensionBytes,
            .size(0...8_192),
            "the extensions of one chunk; beyond it 400"
        ),
        SettingKey(
            "limits.chunk_extensions",
            \.limits.wire.maxChunkExtensionsBytes,
            .size(0...65_536),
            "all chunk extensions of one content; beyond it 400"
        ),
        SettingKey(
            "limits.trailers",
            \.limits.wire.maxTrailerBytes,
            .size(0...65_536),
            "a trailer section; beyond it 431"
        ),
        SettingKey(
            "limits.pipelined",
            \.limits.wire.maxPipelinedRequests,
            .number(1...1_000),
            "requests of one connection that are answered before other connections have their turn"
        ),
        SettingKey(
            "limits.output",
            \.limits.wire.maxOutputBytes,
            .size(4_096...(1 << 26)),
            "answers that a client has not taken yet; beyond it nothing more is read from it"
        ),
        SettingKey(
            "limits.requests_per_connection",
            \.limits.wire.maxRequestsPerConnection,
            .number(1...1_000_000_000),
            "requests on one connection; the last one's answer closes it"
        ),
    ]

    private static let connections: [SettingKey] = [
        SettingKey(
            "limits.connections",
            \.limits.maxConnections,
            .number(1...1_000_000),
            "connections, and at most the open files less 256; beyond it 503"
        ),
        SettingKey(
            "limits.connections_per_address",
            \.limits.maxConnectionsPerAddress,
            .number(0...1_000_000),
            "connections from one IPv4 address or IPv6 /64; 0 for any number, as behind a proxy"
        ),
        SettingKey(
            "limits.exempt",
            \.limits.exemptsLoopback,
            .choice("loopback", "none"),
            "the addresses that limits of connections per address and of requests do not concern"
        ),
        SettingKey(
            "limits.backlog",
            \.limits.backlog,
            .number(1...65_535),
            "connections that the kernel holds until they are taken"
        ),
        SettingKey(
            "limits.waiting",
            \.limits.maxWaitingRequests,
            .number(1...1_000_000),
            "requests that wait for a late answer, on each loop; beyond it 503"
        ),
        SettingKey(
            "limits.crowded_percent",
            \.limits.crowdedPercent,
            .number(0...100),
            "the share of `limits.connections` above which idle ones are closed sooner"
        ),
    ]

    private static let times: [SettingKey] = [
        SettingKey(
            "limits.handshake_timeout",
            \.limits.handshakeTimeout,
            .usual,
            "from the connection to the end of the TLS handshake"
        ),
        SettingKey(
            "limits.head_timeout",
            \.limits.headTimeout,
            .usual,
            "from the connection or a head's first octet to its last; then 408"
        ),
        SettingKey(
            "limits.body_timeout",
            \.limits.contentTimeout,
            .usual,
            "for a whole content of up to `limits.small_body`; then 408"
        ),
        SettingKey(
            "limits.small_body",
            \.limits.smallContentBytes,
            .size(0...(1 << 30)),
            "the size up to which a content is small; a larger one has to keep `limits.body_rate`"
        ),
        SettingKey(
            "limits.body_rate",
            \.limits.minContentBytesPerSecond,
            .size(0...(1 << 30), per: "/s"),
            "the least rate of a content that is not small, averaged from its beginning; below it 408"
        ),
        SettingKey(
            "limits.body_grace",
            \.limits.contentGrace,
            .usual,
            "how long the rate is not judged yet"
        ),
        SettingKey(
            "limits.body_idle_timeout",
            \.limits.contentIdleTimeout,
            .usual,
            "between two octets of a content; then 408"
        ),
        SettingKey(
            "limits.keep_alive_timeout",
            \.limits.keepAliveTimeout,
            .usual,
            "between an answer and the next request"
        ),
        SettingKey(
            "limits.crowded_keep_alive_timeout",
            \.limits.crowdedKeepAliveTimeout,
            .usual,
            "the same while the server is crowded"
        ),
        SettingKey(
            "limits.write_idle_timeout",
            \.limits.writeIdleTimeout,
            .usual,
            "for a client to take some of an answer; then the connection is reset"
        ),
        SettingKey(
            "limits.write_timeout",
            \.limits.writeTimeout,
            .usual,
            "for a client to take a whole answer; then the connection is reset"
        ),
        SettingKey(
            "limits.answer_timeout",
            \.limits.waitingTimeout,
            .usual,
            "for a late answer, such as one that waits for the store; then 503"
        ),
        SettingKey(
            "limits.linger_timeout",
            \.limits.lingerTimeout,
            .usual,
            "how long a client's octets are read and dropped after a refusal"
        ),
        SettingKey(
            "limits.linger",
            \.limits.maxLingerBytes,
            .size(0...(1 << 26)),
            "how many of them"
        ),
        SettingKey(
            "limits.drain_timeout",
            \.drainTimeout,
            .time(.zero ... .seconds(3_600)),
            "for the requests at hand to be answered after SIGTERM"
        ),
    ]
}

extension SettingForm<Duration> {
    /// LIMIT: below a hundredth of a second nobody gets through, above an hour nobody is stopped.
    fileprivate static let usual = time(.milliseconds(10) ... .seconds(3_600))
}
