import threading

import pytest

from retrieval import aside as on_the_side
from retrieval.aside import aside


def test_what_is_done_aside_gives_its_result() -> None:
    assert aside(lambda: 7)() == 7


def test_what_goes_wrong_aside_is_raised() -> None:
    def fail() -> None:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - any will do
        aside(fail)()


def test_on_a_busy_machine_it_is_done_on_the_spot() -> None:
    free, by = threading.Event(), []
    busy = [aside(free.wait) for _ in range(on_the_side.all_cores())]

    aside(lambda: by.append(threading.current_thread()))()

    free.set()
    assert by == [threading.current_thread()]
    assert all(each() for each in busy)


def test_work_that_waits_is_done_as_well() -> None:
    result = aside(lambda: 7, after_s=0.01)

    assert result() == 7
