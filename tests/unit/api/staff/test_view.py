"""What the queue shows stands in the address, and only that."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.staff.view import View

ANYTHING = st.dictionaries(
    st.sampled_from(["status", "who", "urgent", "kind", "order", "search", "page", "evil"]), st.text(max_size=300)
)


@settings(deadline=None)  # the machine may be busy
@given(ANYTHING)
def test_any_address_is_read_and_comes_back_the_same(given: dict[str, str]) -> None:
    view = View.read(given)
    assert View.read_query(view.query.removeprefix("?")) == view
    assert "evil" not in view.query
    view.wanted()


def test_the_plain_queue_has_a_plain_address() -> None:
    assert View().query == ""
    assert View(who="mine", page=3).but(order="waiting") == "/desk?who=mine&order=waiting"
    assert View(who="mine").but(page=2) == "/desk?who=mine&page=2"


@pytest.mark.parametrize(
    ("page", "read"), [("0", 1), ("-1", 1), ("x", 1), ("7", 7), ("99999999", 1), ("²", 1), ("", 1)]
)
def test_a_page_is_a_number_from_one(page: str, read: int) -> None:
    assert View.read({"page": page}).page == read
