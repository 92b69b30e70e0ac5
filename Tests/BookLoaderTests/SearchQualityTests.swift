import Foundation
import PolicyBook
import Testing

@testable import BookLoader

/// Whether people's own words find the right policy of the example book, in every language.
struct SearchQualityTests {
    private struct Question {
        let locale: String
        let policy: String
        let words: String
    }

    private let book: PolicyBook
    private let questions: [Question]

    init() throws {
        book = try #require(BookLoader.load(Repository.path("Config/book")).book)
        let lines = try String(
            contentsOfFile: Repository.path("Tests/Fixtures/Search/questions.tsv"),
            encoding: .utf8
        )
        questions = lines.split(separator: "\n")
            .map { line in
                let fields = line.split(separator: "\t").map(String.init)
                return Question(locale: fields[0], policy: fields[1], words: fields[2])
            }
    }

    @Test func `the questions are in nobody's words but their own`() {
        for policy in book.policies {
            for (locale, situations) in policy.versions.flatMap(\.situations) {
                let folded = Set(situations.map { $0.lowercased() })
                let same = questions.filter {
                    $0.locale == locale.text && folded.contains($0.words.lowercased())
                }
                #expect(same.isEmpty, "\(policy.id): \(same.map(\.words))")
            }
        }
        for question in questions { #expect(book.policy(question.policy) != nil) }
    }

    /// A situation with a word or two changed would only measure whether the index works.
    @Test func `no question is a reworded situation`() {
        func beginnings(_ text: String) -> Set<String> {
            Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { "\($0.prefix(4))" })
        }
        for question in questions {
            let asked = beginnings(question.words)
            for version in book.policy(question.policy)?.versions ?? [] {
                for (locale, situations) in version.situations
                where locale.text == question.locale {
                    for situation in situations.map(beginnings) {
                        let common = asked.intersection(situation).count
                        let all = asked.union(situation).count
                        #expect(2 * common <= all, "\(question.words)")
                    }
                }
            }
        }
    }

    @Test(arguments: ["en", "nl", "lv", "ru", "uk"])
    func `nine of ten questions find their policy among the first three`(locale: String) {
        let asked = questions.filter { $0.locale == locale }
        #expect(asked.count >= 40)
        let index = SearchIndex(book.searchDocuments(for: .customer))
        let found = asked.filter { question in
            index.search(question.words, locale: locale, limit: 3).matches
                .contains { $0.id == question.policy }
        }
        #expect(Double(found.count) >= 0.9 * Double(asked.count))
    }

    /// A browser's language is often not the one that is written.
    @Test func `nine of ten questions find their policy though another language is named`() {
        let index = SearchIndex(book.searchDocuments(for: .customer))
        let found = questions.filter { question in
            index.search(question.words, locale: "en", limit: 3).matches
                .contains { $0.id == question.policy }
        }
        #expect(Double(found.count) >= 0.9 * Double(questions.count))
    }

    @Test func `most answers given with confidence are right`() {
        let index = SearchIndex(book.searchDocuments(for: .customer))
        let confident =
            questions.map { question in
                (question, index.search(question.words, locale: question.locale, limit: 1))
            }
            .filter { $0.1.isConfident }
        let right = confident.count { $0.1.matches.first?.id == $0.0.policy }
        #expect(Double(confident.count) >= 0.6 * Double(questions.count))
        #expect(Double(right) >= 0.9 * Double(confident.count))
    }

    @Test func `every policy is found by its own situations`() {
        let documents = book.searchDocuments(for: .staff)
        let index = SearchIndex(documents)
        for document in documents {
            for situation in document.situations {
                let first = index.search(situation, locale: document.locale, limit: 1).matches.first
                #expect(first?.id == document.id, "\(document.locale): \(situation)")
            }
        }
    }

    @Test func `no document for customers has a policy or a text for staff`() {
        let documents = book.searchDocuments(for: .customer)
        let hidden = book.policies.filter { !$0.versions.contains(where: \.isPublic) }.map(\.id)
        #expect(!hidden.isEmpty)
        #expect(!documents.contains { hidden.contains($0.id) })
        #expect(documents.count == (book.policies.count - hidden.count) * book.locales.count)
        let all = book.searchDocuments(for: .staff)
        #expect(Set(all.map(\.id)).isSuperset(of: hidden))
    }
}
