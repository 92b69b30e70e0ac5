internal import Foundation
internal import PolicyBook

// bench-search: how well and how fast policies are found.
//
//     bench-search [--quality] [--seeds 1,2,3] [--speed] [--export FOLDER] [path of BANKING77's train.csv]
//     bench-search --book BOOK.tsv [--questions QUESTIONS.tsv]
//
// Without a flag both are measured. The path may also be in the environment as BANKING77.
// `--export` writes the books and questions of the speed test for Benchmarks/Search/fts5.py.

var arguments = Arguments(rest: Array(CommandLine.arguments.dropFirst()))
if let book = arguments.takeOption("--book") {
    let quality = BookQuality(book: try String(contentsOfFile: book, encoding: .utf8))
    if let questions = arguments.takeOption("--questions") {
        quality.printQuestions(try String(contentsOfFile: questions, encoding: .utf8))
    } else {
        quality.printLeaveOneOut()
    }
    exit(0)
}
let folder = arguments.takeOption("--export")
let seeds = (arguments.takeOption("--seeds") ?? "1,2,3").split(separator: ",")
    .compactMap { UInt64($0) }
let wantsQuality = arguments.takeFlag("--quality")
let wantsSpeed = arguments.takeFlag("--speed")
let wantsAll = !wantsQuality && !wantsSpeed && folder == nil
guard let path = arguments.rest.first ?? ProcessInfo.processInfo.environment["BANKING77"] else {
    print("bench-search: give the path of BANKING77's train.csv, or set BANKING77")
    exit(2)
}
let data = Banking77(csv: try String(contentsOfFile: path, encoding: .utf8))
if wantsQuality || wantsAll { printQuality(data, seeds: seeds) }
if wantsSpeed || wantsAll { printSpeed(data) }
if let folder { try export(data, to: folder) }
