internal import Foundation
internal import PolicyBook

/// How well the policies of one book are told apart, by its own situations and by questions
/// written for the purpose.
///
/// Shape of a book: lines of id, locale, title, text and situations, separated by tabs; of the
/// questions: lines of locale, id and question.
struct BookQuality {
    private let documents: [SearchDocument]

    init(book: String) {
        documents = book.split(separator: "\n")
            .compactMap { line in
                let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                    .map(String.init)
                guard fields.count >= 4 else { return nil }
                return SearchDocument(
                    id: fields[0],
                    locale: fields[1],
                    title: fields[2],
                    text: fields[3],
                    situations: Array(fields[4...])
                )
            }
    }

    /// Prints for each language how often a situation finds its policy when it is left out.
    func printLeaveOneOut() {
        print("locale  situations   top-1   top-3  confident  right then")
        for locale in Set(documents.map(\.locale)).sorted() {
            var tally = Tally()
            for (place, document) in documents.enumerated() where document.locale == locale {
                for (number, situation) in document.situations.enumerated() {
                    var others = documents
                    others[place].situations.remove(at: number)
                    let index = SearchIndex(others.filter { $0.locale == locale })
                    tally.add(index.search(situation, locale: locale, limit: 3), id: document.id)
                }
            }
            tally.print(locale)
        }
    }

    /// Prints for each language how often a question finds its policy, and which did not.
    func printQuestions(_ questions: String) {
        let index = SearchIndex(documents)
        print("locale   questions   top-1   top-3  confident  right then")
        var tallies: [String: Tally] = [:]
        for line in questions.split(separator: "\n") {
            let fields = line.split(separator: "\t").map(String.init)
            guard fields.count == 3 else { continue }
            let answer = index.search(fields[2], locale: fields[0], limit: 3)
            if tallies[fields[0], default: Tally()].add(answer, id: fields[1]) > 3 {
                let found = answer.matches.map { "\($0.id) \($0.score)" }
                print("missed", fields, found.joined(separator: ", "))
            }
        }
        for (locale, tally) in tallies.sorted(by: { $0.key < $1.key }) { tally.print(locale) }
    }

    private struct Tally {
        private var count = 0
        private var first = 0
        private var third = 0
        private var confident = 0
        private var right = 0

        /// Returns: the place of the policy among the first three, 4 when it is not.
        @discardableResult
        mutating func add(_ answer: SearchAnswer, id: String) -> Int {
            let place = answer.matches.firstIndex { $0.id == id }.map { $0 + 1 } ?? 4
            count += 1
            first += place == 1 ? 1 : 0
            third += place <= 3 ? 1 : 0
            confident += answer.isConfident ? 1 : 0
            right += answer.isConfident && place == 1 ? 1 : 0
            return place
        }

        func print(_ locale: String) {
            let all = Double(max(1, count))
            Swift.print(
                locale,
                String(
                    format: "%15d %7.3f %7.3f %10.3f %11.3f",
                    count,
                    Double(first) / all,
                    Double(third) / all,
                    Double(confident) / all,
                    Double(right) / Double(max(1, confident))
                )
            )
        }
    }
}
