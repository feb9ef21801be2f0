"""The units that Grafana knows by name, and the forms in which it takes any other.

They are the ids of `@grafana/data` 13.2.3, and `farenheit`, which it reads as the same unit spelt right.
"""

from __future__ import annotations

from avionics.finding import nearest

_IDS = """
    Bps EHs GBs GHs Gbits GiBs Gibits Hs KBs KHs Kbits KiBs Kibits MBs MHs Mbits MiBs Mibits Mohm Nm3 PBs PHs Pbits
    PiBs Pibits TBs THs Tbits TiBs Tibits Wm2 accFS2 accG accMS2 acres amp amph arcmin arcsec areaF2 areaM2 areaMI2
    binBps binbps bits bool bool_on_off bool_yes_no bps bytes candela celsius clockms clocks congNm3 congm3 conmgNm3
    conmgdL conmgm3 conmmolL conngNm3 conngm3 conppb conμgNm3 conμgm3 cpm cps currencyBGN currencyBRL currencyBTC
    currencyCHF currencyCZK currencyDKK currencyEUR currencyGBP currencyIDR currencyILS currencyINR currencyISK
    currencyJPY currencyKRW currencyMYR currencyNOK currencyPHP currencyPLN currencyPYG currencyRUB currencySEK
    currencyTRY currencyUAH currencyUSD currencyUYU currencyVND currencyXPF currencyZAR currencymBTC currencyμBTC d
    dB dBm dateTimeAsIso dateTimeAsIsoNoDateIfToday dateTimeAsLocal dateTimeAsLocalNoDateIfToday dateTimeAsSystem
    dateTimeAsUS dateTimeAsUSNoDateIfToday dateTimeFromNow decbits decbytes decgbytes deckbytes decmbytes decpbytes
    dectbytes degree dm3 dtdhms dtdurationms dtdurations dthms eflops epm eps ev fahrenheit farad ffarad flops
    flowcfm flowcfs flowcms flowgpm flowlpm flowmlpm forceN forceNm forcekN forcekNm gallons gbytes gflops grad
    gwatt h hectares henry hertz hex hex0x humidity iops joule kamp kamph kbytes kelvin kohm kvolt kvoltamp
    kvoltampreact kwatt kwatth kwattm lengthcm lengthft lengthin lengthkm lengthm lengthmi lengthmm litre litreh
    locale lumens lux m m3 mamp mamph massg masskg masslb massmg masst mbytes megwatt mflops mhenry mlitre mohm mpm
    mps ms mvolt mwatt mwatth nfarad none ns ohm opm ops pbytes percent percentunit pfarad pflops pixel ppm pps
    pressurebar pressurehg pressurehpa pressurekbar pressurekpa pressurembar pressurepa pressurepsi radbq radci
    radexpckg radgy radian radmsv radmsvh radr radrad radrem radsv radsvh radusv radusvh recpm recps reqpm reqps
    rotdegs rotghz rothz rotkhz rotmhz rotrads rotrpm rowspm rowsps rpm rps s sci short sishort string tbytes tflops
    timeticks velocitykmh velocityknot velocitymph velocityms volt voltamp voltampreact watt watth watthperkg wpm
    wps yflops zflops µfarad µhenry µs
    farenheit
"""
NAMED = frozenset(_IDS.split())

SPELT = {
    "nanoseconds": "ns", "microseconds": "µs", "us": "µs", "milliseconds": "ms", "msec": "ms", "millis": "ms",
    "second": "s", "seconds": "s", "sec": "s", "secs": "s", "minute": "m", "minutes": "m", "min": "m",
    "hour": "h", "hours": "h", "day": "d", "days": "d", "duration": "s",
    "%": "percent", "ratio": "percentunit", "fraction": "percentunit", "share": "percentunit",
    "request/s": "reqps", "requests/s": "reqps", "req/s": "reqps", "requests": "reqps",
    "B": "bytes", "KB": "deckbytes", "MB": "decmbytes", "GB": "decgbytes",
    "KiB": "kbytes", "MiB": "mbytes", "GiB": "gbytes", "bytes/s": "Bps", "B/s": "Bps", "bit/s": "bps",
    "euro": "currencyEUR", "EUR": "currencyEUR", "USD": "currencyUSD", "boolean": "bool",
    "number": "none", "count": "short", "\u03bcs": "µs",
}  # fmt: skip
"""What people write for units of other ids."""

FORMS = ("prefix:", "suffix:", "time:", "si:", "count:", "currency:", "bool:")
"""What a text, a date format or a symbol of the user's own is written behind."""


_LIKE = 0.75
"""Ids are short: what is less alike than this ratio of difflib's was not meant."""


def is_known(unit: str) -> bool:
    """Whether Grafana takes `unit` for more than a text to be put behind the value."""
    return not unit or unit in NAMED or (unit.startswith(FORMS) and not unit.endswith(":"))


def likely(word: str) -> str:
    """The unit that `word` may stand for; "" where none is near."""
    if word in SPELT:
        return SPELT[word]
    near = nearest(word, NAMED | SPELT.keys(), _LIKE)
    return SPELT.get(near, near)
