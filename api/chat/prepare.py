"""From what a person sent to what is stored and passed on: cleaned, without secrets, in a known language."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.chat.bot_reply import Said
from api.chat.clean import LONGEST, LONGEST_READ, clean, says_nothing
from api.chat.conversations import Thread
from api.chat.language import LanguageDetector
from api.chat.messages import LANGUAGES, Inbound, Language
from api.topics.redact import redact_secrets


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message after cleaning, and what the person must be told about it."""

    text: str | None
    language: Language
    language_chosen: bool = False
    """The person pressed a language's button."""
    warnings: tuple[Said, ...] = ()
    says_nothing: bool = False
    fields: Mapping[str, str] | None = None


def prepare(inbound: Inbound, known: Thread | None, *, detector: LanguageDetector) -> Prepared:
    """Passwords, identity codes, bank accounts and cards are gone after this; nobody here needs them."""
    language = _language_before(inbound, known)
    if inbound.text is None:
        chosen = _chosen_language(inbound.button or "")
        fields, found = _without_secrets(inbound.fields or {})
        warned = tuple(Said(f"reply-warning-{kind}", {}) for kind in sorted(found))
        return Prepared(None, chosen or language, chosen is not None, warned, fields=fields or None)
    cleaned = clean(inbound.text)
    if says_nothing(cleaned):
        return Prepared(cleaned[:LONGEST], language, says_nothing=True, warnings=_of_files(inbound))
    if known is None or not known.language_chosen:
        language = detector.detect(cleaned[:LONGEST], last=language)
    text, secrets = redact_secrets(cleaned)
    warnings = [Said(f"reply-warning-{kind}", {}) for kind in sorted(secrets)]
    if len(text) > LONGEST or len(inbound.text) > LONGEST_READ:
        warnings.append(Said("reply-warning-cut", {"longest": LONGEST}))
    return Prepared(text[:LONGEST], language, warnings=(*warnings, *_of_files(inbound)))


def _of_files(inbound: Inbound) -> tuple[Said, ...]:
    return (Said("reply-warning-files", {}),) if inbound.files_left else ()


def _without_secrets(fields: Mapping[str, str]) -> tuple[Mapping[str, str], frozenset[str]]:
    cleaned = {name: redact_secrets(clean(value)) for name, value in fields.items() if clean(value)}
    found = frozenset(kind for _text, kinds in cleaned.values() for kind in kinds)
    return {name: text[:LONGEST] for name, (text, _kinds) in cleaned.items()}, found


def _chosen_language(button: str) -> Language | None:
    return next((code for code in LANGUAGES if button == f"lang:{code}"), None)


def _language_before(inbound: Inbound, known: Thread | None) -> Language:
    """What short or unclear messages are taken to be in."""
    if known is None:
        return inbound.language or "sv"
    switched = inbound.language and known.client_language and inbound.language != known.client_language
    return inbound.language if switched and inbound.language else known.language
