/// The command line, from which flags are taken one by one.
struct Arguments {
    /// What has not been taken.
    var rest: [String]

    mutating func takeFlag(_ name: String) -> Bool {
        guard let place = rest.firstIndex(of: name) else { return false }
        rest.remove(at: place)
        return true
    }

    mutating func takeOption(_ name: String) -> String? {
        guard let place = rest.firstIndex(of: name), place + 1 < rest.count else { return nil }
        defer { rest.removeSubrange(place...place + 1) }
        return rest[place + 1]
    }
}
