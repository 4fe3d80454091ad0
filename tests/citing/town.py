"""The invented outlets of a port, which the cases on citations name."""

from __future__ import annotations

from feeds.model import Outlet


def outlet(
    name: str, english: str, native: str, *languages: str, kind: str = "newspaper"
) -> Outlet:
    """An outlet under two names."""
    return Outlet(name, english, native, kind, "Nowhere", languages, "UTC")


OUTLETS = (
    outlet("herald", "Harbour Herald", "Harbour Herald", "en"),
    outlet("bahr", "Bahr TV", "تلفزيون البحر", "ar", "en"),
    outlet("sahel", "Al-Sahil Today", "الساحل اليوم", "ar"),
    outlet("deniz", "Sea Post", "Deniz Postası", "tr"),
    outlet("courrier", "Port Courier", "Le Courrier du Port", "fr"),
    outlet("kueste", "Coast Gazette", "Küstenblatt", "de"),
    outlet("port", "Port News", "Портовые вести", "ru"),
    outlet("mowj", "Southern Wave", "موج جنوب", "fa"),
    outlet("namal", "Voice of the Port", "קול הנמל", "he"),
    outlet("pel", "Wave Press", "Pêl Press", "ku"),
    outlet("free", "Free Shore", "الساحل الحر", "ar", kind="channel"),
    outlet("shepol", "Wave News", "شەپۆل نیوز", "ckb"),
)
