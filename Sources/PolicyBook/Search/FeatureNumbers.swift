/// Numbers the features of an index from 0 up: a hash table with open addressing over two arrays,
/// because a dictionary of as many keys takes three times the memory and the time.
struct FeatureNumbers: Sendable {
    /// How many features have a number.
    private(set) var count = 0
    /// The keys in their places; zero, which is no feature's key, marks a free place.
    private var keys: [UInt64]
    private var numbers: [UInt32]

    init() {
        keys = Array(repeating: 0, count: 1 << 10)
        numbers = Array(repeating: 0, count: 1 << 10)
    }

    /// The number of a feature.
    ///
    /// Returns: nil when the feature was never numbered.
    subscript(key: UInt64) -> UInt32? {
        let place = place(of: key)
        return keys[place] == key ? numbers[place] : nil
    }

    /// The number of a feature, a new one when it has none.
    mutating func number(_ key: UInt64) -> UInt32 {
        let place = place(of: key)
        if keys[place] == key { return numbers[place] }
        let number = UInt32(count)
        keys[place] = key
        numbers[place] = number
        count += 1
        // INVARIANT: at least half of the places are free, so every search for one ends.
        if count * 2 > keys.count { grow() }
        return number
    }

    private func place(of key: UInt64) -> Int {
        let mask = keys.count &- 1
        var place = Int(truncatingIfNeeded: key >> 1) & mask
        while keys[place] != 0 && keys[place] != key {
            place = (place &+ 1) & mask
        }
        return place
    }

    private mutating func grow() {
        let (oldKeys, oldNumbers) = (keys, numbers)
        keys = Array(repeating: 0, count: oldKeys.count * 2)
        numbers = Array(repeating: 0, count: oldKeys.count * 2)
        for (index, key) in oldKeys.enumerated() where key != 0 {
            let place = place(of: key)
            keys[place] = key
            numbers[place] = oldNumbers[index]
        }
    }
}
