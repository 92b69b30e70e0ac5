/// Where the value in force of a setting comes from; later cases override earlier ones.
enum SettingsOrigin: Sendable, Hashable {
    case builtIn
    /// `file:line:column`.
    case file(place: String)
    case variable(name: String)
    case flag(name: String)

    /// Which layer it is; a higher one overrides a lower one.
    var layer: Int {
        switch self {
        case .builtIn: 0
        case .file: 1
        case .variable: 2
        case .flag: 3
        }
    }
}

extension SettingsOrigin: CustomStringConvertible {
    var description: String {
        switch self {
        case .builtIn: "default"
        case .file(let place): place
        case .variable(let name), .flag(let name): name
        }
    }
}
