/// What budgets have used in their windows: a snapshot, taken by whoever keeps the ledger.
package struct BudgetUsage: Sendable {
    /// One budget's use by one holder.
    package struct Use: Sendable, Equatable {
        /// In minor units of the budget's currency.
        package var minorUnits: Int64
        /// How many grants.
        package var count: Int64

        /// Makes a use.
        package init(minorUnits: Int64 = 0, count: Int64 = 0) {
            self.minorUnits = minorUnits
            self.count = count
        }
    }

    /// Whose use: a budget and the holder it adds up for, such as the id of a customer.
    package struct Key: Sendable, Hashable {
        package let budget: String
        package let holder: String

        /// Makes the key.
        package init(budget: String, holder: String) {
            self.budget = budget
            self.holder = holder
        }
    }

    private var uses: [Key: Use] = [:]
    /// By budget: at least as much as any holder has used.
    private var greatest: [String: Use] = [:]

    /// Makes a snapshot; nothing is used by default.
    package init(_ uses: [Key: Use] = [:]) {
        for (key, use) in uses { self[key.budget, key.holder] = use }
    }

    /// What was used; nothing where the snapshot does not say.
    package subscript(budget: String, holder: String) -> Use {
        get { uses[Key(budget: budget, holder: holder)] ?? Use() }
        set {
            uses[Key(budget: budget, holder: holder)] = newValue
            let known = greatest[budget] ?? Use()
            greatest[budget] = Use(
                minorUnits: max(known.minorUnits, newValue.minorUnits),
                count: max(known.count, newValue.count)
            )
        }
    }

    /// What was used by whoever a request is for; where it does not say who, as much as anyone has.
    ///
    /// What is set for nobody counts as what anyone may have used.
    subscript(budget: String, holder holder: String?) -> Use {
        get { holder.map { self[budget, $0] } ?? greatestUse(of: budget) }
        set { self[budget, holder ?? ""] = newValue }
    }

    /// At least as much as any one holder has used of a budget.
    ///
    /// What counts where the request does not say whose budget it is: not to say it must not give
    /// more than saying it. It does not sink when a holder's use does.
    package func greatestUse(of budget: String) -> Use {
        greatest[budget] ?? Use()
    }
}
