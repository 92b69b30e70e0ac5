import CEL
import JSON
import PolicyBook

extension ServiceHandler {
    /// Holds what a question says of the staff against what the caller's credential lets it say.
    ///
    /// A key that asserts staff says what it likes. Any other, and a token, speaks for the member of
    /// staff whose it is, in the role and team that stand in it, and for nobody else.
    /// `role` and `facts` are those that the question names, and become those that count. Throws:
    /// ``Problem/Kind/forbidden`` with the first member that says more.
    func authorize(
        _ role: inout String?,
        _ facts: inout FactValues,
        _ root: JSONNode
    ) throws(Problem) {
        guard !caller.assertsStaff else { return }
        let own = callersStaff
        if let staff = tape.present("staff", of: root) {
            try tape.forEachMember(of: staff) { member throws(Problem) in
                let name = tape.string(of: member.name)
                let allowed =
                    switch name {
                    case "id": own?.id
                    case "role": own?.role
                    case "team": own?.team
                    default: nil as String?
                    }
                if let allowed, tape.isString(member.value, equalTo: allowed) { return }
                throw Problem(
                    .forbidden,
                    at: tape.pointer(to: member.value),
                    "this credential may not say it of the staff; leave it out, or use a key made with "
                        + "`--asserts-staff`"
                )
            }
        }
        role = own?.role
        let schema = served.book.facts
        facts[schema.idSlot(of: .staff)] = own.map { .string($0.id) }
        facts[schema.staffTeam] = own?.team.map { .string($0) }
    }

    /// Refuses a caller who may not say who the member of staff is, on interfaces whose every
    /// request does.
    func requireStaffAssertion() throws(Problem) {
        guard !caller.assertsStaff else { return }
        throw .challenge(
            .forbidden,
            "every request here says who the subject is, which only a key made with "
                + "`--asserts-staff` may"
        )
    }
}
