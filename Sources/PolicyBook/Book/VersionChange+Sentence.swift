extension VersionChange {
    /// The change in plain words, for readers of a language.
    ///
    /// `before` and `after` are the values as that language writes them; nil where they are long
    /// texts, which stand beside the sentence. A language without words of its own gets English.
    package func sentence(
        before: String?,
        after: String?,
        _ format: LocaleFormat
    ) -> RenderedText {
        let phrase: ChangePhrases.Phrase =
            switch kind {
            case .added: after == nil ? .added : .addedValue
            case .removed: before == nil ? .removed : .removedValue
            case .changed: before == nil || after == nil ? .changedText : .changedValue
            }
        let (language, words) = ChangePhrases.words(for: phrase, format.locale)
        let label = ChangePhrases.label(of: field, language)
        let sentence = words.split(separator: "|", omittingEmptySubsequences: false)
            .map { part in
                switch part {
                case "label": label
                case "before": before ?? ""
                case "after": after ?? ""
                default: String(part)
                }
            }
            .joined()
        // A Russian date ends with a full stop of its own (`2026 г.`).
        let isDoubled = sentence.hasSuffix("..")
        return RenderedText(isDoubled ? String(sentence.dropLast()) : sentence, in: language)
    }
}

/// Words for what changed between two versions, about which the book itself says nothing.
enum ChangePhrases {
    enum Phrase: CaseIterable {
        case changedValue
        case changedText
        case added
        case addedValue
        case removed
        case removedValue
    }

    static let languages = ["en", "nl", "lv", "ru", "uk"].map { LocaleTag(known: $0) }

    /// The phrase and the language it is in; bars part its words from what is filled in.
    static func words(for phrase: Phrase, _ locale: LocaleTag) -> (LocaleTag, String) {
        let index =
            LocalePreference.lookup(locale, in: languages)
            .flatMap(languages.firstIndex) ?? 0
        return (languages[index], words(phrase)[index])
    }

    /// What a field is called; a value of the author's is called by its name.
    static func label(of field: String, _ language: LocaleTag) -> String {
        if let labels = labels[field], let index = languages.firstIndex(of: language) {
            return labels[index]
        }
        return field.hasPrefix("values.") ? String(field.dropFirst(7)) : field
    }

    private static func words(_ phrase: Phrase) -> [String] {
        switch phrase {
        case .changedValue:
            [
                "|label|: it was |before|, now it is |after|.",
                "|label|: dit was |before| en is nu |after|.",
                "|label|: bija |before|, tagad ir |after|.",
                "|label|: было |before|, стало |after|.",
                "|label|: було |before|, стало |after|.",
            ]
        case .changedText:
            [
                "|label|: the words have changed.", "|label|: de tekst is veranderd.",
                "|label|: teksts ir mainīts.", "|label|: текст изменён.",
                "|label|: текст змінено.",
            ]
        case .added:
            [
                "|label|: this is new.", "|label|: dit is nieuw.", "|label|: tas ir jauns.",
                "|label|: этого раньше не было.", "|label|: цього раніше не було.",
            ]
        case .addedValue:
            [
                "|label|: this is new, |after|.", "|label|: dit is nieuw, |after|.",
                "|label|: tas ir jauns, |after|.", "|label|: раньше не было, теперь |after|.",
                "|label|: раніше не було, тепер |after|.",
            ]
        case .removed:
            [
                "|label|: this is gone.", "|label|: dit is vervallen.",
                "|label|: tā vairs nav.", "|label|: этого больше нет.",
                "|label|: цього більше немає.",
            ]
        case .removedValue:
            [
                "|label|: this is gone, it was |before|.",
                "|label|: dit is vervallen, het was |before|.",
                "|label|: tā vairs nav, bija |before|.",
                "|label|: больше нет, было |before|.",
                "|label|: більше немає, було |before|.",
            ]
        }
    }

    private static let labels: [String: [String]] = [
        "status": ["State", "Status", "Statuss", "Состояние", "Стан"],
        "topic": ["Topic", "Onderwerp", "Temats", "Тема", "Тема"],
        "applies_to": [
            "Whom it binds", "Voor wie het geldt", "Uz ko attiecas", "Для кого действует",
            "Для кого діє",
        ],
        "effective_from": [
            "In force from", "Geldig vanaf", "Spēkā no", "Действует с", "Діє з",
        ],
        "grace_until": [
            "The version before still counts until", "De vorige versie telt nog mee tot",
            "Iepriekšējā versija vēl der līdz", "Прежняя версия ещё действует до",
            "Попередня версія ще діє до",
        ],
        "title": ["Title", "Titel", "Virsraksts", "Название", "Назва"],
        "plain": [
            "In plain words", "In gewone woorden", "Vienkāršiem vārdiem", "Простыми словами",
            "Простими словами",
        ],
        "rule": [
            "The exact rule", "De precieze regel", "Precīzs noteikums", "Точное правило",
            "Точне правило",
        ],
        "steps": ["Steps", "Stappen", "Soļi", "Шаги", "Кроки"],
        "why.benefit": [
            "What you gain", "Wat je eraan hebt", "Ieguvums", "Что это даёт", "Що це дає",
        ],
        "why.evidence": ["Grounds", "Onderbouwing", "Pamatojums", "Обоснование", "Обґрунтування"],
        "wording.acknowledge": [
            "Words of understanding", "Woorden van begrip", "Saprotoši vārdi",
            "Слова понимания", "Слова розуміння",
        ],
        "wording.explain": [
            "How we explain it", "Hoe we het uitleggen", "Kā to paskaidrojam",
            "Как мы это объясняем", "Як ми це пояснюємо",
        ],
        "standards": [
            "What you can expect", "Wat je kunt verwachten", "Ko varat sagaidīt",
            "Чего можно ожидать", "Чого можна очікувати",
        ],
        "alternatives": [
            "Other ways to help", "Andere oplossingen", "Citas iespējas", "Другие варианты",
            "Інші варіанти",
        ],
        "resources": [
            "Where to find help", "Waar je hulp vindt", "Kur meklēt palīdzību",
            "Где найти помощь", "Де знайти допомогу",
        ],
    ]
}
