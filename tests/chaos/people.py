"""People who escalate and add to their tickets, and send again what got no answer, as the chat page does."""

import asyncio
import random
import time
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

NOTES = 2
PATIENCE_S = 12.0
GIVES_UP_AFTER_S = 300


@dataclass
class Said:
    """What one person was promised."""

    ticket: str
    notes: list[str] = field(default_factory=list)


@dataclass
class People:
    """Everybody's promises."""

    url: str
    seed: int
    said: list[Said] = field(default_factory=list)
    stopping: bool = False
    retries: int = 0

    async def crowd(self, size: int) -> None:
        async with httpx.AsyncClient(base_url=self.url, trust_env=False, timeout=PATIENCE_S) as client:
            await asyncio.gather(*(self._person(client, random.Random(f"{self.seed}:{n}"), n) for n in range(size)))

    async def _person(self, client: httpx.AsyncClient, chance: random.Random, number: int) -> None:
        turn = 0
        while not self.stopping:
            turn += 1
            name = f"{number}-{turn}"
            told = await self._send(client, {"text": f"Ärende {name}: skrivaren skriver inte"})
            mine = Said(told["replies"][0]["ticket"]["id"])
            self.said.append(mine)
            for line in range(NOTES):
                await asyncio.sleep(chance.uniform(0.0, 0.6))
                text = f"Tillägg {name} rad {line}"
                await self._send(client, {"text": text, "conversation": told["conversation"]})
                mine.notes.append(text)
            await asyncio.sleep(chance.uniform(0.2, 1.5))

    async def _send(self, client: httpx.AsyncClient, body: dict[str, str]) -> dict[str, object]:
        body = {**body, "message_id": str(uuid4())}
        end = time.monotonic() + GIVES_UP_AFTER_S
        while time.monotonic() < end:
            try:
                response = await client.post("/v1/messages", json=body)
            except httpx.HTTPError:
                self.retries += 1
                await asyncio.sleep(0.4)
                continue
            if response.status_code == 200:
                answered: dict[str, object] = response.json()
                return answered
            self.retries += 1
            await asyncio.sleep(0.4)
        raise RuntimeError("the gateway never came back")
