"""English."""

from __future__ import annotations

from feeds.dates.tongues.tongue import Tongue

ENGLISH = Tongue(
    name="english",
    months=(
        "January|Jan",
        "February|Feb",
        "March|Mar",
        "April|Apr",
        "May",
        "June|Jun",
        "July|Jul",
        "August|Aug",
        "September|Sept|Sep",
        "October|Oct",
        "November|Nov",
        "December|Dec",
    ),
    weekdays=(
        "Monday|Mon",
        "Tuesday|Tues|Tue",
        "Wednesday|Wednes|Weds|Wed",
        "Thursday|Thurs|Thur|Thu",
        "Friday|Fri",
        "Saturday|Sat",
        "Sunday|Sun",
    ),
    units={
        "second": "second|seconds|sec|secs|s",
        "minute": "minute|minutes|min|mins|m",
        "hour": "hour|hours|hr|hrs|h",
        "day": "day|days|d",
        "week": "week|weeks|wk|wks|w",
        "month": "month|months|mo|mos",
        "year": "year|years|yr|yrs|y",
    },
    ago="ago|earlier",
    counts="a|an|one; two; three; four; five; six; seven; eight; nine; ten; eleven; twelve; ; ; "
    "fifteen; ; ; ; ; twenty",
    half="half",
    days=("today", "yesterday", "the day before yesterday|day before yesterday"),
    now="now|just now|moments ago|a moment ago|a few moments ago|seconds ago|a few seconds ago",
    so="about|around|almost|over|and|nearly|some|approximately",
    fillers="at|on|the|of|hrs|hours|o'clock|local time",
    am="am|a.m.|a.m|in the morning",
    pm="pm|p.m.|p.m|in the afternoon|in the evening",
    zones={
        "Moscow time": "Europe/Moscow",
        "Israel time": "Asia/Jerusalem",
        "Damascus time": "Asia/Damascus",
        "Mecca time|Makkah time|Saudi time|KSA": "Asia/Riyadh",
        "Turkish time|Turkey time|Istanbul time": "Europe/Istanbul",
        "Tehran time|Iran time": "Asia/Tehran",
        "Cairo time": "Africa/Cairo",
        "Baghdad time": "Asia/Baghdad",
        "Beirut time": "Asia/Beirut",
        "Dubai time|Gulf Standard Time": "Asia/Dubai",
        "London time|UK time": "Europe/London",
        "Eastern Time|New York time": "America/New_York",
        "Universal Time|Greenwich Mean Time|Coordinated Universal Time": "UTC",
    },
    published="published at|published on|published|publication date|publish date|pub date|pubdate"
    "|first published|originally published|posted on|posted at|posted|date|date posted|released"
    "|release date|issued|created|created on|filed",
    updated="updated|updated at|updated on|last updated|last updated on|last update|modified"
    "|last modified|revised",
)
