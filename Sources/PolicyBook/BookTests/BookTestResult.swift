/// What became of a test.
package struct BookTestResult: Sendable {
    /// Something that came otherwise than expected.
    package struct Difference: Sendable, Hashable {
        package let facet: BookTest.Facet
        /// Which of several items is meant, counted from 1; nil where there is one answer.
        package let item: Int?
        /// Empty: nothing was expected.
        package let expected: [String]
        /// In their fullest form; empty: nothing came.
        package let found: [String]
        package let place: BookTest.Place
    }

    package let test: BookTest
    /// Empty where everything came as expected.
    package let differences: [Difference]
    /// The answers, with how each row was judged; empty where the book refused the request.
    package let decisions: [Decision]
    /// Why the book could not answer; nil where it did.
    package let refusal: DecisionRefusal?

    /// Whether everything came as expected.
    package var hasPassed: Bool { differences.isEmpty }
}

extension PolicyBook {
    /// Puts a test's question and compares the answers with what is expected.
    package func run(_ test: BookTest) -> BookTestResult {
        var request = test.request
        request.wantsTrace = true
        do throws(DecisionRefusal) {
            let decisions = try decideAll(test.items, request)
            return BookTestResult(
                test: test,
                differences: Self.differences(test, decisions),
                decisions: decisions,
                refusal: nil
            )
        } catch {
            return BookTestResult(
                test: test,
                differences: Self.differences(test, error),
                decisions: [],
                refusal: error
            )
        }
    }

    /// Decides the items in turn, or without items the one remedy that the request names.
    package func decideAll(
        _ items: [RequestedItem],
        _ request: DecisionRequest
    ) throws(DecisionRefusal) -> [Decision] {
        guard !items.isEmpty else { return [try decide(request)] }
        do throws(RequestedItem.Refused) {
            return try decide(items, request)
        } catch {
            throw error.refusal
        }
    }

    private static func differences(
        _ test: BookTest,
        _ decisions: [Decision]
    ) -> [BookTestResult.Difference] {
        zip(test.expectations, decisions).enumerated()
            .flatMap { index, pair in
                pair.0.compactMap { expectation in
                    expectation.difference(
                        from: expectation.facet.answers(pair.1),
                        item: decisions.count > 1 ? index + 1 : nil
                    )
                }
            }
    }

    /// A refused request has no answer to compare: whatever else was expected did not come.
    private static func differences(
        _ test: BookTest,
        _ refusal: DecisionRefusal
    ) -> [BookTestResult.Difference] {
        let expectations = test.expectations.joined()
        let expected = expectations.filter { $0.facet == .refusal }
        guard expected.isEmpty else {
            return expected.compactMap { expectation in
                let isMeant = expectation.values.allSatisfy { refusal.description.contains($0) }
                return isMeant ? nil : expectation.difference(found: [refusal.description])
            }
        }
        return expectations.prefix(1)
            .map { $0.difference(found: ["the request was refused: \(refusal.description)"]) }
    }
}

extension BookTest.Expectation {
    /// Nil where all that is expected came, and of what must be named whole nothing else.
    fileprivate func difference(
        from answers: [FacetAnswer],
        item: Int?
    ) -> BookTestResult.Difference? {
        let areFound = values.allSatisfy { value in answers.contains { $0.forms.contains(value) } }
        let isWhole = facet.isWhole || values.isEmpty
        let areExpected = answers.allSatisfy { answer in
            answer.isOptional || values.contains { answer.forms.contains($0) }
        }
        if areFound, areExpected || !isWhole { return nil }
        return difference(found: answers.compactMap(\.forms.last), item: item)
    }

    fileprivate func difference(found: [String], item: Int? = nil) -> BookTestResult.Difference {
        BookTestResult.Difference(
            facet: facet,
            item: item,
            expected: values,
            found: found,
            place: place
        )
    }
}
