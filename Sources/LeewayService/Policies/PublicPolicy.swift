import PolicyBook

/// A policy as the public knows it.
final class PublicPolicy: Sendable {
    let policy: Policy
    /// Which version the public sees when; one for staff is none.
    let timeline: PolicyTimeline

    /// Nil for a policy of which the public sees no version.
    init?(_ policy: Policy) {
        guard policy.versions.contains(where: \.isPublic) else { return nil }
        self.policy = policy
        timeline = PolicyTimeline(policy, seeing: \.isPublic)
    }

    /// The indices of the versions that anyone may read.
    var versions: [Int] {
        policy.versions.indices.filter { policy.versions[$0].isPublic }
    }

    /// The index of a version by its number; nil where the public sees none of it.
    ///
    /// Of two that `only_in` keeps apart under one number, the first.
    func index(ofVersion number: Int) -> Int? {
        versions.first { policy.versions[$0].version == number }
    }

    /// How a version ends, without a successor that is for staff.
    func ending(of index: Int) -> (ending: VersionEnding, successor: PolicyVersion?)? {
        guard let ending = policy.ending(of: index) else { return nil }
        let successor = ending.successor.map { policy.versions[$0] }
        return (ending, successor.flatMap { $0.isPublic ? $0 : nil })
    }
}
