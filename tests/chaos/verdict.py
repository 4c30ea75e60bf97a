"""Promises against what the ticket system holds in the end."""

from dataclasses import dataclass

from tests.chaos.people import Said
from tests.stand_ins.store import Row, Store


@dataclass(frozen=True)
class Verdict:
    """Counts; all but `escalations`, `messages` and `healed` shall be 0."""

    escalations: int
    lost: int
    doubled: int
    reordered: int
    healed: int
    messages: int
    messages_lost: int
    messages_twice: int

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.doubled or self.reordered or self.messages_lost)

    def line(self, rounds: int, seed: int) -> str:
        return (
            f"rounds {rounds} escalations {self.escalations} lost {self.lost} doubled {self.doubled} "
            f"reordered {self.reordered} healed {self.healed} seed {seed}"
        )


def judge(said: list[Said], store: Store) -> Verdict:
    """Only duplicates are closed in a chaos run, so a closed ticket is a healed one."""
    by_number: dict[str, list[Row]] = {}
    for row in store.tickets():
        by_number.setdefault(row.title.partition("]")[0][1:], []).append(row)
    counts = dict.fromkeys(("lost", "doubled", "reordered", "healed", "messages_lost", "messages_twice"), 0)
    for person in said:
        rows = by_number.get(person.ticket, [])
        open_rows = [row for row in rows if row.status != "closed"]
        counts["healed"] += len(rows) - len(open_rows)
        counts["lost"] += not open_rows
        counts["doubled"] += len(open_rows) > 1
        told = [part.text for row in rows for part in store.parts(row.id) if not part.internal]
        first = list(dict.fromkeys(told))
        counts["reordered"] += first != [note for note in person.notes if note in first]
        counts["messages_lost"] += len(set(person.notes) - set(first))
        counts["messages_twice"] += len(told) - len(first)
    return Verdict(escalations=len(said), messages=sum(len(person.notes) for person in said), **counts)
