"""How often somebody may try to sign in."""

from api.staff import throttle
from api.staff.throttle import MOST_BY_ADDRESS, MOST_BY_NAME, MOST_FOR_BOTH, Throttle
from tests.fakes.clock import Clock


def test_a_name_has_five_tries_a_minute_from_an_address() -> None:
    clock, door = Clock(), Throttle()
    assert [door.take("anna", "10.0.0.1", clock()) for _ in range(MOST_FOR_BOTH + 1)] == [True] * 5 + [False]
    assert door.take("bo", "10.0.0.1", clock())
    clock.forward(minutes=1)
    assert door.take("anna", "10.0.0.1", clock())


def test_who_guesses_from_elsewhere_keeps_nobody_out() -> None:
    clock, door = Clock(), Throttle()
    while door.take("anna", "203.0.113.7", clock()):
        pass
    assert door.take("anna", "10.0.0.1", clock())


def test_a_name_has_sixty_tries_a_minute_wherever_they_come_from() -> None:
    clock, door = Clock(), Throttle()
    tries = [door.take("anna", f"10.0.0.{at}", clock()) for at in range(MOST_BY_NAME + 1)]
    assert tries == [True] * MOST_BY_NAME + [False]


def test_an_address_has_thirty_tries_a_minute_under_whatever_names() -> None:
    clock, door = Clock(), Throttle()
    tries = [door.take(f"name-{at}", "10.0.0.1", clock()) for at in range(MOST_BY_ADDRESS + 1)]
    assert tries == [True] * MOST_BY_ADDRESS + [False]
    assert door.take("name-0", "10.0.0.2", clock())


def test_who_is_right_has_not_tried() -> None:
    clock, door = Clock(), Throttle()
    for _ in range(MOST_BY_ADDRESS * 2):
        assert door.take("anna", "10.0.0.1", clock())
        door.was_right("anna", "10.0.0.1")


def test_old_tries_make_room_for_new_ones(monkeypatch) -> None:
    monkeypatch.setattr(throttle, "MOST_KEPT", 10)
    clock, door = Clock(), Throttle()
    for at in range(50):
        door.take(f"name-{at}", f"10.0.0.{at}", clock())
        clock.forward(seconds=20)
    assert len(door._names.at) <= 10
