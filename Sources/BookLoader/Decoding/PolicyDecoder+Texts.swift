import Foundation
import PolicyBook

extension PolicyDecoder {
    /// The texts that readers see.
    func decodeTexts(_ node: YAMLNode, _ texts: TextDecoder, into version: inout PolicyVersion) {
        version.rule = texts.text(node["rule"])
        version.steps = texts.texts(node["steps"])
        version.standards = texts.texts(node["standards"])
        version.situations = texts.phrases(node["situations"])
        version.why = why(node["why"], texts)
        version.wording = wording(node["wording"], texts)
        version.resources = (node["resources"]?.items ?? []).compactMap { resource($0, texts) }
    }

    private func why(_ node: YAMLNode?, _ texts: TextDecoder) -> Why {
        var why = Why()
        why.benefit = texts.text(node?["benefit"])
        why.change = texts.text(node?["change"])
        why.evidence = (node?["evidence"]?.items ?? [])
            .compactMap { node in
                if let link = node["link"] { LinkChecker(log: log).check(link) }
                guard let kind = node["kind"]?.word(Why.Evidence.Kind.self),
                    let text = texts.text(node["text"])
                else { return nil }
                return Why.Evidence(kind: kind, text: text, link: node["link"]?.text)
            }
        return why
    }

    private func wording(_ node: YAMLNode?, _ texts: TextDecoder) -> Wording {
        var wording = Wording()
        wording.composition = node?["composition"]?.word(Wording.Composition.self) ?? .suggested
        wording.acknowledge = texts.texts(node?["acknowledge"])
        wording.explain = texts.texts(node?["explain"])
        wording.ask = texts.texts(node?["ask"])
        wording.avoid = texts.texts(node?["avoid"])
        return wording
    }

    private func resource(_ node: YAMLNode, _ texts: TextDecoder) -> Resource? {
        let label = texts.text(node["label"])
        guard let kind = node["kind"]?.word(Resource.Kind.self), let target = node["target"]?.text,
            let label
        else { return nil }
        if kind != .phone, let node = node["target"] { LinkChecker(log: log).check(node) }
        return Resource(kind: kind, label: label, target: target)
    }
}

/// Refuses links that a page could not safely show.
struct LinkChecker {
    let log: FaultLog

    /// A link is a web address, a mail address, or a path of the company's own pages; never a
    /// script.
    func check(_ node: YAMLNode) {
        guard let text = node.text else { return }
        let schemes = ["https://", "http://", "mailto:", "tel:", "/"]
        let hasBlank = text.unicodeScalars.contains { $0.value <= 0x20 || $0.value == 0x7F }
        if !hasBlank, schemes.contains(where: text.hasPrefix), URL(string: text) != nil { return }
        log.report(
            at: node.position,
            "`\(text)` is no link",
            hint: "a link begins with https://, http://, mailto:, tel: or /"
        )
    }
}
