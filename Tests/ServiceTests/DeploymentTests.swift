import BookLoader
import Foundation
import Testing
import Yams

@testable import leeway

/// The files in `Deploy` say what the service does.
struct DeploymentTests {
    private static let folder = Binary.root.appending(path: "Deploy")

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }

    private static func exists(_ program: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: program)
    }

    @Test func `the documentation names every file`() throws {
        let page = Binary.root.appending(path: "Docs/Deployment.md")
        let documentation = try String(contentsOf: page, encoding: .utf8)
        let files = FileManager.default.enumerator(atPath: Self.folder.path)?.allObjects ?? []
        let paths = files.compactMap { $0 as? String }.filter { $0.contains(".") }
        #expect(paths.count > 5)
        for path in paths + ["proxy/Caddyfile"] {
            #expect(documentation.contains("(../Deploy/\(path))"), "\(path)")
        }
    }

    @Test(arguments: ["container/leeway.yaml", "proxy/leeway.yaml"])
    func `the settings can be used`(path: String) throws {
        let file = Self.folder.appending(path: path).path
        let result = try Binary.run(["config", "print", "--config", file])
        #expect(result.status == 0, "\(result.errors)")
    }
}

/// The manifest for Kubernetes.
extension DeploymentTests {
    private struct Manifest {
        let documents: [[String: Any]]
        let pod: [String: Any]
        let container: [String: Any]

        init() throws {
            let text = try DeploymentTests.text("kubernetes/leeway.yaml")
            documents = try Yams.load_all(yaml: text).compactMap { $0 as? [String: Any] }
            let sets = documents.filter { $0["kind"] as? String == "StatefulSet" }
            let set = try #require(sets.first?["spec"] as? [String: Any])
            let template = try #require(set["template"] as? [String: Any])
            pod = try #require(template["spec"] as? [String: Any])
            container = try #require((pod["containers"] as? [[String: Any]])?.first)
        }

        func list(_ name: String, of object: [String: Any]) -> [[String: Any]] {
            object[name] as? [[String: Any]] ?? []
        }
    }

    @Test func `every object of the manifest has a kind, a version and a name`() throws {
        let documents = try Manifest().documents
        #expect(documents.count == 3)
        for document in documents {
            #expect(document["apiVersion"] is String && document["kind"] is String)
            #expect((document["metadata"] as? [String: Any])?["name"] as? String == "leeway")
        }
    }

    @Test func `the pod has no rights, and the time to drain`() throws {
        let manifest = try Manifest()
        let pod = manifest.pod["securityContext"] as? [String: Any]
        #expect(pod?["runAsNonRoot"] as? Bool == true)
        let container = manifest.container["securityContext"] as? [String: Any]
        #expect(container?["readOnlyRootFilesystem"] as? Bool == true)
        #expect(container?["allowPrivilegeEscalation"] as? Bool == false)
        #expect((container?["capabilities"] as? [String: Any])?["drop"] as? [String] == ["ALL"])
        let grace = try #require(manifest.pod["terminationGracePeriodSeconds"] as? Int)
        #expect(.seconds(grace) > Settings().drainTimeout)
        let dockerfile = Binary.root.appending(path: "Dockerfile")
        let user = try #require(pod?["runAsUser"] as? Int)
        #expect(try String(contentsOf: dockerfile, encoding: .utf8).contains("USER \(user):"))
    }

    @Test func `the service answers what the probes ask`() throws {
        let service = try RunningService()
        let manifest = try Manifest()
        for name in ["startupProbe", "readinessProbe", "livenessProbe"] {
            let probe = try #require(manifest.container[name] as? [String: Any])
            let request = try #require(probe["httpGet"] as? [String: Any])
            let path = try #require(request["path"] as? String)
            #expect(try Curl(service.address + path).status == 200, "\(name)")
        }
    }

    @Test func `the variables are settings, with values that they take`() throws {
        let manifest = try Manifest()
        var variables: [String: String] = [:]
        for variable in manifest.list("env", of: manifest.container) {
            let name = try #require(variable["name"] as? String)
            variables[name] = try #require(variable["value"] as? String)
        }
        #expect(variables.count == 3)
        let effective = EffectiveSettings(file: nil, variables: variables, flags: [])
        #expect(effective.faults == [] && effective.warnings == [])
    }

    @Test func `every mount has its volume`() throws {
        let manifest = try Manifest()
        let claimed = ["data"]
        let volumes = manifest.list("volumes", of: manifest.pod)
            .compactMap { $0["name"] as? String }
        let mounts = manifest.list("volumeMounts", of: manifest.container)
        #expect(
            mounts.compactMap { $0["name"] as? String }.sorted() == (claimed + volumes).sorted()
        )
        // A `subPath` is never updated.
        #expect(mounts.allSatisfy { $0["subPath"] == nil })
    }

    @Test func `the ConfigMap is the example book, and a switched link is noticed`() throws {
        let manifest = try Manifest()
        let volume = manifest.list("volumes", of: manifest.pod).first { $0["configMap"] != nil }
        let map = try #require(volume?["configMap"] as? [String: Any])
        let paths = manifest.list("items", of: map).compactMap { $0["path"] as? String }
        let keys = manifest.list("items", of: map).compactMap { $0["key"] as? String }
        #expect(keys == paths.map { $0.replacing("/", with: "_") })
        let mount = try MountedConfigMap(paths)
        let service = try RunningService(book: mount.folder.path, keepsLog: true)
        let before = try #require(service.waitForLog("serving the book"))
        let digest = before.split(separator: " ").last.map(String.init) ?? ""
        let example = BookLoader.load(Binary.root.appending(path: "Config/book").path)
        #expect(digest == example.digest)
        try mount.update { text in text + "\n# changed\n" }
        #expect(service.waitForLog("serving sha256:") != nil)
    }
}

/// A ConfigMap's files as the kubelet mounts them: links to a folder that is switched as a whole.
private final class MountedConfigMap {
    let folder: URL
    private let paths: [String]
    private var generation = 0

    init(_ paths: [String]) throws {
        self.paths = paths
        folder = try TemporaryFolder.make()
        try update { $0 }
        let names = Set(paths.compactMap { $0.split(separator: "/").first.map(String.init) })
        for name in names {
            try FileManager.default.createSymbolicLink(
                atPath: folder.appending(path: name).path,
                withDestinationPath: "..data/\(name)"
            )
        }
    }

    func update(_ change: (String) -> String) throws {
        generation += 1
        let name = "..version\(generation)"
        for path in paths {
            let source = Binary.root.appending(path: "Config/book/\(path)")
            let target = folder.appending(path: "\(name)/\(path)")
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            let text = try String(contentsOf: source, encoding: .utf8)
            try Data((path == "book.yaml" ? change(text) : text).utf8).write(to: target)
        }
        let link = folder.appending(path: "..data_tmp").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: name)
        // A rename, so that there is no moment without the link.
        let data = folder.appending(path: "..data").path
        let moved = try Command.run(URL(filePath: "/bin/mv"), ["-T", link, data])
        try #require(moved.status == 0, "\(moved.errors)")
    }
}

/// The units for systemd.
extension DeploymentTests {
    private static let analyze = "/usr/bin/systemd-analyze"

    /// The units, with this build's binary.
    private static func units() throws -> URL {
        let folder = try TemporaryFolder.make()
        for name in ["leeway.service", "leeway.socket"] {
            let unit = try text("systemd/\(name)")
                .replacing("/usr/local/bin/leeway", with: Binary.leeway.path)
            try Data(unit.utf8).write(to: folder.appending(path: name))
        }
        return folder
    }

    /// What a service's unit allows does not hold for the sockets it is handed.
    @Test(arguments: ["leeway.service", "leeway.socket"])
    func `only this machine reaches the service`(unit: String) throws {
        let lines = try Self.text("systemd/\(unit)").split(separator: "\n")
        #expect(lines.contains("IPAddressDeny=any") && lines.contains("IPAddressAllow=localhost"))
    }

    @Test(.enabled(if: exists(analyze)))
    func `systemd finds nothing wrong with the units, and little exposed`() throws {
        let folder = try Self.units()
        let paths = ["leeway.service", "leeway.socket"].map { folder.appending(path: $0).path }
        let program = URL(filePath: Self.analyze)
        let verified = try Command.run(program, ["verify", "--man=no"] + paths)
        #expect(verified.status == 0 && verified.errors == "", "\(verified.errors)")
        let security = try Command.run(
            program,
            ["security", "--offline=true", "--threshold=15", paths[0]]
        )
        #expect(security.status == 0, "\(security.output)")
    }

    @Test(.enabled(if: exists(analyze) && exists("/usr/bin/strace")))
    func `the service makes no system call that the unit forbids`() throws {
        let unit = try Self.text("systemd/leeway.service")
        let filters = unit.split(separator: "\n").filter { $0.hasPrefix("SystemCallFilter=") }
            .map { $0.dropFirst("SystemCallFilter=".count) }
        #expect(filters.count == 2)
        var allowed: Set<String> = []
        for filter in filters {
            let isRefusal = filter.hasPrefix("~")
            for group in filter.drop(while: { $0 == "~" }).split(separator: " ") {
                let calls = try Self.systemCalls(of: String(group))
                allowed = isRefusal ? allowed.subtracting(calls) : allowed.union(calls)
            }
        }
        let trace = try TemporaryFolder.make().appending(path: "trace")
        let service = try RunningService(
            launcher: ["/usr/bin/strace", "-f", "-qq", "-o", trace.path]
        )
        let body = #"{"policy":"returns.no-receipt","from":"customer","kind":"rating","rating":5}"#
        #expect(try Curl("\(service.address)/v1/feedback", json: body).status == 201)
        // The tracer passes no signal on; the first line begins with the service's own number.
        let begun = try String(contentsOf: trace, encoding: .utf8)
        let identifier = try #require(begun.firstMatch(of: /^\d+/).flatMap { Int32($0.output) })
        kill(identifier, SIGTERM)
        #expect(service.waitForEnd() == 0)
        let lines = try String(contentsOf: trace, encoding: .utf8).split(separator: "\n")
        let made = Set(lines.compactMap { $0.firstMatch(of: /^\d+ +([a-z0-9_]+)\(/)?.output.1 })
        #expect(made.count > 30)
        // SQLite gives its files to the folder's owner where root runs it, which the unit does not.
        let byRootAlone: Set<Substring> = ["fchown"]
        #expect(made.subtracting(byRootAlone).filter { !allowed.contains(String($0)) } == [])
    }

    /// The calls of a group as systemd names them.
    private static func systemCalls(of group: String) throws -> Set<String> {
        let result = try Command.run(URL(filePath: analyze), ["syscall-filter", group])
        var calls: Set<String> = []
        for line in result.output.split(separator: "\n").dropFirst() {
            let word = line.trimmingCharacters(in: .whitespaces)
            if word.hasPrefix("@") {
                calls.formUnion(try systemCalls(of: word))
            } else if !word.hasPrefix("#") {
                calls.insert(word)
            }
        }
        return calls
    }
}
