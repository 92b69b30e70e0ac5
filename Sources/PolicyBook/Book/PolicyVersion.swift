/// One version of a policy, as one YAML document states it.
package struct PolicyVersion: Sendable {
    package var id: String
    /// Counts up from 1 within one id.
    package var version: Int
    /// One of the book's topics.
    package var topic: String
    package var title: LocalizedText
    /// The policy in plain words, for everyone.
    package var plain: LocalizedText
    package var effectiveFrom: CalendarDate
    package var status = Status.published
    package var pillar = Pillar.policies
    package var visibility = Visibility.public
    package var appliesTo = [Audience.staff]
    /// Who looks after it.
    package var owner: String?
    package var announcedOn: CalendarDate?
    package var grace = Grace.absent
    /// The day by which its owner looks at it again.
    package var reviewBy: CalendarDate?
    /// False for a minor edit, which keeps acknowledgements.
    package var isMaterial = true
    package var readiness: Readiness?
    /// Every number of the version under its name, in the author's order.
    package var values: [NamedValue] = []
    /// Tables by name, as conditions read them: `tables.ceiling`.
    package var tables: [NamedValue] = []
    /// From which version of the source texts a locale was made; absent: from this one.
    package var translatedFrom: [LocaleTag: Int] = [:]
    /// The exact wording of the rule.
    package var rule: LocalizedText?
    /// What to do, in turn.
    package var steps = LocalizedTexts()
    package var why = Why()
    package var wording = Wording()
    /// How customers say it, by locale; used for matching.
    package var situations: [LocaleTag: [String]] = [:]
    package var alternatives: [Alternative] = []
    package var opportunities: [Opportunity] = []
    package var resources: [Resource] = []
    /// What customers can expect, such as how soon they are answered.
    package var standards = LocalizedTexts()
    package var discretion = DiscretionRules()
    package var understanding: [UnderstandingQuestion] = []
    package var survey: String?
    /// Whether this is the framework for what no policy foresaw.
    package var isFallback = false

    /// Makes a version of what every version must say; the rest has its defaults.
    package init(
        id: String,
        version: Int,
        topic: String,
        title: LocalizedText,
        plain: LocalizedText,
        effectiveFrom: CalendarDate
    ) {
        self.id = id
        self.version = version
        self.topic = topic
        self.title = title
        self.plain = plain
        self.effectiveFrom = effectiveFrom
    }

    /// Where a version is in its life.
    package enum Status: String, Sendable, CaseIterable {
        case draft
        case published
        case withdrawn
    }

    /// Which part of the service a policy is about.
    package enum Pillar: String, Sendable, CaseIterable {
        case product
        case processes
        case people
        case policies
        case proactivity
    }

    /// Who may read a policy.
    package enum Visibility: String, Sendable, CaseIterable {
        case `public`
        case staff
    }

    /// Whom a policy binds.
    package enum Audience: String, Sendable, CaseIterable {
        case staff
        case partners
        case executives
        case customers
    }

    /// Until when the kinder of this version and the one before holds.
    package enum Grace: Sendable, Equatable {
        case absent
        /// Said outright: not even readiness gives grace (law, fraud).
        case refused
        case until(CalendarDate)
    }

    /// What has to be there before a policy is applied strictly.
    package struct Readiness: Sendable, Equatable {
        /// A page that must be there.
        package enum Page: Sendable, Equatable {
            /// Not asked for.
            case absent
            /// Said to be missing yet.
            case pending
            case link(String)
        }

        /// A training that must have been held.
        package enum Training: Sendable, Equatable {
            /// Not asked for.
            case absent
            /// Said to have no date yet.
            case pending
            case on(CalendarDate)
        }

        package var documentation = Page.absent
        package var onlineSupport = Page.absent
        package var training = Training.absent

        /// Asks for nothing yet.
        package init() {}

        /// Whether all that is asked for is there on that day.
        package func isComplete(on day: CalendarDate) -> Bool {
            guard documentation != .pending, onlineSupport != .pending else { return false }
            switch training {
            case .absent: return true
            case .pending: return false
            case .on(let date): return date <= day
            }
        }

        /// Whether all three are asked for, as a withdrawal needs.
        package var isWhole: Bool {
            documentation != .absent && onlineSupport != .absent && training != .absent
        }
    }
}
