import ArgumentParser
import Foundation
import LeewayService
import PolicyBook

extension KeysCommand {
    /// `leeway keys create`: makes a key and prints it.
    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a key and print it, this once.",
            discussion: """
                A help desk's server: --scope staff --asserts-staff. One colleague: --scope staff \
                --staff-id s-117 --role agent. A chat widget: --origin https://shop.example.
                """
        )

        @Option(help: "What the key is for.")
        var name = ""

        @Option(help: "A scope: public, staff, approver, owner or operator; may be repeated.")
        var scope: [Scope] = []

        @Option(help: "Until when it is valid: a time such as 90d, or 2027-01-31T00:00:00Z.")
        var expires: TimeAhead?

        @Flag(help: "Let its requests say who the member of staff is, and in which role.")
        var assertsStaff = false

        @Option(help: "The member of staff whose key it is.")
        var staffID: String?

        @Option(help: "The role of that member of staff; the book's default role without it.")
        var role: String?

        @Option(help: "The team of that member of staff, where budgets are for teams.")
        var team: String?

        @Option(help: "A web origin that a widget with this key stands on; may be repeated.")
        var origin: [String] = []

        @OptionGroup var options: Options

        func validate() throws {
            if staffID == nil, role != nil || team != nil {
                throw ValidationError("--role and --team need --staff-id")
            }
            if assertsStaff, staffID != nil {
                throw ValidationError("--asserts-staff and --staff-id exclude each other")
            }
            if let bad = origin.first(where: { !APIKey.isOrigin($0) }) {
                throw ValidationError(
                    "`\(bad)` is no web origin such as https://shop.example, as browsers send it"
                )
            }
            let others = scope.contains { $0 != .public }
            if !origin.isEmpty, others || assertsStaff || staffID != nil {
                throw ValidationError("a widget's key is public, so it has the scope public alone")
            }
            if origin.isEmpty, scope.isEmpty {
                throw ValidationError("give the key a --scope, or an --origin for a widget")
            }
        }

        func run() throws {
            let now = ServiceEnvironment.system.now()
            var key = APIKey(
                id: .random(),
                name: name,
                scopes: scope.isEmpty ? [.public] : Set(scope),
                createdAt: now
            )
            key.expiresAt = expires?.end(from: now)
            key.origins = origin
            key.assertsStaff = assertsStaff
            key.staff = staffID.map { StaffMember(id: $0, role: role, team: team) }
            let text = key.addSecret(.randomSecret(), at: now)
            try options.run { store throws(KeyStore.Fault) in
                try store.change { $0.append(key) }
                print(text)
                StandardError.write("this key is shown only now; its id is \(key.id)")
            }
        }
    }
}

extension Scope: ExpressibleByArgument {}

/// A time ahead: a length such as `12h` or `90d`, or a moment as of RFC 3339.
struct TimeAhead: ExpressibleByArgument, Sendable {
    private enum Form {
        case length(seconds: Int64)
        case moment(Instant)
    }

    private let form: Form
    /// As it is written.
    let defaultValueDescription: String

    init(seconds: Int64) {
        form = .length(seconds: seconds)
        defaultValueDescription = "\(seconds / 3_600)h"
    }

    init?(argument: String) {
        defaultValueDescription = argument
        if let moment = Instant(rfc3339: argument) {
            form = .moment(moment)
            return
        }
        let units: [(String, Int64)] = [("h", 3_600), ("d", 86_400)]
        guard let (unit, factor) = units.first(where: { argument.hasSuffix($0.0) }),
            let number = Int32(decimal: argument.dropLast(unit.count))
        else { return nil }
        form = .length(seconds: Int64(number) * factor)
    }

    func end(from now: Instant) -> Instant {
        switch form {
        case .moment(let moment): moment
        case .length(let seconds): now.adding(seconds: seconds) ?? Instant.writable.upperBound
        }
    }
}
