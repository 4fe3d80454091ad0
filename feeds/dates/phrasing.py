"""How nine languages speak of a time in running text: templates, and what only looks like one.

In a template `{n}` is a count, `{unit}` a unit, `{fixed}` a unit that brings its count along,
`{today}` a word for a day, `{weekday}`, `{month}`, `{d}` and `{year}` what they say; the rest
is a regex in lower case. Kinds: `day`, `ago`, `weekday`, `date`, `month`, `year`, `numeric`,
`jalali` (with `{jmonth}`, `{jyear}`) and `last week`, `this month` and their like.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Templates = tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Phrasing:
    """One language's templates, the names that are no dates, and words for a day besides."""

    templates: Templates
    names: str = ""  # a mention that overlaps one of these is dropped
    days: Mapping[str, int] = field(default_factory=dict)
    capitals: bool = False  # months and weekdays are written with one
    shortest: int = 3  # letters of a month that counts in running text


def _lasts(week: str, month: str, year: str, kind: str = "last") -> Templates:
    return ((f"{kind} week", week), (f"{kind} month", month), (f"{kind} year", year))


_NUMERIC: Templates = (
    ("numeric", r"(?P<d>\d{1,2})(?P<by>[./-])(?P<m>\d{1,2})(?P=by)(?P<year>(?:19|20)\d\d)"),
    ("numeric", r"(?P<year>(?:19|20)\d\d)(?P<by>[-/])(?P<m>\d{1,2})(?P=by)(?P<d>\d{1,2})"),
)
PHRASINGS: Mapping[str, Phrasing] = {
    "english": Phrasing(
        (
            ("day", "{today}"),
            ("ago", "(?:about |nearly |almost |around |over |some )?{n} {unit} ago"),
            ("weekday", "(?:last |on |since |late |early )?{weekday}"),
            *_lasts("last week", "last month", "last year"),
            *_lasts("this week", "this month", "this year", "this"),
            ("date", r"{d}(?:st|nd|rd|th)?(?: of)? {month}(?:,? {year})?"),
            ("date", r"{month} {d}(?:st|nd|rd|th)?(?:,? {year})?"),
            (
                "month",
                "(?:in|since|last|until|during|by) (?:early |late |mid[- ])?{month}(?:,? {year})?",
            ),
            ("month", "{month},? {year}"),
            ("year", r"(?:in|since|during) (?:early |late |mid-)?{year}(?! [a-z]+s\b)"),
        ),
        names=r"(?:bloody|palm|easter|super bowl) sunday|(?:black|good) friday"
        r"|(?:super|fat) tuesday|sunday (?:times|telegraph|express|mirror|mail|world)"
        r"|(?:mail|observer) on sunday"
        r"|ash wednesday|maundy thursday|(?:next|coming|this coming) \w+"
        r"|(?:october|sept(?:ember)?) (?:7|11)(?:th)?|(?:7|11)(?:th)?(?: of)? (?:october|september)"
        r"|\w+ (?:vision|agenda|goals?|plan) \d{4}|(?:vision|agenda|goals?|expo|plan) \d{4}"
        r"|(?:\d+(?:th|st|nd)? \w+|\w+ \d+(?:th|st|nd)?)"
        r" (?:movement|brigades?|street|square|bridge|alliance|university)",
        days={"last night": 1, "this morning": 0, "tonight": 0, "this evening": 0},
        capitals=True,
    ),
    "arabic": Phrasing(
        (
            ("day", "{today}"),
            ("ago", "(?:قبل|منذ) (?:نحو |حوالي |أكثر من |قرابة )?{n} {unit}"),
            ("ago", "(?:قبل|منذ) (?:نحو |حوالي |قرابة )?{fixed}(?! (?:\\d|ال))"),
            (
                "weekday",
                "(?:(?:يوم|أمس|اليوم|مساء|صباح|فجر|ليل|ليلة|ظهر|منذ|عصر) )+{weekday}"
                "(?: (?P<past>الماضي|الفائت|المنصرم))?",
            ),
            (
                "weekday",
                "(?P<weekday>الثلاثاء|الأربعاء|الخميس|الجمعة|السبت)"
                "(?: (?P<past>الماضي|الفائت|المنصرم))?",
            ),
            ("weekday", "{weekday} (?P<past>الماضي|الفائت|المنصرم)"),
            *_lasts(
                "الأسبوع (?:الماضي|الفائت|المنصرم)",
                "الشهر (?:الماضي|الفائت|المنصرم)",
                "(?:العام|السنة) (?:الماضي|الماضية|الفائت|المنصرم)",
            ),
            *_lasts(
                "(?:هذا الأسبوع|الأسبوع (?:الجاري|الحالي))",
                "(?:هذا الشهر|الشهر (?:الجاري|الحالي))",
                "(?:هذا العام|العام (?:الجاري|الحالي))",
                "this",
            ),
            (
                "date",
                "{d}(?: من)?(?: شهر)? {month}(?: ?[/(] ?{other}\\)?)?"
                "(?: (?:من )?(?:عام |سنة )?{year}| (?P<past>الماضي))?",
            ),
            ("month", "{month}(?: ?[/(] ?{other}\\)?)? (?:من )?(?:عام |سنة )?{year}"),
            ("month", "(?:في |شهر |منذ )?{month}(?: ?[/(] ?{other}\\)?)? (?P<past>الماضي)"),
            ("month", "شهر {month}"),
            ("year", "(?:عام|سنة|العام|في) {year}"),
        ),
        names="اليوم (?:السابع|التالي|نفسه|ذاته|العالمي|الوطني|الدولي|الأول|الثاني|الثالث|الأخير)"
        "|(?:رؤية|رؤيه|أجندة|اكسبو|مونديال|خطة) \\d{4}|(?:القادم|المقبل)"
        "|(?:ساحة|صحيفة|جريدة|مجلة) \\w+"
        "|{weekday} (?:القادم|المقبل)|{month} (?:القادم|المقبل)"
        "|(?:شارع|مدينة|جسر|ساحة|حركة|ثورة|هجوم|هجمات|أحداث|ميدان|حي) \\d+ \\w+(?: \\w+)?"
        "|(?:7|11) (?:أكتوبر|تشرين الأول|سبتمبر|أيلول)(?! \\d{4})",
        shortest=2,
        days={"الليلة الماضية": 1, "هذا اليوم": 0, "صباح اليوم": 0, "مساء أمس": 1},
    ),
    "turkish": Phrasing(
        (
            ("day", "{today}(?:kü)?"),
            ("ago", "(?:yaklaşık )?{n} {unit} önce"),
            ("weekday", "(?P<past>geçen |geçtiğimiz )?{weekday} (?:günü|gecesi|akşamı|sabahı)"),
            ("weekday", "(?P<past>geçen|geçtiğimiz) {weekday}"),
            *_lasts(
                "(?:geçen|geçtiğimiz) hafta", "(?:geçen|geçtiğimiz) ay", "(?:geçen|geçtiğimiz) yıl"
            ),
            *_lasts("bu hafta", "bu ay", "bu yıl", "this"),
            ("date", "{d} {month}(?:['’]?[dt][ea])?(?: {year})?"),
            ("month", "{month} {year}|{month2} ayında"),
            ("month", "(?P<past>geçen) {month}"),
            ("year", "{year}(?:['’](?:[dt][ea]|[dt]en|[dt]an)| yılında)"),
        ),
        names=r"15 temmuz(?! \d)|\d+ \w+ (?:caddesi|sokak|mahallesi|stadı|köprüsü|bayramı"
        r"|üniversitesi|meydanı|şehitler)|(?:gelecek|önümüzdeki) \w+(?: günü)?"
        r"|(?:7 ekim|11 eylül)(?! \d)",
        shortest=4,
        days={"dün gece": 1, "dün akşam": 1, "bu sabah": 0, "bu gece": 0},
    ),
    "kurdish": Phrasing(
        (
            ("day", "{today}"),
            ("ago", "(?:berî|beriya|پێش) {n} {unit}"),
            ("ago", "(?:berî|beriya|پێش) {fixed}"),
            ("ago", "{n} {unit} (?:berê|لەمەوبەر|پێش ئێستا)"),
            ("ago", "{fixed} (?:berê|لەمەوبەر|پێش ئێستا)"),
            ("weekday", "(?:di )?(?:roja |ڕۆژی |رۆژی )?{weekday}(?:ya borî|e|a)?"),
            *_lasts(
                "(?:di )?hefteya (?:borî|çûyî|bihurî)", "meha (?:borî|çûyî)", "sala (?:borî|çûyî)"
            ),
            *_lasts(
                "هەفتەی (?:ڕابردوو|رابردوو|پێشوو)",
                "مانگی (?:ڕابردوو|رابردوو)",
                "ساڵی (?:ڕابردوو|رابردوو)",
            ),
            *_lasts(
                "(?:vê hefteyê|ئەم هەفتەیە)", "(?:vê mehê|ئەم مانگە)", "(?:îsal|ئەمساڵ)", "this"
            ),
            ("date", "{d}(?: ?['’]?(?:ê|ی|e))? {month}(?: {year})?"),
            ("month", "{month} {year}"),
            ("year", "(?:sala|ساڵی) {year}"),
        ),
    ),
    "hebrew": Phrasing(
        (
            ("day", "{today}"),
            ("ago", "לפני (?:כ-? ?)?{n} {unit}"),
            ("ago", "לפני {fixed}(?! (?:\\d|ה))"),
            (
                "weekday",
                "[בל]?(?P<weekday>יום (?:ראשון|שני|שלישי|רביעי|חמישי|שישי|שבת))"
                "(?: (?P<past>שעבר))?",
            ),
            *_lasts("(?:ב|ה)?שבוע שעבר", "(?:ב|ה)?חודש שעבר", "(?:ב|ה)?שנה שעברה"),
            ("this week", "השבוע"),
            ("date", "(?:[בהל]-?)?{d} [בל]?{month}(?: {year})?"),
            ("month", "(?:[במל]?חודש )[בל]?{month}(?: {year})?"),
            ("month", "[במל]?{month} {year}"),
            ("year", "(?:ב-|ב|בשנת |מאז |מאז שנת ){year}"),
        ),
        names=r"היום (?:ה\w+|הבא)|יום \w+ הבא|(?:7|11) [בל]?(?:אוקטובר|ספטמבר)(?! \d{4})"
        r"|(?:חזון|תוכנית|אקספו) \d{4}|רחוב \d+ \w+",
        days={"אמש": 1, "הבוקר": 0, "הערב": 0},
    ),
    "persian": Phrasing(
        (
            ("day", "{today}"),
            ("ago", "(?:حدود |نزدیک به )?{n} {unit} (?:پیش|قبل)"),
            ("weekday", "(?:روز )?{weekday}(?: (?P<past>گذشته))?"),
            *_lasts(
                "هفته (?:گذشته|پیش|قبل)",
                "ماه (?:گذشته|پیش|قبل)",
                "(?:سال (?:گذشته|پیش|قبل)|پارسال)",
            ),
            *_lasts("(?:این هفته|هفته جاری)", "(?:این ماه|ماه جاری)", "(?:امسال|سال جاری)", "this"),
            ("jalali", "{d} {jmonth}(?: (?:ماه |سال )?{jyear})?"),
            ("date", "{d} {month}(?: {year})?"),
            ("month", "{month} {year}"),
            ("year", "سال {year}"),
        ),
        names="(?:امام|نماز|ائمه) جمعه|{weekday} آینده|(?:خیابان|میدان|چهارراه) \\d+ \\w+"
        "|(?:7|11) (?:اکتبر|سپتامبر)(?! \\d{4})",
        days={"دیشب": 1, "امشب": 0, "صبح امروز": 0},
    ),
    "russian": Phrasing(
        (
            ("day", "{today}"),
            ("ago", "(?:около |примерно |почти )?{n} {unit} (?:тому )?назад"),
            ("ago", "{fixed} (?:тому )?назад"),
            ("weekday", r"(?:в|во|со?|до) (?P<past>(?:прошл|минувш)\w+ )?{weekday}"),
            *_lasts(
                r"(?:на )?(?:прошл|минувш)\w+ недел[еюи]", "в прошлом месяце", "в прошлом году"
            ),
            *_lasts("на этой неделе", "в этом месяце", "в этом году", "this"),
            ("date", r"{d}(?:-?го)? {month}(?: {year}(?: г(?:ода|\.)?)?)?"),
            ("month", "(?:в|с|до|конце|начале|середине) {month}(?: {year})?"),
            ("month", "{month} {year}"),
            ("year", r"в {year}(?: год[уа]|-м)"),
        ),
        names=r"(?:видение|повестка|экспо|чм)[- ]\d{4}|улиц\w+ \d+ \w+"
        r"|(?:7 октября|11 сентября)(?! \d{4})",
        days={"вчера вечером": 1, "сегодня утром": 0},
    ),
    "french": Phrasing(
        (
            ("day", "{today}"),
            ("ago", "il y a (?:environ |près de |plus de |à peine )?{n} {unit}"),
            ("weekday", "{weekday}(?: (?P<past>dernier))?"),
            *_lasts(
                "la semaine (?:dernière|passée)",
                "le mois (?:dernier|passé)",
                "l['’]an(?:née)? (?:dernier|dernière|passé|passée)",
            ),
            *_lasts("cette semaine", "ce mois-ci", "cette année", "this"),
            ("date", "{d}(?:er)? {month}(?: {year})?"),
            ("month", "(?:en|depuis|fin|début|mi-|courant) ?{month}(?: {year})?"),
            ("month", "{month} (?P<past>dernier)|{month2} {year}"),
            ("year", r"(?:en|depuis) {year}"),
        ),
        names=r"journal du dimanche|mardi gras|vendredi saint|{weekday} prochain|{month} prochain"
        r"|(?:vision|agenda|expo|horizon) \d{4}|(?:rue|place|pont|avenue) du \d+(?:er)? \w+"
        r"|(?:7 octobre|11 septembre)(?! \d{4})",
        days={"hier soir": 1, "ce matin": 0, "ce soir": 0, "cette nuit": 0},
    ),
    "german": Phrasing(
        (
            ("day", "{today}"),
            ("ago", "vor (?:etwa |rund |knapp |gut |fast |mehr als )?{n} {unit}"),
            (
                "weekday",
                "(?:am |seit |vom |bis )(?P<past>(?:vergangenen|letzten|vorigen) )?{weekday}",
            ),
            ("weekday", "(?P<past>vergangenen|letzten|vorigen) {weekday}"),
            *_lasts(
                "(?:in der )?(?:vergangenen?|letzten?|vorigen?) woche",
                "(?:im )?(?:vergangenen|letzten|vorigen) monat",
                "(?:im )?(?:vergangenen|letzten|vorigen|vergangenes|letztes) jahr",
            ),
            *_lasts("(?:in )?dieser? woche", "(?:in )?diesem monat", "(?:in )?diesem jahr", "this"),
            ("date", r"{d}\. ?{month}(?: {year})?"),
            ("month", "(?:im|seit|ende|anfang|mitte) {month}(?: {year})?"),
            ("month", "{month} {year}"),
            ("year", r"(?:im jahre?|seit) {year}"),
        ),
        names=r"(?:welt|bild) am sonntag|(?:nächst|kommend)e[nmrs] \w+|(?:vision|agenda|expo) \d{4}"
        r"|(?:straße|platz|brücke) des \d+\. \w+|(?:7\. oktober|11\. september)(?! \d{4})",
        capitals=True,
    ),
}
NUMERIC = _NUMERIC
