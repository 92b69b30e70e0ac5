/// Finds the name an author may have meant.
public enum NearestName {
    // LIMIT: comparing takes the product of both lengths; longer names are not compared.
    private static let maxLength = 64

    /// The known name with the fewest edits from the given one.
    ///
    /// An edit inserts, drops or replaces a character or swaps two neighbours; another letter case
    /// counts as half an edit. Returns nil when every name is further off than a third of its length
    /// (at least one edit). Of several equally near names the first in the sequence is returned.
    public static func suggest(_ name: String, among names: some Sequence<String>) -> String? {
        let wanted = Array(name.unicodeScalars)
        guard !wanted.isEmpty, wanted.count <= maxLength else { return nil }
        let allowed = 2 * max(1, wanted.count / 3)
        var best: (name: String, distance: Int)?
        for candidate in names where candidate != name {
            let scalars = Array(candidate.unicodeScalars)
            guard scalars.count <= maxLength, abs(scalars.count - wanted.count) * 2 <= allowed
            else { continue }
            let distance = distance(from: wanted, to: scalars)
            if distance <= min(allowed, (best?.distance ?? .max) - 1) {
                best = (candidate, distance)
            }
        }
        return best?.name
    }

    /// The optimal string alignment distance, in half edits.
    private static func distance(from: [Unicode.Scalar], to: [Unicode.Scalar]) -> Int {
        var beforePrevious = [Int](repeating: 0, count: to.count + 1)
        var previous = (0...to.count).map { $0 * 2 }
        var current = previous
        for row in from.indices {
            current[0] = (row + 1) * 2
            for column in to.indices {
                let replaced = previous[column] + substitution(from[row], to[column])
                var cost = min(replaced, previous[column + 1] + 2, current[column] + 2)
                if row > 0, column > 0, from[row] == to[column - 1], from[row - 1] == to[column] {
                    cost = min(cost, beforePrevious[column - 1] + 2)
                }
                current[column + 1] = cost
            }
            (beforePrevious, previous, current) = (previous, current, beforePrevious)
        }
        return previous[to.count]
    }

    private static func substitution(_ left: Unicode.Scalar, _ right: Unicode.Scalar) -> Int {
        if left == right { return 0 }
        if left.isASCII, right.isASCII {
            // Letters differ in this bit by their case, and nothing else that names are made of.
            return left.value | 0x20 == right.value | 0x20 && right.properties.isAlphabetic ? 1 : 2
        }
        return left.properties.lowercaseMapping == right.properties.lowercaseMapping ? 1 : 2
    }
}
