import LeewayService

extension SettingKey {
    /// Every setting, in the order of the documentation.
    static let all = general + tokens + limits

    private static let general: [SettingKey] = [
        SettingKey("host", \.host, .address, "the address to listen on, where `listen` is empty"),
        SettingKey(
            "port",
            \.port,
            .number(0...65_535),
            "the port to listen on, where `listen` is empty; 0 lets the system choose"
        ),
        SettingKey(
            "listen",
            listOf: \.listen,
            .place,
            "all places to listen at, instead of `host` and `port`"
        ),
        SettingKey(
            "public_url",
            \.publicURL,
            .publicURL,
            "how callers reach the service, as behind a proxy: what the metadata of AuthZEN names; "
                + "without it what each request says"
        ),
        SettingKey(
            "tls.certificate",
            \.certificateFile,
            .path("a PEM file", orEmpty: true),
            "the certificate for TLS, followed by those that vouch for it; read again when it changes"
        ),
        SettingKey(
            "tls.key",
            \.keyFile,
            .path("a PEM file", orEmpty: true),
            "the certificate's private key"
        ),
        SettingKey("book", \.book, .path("a folder"), "the folder of the policy book"),
        SettingKey(
            "data",
            \.data,
            .path("a folder"),
            "the folder of the embedded store, made where it is missing"
        ),
        SettingKey(
            "keys",
            \.keys,
            .path("a file", orEmpty: true),
            "the file of the API keys, `keys.json` in `data` without it; read again when it is replaced"
        ),
        SettingKey(
            "development_key",
            \.hasDevelopmentKey,
            .flag,
            "whether a key with every scope is made and printed, which ends with the process; on "
                + "loopback addresses and Unix sockets only"
        ),
        SettingKey(
            "insecure",
            \.isInsecure,
            .flag,
            "whether other machines may reach the service without TLS or without keys, as behind a "
                + "proxy that has both"
        ),
        SettingKey(
            "open",
            \.isOpen,
            .flag,
            "whether every caller has every scope; on loopback addresses and Unix sockets only"
        ),
        SettingKey("loops", \.loops, .number(0...256), "event loops; 0 for one for each core"),
        SettingKey("log.level", \.logLevel, .word, "the least level of messages that are logged")
            .live,
        SettingKey(
            "log.format",
            \.logFormat,
            .word,
            "whether lines are for people or for programs"
        ),
        SettingKey("log.requests", \.logsRequests, .flag, "whether each answer is logged"),
        SettingKey(
            "cors.origins",
            listOf: \.origins,
            .origin,
            "the pages that may use the routes of widgets, beside those that keys name"
        )
        .live,
        SettingKey(
            "proxies.trusted",
            listOf: \.trustedProxies,
            .network,
            "the proxies whose word on a client's address is taken"
        ),
        SettingKey(
            "proxies.field",
            \.proxyField,
            .word,
            "the field in which they give it; the other one is ignored"
        ),
    ]

    private static let tokens: [SettingKey] = [
        SettingKey(
            "tokens.jwks",
            \.tokenKeysFile,
            .path("a JWK Set", orEmpty: true),
            "the public keys of who issues tokens; none are taken without it; read again when it changes"
        ),
        SettingKey(
            "tokens.issuer",
            \.tokens.issuer,
            .text("the issuer's name, as `iss` says it", orEmpty: true),
            "who must have issued a token"
        )
        .live,
        SettingKey(
            "tokens.audience",
            listOf: \.tokens.audiences,
            .text("a name of this service"),
            "one of these must stand in `aud`"
        )
        .live,
        claim("scopes", \.tokens.scopesClaim, "the claim that says what a caller may do"),
        claim("staff", \.tokens.staffClaim, "the claim that says which member of staff it is"),
        claim("role", \.tokens.roleClaim, "the claim with the role"),
        claim("team", \.tokens.teamClaim, "the claim with the team"),
        SettingKey(
            "tokens.scopes",
            listOf: \.tokens.scopes,
            .mapping("SCOPE", { Scope(rawValue: $0) }, { $0.rawValue }),
            "which word of its claim gives which scope; without them the words are scopes"
        )
        .live,
        SettingKey(
            "tokens.roles",
            listOf: \.tokens.roles,
            .mapping("ROLE", { $0 }, { $0 }),
            "which word of its claim gives which role, the first that fits; without them the word is "
                + "the role"
        )
        .live,
    ]

    private static func claim(
        _ name: String,
        _ path: any WritableKeyPath<Settings, String> & Sendable,
        _ summary: String
    ) -> SettingKey {
        let form = SettingForm<String>
            .text("a claim's name, or a JSON Pointer to one within others")
        return SettingKey("tokens.\(name)_claim", path, form, summary).live
    }
}
