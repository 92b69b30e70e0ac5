import PolicyBook

/// Finds what time has overtaken.
struct DateWarnings {
    let log: FaultLog
    let today: CalendarDate

    func check(_ node: YAMLNode, _ version: PolicyVersion) {
        if let review = version.reviewBy, review < today, version.status == .published,
            let entry = node.entry("review_by")
        {
            log.warn(
                at: entry.value.position,
                "`\(version.id)` was to be looked at again by \(review)",
                hint: "look at it, and give it a new `review_by`"
            )
        }
        for entry in node["translations"]?.entries ?? [] {
            guard let number = entry.value.integer, number < version.version else { continue }
            log.warn(
                at: entry.value.position,
                "the texts in `\(entry.key)` are those of version \(number), "
                    + "this is version \(version.version)"
            )
        }
    }
}
