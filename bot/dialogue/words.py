"""Which words of a message carry its matter, and whether it leans on what was said before."""

import re

TOKEN = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")


def word_set(words: str) -> "frozenset[str]":
    return frozenset(words.split())


SAY_LITTLE = word_set(
    # sv, dialect included
    "och o å men eller så att som om ifall när då nu sen sedan bara också även ju väl nog alltså liksom jo nej nä "
    "näe jag ja mig mej me mitt min mina du dig dej ditt din dina man en ett vi oss ni er de dom dem han hon den "
    "det detta denna dessa där här samma annan annat andra annars i på till från för med av ur vid hos under över "
    "utan inte int icke ej ingen inget inga alls hur var vart vad va varför vem vilken vilket vilka är e va var "
    "blir har hade kan kunde ska skulle vill ville måste får fick gör göra gjorde går gick gå funkar fungerar "
    "funka fungera hittar hitta finns finna menas menar betyder betyda heter kommer komma ser se tar ta igen lite "
    "mera mer nån någon nåt något några nånstans någonstans tack hej snälla gäller gälla står ok okej "
    # en
    "and but or so that which if when then now just also even too well i me my mine you your we us our they them "
    "their it its this these those there here same other another the a an in on to from for with of at by off out "
    "not no none don't doesn't didn't can't won't isn't how where what why who is are was were be been am do does "
    "did has have had can could will would should shall must may get gets got go goes work works working find "
    "mean means meant happen happens about please thanks hi hello ok okay "
    # fi
    "ja mutta vai tai niin että joka jos kun sitten nyt vain myös vielä kyllä ei en et emme ette eivät minä mä "
    "sinä sä me te he se ne tämä tää tuo nämä nuo siinä siitä siihen sitä sillä siellä sieltä sinne tässä tästä "
    "tätä tuossa tuota täällä sama toinen muu minun mun sinun on ovat oli olla ole voi voin voinko voiko saa saan "
    "pitää täytyy miten mitä mikä mitkä missä mistä mihin miksi kuka entä entäs toimii toimi toimiiko onnistu "
    "onnistuu löydän löytyy löytää tarkoittaa tarkoitat käy käykö mites kiitos hei "
)
STARTS = {
    "sv": re.compile(r"^(?:och|o|å|men|eller|hur är det (?:med|på)|och sen|sen då)\b", re.IGNORECASE),
    "en": re.compile(r"^(?:and|but|or|what about|how about|what if)\b", re.IGNORECASE),
    "fi": re.compile(r"^(?:ja|mutta|tai|entä|entäs|entäpä|mites)\b", re.IGNORECASE),
}
POINTS = {
    "sv": re.compile(r"\b(?:den|det|de|dom|dem|där|här|detta|denna|samma)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:it|that|this|those|these|there|them|same)\b", re.IGNORECASE),
    "fi": re.compile(
        r"\b(?:se|sen|sitä|siinä|siitä|siihen|sillä|siellä|sieltä|ne|niitä|tämä|tätä|tässä|tuo|tuota|tuossa|sama)\b|"
        r"^toimiiko\b",
        re.IGNORECASE,
    ),
}
PLACES = {
    "sv": re.compile(r"^(?:på|i|hos|via|från|med)\s", re.IGNORECASE),
    "en": re.compile(r"^(?:on|in|at|via|from|with|for)\s", re.IGNORECASE),
    "fi": re.compile(r"^(?:\S+\s)?\S+(?:ss[aä]|ll[aä])$", re.IGNORECASE),
}
NO_FIRST = re.compile(r"^(?:nej|näe?|no|nope|ei)\b[\s,.!]+(?=\w)", re.IGNORECASE)
LONGEST_PLACE = 3
LONGEST_START = 10
"""Words: what begins with `och` and is longer says all that is needed by itself."""
LONGEST_POINT = 8
MOST_MATTER = 2
"""Words that carry matter: more than these stand on their own."""
NEEDED_PREFIX = 4
MOST_ENDING = 4
SAY_YES = word_set(
    "ja jo jå jep jepp japp ok okej okay gärna visst absolut jovisst precis exakt stämmer rätt korrekt bra "
    "skicka kör perfekt fint tack det den är e yes yeah yep sure please send correct right fine good looks all "
    "that's it is go ahead exactly perfect joo juu jep kyllä kiitos lähetä oikein hyvä totta kai mielellään "
    "sopii on se kaikki vaan iväg nu allt så där "
)
DEVICES = re.compile(
    r"^(?:mobil|telefon|iphone|android|ipad|surfplatt|padda|mac|macbook|macci|phone|tablet|puheli|kännyk|luuri|läppäri)",
    re.IGNORECASE,
)
DEVICE_FAMILIES = (
    re.compile(r"^(?:mobil|telefon|iphone|android|phone|puheli|kännyk|luuri)", re.IGNORECASE),
    re.compile(r"^(?:ipad|surfplatt|padda|tablet|tabletti)", re.IGNORECASE),
    re.compile(r"^(?:mac|macbook|macci)", re.IGNORECASE),
)
PARTS_OF_A_SCREEN = re.compile(
    r"^(?:knapp|ruta|rutan|meny|ikon|fönst|fält|länk|flik|inställning|button|box|menu|icon|window|field|link|tab|"
    r"setting|painik|nappi|nap[pi]|valikko|valikon|kuvak|ikkuna|kenttä|linkki|välilehti|asetu)",
    re.IGNORECASE,
)


def tokens(text: str) -> "list[str]":
    return [found.lower() for found in TOKEN.findall(text)]


def matter(text: str) -> "tuple[str, ...]":
    """The words that say what it is about."""
    return tuple(word for word in tokens(text) if word not in SAY_LITTLE and len(word) > 1 and not word.isdigit())


def same_word(one: str, other: str) -> bool:
    """The same word in two forms (`mobil`, `mobilen`; `puhelin`, `puhelimella`), or the same kind of device."""
    if one == other:
        return True
    if any(family.match(one) and family.match(other) for family in DEVICE_FAMILIES):
        return True
    shared = 0
    for left, right in zip(one, other):  # noqa: B905 - the common beginning ends with the shorter
        if left != right:
            break
        shared += 1
    near_the_end = shared >= min(len(one), len(other)) - 2 and abs(len(one) - len(other)) <= MOST_ENDING
    return shared >= NEEDED_PREFIX and near_the_end


def only_says_yes(text: str) -> bool:
    """`ja, skicka` and no more: `rum 204` is no yes, whatever the classifier thinks."""
    said = tokens(text)
    return bool(said) and all(word in SAY_YES for word in said)


def shares_a_word(words: "tuple[str, ...]", text: str) -> bool:
    said = matter(text)
    return any(same_word(word, each) for word in words for each in said)


def names_a_place(text: str, language: str) -> bool:
    """`på telefonen`, `nej, i Outlook`, `koneella`: where, and no more; what, was said before."""
    rest = without_no(text).rstrip(".!? ")
    place = PLACES.get(language, PLACES["sv"])
    return bool(place.match(rest) and matter(rest)) and len(rest.split()) <= LONGEST_PLACE


def without_no(text: str) -> str:
    """What follows a `nej` that is not alone."""
    return NO_FIRST.sub("", text.strip())


def begins_as_follow_up(text: str, language: str) -> bool:
    if names_a_place(text, language):
        return True
    start = STARTS.get(language, STARTS["sv"])
    return bool(start.match(text.strip())) and len(text.split()) <= LONGEST_START and len(matter(text)) <= MOST_MATTER


def leans_on_before(text: str, language: str, *, asks: bool) -> bool:
    """`och på mobilen?`, `funkar det på mac?`: not to be understood without the turn before.

    `det går inte att skriva ut` points at nothing: only in a question may the pronoun mean what was said.
    """
    if begins_as_follow_up(text, language):
        return True
    if not asks:
        return False
    points = POINTS.get(language, POINTS["sv"])
    return bool(points.search(text)) and len(text.split()) <= LONGEST_POINT and len(matter(text)) <= MOST_MATTER
