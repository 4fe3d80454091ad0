"""Turkish."""

from __future__ import annotations

from feeds.dates.tongues.tongue import Tongue

TURKISH = Tongue(
    name="turkish",
    months=(
        "Ocak|Oca",
        "Şubat|Şub",
        "Mart|Mar",
        "Nisan|Nis",
        "Mayıs|May",
        "Haziran|Haz",
        "Temmuz|Tem",
        "Ağustos|Ağu",
        "Eylül|Eyl",
        "Ekim|Eki",
        "Kasım|Kas",
        "Aralık|Ara",
    ),
    weekdays=(
        "Pazartesi|Pzt|Pts",
        "Salı|Sal",
        "Çarşamba|Çar|Çrş",
        "Perşembe|Per|Prş",
        "Cuma|Cum",
        "Cumartesi|Cmt|Cts",
        "Pazar|Paz",
    ),
    units={
        "second": "saniye|sn",
        "minute": "dakika|dk|dak",
        "hour": "saat|sa",
        "day": "gün",
        "week": "hafta",
        "month": "ay",
        "year": "yıl|sene",
    },
    ago="önce|evvel",
    counts="bir; iki; üç; dört; beş; altı; yedi; sekiz; dokuz; on; on bir; on iki; ; ; on beş; "
    "; ; ; ; yirmi",
    half="yarım",
    days=("bugün", "dün", "evvelsi gün|önceki gün"),
    now="şimdi|az önce|şu anda|şu an|biraz önce|demin",
    so="yaklaşık|ve|tam",
    fillers="günü|saat|saati|tarihi|tarihinde|yılı|itibarıyla|itibariyle|saatiyle",
    am="ÖÖ|öğleden önce|sabah",
    pm="ÖS|öğleden sonra|akşam",
    noon="öğlen|öğle",
    night="gece",
    zones={
        "TSİ|Türkiye saati ile|Türkiye saatiyle|Türkiye saati|TSI": "Europe/Istanbul",
        "Moskova saati": "Europe/Moscow",
    },
    published="yayınlanma|yayınlanma tarihi|yayınlandı|yayın tarihi|yayımlanma|yayımlanma tarihi"
    "|yayımlandı|giriş|giriş tarihi|giriş saati|eklenme|eklenme tarihi|eklenme zamanı|tarih"
    "|oluşturulma tarihi|oluşturulma|haber girişi|ilk yayın|yayınlanma zamanı|kayıt tarihi",
    updated="güncelleme|güncelleme tarihi|güncellendi|son güncelleme|son güncelleme tarihi"
    "|güncellenme|güncellenme tarihi|değiştirilme",
    edits=(
        (r"(?<=\d)['’](?:[dt][ea]n?|y?[iu]n?|n?in|si|ncı)(?!\w)", ""),
        (r"(?<=[a-z])['’](?:[dt][ea]n?|y?[iu]n?|n?in)(?!\w)", ""),
    ),
)
