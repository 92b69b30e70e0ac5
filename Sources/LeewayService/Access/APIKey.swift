import BookLoader
package import PolicyBook

/// A key as the service knows it: never its secrets, only their digests.
package struct APIKey: Sendable, Equatable {
    package let id: APIKeyID
    /// What it is for, in its owner's words.
    package var name: String
    package var scopes: Set<Scope>
    /// One, or two while the older one is being replaced; the newest last.
    package var secrets: [Secret]
    package var createdAt: Instant
    /// When no secret of it is taken any more; nil for never.
    package var expiresAt: Instant?
    /// The web origins a widget with this key may stand on; empty for a key that is no widget's.
    package var origins: [String] = []
    /// Whether its requests may say who the member of staff is, as a help desk's do.
    package var assertsStaff = false
    /// The member of staff whose key it is.
    package var staff: StaffMember?

    /// How many random octets a secret is made from.
    package static let secretBytes = APIKeyText.secretBits / 8

    /// LIMIT: two, so that a client can be moved from one to the other without a gap.
    package static let maxSecrets = 2

    /// A secret by its digest.
    package struct Secret: Sendable, Equatable {
        /// The SHA-256 of the whole key's text, in lower-case hexadecimal digits.
        ///
        /// A secret has 160 random bits, so no slow hash is needed: there is nothing to guess.
        package let digest: String
        package let createdAt: Instant
        /// When it is no longer taken; nil for as long as the key.
        package var expiresAt: Instant?

        package init(digest: String, createdAt: Instant, expiresAt: Instant?) {
            self.digest = digest
            self.createdAt = createdAt
            self.expiresAt = expiresAt
        }
    }

    /// A key without secrets, which nobody can use yet.
    package init(id: APIKeyID, name: String, scopes: Set<Scope>, createdAt: Instant) {
        self.id = id
        self.name = name
        self.scopes = scopes
        self.createdAt = createdAt
        secrets = []
    }

    /// Whether a text is a web origin as browsers send it (RFC 6454 section 6.2).
    ///
    /// Shape: `https://host` or `http://host`, with a port where it is not the scheme's own, in
    /// lower case.
    package static func isOrigin(_ text: String) -> Bool {
        text.wholeMatch(of: /https?:\/\/([a-z0-9.-]+|\[[0-9a-f:]+\])(:[1-9][0-9]{0,4})?/) != nil
            && !text.hasSuffix(text.hasPrefix("https") ? ":443" : ":80")
    }

    /// Adds a secret from 20 random octets; those before it stay valid until `othersUntil`.
    ///
    /// Returns: the key's text, which is known to nobody else and cannot be made again.
    package mutating func addSecret(
        _ octets: [UInt8],
        at now: Instant,
        othersUntil: Instant? = nil
    ) -> String {
        precondition(octets.count == Self.secretBytes)
        let text = APIKeyText.text(id, octets)
        secrets = secrets.suffix(Self.maxSecrets - 1)
        for index in secrets.indices {
            secrets[index].expiresAt =
                [secrets[index].expiresAt, othersUntil].compactMap { $0 }.min()
        }
        let digest = SHA256.hexadecimal(of: Array(text.utf8))
        secrets.append(Secret(digest: digest, createdAt: now, expiresAt: nil))
        return text
    }
}

/// Names a key, in logs too; no secret.
///
/// Shape: 10 characters of ``Base32``, which hold 50 bits.
package struct APIKeyID: Sendable, Hashable, Comparable {
    static let length = 10
    /// Below 2^50.
    package let number: UInt64

    /// The id of the lower 50 bits.
    package init(number: UInt64) {
        self.number = number & (1 << 50 - 1)
    }

    /// Reads an id; nil for what is none.
    package init?(_ text: String) {
        let octets = Array(text.utf8)
        self.init(octets.span)
    }

    init?(_ octets: Span<UInt8>) {
        guard octets.count == Self.length else { return nil }
        var number: UInt64 = 0
        for index in octets.indices {
            guard let digit = Base32.value(of: octets[index]) else { return nil }
            number = number << 5 | UInt64(digit)
        }
        self.number = number
    }

    /// Whether the first id comes before the second in a list.
    package static func < (left: APIKeyID, right: APIKeyID) -> Bool { left.number < right.number }
}

extension APIKeyID: CustomStringConvertible {
    /// As it stands in the key.
    package var description: String {
        var octets: [UInt8] = []
        append(to: &octets)
        return String(decoding: octets, as: UTF8.self)
    }

    /// Appends the id's characters.
    func append(to output: inout [UInt8]) {
        for digit in (0..<Self.length).reversed() {
            output.append(Base32.digit(UInt8(truncatingIfNeeded: number >> (5 * digit)) & 31))
        }
    }
}

/// A key as its owner sends it: `lw_<id>_<secret>`.
///
/// The beginning lets scanners of source code find keys that were committed by mistake.
enum APIKeyText {
    static let secretBits = 160
    static let secretLength = secretBits / 5
    /// Of the whole text.
    static let length = prefix.utf8CodeUnitCount + APIKeyID.length + 1 + secretLength
    static let prefix: StaticString = "lw_"

    static func text(_ id: APIKeyID, _ octets: [UInt8]) -> String {
        "\(prefix)\(id)_\(Base32.text(octets))"
    }

    /// The id in a key's text and where its secret begins; nil for what has not the form of a key.
    static func parse(_ text: Span<UInt8>) -> (id: APIKeyID, secretStart: Int)? {
        guard text.count == length, text[0] == UInt8(ascii: "l"), text[1] == UInt8(ascii: "w"),
            text[2] == UInt8(ascii: "_"), text[3 + APIKeyID.length] == UInt8(ascii: "_"),
            let id = APIKeyID(text.extracting(3..<3 + APIKeyID.length))
        else { return nil }
        return (id, 4 + APIKeyID.length)
    }
}

/// Douglas Crockford's base 32 in lower case: digits and letters without i, l, o and u, which are
/// mistaken for others or for words.
enum Base32 {
    static func digit(_ value: UInt8) -> UInt8 {
        switch value {
        case 0...9: UInt8(ascii: "0") + value
        case 10...17: UInt8(ascii: "a") + value - 10
        case 18...19: UInt8(ascii: "j") + value - 18
        case 20...21: UInt8(ascii: "m") + value - 20
        case 22...26: UInt8(ascii: "p") + value - 22
        default: UInt8(ascii: "v") + min(value, 31) - 27
        }
    }

    static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "h"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "j")...UInt8(ascii: "k"): digit - UInt8(ascii: "j") + 18
        case UInt8(ascii: "m")...UInt8(ascii: "n"): digit - UInt8(ascii: "m") + 20
        case UInt8(ascii: "p")...UInt8(ascii: "t"): digit - UInt8(ascii: "p") + 22
        case UInt8(ascii: "v")...UInt8(ascii: "z"): digit - UInt8(ascii: "v") + 27
        default: nil
        }
    }

    /// The octets' bits, five to a digit; their number is a multiple of five.
    static func text(_ octets: [UInt8]) -> String {
        var digits: [UInt8] = []
        var bits: UInt64 = 0
        var count = 0
        for octet in octets {
            bits = bits << 8 | UInt64(octet)
            count += 8
            while count >= 5 {
                count -= 5
                digits.append(digit(UInt8(truncatingIfNeeded: bits >> UInt64(count)) & 31))
            }
        }
        return String(decoding: digits, as: UTF8.self)
    }
}
