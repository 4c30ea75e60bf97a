"""Ideas that others may see while the stories are held: released as the desk does, found by the running retrieval."""

import time
from datetime import UTC, datetime

import httpx
from sqlalchemy.orm import Session

from api.db.engine import make_engine
from api.tickets.ideas import Change, Wording, set_state, show_idea
from tests.product import Product

RELEASED = (
    (
        "BP-1",
        "doing",
        {
            "sv": Wording("Boka mötesrum i kalendern", "Mötesrum bokas på papper vid dörren och krockar ofta."),
            "en": Wording("Book meeting rooms in the calendar", "Rooms are booked on paper at the door and collide."),
        },
    ),
    ("BP-2", "not_now", {"sv": Wording("Digital blankett för utfärder", "Skolorna fyller i papper för varje utfärd.")}),
    ("BP-3", "new", {"fi": Wording("Hoitoajat puhelimella", "Vanhemmat ilmoittavat hoitoajat paperilla.")}),
)
WITHIN_S = 60.0


def release(product: Product) -> None:
    """Release them, and wait until retrieval has been handed them."""
    engine = make_engine(f"sqlite:///{product.var / 'bollplank.db'}")
    change = Change(by="admin", now=datetime.now(UTC))
    with Session(engine) as session, session.begin():
        for number, state, wordings in RELEASED:
            show_idea(session, number, wordings, change)
            set_state(session, number, state=state, why="", change=change)
    engine.dispose()
    deadline = time.monotonic() + WITHIN_S
    address = f"http://127.0.0.1:{product.ports['RETRIEVAL_PORT']}/v1/ideas"
    while not httpx.get(address, timeout=10).json()["version"]:
        assert time.monotonic() < deadline, "retrieval was handed no ideas"
        time.sleep(0.2)
