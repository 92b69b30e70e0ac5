internal import Foundation
internal import PolicyBook

/// Prints quality for each seed and their mean.
func printQuality(_ data: Banking77, seeds: [UInt64]) {
    print("seed   top-1   top-3  confident  right then   AUROC  of four  misled")
    var sums = [Double](repeating: 0, count: 7)
    for seed in seeds {
        let quality = Quality.measure(data, seed: seed)
        let separations = Quality.separations(data, seed: seed)
        let row = [
            quality.top1, quality.top3, quality.confident, quality.rightWhenConfident,
            mean(separations.map(\.auroc)), mean(separations.prefix(4).map(\.auroc)),
            mean(separations.map(\.misled)),
        ]
        for (column, value) in row.enumerated() { sums[column] += value / Double(seeds.count) }
        printRow("\(seed)", row)
    }
    printRow("mean", sums)
}

private func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(max(1, values.count))
}

private func printRow(_ name: String, _ values: [Double]) {
    let widths = [8, 8, 11, 12, 8, 9, 8]
    let cells = zip(values, widths)
        .map { value, width in
            let cell = String(format: "%.3f", value)
            return String(repeating: " ", count: width - cell.count) + cell
        }
    print(name.padding(toLength: 4, withPad: " ", startingAt: 0) + cells.joined())
}

/// The sizes of book that are measured.
let bookSizes = [100, 1_000, 10_000, 100_000]

/// Prints what the index costs for books of several sizes.
func printSpeed(_ data: Banking77) {
    print("policies   indexed s   memory MB   p50 µs   p99 µs   p99 by the clock")
    for size in bookSizes {
        let book = SyntheticBook(policies: size, questions: 2_000, from: data, seed: 7)
        let speed = Speed.measure(book)
        print(
            String(
                format: "%8d %11.2f %11.1f %8.0f %8.0f %18.0f",
                size,
                speed.indexing / .seconds(1),
                Double(speed.residentBytes) / 1e6,
                speed.p50 / .microseconds(1),
                speed.p99 / .microseconds(1),
                speed.wallP99 / .microseconds(1)
            )
        )
    }
}

/// Writes each book and its questions as lines with tabs, for other engines to be measured by.
func export(_ data: Banking77, to folder: String) throws {
    for size in bookSizes {
        let book = SyntheticBook(policies: size, questions: 2_000, from: data, seed: 7)
        let lines = book.documents.map { document in
            [
                document.id, document.title, document.situations.joined(separator: " "),
                document.text,
            ]
            .map { $0.replacing("\n", with: " ").replacing("\t", with: " ") }
            .joined(separator: "\t")
        }
        try (lines.joined(separator: "\n") + "\n")
            .write(
                toFile: "\(folder)/book-\(size).tsv",
                atomically: true,
                encoding: .utf8
            )
        let questions = book.questions.map { $0.replacing("\n", with: " ") }
        try (questions.joined(separator: "\n") + "\n")
            .write(
                toFile: "\(folder)/questions-\(size).txt",
                atomically: true,
                encoding: .utf8
            )
    }
}
