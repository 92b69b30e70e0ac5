import Foundation
import HTTPServer
import HTTPWire

// Serves one policy prepared ahead and one decision written for each request, to be measured beside
// other servers that answer the same octets.
//
// usage: bench-http PORT LOOPS POLICY-FILE DECISION-FILE [CERTIFICATE-FILE KEY-FILE]

/// What is answered, read once.
struct BenchApplication: Application {
    let policy: PreparedResponse
    let decision: [UInt8]

    init(policyFile: String, decisionFile: String) throws {
        let content = [UInt8](try Data(contentsOf: URL(fileURLWithPath: policyFile)))
        policy = PreparedResponse(
            Response(
                status: 200,
                fields: [Response.Field(.contentType, "application/json")],
                content: content
            )
        )
        decision = [UInt8](try Data(contentsOf: URL(fileURLWithPath: decisionFile)))
    }

    func makeHandler(loop: Int) -> BenchHandler {
        BenchHandler(self)
    }
}

/// Routes by two paths.
final class BenchHandler: RequestHandler {
    private let application: BenchApplication

    init(_ application: BenchApplication) {
        self.application = application
    }

    func handle(_ request: borrowing Request, _ reply: inout Reply) {
        if request.method == .get, request.equals(request.path, "/policies/refund-goodwill") {
            reply.send(prepared: application.policy)
        } else if request.method == .post, request.equals(request.path, "/check") {
            reply.send(status: 200, contentType: "application/json") { content in
                content.append(contentsOf: application.decision)
            }
        } else {
            reply.send(Response(status: 404))
        }
    }

    func handle(refused refusal: Refusal, _ reply: inout Reply) {
        reply.send(Response(status: refusal.status, content: Array(refusal.reason.utf8)))
    }
}

let arguments = CommandLine.arguments
guard [5, 7].contains(arguments.count), let port = UInt16(arguments[1]),
    let loops = Int(arguments[2])
else {
    print("usage: bench-http PORT LOOPS POLICY-FILE DECISION-FILE [CERTIFICATE-FILE KEY-FILE]")
    exit(2)
}
let place = ServerConfiguration.Place.address(IPAddress(v4: 0x7F00_0001), port: port)
let isSecure = arguments.count == 7
var configuration = ServerConfiguration(endpoints: [.init(place, isSecure: isSecure)])
if isSecure {
    configuration.certificate = .init(certificateFile: arguments[5], keyFile: arguments[6])
}
configuration.loopCount = loops
let server = Server(
    configuration,
    try BenchApplication(policyFile: arguments[3], decisionFile: arguments[4])
)
_ = try server.start()
server.wait()
