"""The words around a password that is told in passing, in Swedish, English and Finnish."""

import re


def _words(of_them: str) -> frozenset[str]:
    return frozenset(of_them.split())


PASSWORD = re.compile(
    r"\w*l[öo]s{1,2}en{1,2}(?:or?d?)?(?:et|ets|e|en|t|s)?|l[öo]sis(?:et|en)?|l[öo]senfras(?:en)?|"
    r"pas{1,2}w(?:or|ro)ds?|passwd|passphrase|pwd?|"
    r"\w*salasana\w{0,5}|tunnussana\w{0,5}",
    re.IGNORECASE,
)
PIN = re.compile(
    r"pin(?:en)?(?::[^\W\d]+)?|pin-?(?:kod(?:en)?|code|koodi\w{0,4})|l[öo]senkod(?:en)?|passcode|"
    r"tunnuslu[kv]u\w{0,4}",
    re.IGNORECASE,
)
FINNISH = re.compile(r"salasana|tunnus|koodi")
"""`on` is `is` after these, and a place after an English word."""
IS = _words(
    "är e va var vara blev blir blivit varit is was be been became becomes oli olla olisi tuli tulee = -> => → :"
)
"""It is the password, or a person (`jag är`): what stands before them tells."""
NAMED_AS = _words("heter hette")
PERSON = _words("jag ja du vi han hon we he she i'm im am minä mä olen oon")
LINK = _words(
    # between the word and the password, and nothing about what it is for
    "nu numera idag igår mitt min mina nya ny nytt gamla gammalt "
    "det de den som alltså ju typ ska skall borde bör har hade sätter kod koden nummer "
    "my the a new old now today should as has had currently which that code number "
    "nyt mun minun uusi vanha joka eli siis pitäisi koodi "
    "- – — |"
)
TROUBLE = _words(
    # after these what comes next may be anything, so it must look the more like a password
    "funkar funka fungerar fungerade inte int går gick duger godtas nekas fel längre mer mera mej mig "
    "does doesn't doesnt did didn't isn't not work works worked working wrong anymore still me "
    "ei toimi toimii toiminut enää kelpaa käy väärä väärin"
)
TO = frozenset({"till", "ti", "to"})
FROM = _words("från ifrån from")
FOR = _words("för på i med hos åt via for in at of with")
CHANGED = re.compile(
    r"by(?:ttes?|tts?|tat)|ändra(?:de|des|t|ts)|uppdatera(?:de|des|t|ts)|satt(?:e|es|s)?|gjor(?:de|t)|val(?:de|t)|"
    r"changed|set|updated|switched|"
    r"vaihdo(?:in|imme)|vaihde(?:ttu|ttiin)|vaihtu(?:i|nut)|vaihtan(?:ut|eet)|muut(?:in|imme|ettu|ettiin|ui|tanut)|"
    r"päivit(?:in|imme|etty|ettiin|tänyt)|aset(?:in|imme|ettu|ettiin|tanut)|lait(?:oin|ettu|tanut)",
    re.IGNORECASE,
)
"""Only what has been done tells the new password."""
ASKED = re.compile(
    r"by(?:t|ta|ter|tas|ts)|ändra[rs]?|uppdatera[rs]?|sätt(?:a|er)?|gör(?:a)?|nolla\w*|nollställ\w*|återställ\w*|"
    r"skapa\w*|fixa\w*|beställ\w*|behöver|glöm\w*|tappa\w*|förlora\w*|lås(?:t|te|er|a)?|"
    r"chang(?:e|es|ing)|reset\w*|updat(?:e|es|ing)|switch(?:es|ing)?|creat(?:e|ing)|need\w*|forg[eo]t\w*|lost|lose|"
    r"unlock\w*|"
    r"vaihda\w*|vaihtaa\w*|vaihto\w*|muuta\w*|muuttaa\w*|päivitä\w*|päivittä[äm]\w*|aseta\w*|palaut\w*|nollat\w*|"
    r"luo\w*|tarvits\w*|unoh[dt]\w*|kado\w*|huk\w+",
    re.IGNORECASE,
)
"""Who wants it changed, or has it no more, says whose it is."""
DONE_BY = _words("i we have has just was i've we've")
IN_QUESTION = _words("can could should shall may must how do did to if")
ACCOUNT = re.compile(r"konto(?:t|n|na)?|inlogg\w*|account\w*|log[io]n\w*|tunnu\w*|tili\w*|tile\w*")
"""What has an owner: what follows may still be the password, if it looks much like one."""
FAILS = re.compile(
    r"(?:\s+(?:eller|or|tai)\s+\S{0,30}\d\S{0,30})?[^\w\s.!?;]*\s+(?:"
    r"(?:funkar?|funkade|fungera(?:r|de)|går|gick|duger|dög|godtas|godkänns|accepteras|gäller|tar|tas)\s+"
    r"(?:\w{1,12}\s+)?(?:inte?|ej)|nekas|"
    r"(?:(?:does|did|is|was|will)\s+not|(?:does|did|is|was)n['’]?t|won['’]?t|not)\s+(?:\w{1,12}\s+)?"
    r"(?:work(?:ing)?|accepted|valid)|stopped\s+working|"
    r"ei\s+(?:\w{1,12}\s+)?(?:toimi(?:nut)?|kelpaa|käy|kelvannut)"
    r")\b",
    re.IGNORECASE,
)
"""After a password that is of no use; not `går ut`, since accounts do so."""
LONGEST_TROUBLE = 80
"""Signs after the password that are looked at."""
AND = _words("och o & + and then ja sitten sen sedan -> => →")
BUT = _words("men but mutta")
OR = _words("eller or tai taikka vai")
NEW = _words("nya ny nytt new uusi")
BENT_WORD = re.compile(r"\w{3,}(?:een|iin|aan|ään|oon|uun|yyn|lle|ss[aä])")
"""Finnish endings for what it is for, on words without a number: `sähköpostiin`."""
