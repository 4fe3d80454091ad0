"""Words too common to tell one story from another, and endings, as `normalise` leaves them."""

STOP_WORDS: dict[str, str] = {
    "ar": """
        في من على إلى عن مع بعد قبل بين خلال حول ضد منذ حتى دون عند عبر نحو لدى ضمن وسط
        هذا هذه ذلك تلك هؤلاء الذي التي الذين اللذين ما ماذا متى كيف لماذا هل أين من كم
        هو هي هم هن نحن أنا أنت كان كانت يكون تكون كانوا ليس ليست لم لن لا قد سوف إن أن لأن
        أو أم ثم بل لكن كما كل بعض غير أي إذا إذ حيث حين بينما أيضا عدة عدد أكثر أقل نفس
        به بها له لها لهم فيه فيها منه منها عليه عليها إليه إليها عنه عنها
        يوم اليوم أمس غدا الأول الثاني الآن قال قالت يقول أكد أكدت أعلن أعلنت أفاد أفادت وفق
        بحسب جديد جديدة""",
    "en": """
        the a an and or but nor of in on at to for from by with without about into over under
        after before between during against as than then is are was were be been being am it
        its he his him she her hers they them their we our us you your i my me this that these
        those there here who whom whose which what when where why how not no do does did done
        have has had having will would can could may might must shall should if so such more
        most many much some any all both each few other own same only very just also too up
        down out off again new says say said saying according amid via per s t""",
    "tr": """
        ve veya ile bir bu şu o da de ki mi mı mu mü için gibi kadar sonra önce daha en çok az
        her hiç ne neden nasıl nerede kim ama ancak fakat ya hem değil var yok olan olarak oldu
        olduğu etti eden edildi dedi göre karşı üzere arasında içinde yeni iki ise diye""",
    "fr": """
        le la les l un une des du de d au aux et ou mais ni que qui quoi dont où en dans sur
        sous par pour avec sans vers chez entre après avant pendant contre depuis ce cet cette
        ces son sa ses leur leurs il elle ils elles on nous vous je tu me se s y ne pas plus
        moins très est sont était été être a ont avait avoir fait selon comme si tout tous
        toute toutes même aussi nouveau nouvelle c n qu j""",
    "de": """
        der die das den dem des ein eine einer eines einem einen und oder aber doch nicht kein
        keine in im an am auf aus bei mit nach von vom vor zu zum zur für gegen über unter um
        durch ohne zwischen seit bis während ist sind war waren wird werden wurde wurden hat
        haben hatte sein seine ihr ihre er sie es wir ich du man sich dass wenn als wie was wer
        wo warum auch nur noch schon mehr sehr so neue neuer neues soll sollen kann laut""",
    "ru": """
        и в во не на что он она они оно мы вы я ты с со как а то все всё его ее её их им ей но
        да к ко у за из от до по под над о об обо при для без через между после перед против
        же бы ли или если когда где кто чем чего этот эта это эти тот та те который которая
        которые был была было были есть будет быть уже еще ещё только также более менее так
        сообщил сообщили заявил заявила новый новые""",
    "fa": """
        و در به از که این آن را با برای است بود شد شده می هم نیز یا اما اگر تا بر هر همه یک دو
        چند چه چرا کجا کی چگونه خود او وی ما شما آنها ایشان پس پیش بعد قبل بین روی زیر درباره
        علیه بدون کرد کرده کند کنند گفت اعلام خواهد باید نه نیست دیگر های ها""",
    "he": """
        של את על אל עם לא כן או גם רק כי אם אבל אך זה זו זאת אלה הוא היא הם הן אני אנחנו אתה
        מה מי איך למה מתי איפה היה היתה הייתה היו יש אין כל עוד יותר פחות מאוד אחרי לפני בין
        נגד תחת עד כמו אשר לאחר ידי אמר לפי חדש חדשה""",
    "ku": """
        û an jî lê di de da ji bo li ser bi bê ku ev ew wê wî vê vî me we wan min te xwe yek her
        hemû tu ne na ye in e bû bûn dike dikin kir kirin hat hatin piştî berî navbera gor
        nû çi kî çawa kengî""",
    "ckb": """
        و لە بە بۆ کە ئەم ئەو ئەوە ئەمە لەگەڵ لەسەر بۆی هەر هەموو یەک دوو نە یان بەڵام ئەگەر
        دوای پێش نێوان دەکات کرد کراوە بوو بوون هەیە نییە خۆی ئێمە ئێوە ئەوان چی کێ""",
}

ENDINGS: dict[str, tuple[str, ...]] = {
    "ar": ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"),
    "en": ("ings", "ing", "edly", "ed", "ies", "es", "s", "ly"),
    "tr": ("lerinin", "larinin", "lerinde", "larinda", "lerin", "larin", "leri", "lari", "nin",
           "nun", "den", "dan", "ten", "tan", "ler", "lar", "de", "da", "te", "ta", "yi", "yu",
           "ye", "ya", "si", "su", "in", "un", "i", "u", "e", "a"),
    "fr": ("ements", "ement", "ions", "ees", "ee", "es", "er", "ent", "e", "s"),
    "de": ("ungen", "ung", "ern", "em", "en", "er", "es", "e", "n", "s"),
    "ru": ("иями", "ями", "ами", "ого", "ему", "ому", "ыми", "ими", "иях", "иям", "ией", "ает",
           "ях", "ах", "ов", "ев", "ой", "ей", "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие",
           "ом", "ем", "ам", "ям", "ую", "юю", "ия", "ии", "ию", "а", "я", "о", "е", "ы", "и",
           "у", "ю", "ь"),
}  # fmt: skip
