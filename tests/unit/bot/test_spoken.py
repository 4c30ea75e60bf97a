import pytest

from bot.components.spoken import as_written


@pytest.mark.parametrize(
    ("chatted", "written"),
    [
        ("ja kan int logga in", "jag kan inte logga in"),
        ("hur e de me mejlen, sku behöva nån hjälp", "hur är det med mejlen, skulle behöva någon hjälp"),
        ("Int funkar det!", "inte fungerar det!"),
        ("e-posten e borta", "e-posten är borta"),
        ("de funkar me wifi", "det fungerar med wifi"),
    ],
)
def test_chatted_words_are_spelt_out(chatted: str, written: str) -> None:
    assert as_written(chatted) == written


@pytest.mark.parametrize(
    "text",
    [
        "o",
        "so what",
        "kyllä ja ei",
        "ja mutta en voi",
        "me ei päästä e-postiin",
        "me emme pääse sisään",
        "tell me",
        "VPN",
        "",
    ],
)
def test_without_a_sign_of_a_language_nothing_changes(text: str) -> None:
    assert as_written(text) == text
