"""A stand-in on a port of loopback, in a thread of its own."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from fastapi import FastAPI

from tests.servers.ports import free_port
from tests.stand_ins.misbehave import Manners, Misbehaving
from tests.stand_ins.store import Store


@dataclass
class Running:
    """A stand-in that runs."""

    url: str
    store: Store
    manners: Manners


@contextmanager
def run(make: Callable[[Store], FastAPI], store: Store | None = None) -> Iterator[Running]:
    port, store, manners = free_port(), store or Store(), Manners()
    config = uvicorn.Config(
        Misbehaving(make(store), manners),
        host="127.0.0.1",
        port=port,
        log_level="critical",
        timeout_graceful_shutdown=0,
        lifespan="off",
    )
    server = uvicorn.Server(config)
    loop = asyncio.new_event_loop()

    def work() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(server.serve())
        loop.close()

    thread = threading.Thread(target=work)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield Running(f"http://127.0.0.1:{port}", store, manners)
    finally:
        server.should_exit = True
        thread.join(timeout=20)
