import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.topics.redact import redact, redact_secrets


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("mitt lösenord är Sommar2026!", "mitt lösenord är [password]"),
        ("losenord: hemligt99 funkar int", "losenord: [password] funkar int"),
        ("password: hunter22", "password: [password]"),
        ("my password is Winter-2026", "my password is [password]"),
        ("salasanani on Kesa2026", "salasanani on [password]"),
        ("kontot FI21 1234 5600 0007 85 tack", "kontot [bank] tack"),
        ("hetu 131052-308T", "hetu [identity]"),
        ("tillfällig hetu 010100-900F", "tillfällig hetu [identity]"),
        ("pnr 811228-9874", "pnr [identity]"),
        ("pnr 19811228 9874", "pnr [identity]"),
        ("samordning 701063-2391", "samordning [identity]"),
        ("skriv till anna.b@example.ax", "skriv till [email]"),
        ("min dator har 10.0.0.5", "min dator har [ip]"),
        ("ipv6 fe80::1ff:fe23:4567:890a", "ipv6 [ip]"),
        ("ring 018 15 400 eller 040 123 4567", "ring [phone] eller [phone]"),
        ("070-123 45 67", "[phone]"),
        ("kortet 4111 1111 1111 1111", "kortet [card]"),
    ],
)
def test_personal_data_is_replaced_by_its_kind(typed: str, kept: str) -> None:
    assert redact(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "lösenordet är fel",
        "mitt lösenord e glömt",
        "my password is expired",
        "salasanani on väärä",
        "ärende 20261123-1234",
        "KB5031455 på 10.0.19045.3803",
        "sen 2026-11-23 kl 12:30:45",
        "fel kod 0x80070005",
        "192.168.1.300 är ingen adress",
        "rum 123456",
        "",
    ],
)
def test_what_is_no_personal_data_stays(text: str) -> None:
    assert redact(text) == text


def test_the_desk_can_still_reach_the_person() -> None:
    text, kinds = redact_secrets("ring 018 15 400, lösenord: hemligt99")
    assert text == "ring 018 15 400, lösenord: [password]"
    assert kinds == {"password"}


@given(st.text(max_size=300))
def test_any_text_can_be_redacted_and_twice_is_as_once(text: str) -> None:
    once = redact(text)
    assert redact(once) == once
