"""Ten thousand questions at the same moment."""

import asyncio
import json
import resource
import time
from collections import Counter

from tests.bench.retrieval.server import Server
from tests.bench.retrieval.texts import questions

_PATIENCE_S = 300


async def flood(server: Server, count: int) -> dict[str, str]:
    """Open a connection for each and ask; what came of them."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(65_536, most) if most > 0 else 65_536, most))
    asked, peak = questions(), [0.0]
    watching = asyncio.create_task(_watch(server, peak))
    started = time.perf_counter()
    tasks = [_ask(server.port, *asked[number % len(asked)]) for number in range(count)]
    said = Counter(await asyncio.gather(*tasks))
    spent = time.perf_counter() - started
    watching.cancel()
    outcome = ", ".join(f"{number} x {what}" for what, number in sorted(said.items()))
    return {
        f"{count:,} questions at once": f"{outcome}; all within {spent:.0f} s",
        "resident memory at most": f"{peak[0]:.0f} MB",
    }


async def _ask(port: int, question: str, language: str) -> str:
    body = json.dumps({"question": question, "language": language}).encode()
    head = f"POST /v1/search HTTP/1.1\r\nHost: l\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    try:
        async with asyncio.timeout(_PATIENCE_S):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(head.encode() + b"Connection: close\r\n\r\n" + body)
            status = (await reader.readline()).split()
            await reader.read()
            writer.close()
            return status[1].decode() if len(status) > 1 else "closed"
    except (OSError, TimeoutError) as error:
        return type(error).__name__


async def _watch(server: Server, peak: list[float]) -> None:
    while True:
        peak[0] = max(peak[0], server.memory()[0])
        await asyncio.sleep(0.1)
