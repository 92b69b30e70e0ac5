import HTTPServer
import HTTPWire
import LeewayService

/// How this service runs: defaults, overridden by the settings file, by `LEEWAY_…` variables and by
/// flags, in this order.
struct Settings: Sendable {
    /// Where to listen where `listen` is empty.
    var host = IPAddress(v4: 0x7F00_0001)
    /// 0 lets the system choose.
    var port: UInt16 = 8080
    /// Everywhere to listen; empty for `host` and `port` alone.
    var listen: [ListenPlace] = []
    /// How callers reach the service, as behind a proxy; empty: as each request says.
    var publicURL = ""
    /// The certificate of what listens with TLS; empty for none.
    var certificateFile = ""
    var keyFile = ""
    /// The folder of the policy book.
    var book = "Config/book"
    /// The folder of the embedded store; made where it is missing.
    var data = "data"
    /// The file of the API keys; empty for `keys.json` in the folder of the store.
    var keys = ""
    /// Whether a key that ends with the process is made and printed.
    var hasDevelopmentKey = false
    /// Whether other machines may reach the service without TLS or keys.
    var isInsecure = false
    /// Whether every caller has every scope.
    var isOpen = false
    /// Event loops; 0: one for each core.
    var loops = 0
    var logLevel = LogLevel.info
    var logFormat = LogFormat.text
    /// Whether each answer is logged.
    var logsRequests = true
    var trustedProxies: [IPNetwork] = []
    var proxyField = ProxyField.xForwardedFor
    var limits = ServerLimits()
    var rates = RateLimits()
    /// The public keys by which tokens are verified; empty where none are taken.
    var tokenKeysFile = ""
    var tokens = TokenRules()
    /// Web origins whose pages may use the routes of widgets, beside those that keys name.
    var origins: [String] = []
    /// How long the requests at hand have to finish after SIGTERM.
    var drainTimeout = Duration.seconds(10)

    enum LogLevel: String, Sendable, CaseIterable {
        case debug
        case info
        case warning
        case error
    }

    enum ProxyField: String, Sendable, CaseIterable {
        case xForwardedFor = "x-forwarded-for"
        case forwarded
    }

    /// Where the API keys are, by whichever setting says it.
    var keysFile: String { keys.isEmpty ? data + "/keys.json" : keys }

    /// With the exemption that connections have too.
    var effectiveRates: RateLimits {
        var rates = rates
        rates.exemptsLoopback = limits.exemptsLoopback
        return rates
    }

    /// Where to listen, by whichever setting says it.
    var places: [ListenPlace] {
        listen.isEmpty ? [ListenPlace(.address(host, port: port))] : listen
    }
}
