/// A cumulative limit over a window of time.
package struct Budget: Sendable {
    /// What happens beyond the budget.
    package enum Beyond: String, Sendable, CaseIterable {
        case escalate
        case deny
    }

    /// Whose use is added up.
    package enum Holder: Sendable, Hashable {
        case staff
        case team
        case customer
        case `case`
        case policy
        case book
        /// A fact by its qualified name, such as `case.account_id`.
        case fact(String)

        /// Reads `staff`, `team`, `customer`, `case`, `policy`, `book` or a fact's name.
        package init(_ text: String) {
            switch text {
            case "staff": self = .staff
            case "team": self = .team
            case "customer": self = .customer
            case "case": self = .case
            case "policy": self = .policy
            case "book": self = .book
            default: self = .fact(text)
            }
        }
    }

    /// How far back use counts, in the book's calendar.
    package enum Window: Sendable, Hashable {
        case day
        case week
        case month
        case year
        /// That many days up to now.
        case days(Int)
        /// For ever.
        case always

        /// Reads `day`, `week`, `month`, `year` or `90d`; nil for anything else.
        package init?(_ text: String) {
            switch text {
            case "day": self = .day
            case "week": self = .week
            case "month": self = .month
            case "year": self = .year
            default:
                guard text.hasSuffix("d"), text.utf8.first != 0x2B,
                    let days = Int(text.dropLast()), days > 0, days <= 36_500
                else { return nil }
                self = .days(days)
            }
        }
    }

    /// The most money in the window.
    package enum MoneyLimit: Sendable, Hashable {
        /// The same for every role.
        case everyRole(Money)
        /// By role; a role without one of its own has that of the highest role under it.
        case byRole([String: Money])
    }

    package let id: String
    package let per: Holder
    package let window: Window
    /// Nil: money is not limited.
    package let limit: MoneyLimit?
    /// The most grants; nil: not counted.
    package let count: Int64?
    /// The remedies it covers; empty: all.
    package let remedies: [String]
    package let beyond: Beyond

    /// Makes a budget.
    package init(
        id: String,
        per: Holder,
        window: Window = .always,
        limit: MoneyLimit? = nil,
        count: Int64? = nil,
        remedies: [String] = [],
        beyond: Beyond
    ) {
        self.id = id
        self.per = per
        self.window = window
        self.limit = limit
        self.count = count
        self.remedies = remedies
        self.beyond = beyond
    }

    /// Whether it speaks of that remedy.
    package func covers(_ remedy: String) -> Bool {
        remedies.isEmpty || remedies.contains(remedy)
    }

    /// The most money for a role; nil where it is not limited for that role.
    package func moneyLimit(for role: String, in roles: RoleHierarchy) -> Money? {
        switch limit {
        case nil: nil
        case .everyRole(let money): money
        case .byRole(let limits):
            roles.authority(of: role).lazy.compactMap { limits[$0] }.first
        }
    }
}
