import PolicyBook
import Testing

@Suite("languages")
struct LocaleTests {
    @Test(arguments: [
        ("en", "en"), ("EN-gb", "en-GB"), ("sr-latn-rs", "sr-Latn-RS"), ("de-1996", "de-1996"),
        ("zh-cmn-hans-cn", "zh-cmn-Hans-CN"), ("es-419", "es-419"), ("x-ours", "x-ours"),
        ("de-CH-1901", "de-CH-1901"), ("en-u-ca-gregory", "en-u-ca-gregory"),
        ("en-a-bbb-x-a-ccc", "en-a-bbb-x-a-ccc"), ("SL-rozaj-biske", "sl-rozaj-biske"),
    ])
    func `a tag takes its usual letter case`(_ written: String, _ normal: String) throws {
        #expect(try #require(LocaleTag(written)).text == normal)
    }

    @Test(arguments: [
        "", "e", "english9", "en_GB", "en-", "-en", "en--GB", "en-abcdefghi", "de-419-DE", "a-DE",
        "en-a", "en-a-x-b", "en-a-bb-a-cc", "de-1901-1901", "x", "é", "en-GB-", "i-klingon",
        "12", "en gb",
    ])
    func `refuses a tag that is not well-formed`(_ written: String) {
        #expect(LocaleTag(written) == nil)
    }

    @Test(arguments: [
        ("nl", "nl"), ("nl-BE", "nl"), ("en-GB-oxendict", "en"), ("pt-BR", "pt-BR"),
        ("pt", nil), ("zh-Hant-x-private", nil), ("de", nil),
    ])
    func `lookup shortens the range`(_ range: String, _ found: String?) {
        let locales = ["en", "nl", "pt-BR", "ru"].map(tag)
        #expect(LocalePreference.lookup(tag(range), in: locales)?.text == found)
    }

    @Test func `a letter left alone goes with what it introduced`() {
        #expect(tag("zh-Hant-x-a").shortened == tag("zh-Hant"))
        #expect(tag("zh-Hant").shortened == tag("zh"))
        #expect(tag("zh").shortened == nil)
    }

    @Test(arguments: [
        ("nl, en;q=0.8", "nl"), ("de, en;q=0.8, nl;q=0.9", "nl"), ("de", nil), ("", nil),
        ("*", "en"), ("de, *;q=0.1", "en"), ("en;q=0, *", "nl"), ("en;q=0", nil),
        ("nl;q=0.001, en;q=0", "nl"), ("ru;q=1.1, nl", "nl"), ("ru;q=0.1234, nl", "nl"),
        ("ru;q=, nl", "nl"), ("ru;level=1, nl", "nl"), ("ru ; q=0.5 , nl;q=0.4", "ru"),
        ("nl;Q=0.5,ru;q=0.6", "ru"), ("!!, nl", "nl"), ("nl-BE-x-shop, en", "nl"),
    ])
    func `Accept-Language is weighed`(_ field: String, _ found: String?) {
        let preference = LocalePreference(acceptLanguage: field)
        let locales = ["en", "nl", "lv", "ru", "uk"].map(tag)
        #expect(preference.lookup(in: locales)?.locale.text == found)
    }

    @Test func `as many members are read as the limit says`() {
        let many = Array(repeating: "de", count: 31).joined(separator: ",")
        let locales = ["en", "nl"].map(tag)
        #expect(LocalePreference(acceptLanguage: many + ",nl").lookup(in: locales) != nil)
        #expect(LocalePreference(acceptLanguage: many + ",de,nl").lookup(in: locales) == nil)
    }

    @Test func `a text falls back to its source and says so`() {
        let label = text("Exchange", ["nl": "Omruilen"])
        #expect(label.pattern(for: tag("nl-BE")).locale == tag("nl"))
        #expect(label.pattern(for: tag("ru")).locale == tag("en"))
        #expect(LocaleChoice(asked: tag("de"), used: tag("en")).isFallback)
        #expect(!LocaleChoice(asked: tag("nl-BE"), used: tag("nl")).isFallback)
        #expect(!LocaleChoice(asked: nil, used: tag("en")).isFallback)
    }

    @Test(arguments: [
        ("en", Int64(1), "one"), ("en", 2, "other"), ("nl", 1, "one"), ("lv", 0, "zero"),
        ("lv", 1, "one"), ("lv", 21, "one"), ("lv", 11, "zero"), ("lv", 2, "other"),
        ("ru", 1, "one"), ("ru", 2, "few"), ("ru", 5, "many"), ("ru", 11, "many"),
        ("ru", 21, "one"), ("ru", 22, "few"), ("ru", 112, "many"), ("uk", 3, "few"),
        ("uk", 13, "many"), ("pl", 5, "many"), ("ar", 0, "zero"), ("ar", 2, "two"),
        ("ar", 103, "few"), ("ja", 1, "other"), ("xx", 1, "other"), ("fr", 0, "one"),
        ("fr", 1_000_000, "many"), ("pt-PT", 0, "other"), ("pt", 0, "one"), ("ru", -1, "one"),
    ])
    func `a number takes its category`(_ locale: String, _ number: Int64, _ category: String) {
        #expect(PluralRules(for: tag(locale)).category(of: number).rawValue == category)
    }

    @Test(arguments: [
        ("en", "1.5", "other"), ("en", "1", "one"), ("ru", "1.5", "other"), ("lv", "0.1", "one"),
        ("lv", "1.11", "zero"), ("lv", "2.21", "one"), ("fr", "1.5", "one"), ("da", "0.5", "one"),
        ("mk", "1.1", "one"),
    ])
    func `decimals count in a category`(
        _ locale: String,
        _ number: String,
        _ category: String
    ) throws {
        let number = try #require(DecimalNumber(parsing: number))
        #expect(PluralRules(for: tag(locale)).category(of: number).rawValue == category)
    }
}
