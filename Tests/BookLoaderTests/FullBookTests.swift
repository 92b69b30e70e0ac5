import PolicyBook
import Testing

@testable import BookLoader

/// A book that holds every key of the format.
struct FullBookTests {
    private static let directory = Repository.path("Tests/Fixtures/full-book")

    @Test func `loads`() {
        #expect(BookLoader.load(Self.directory).errors.map(\.description) == [])
    }

    @Test func `has every key that the shapes name`() {
        var used: Set<String> = []
        for file in BookFiles(directory: Self.directory).files {
            let kind = BookSchema(ofFile: file.path)
            let text = String(decoding: file.content, as: UTF8.self)
            for node in ReadYAML(text).documents ?? [] {
                Self.collect(node, .object(kind.shape), into: &used)
            }
        }
        var all: Set<String> = []
        for shape in [BookShape.book, PolicyShape.policy, SurveyShape.survey] {
            Self.name(.object(shape), into: &all)
        }
        #expect(all.count > 100)
        #expect(all.subtracting(used).sorted() == [])
    }

    /// The keys of the shape, as `policy.title`.
    private static func name(_ shape: Shape, into names: inout Set<String>) {
        switch shape {
        case .list(let item): name(item, into: &names)
        case .map(let value): name(value, into: &names)
        case .either(let first, let second):
            name(first, into: &names)
            name(second, into: &names)
        case .object(let object):
            for key in object.keys {
                names.insert("\(object.title).\(key.name)")
                name(key.shape, into: &names)
            }
        default: break
        }
    }

    /// The keys of the shape that the node has.
    private static func collect(_ node: YAMLNode, _ shape: Shape, into used: inout Set<String>) {
        switch shape {
        case .list(let item):
            for child in node.items ?? [] { collect(child, item, into: &used) }
        case .map(let value):
            for entry in node.entries ?? [] { collect(entry.value, value, into: &used) }
        case .either(let first, let second):
            collect(node, first, into: &used)
            collect(node, second, into: &used)
        case .object(let object):
            for key in object.keys {
                guard let value = node[key.name] else { continue }
                used.insert("\(object.title).\(key.name)")
                collect(value, key.shape, into: &used)
            }
        default: break
        }
    }
}
