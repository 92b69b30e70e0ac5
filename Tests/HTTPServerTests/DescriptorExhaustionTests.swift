import Foundation
import HTTPWire
import SystemIO
import TestSupport
import Testing

@testable import HTTPServer

/// Those that lower it run in processes of their own, because the limit of open files is the process's.
@Suite("Without descriptors")
struct DescriptorExhaustionTests {
    private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test("a server answers whom it took and tells the others, without turning idly, and recovers")
    func turnsAway() async {
        await #expect(processExitsWith: .success) {
            let scene = try Scene()
            let clients = try (0..<12).map { _ in try scene.connect() }
            try leaveDescriptors(6)
            scene.harness.settle()
            for client in clients { client.send(Self.get) }
            scene.harness.settle()
            try #require(scene.isSilent)
            let statuses = clients.map { $0.responses.map(\.status) }
            let (answered, told) = (statuses.count { $0 == [200] }, statuses.count { $0 == [503] })
            try #require(answered > 0 && told > 0 && answered + told == clients.count)
            for client in clients { client.endWriting() }
            scene.harness.settle()
            try #require(scene.harness.connectionCount == 0)
            try leaveDescriptors(60)
            scene.harness.pass(.milliseconds(100))
            let late = try scene.connect()
            late.send(Self.get)
            scene.harness.settle()
            try #require(late.responses.map(\.status) == [200])
        }
    }

    @Test("and without the spare one it waits a tenth of a second before it listens again")
    func pauses() async {
        await #expect(processExitsWith: .success) {
            let scene = try Scene()
            let clients = try (0..<3).map { _ in try scene.connect() }
            for client in clients { client.send(Self.get) }
            scene.harness.loop.spareDescriptor = nil
            try leaveDescriptors(0)
            scene.harness.settle()
            try #require(scene.isSilent)
            scene.harness.pass(.milliseconds(99))
            scene.harness.settle()
            try #require(scene.harness.loop.listensAgain != nil)
            scene.harness.pass(.milliseconds(1))
            try #require(!scene.isSilent)
            scene.harness.settle()
            try #require(scene.isSilent)
            try leaveDescriptors(60)
            scene.harness.pass(.milliseconds(100))
            scene.harness.settle()
            try #require(clients.map { $0.responses.map(\.status) } == [[200], [200], [200]])
            let hasSpare = scene.harness.loop.spareDescriptor != nil
            try #require(hasSpare)
        }
    }

    @Test("a server whose second loop cannot start does not leave the first one listening")
    func startsWhollyOrNot() async {
        await #expect(processExitsWith: .success) {
            let folder = try makeTemporaryFolder()
            let path = folder.appending(path: "socket").path
            var configuration = ServerConfiguration(endpoints: [.init(.unix(path: path))])
            configuration.loopCount = 2
            let server = Server(configuration, EchoApplication())
            // One for the listener, two for the first loop, one for the second, which needs two.
            try leaveDescriptors(4, forGood: true)
            let error = #expect(throws: ServerError.self) { try server.start() }
            try #require(error?.description.contains("too many open files") == true)
            let refusal = #expect(throws: SystemError.self) { _ = try Socket.connect(.unix(path)) }
            try #require(refusal?.description.contains("refused") == true)
            try FileManager.default.removeItem(at: folder)
        }
    }

    @Test("a connection keeps no descriptor after the last that is for connections")
    func keepsDescriptorsForOthers() throws {
        for (beyond, status) in [(Int32(0), 200), (1, 503)] {
            try Socket.pair()
                .split { server, client in
                    let last = server.number - beyond
                    let harness = try LoopHarness(lastDescriptor: last)
                    let client = TestClient(client)
                    harness.loop.admit(server, nil)
                    client.send(Self.get)
                    harness.settle()
                    #expect(client.responses.map(\.status) == [status])
                }
        }
    }

    @Test(
        "some descriptors are not for connections",
        arguments: [
            // open files, loops, the last for connections
            (30, 2, Int32(25)), (30, 4, 23), (1_024, 2, 895), (4_096, 2, 3_967),
            (Int.max, 2, Int32.max), (3, 2, -2),
        ]
    )
    func lastDescriptor(files: Int, loops: Int, last: Int32) {
        #expect(ServerLimits.lastDescriptor(ofOpenFiles: files, loopCount: loops) == last)
    }

    @Test("of the queue's own a server tries again to listen until it can")
    func listensAgain() throws {
        let scene = try Scene()
        // The listener is watched already, so that watching it fails.
        scene.harness.loop.listensAgain = scene.harness.loop.now
        scene.harness.pass(.zero)
        #expect(scene.harness.loop.listensAgain != nil)
        let client = try scene.connect()
        client.send(Self.get)
        scene.harness.settle()
        #expect(client.received.isEmpty)
        scene.harness.pass(.milliseconds(100))
        scene.harness.settle()
        #expect(client.responses.map(\.status) == [200])
    }
}

/// A loop that listens, and clients in the same process.
private struct Scene {
    let harness: LoopHarness
    private let address: SocketAddress

    init() throws {
        let socket = try Socket.listen(.v4(0x7F00_0001, port: 0), backlog: 64, sharesPort: false)
        address = try Socket.localAddress(socket)
        let place = ServerConfiguration.Place.address(IPAddress(v4: 0x7F00_0001), port: 0)
        let listener = Listener(socket, of: .init(place), isShared: false)
        harness = try LoopHarness(listeners: [listener])
    }

    func connect() throws -> TestClient {
        TestClient(try Socket.connect(address))
    }

    /// Whether no event waits, so that a loop would sleep.
    var isSilent: Bool {
        // A queue that cannot be asked is not silent either.
        (try? harness.loop.queue.wait(timeoutMilliseconds: 0)) == 0
    }
}

/// Lets this process open so many more descriptors, and with `forGood` never more again.
private func leaveDescriptors(_ count: Int, forGood: Bool = false) throws {
    // Some that are open may stand above gaps.
    let free = (Int32(0)..<4_096).filter { fcntl($0, F_GETFD) == -1 }
    var limit = rlimit()
    let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    // SAFETY: the limits are written to and read from a local for the length of each call.
    unsafe getrlimit(files, &limit)
    limit.rlim_cur = rlim_t(free[count])
    if forGood { limit.rlim_max = limit.rlim_cur }
    try #require(unsafe setrlimit(files, &limit) == 0)
}
