/// How much of a remedy: money, or a whole number of units.
package enum Amount: Sendable, Hashable {
    case money(Money)
    case quantity(Int64)
}

/// How far a row lets staff go.
package enum GrantLimit: Sendable, Hashable {
    case amount(Amount)
    /// `unlimited` written out in the book.
    case unlimited
}

extension Amount {
    /// Whether this is no more than `other`; nil where they cannot be compared.
    package func isAtMost(_ other: Amount) -> Bool? {
        switch (self, other) {
        case (.money(let left), .money(let right)): right.isLess(than: left).map { !$0 }
        case (.quantity(let left), .quantity(let right)): left <= right
        default: nil
        }
    }
}

extension GrantLimit {
    /// Whether this goes further than `other`; nil is nothing at all.
    package func isGreater(than other: GrantLimit?) -> Bool {
        switch (self, other) {
        case (_, .unlimited?): false
        case (.unlimited, _): true
        case (.amount(.money(let money)), nil): money.minorUnits > 0
        case (.amount(.quantity(let count)), nil): count > 0
        case (.amount(let left), .amount(let right)?): !(left.isAtMost(right) ?? true)
        }
    }
}

extension Amount: CustomStringConvertible {
    /// As a book writes it.
    package var description: String {
        switch self {
        case .money(let money): money.description
        case .quantity(let count): String(count)
        }
    }
}
