"""A dialogue with one canned reply of every kind, chosen by a word in the message or by the button."""

from collections.abc import Callable
from dataclasses import dataclass, field

from api.chat.bot_reply import BotReply, Hit, Offered, Said
from api.chat.ports import BotMessage, BotUnavailableError

FORM = ("what", "where", "urgency", "contact")
FORM_BUTTONS = {
    "urgency": ("urgency:low", "urgency:normal", "urgency:high", "cancel"),
    "contact": ("contact:chat", "cancel"),
}
AFTER_AN_ANSWER = ("solved", "unsolved", "human")

SHORT = Hit(
    guide="vpn-hemifran",
    title="VPN hemifrån",
    section="Första gången",
    anchor="forsta-gangen",
    language="sv",
    score=0.8,
    steps=(
        "Öppna **Cisco Secure Client** från Start-menyn.",
        "Skriv `vpn.example.ax` och välj **Connect**.",
        "Logga in. Glömt [lösenordet](https://losenord.example.ax)? Se [guiden](glomt-losenord.md#nytt).",
    ),
    body_markdown="",
    owner="it-kansliet",
    reviewed="2026-09-12",
    overdue=False,
    url="/guides/vpn-hemifran#forsta-gangen",
)
LONG = Hit(
    guide="skrivare-skriver-inte",
    title="Skrivaren skriver inte ut",
    section="Utskriften kommer inte",
    anchor="utskriften-kommer-inte",
    language="sv",
    score=0.8,
    steps=(
        "Gå till skrivaren och håll ditt kort mot läsaren.",
        "Titta på skärmen:\n- **Papper saknas:** fyll på fack 2.\n- **Pappersstopp:** öppna luckan som blinkar.",
        "Öppna **Inställningar** > **Bluetooth och enheter** > **Skrivare och skannrar**.",
        "Välj skrivaren **FollowMe** och sedan **Öppna utskriftskö**.",
        "Ta bort jobb som står stilla: högerklicka och välj **Avbryt**.",
        "Starta om datorn.",
        "Skriv ut en testsida: `Arkiv > Skriv ut > Testsida`.",
        "Hjälper inget av det här, skriv upp skrivarens nummer. Det står på en gul lapp.",
    ),
    body_markdown="",
    owner="it-kansliet",
    reviewed="2024-03-04",
    overdue=True,
    url="/guides/skrivare-skriver-inte#utskriften-kommer-inte",
)
HOSTILE = Hit(
    guide="vpn-hemifran",
    title="<b>Fet</b> <script>document.title='hacked'</script>",
    section="<svg onload=document.title='hacked'>",
    anchor="a",
    language="sv",
    score=0.8,
    steps=(
        "<img src=x onerror=document.title='hacked'>",
        "[klicka](javascript:document.title='hacked') och [data](data:text/html,hej)",
        "**<b>fet</b>** och `<i>kod</i>` och https://example.ax/\"onmouseover=document.title='hacked'",
    ),
    body_markdown="",
    owner="<u>ägare</u>",
    reviewed=None,
    overdue=False,
    url="/guides/vpn-hemifran#a",
)
WITHOUT_STEPS = Hit(
    guide="it-policy",
    title="Regler för it",
    section="Egna program",
    anchor="egna-program",
    language="sv",
    score=0.7,
    steps=(),
    body_markdown="Du får installera program ur **Företagsportal**.\n\nAllt annat behöver ett ja:\n\n"
    "- program från nätet\n- tillägg i webbläsaren",
    owner="it-kansliet",
    reviewed="2026-06-01",
    overdue=False,
    url="/guides/it-policy#egna-program",
)


def _answer(hit: Hit, *buttons: str) -> BotReply:
    return BotReply("answer", hit=hit, buttons=buttons or AFTER_AN_ANSWER)


def _said(kind: str, key: str, *buttons: str, **more: object) -> BotReply:
    return BotReply(kind, messages=(Said(key, more),), buttons=buttons)


def _clarify() -> BotReply:
    choices = (
        Offered("choice:1", "VPN hemifrån", "Första gången", "vpn-hemifran"),
        Offered("choice:2", "VPN ansluter inte", "Felsök anslutningen", "vpn-felsok"),
        Offered("choice:3", "G: saknas hemma", "Koppla mappen på nytt", "vpn-felsok"),
    )
    return BotReply("clarify", messages=(Said("bot-clarify", {}),), choices=choices, buttons=("human",))


def _idea() -> BotReply:
    """The sounding board's question after the problem, with three earlier ideas that are near."""
    return BotReply(
        "form",
        messages=(Said("bot-form-idea-for-whom", {}),),
        buttons=("cancel",),
        form=("idea", "for_whom"),
        ideas=("1", "2", "3"),
    )


WORDS: dict[str, Callable[[], BotReply]] = {
    "skrivar": lambda: _answer(LONG, "step:start", *AFTER_AN_ANSWER),
    "ont i sinnet": lambda: _answer(HOSTILE),
    "regler": lambda: _answer(WITHOUT_STEPS),
    "vilken": _clarify,
    "mötesrum": _idea,
    "meeting room": _idea,
    "kokoushuone": _idea,
    "lön": lambda: _said("refuse", "bot-refuse-offer", "human", "no"),
    "nere": lambda: _said("outage", "bot-outage-known", message="Mejlen är nere. Den väntas fungera kl. 15."),
    "hej": lambda: _said("small_talk", "bot-greet-1"),
}
BUTTONS: dict[str, Callable[[], BotReply]] = {
    "solved": lambda: _said("small_talk", "bot-solved"),
    "unsolved": lambda: _said("refuse", "bot-unsolved-offer", "human", "no"),
    "no": lambda: _said("small_talk", "bot-deny-offer"),
    "choice:1": lambda: _answer(SHORT),
    "choice:2": lambda: _answer(LONG),
    "choice:3": lambda: _answer(LONG),
}


@dataclass
class ScriptedBot:
    """Plays the escalation form for each person; everything else is one reply to one word."""

    down: bool = False
    heard: list[BotMessage] = field(default_factory=list)
    fields: dict[str, dict[str, str]] = field(default_factory=dict)
    """The form of each person, as far as it is filled in."""
    steps: dict[str, int] = field(default_factory=dict)

    async def reply_to(self, message: BotMessage) -> BotReply:
        self.heard.append(message)
        if self.down:
            raise BotUnavailableError("the fake is down")
        return self._step(message) or self._form(message) or self._word(message)

    async def is_up(self) -> bool:
        return not self.down

    def _step(self, message: BotMessage) -> BotReply | None:
        if message.button not in {"step:start", "step:next", "step:back"}:
            return None
        change = {"step:start": 0, "step:next": 1, "step:back": -1}[message.button]
        at = (self.steps.get(message.sender, 0) + change) if change else 0
        self.steps[message.sender] = at
        one = Hit(**{name: getattr(LONG, name) for name in LONG.__slots__} | {"steps": (LONG.steps[at],)})
        buttons = ("step:back", "step:next") if at else ("step:next",)
        return BotReply("step", hit=one, step=(at + 1, len(LONG.steps)), buttons=(*buttons, "solved", "human"))

    def _form(self, message: BotMessage) -> BotReply | None:
        if message.button == "human":
            self.fields[message.sender] = {}
            return self._ask(FORM[0])
        if message.sender not in self.fields:
            return None
        if message.button == "cancel":
            del self.fields[message.sender]
            return _said("cancelled", "bot-cancelled")
        if message.button == "send":
            return BotReply("escalation", fields=self.fields.pop(message.sender))
        return self._fill(self.fields[message.sender], message)

    def _fill(self, filled: dict[str, str], message: BotMessage) -> BotReply:
        button = message.button or ""
        if not button.startswith("lang:"):
            filled[FORM[len(filled)]] = button.partition(":")[2] or message.text
        if len(filled) < len(FORM):
            return self._ask(FORM[len(filled)])
        return BotReply(
            "summary",
            messages=(Said("bot-summary-ticket", {}),),
            fields=dict(filled),
            form=("ticket", "contact"),
            buttons=("send", "cancel"),
        )

    def _ask(self, name: str) -> BotReply:
        return BotReply(
            "form",
            messages=(Said(f"bot-form-ticket-{name}", {}),),
            form=("ticket", name),
            buttons=FORM_BUTTONS.get(name, ("cancel",)),
        )

    def _word(self, message: BotMessage) -> BotReply:
        if (message.button or "").startswith("agree:"):
            return BotReply("idea_agreement", fields={"idea": str(message.button).partition(":")[2]})
        if message.button in BUTTONS:
            return BUTTONS[message.button]()
        for word, reply in WORDS.items():
            if word in message.text.lower():
                return reply()
        return _answer(SHORT)
