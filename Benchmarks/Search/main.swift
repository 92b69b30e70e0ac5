internal import Foundation
internal import PolicyBook

// bench-search [path of BANKING77's train.csv]: quality and speed of policy search.

let path =
    CommandLine.arguments.dropFirst().first
    ?? ProcessInfo.processInfo.environment["BANKING77"]
if let path {
    let data = Banking77(csv: try String(contentsOfFile: path, encoding: .utf8))
    print("seed   top-1   top-3   confident  right when confident   AUROC  misled")
    for seed in CommandLine.arguments.dropFirst(2).compactMap({ UInt64($0) }) {
        let quality = Quality.measure(data, seed: seed)
        let (auroc, misled) = Quality.separation(data, seed: seed)
        print(seed, quality, auroc, misled)
    }
}
