internal import Foundation
internal import PolicyBook

// bench-search [path of BANKING77's train.csv]: quality and speed of policy search.

let path =
    CommandLine.arguments.dropFirst().first
    ?? ProcessInfo.processInfo.environment["BANKING77"]
if let path {
    let data = Banking77(csv: try String(contentsOfFile: path, encoding: .utf8))
    print("seed   top-1   top-3  confident  right then   AUROC  misled")
    var sums = [Double](repeating: 0, count: 6)
    let seeds: [UInt64] = CommandLine.arguments.dropFirst(2).compactMap { UInt64($0) }
    for seed in seeds {
        let q = Quality.measure(data, seed: seed)
        let (auroc, misled) = Quality.separation(data, seed: seed)
        let row = [q.top1, q.top3, q.confident, q.rightWhenConfident, auroc, misled]
        for (i, v) in row.enumerated() { sums[i] += v / Double(seeds.count) }
        print(seed, row.map { String(format: "%.4f", $0) }.joined(separator: "  "))
    }
    print("mean", sums.map { String(format: "%.4f", $0) }.joined(separator: "  "))
}
