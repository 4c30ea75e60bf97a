"""Every message that channels may have to show, for hypothesis: long, empty, strange ones too."""

import hypothesis.strategies as st

from api.chat.messages import Button, Choice, Reply, TicketLink
from api.chat.pushed import Outgoing

LANGUAGES = ("sv", "en", "fi")
texts = st.text(max_size=6000) | st.text(alphabet="ab *`[]()<>&\n-1.|:/https", max_size=4000)
titles = st.text(min_size=1, max_size=400)
buttons = st.lists(
    st.builds(Button, st.sampled_from(("solved", "unsolved", "human", "send")), titles),
    max_size=4,
    unique_by=lambda b: b.id,
)
choices = st.lists(
    st.builds(Choice, st.sampled_from(("choice:1", "choice:2", "choice:3")), titles, st.just("vpn")),
    max_size=3,
    unique_by=lambda c: c.id,
)
replies = st.builds(
    Reply,
    st.sampled_from(("answer", "clarify", "refuse", "ticket_created", "summary")),
    texts,
    st.sampled_from(LANGUAGES),
    title=st.none() | titles,
    section=st.none() | titles,
    steps=st.lists(st.text(min_size=1, max_size=4000), max_size=60).map(tuple),
    source_url=st.none() | st.just("/guides/vpn#a") | st.just("https://bollplank.example.ax/guides/vpn#a"),
    owner=st.none() | titles,
    reviewed=st.none() | st.just("2026-09-12"),
    buttons=buttons.map(tuple),
    choices=choices.map(tuple),
    ticket=st.none() | st.just(TicketLink("BP-1001", "/")),
)
messages = st.builds(
    Outgoing,
    st.just("k"),
    st.integers(1, 10**9),
    st.sampled_from(LANGUAGES),
    st.just("reply"),
    st.just(""),
    reply=replies,
    used=st.none() | titles,
    unfolded=st.booleans(),
) | st.builds(
    Outgoing,
    st.just("k"),
    st.integers(1, 10**9),
    st.sampled_from(LANGUAGES),
    st.sampled_from(("desk_reply", "ticket_status")),
    st.text(min_size=1, max_size=9000),
    name=titles,
    ticket=st.just("BP-1001"),
)  # fmt: skip
