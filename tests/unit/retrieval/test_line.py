import asyncio
import threading

import pytest

from retrieval.errors import TooManyQuestionsError
from retrieval.line import Line


async def test_so_many_are_worked_on_at_once_and_the_others_wait() -> None:
    line, at_work, most, gate = Line(workers=2, max_waiting=100), [], [], threading.Lock()

    def work() -> int:
        with gate:
            at_work.append(1)
            most.append(len(at_work))
        threading.Event().wait(0.01)
        with gate:
            at_work.pop()
        return 7

    assert await asyncio.gather(*(line.run(work) for _ in range(20))) == [7] * 20
    assert max(most) == 2
    line.close()


async def test_who_finds_the_line_full_is_told_at_once_and_may_come_again() -> None:
    line, go_on = Line(workers=1, max_waiting=2), threading.Event()
    waiting = [asyncio.create_task(line.run(go_on.wait)) for _ in range(3)]
    await asyncio.sleep(0)

    with pytest.raises(TooManyQuestionsError, match="ask again"):
        await line.run(go_on.wait)
    go_on.set()
    assert await asyncio.gather(*waiting) == [True] * 3
    assert await line.run(lambda: "again") == "again"
    line.close()


async def test_a_question_that_fails_leaves_the_line() -> None:
    line = Line(workers=1, max_waiting=0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            await line.run(lambda: 1 / 0)
    line.close()
