/// Reads documents into postings, document after document, and then turns them round.
struct PostingCollector {
    private(set) var numbers = FeatureNumbers()
    /// The kind of each feature.
    private(set) var kinds: [SearchFeature.Kind] = []
    /// The weighted number of features of each document.
    private(set) var lengths: [Float] = []

    /// The features of all documents, those of a document side by side.
    private(set) var features: [UInt32] = []
    private(set) var situations: [SituationSet] = []
    /// Where each document's features are.
    private(set) var documentRanges: [Range<Int>] = []
    /// For each feature where it was last written in `features`.
    private var lastWritten: [Int] = []

    /// The postings of a feature side by side.
    struct Inverted {
        var offsets: [UInt32]
        var documents: [UInt32]
        var situations: [SituationSet]
    }

    mutating func add(_ document: SearchDocument) {
        let begin = features.count
        read(document.text, as: .text, from: begin)
        read(document.title, as: .title, from: begin)
        for (index, situation) in document.situations.enumerated() {
            read(situation, as: .situation(index), from: begin)
        }
        documentRanges.append(begin..<features.count)
        var length: Float = 0
        for position in begin..<features.count {
            let kind = kinds[Int(features[position])]
            length += kind.weight * situations[position].frequency
        }
        lengths.append(length)
    }

    private mutating func read(_ text: String, as place: SituationSet, from begin: Int) {
        FoldedText(text)
            .forEachFeature { found in
                let feature = Int(numbers.number(found.key))
                if feature == kinds.count {
                    kinds.append(found.kind)
                    lastWritten.append(-1)
                }
                if lastWritten[feature] >= begin {
                    situations[lastWritten[feature]].bits |= place.bits
                } else {
                    lastWritten[feature] = features.count
                    features.append(UInt32(feature))
                    situations.append(place)
                }
            }
    }

    /// Sorts the postings by feature; within one they stay in the order of the documents.
    func inverted() -> Inverted {
        var offsets = [UInt32](repeating: 0, count: kinds.count + 1)
        for feature in features { offsets[Int(feature) + 1] += 1 }
        for feature in 0..<kinds.count { offsets[feature + 1] += offsets[feature] }

        var next = offsets
        var inverted = Inverted(
            offsets: offsets,
            documents: Array(repeating: 0, count: features.count),
            situations: Array(repeating: SituationSet(), count: features.count)
        )
        for (document, range) in documentRanges.enumerated() {
            for position in range {
                let feature = Int(features[position])
                let place = Int(next[feature])
                next[feature] += 1
                inverted.documents[place] = UInt32(document)
                inverted.situations[place] = situations[position]
            }
        }
        return inverted
    }

    /// The features of each document in the order of their numbers.
    struct Sorted {
        var offsets: [Int]
        var features: [UInt32]
        var situations: [SituationSet]
    }

    /// Sorts each document's features, which their postings already are.
    func sorted(by inverted: Inverted) -> Sorted {
        var next = documentRanges.map(\.lowerBound)
        var sorted = Sorted(
            offsets: next + [features.count],
            features: Array(repeating: 0, count: features.count),
            situations: Array(repeating: SituationSet(), count: features.count)
        )
        for feature in kinds.indices {
            for posting in Int(inverted.offsets[feature])..<Int(inverted.offsets[feature + 1]) {
                let document = Int(inverted.documents[posting])
                sorted.features[next[document]] = UInt32(feature)
                sorted.situations[next[document]] = inverted.situations[posting]
                next[document] += 1
            }
        }
        return sorted
    }
}
