"""What desk people write in rich editors, as words."""

import pytest

from api.tickets.systems.plain import ascii_name, text_of_html, tidy


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Hej!</p><p>Vi <b>kommer</b>.</p>", "Hej!\nVi kommer."),
        ("rad ett<br>rad två<br/>rad tre", "rad ett\nrad två\nrad tre"),
        ("<ul><li>ett</li><li>två</li></ul>", "– ett\n– två"),
        ("<script>alert(1)</script>ord<style>p{}</style>", "ord"),
        ('<img src=x onerror="alert(1)">bild', "bild"),
        ('<a href="javascript:alert(1)">klicka</a>', "klicka"),
        ("a &lt;b&gt; &amp; c&nbsp;d", "a <b> & c d"),
        ("<<b>script>alert(1)<</b>/script>", "<script>alert(1)</script>"),
        ("", ""),
    ],
)
def test_html_becomes_words(source: str, words: str) -> None:
    """Words that look like tags stay words: the chat shows text, never HTML."""
    assert text_of_html(source) == words


def test_control_signs_and_length() -> None:
    assert tidy("a\x00b\u202ec\n\n\n\nd") == "abc\n\nd"
    assert len(tidy("x" * 100_000)) == 20_000


def test_a_name_for_systems_that_know_no_other_letters() -> None:
    assert ascii_name("skärmbild å.png") == "skarmbild a.png"
    assert ascii_name("日本") == "file"
