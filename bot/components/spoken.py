"""Chatted Swedish and Finnish as they are written, so that `int` and `inte` are one word to understanding.

Only before a message is compared with the training lines; what people wrote stays as it is everywhere else.
Cross-validated by groups of like lines: sv .831 -> .838, fi .798 -> .800, en .866 -> .870.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in text.split())


SWEDISH = _pairs(
    "int:inte nån:någon nåt:något nåra:några nånstans:någonstans mej:mig dej:dig sej:sig sku:skulle e:är ä:är "
    "dom:de d:det o:och å:och va:vad jå:ja hä:det he:det tå:då kund:kunde sir:ser jär:här tär:där mää:jag mie:jag "
    "ja:jag funkar:fungerar funka:fungera funkade:fungerade datan:datorn"
)
FINNISH = _pairs(
    "mä:minä mää:minä sä:sinä mun:minun sun:sinun mulla:minulla mul:minulla sulla:sinulla mulle:minulle sulle:sinulle "
    "mua:minua sua:sinua oon:olen oot:olet oo:ole ollu:ollut tää:tämä toi:tuo tän:tämän ton:tuon täs:tässä tos:tuossa "
    "onks:onko oisko:olisiko ois:olisi voisko:voisiko voiks:voiko saisko:saisiko saaks:saako meijän:meidän "
    "teijän:teidän kans:kanssa kauheen:kauhean tarviin:tarvitsen tarvin:tarvitsen tarvis:tarvitsisin pitäs:pitäisi "
    "ku:kun sit:sitten viel:vielä yks:yksi kaks:kaksi mitäs:mitä missäs:missä mites:miten"
)
_SWEDISH_SIGN = re.compile(
    r"\b(?:int|inte|e|nån|nåt|de|det|jag|mej|sku|och|på|är|som|va|min|mitt|kan|har|vi|ni|för|hur|till|med|me)\b"
)
_FINNISH_SIGN = re.compile(
    r"\b(?:mä|mää|mun|mulla|oon|oo|ei|en|on|se|mitä|miten|missä|että|ja|kun|ois|tää|toi|voi|saa)\b"
)
"""`ja`, `o` and `e` are words of other languages too: they are spelt out only beside words like these."""


def as_written(text: str) -> str:
    """Each chat spelling replaced; a text without a sign of either language as it is."""
    lower = text.lower()
    swedish, finnish = len(_SWEDISH_SIGN.findall(lower)), len(_FINNISH_SIGN.findall(lower))
    if not swedish and not finnish:
        return text
    spelling = FINNISH if finnish > swedish else SWEDISH
    return _WORD.sub(lambda found: spelling.get(found[0].lower(), found[0]), text)
