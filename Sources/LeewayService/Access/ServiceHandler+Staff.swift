import JSON
import PolicyBook

extension ServiceHandler {
    /// Holds what a question says of the staff against what the caller's key lets it say.
    ///
    /// A key that asserts staff says what it likes. Any other speaks for the member of staff whose
    /// key it is, in the role that stands in the key, and for nobody else.
    /// `role` is the one that the question names, and becomes the one that counts. Throws:
    /// ``Problem/Kind/forbidden`` with the first member that says more.
    func authorize(_ role: inout String?, _ root: JSONNode) throws(Problem) {
        guard !caller.assertsStaff else { return }
        let own = callersKey?.staff
        if let staff = tape.present("staff", of: root) {
            try tape.forEachMember(of: staff) { member throws(Problem) in
                let name = tape.string(of: member.name)
                let allowed = name == "id" ? own?.id : name == "role" ? own?.role : nil
                if let allowed, tape.isString(member.value, equalTo: allowed) { return }
                throw Problem(
                    .forbidden,
                    at: tape.pointer(to: member.value),
                    "this key may not say it of the staff; leave it out, or use a key made with "
                        + "`--asserts-staff`"
                )
            }
        }
        role = own?.role
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
