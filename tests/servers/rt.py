"""A real Request Tracker 5 for tests, and Anna who works at its desk."""

import base64
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.servers.ports import free_port

SCRIPT = Path(__file__).parent / "rt-start.sh"
STATUSES = {"waiting": "stalled", "solved": "resolved", "open": "open", "closed": "rejected"}
CANNOT = 77


class NotHereError(Exception):
    """A server that cannot be had on this machine; the message says why."""


@dataclass
class Rt:
    """A running server."""

    url: str
    token: str
    folder: Path
    pid: int

    @classmethod
    def start(cls, folder: Path, *, hook_url: str = "", hook_secret: str = "") -> "Rt":
        """Start it; 25 s the first time on a machine.

        Raises:
            NotHereError: it is not installed and cannot be.
        """
        port = free_port()
        environment = {**os.environ, "HOOK_URL": hook_url, "HOOK_SECRET": hook_secret}
        done = subprocess.run(
            ["bash", str(SCRIPT), str(folder), str(port)],
            capture_output=True, text=True, check=False, env=environment,
        )  # fmt: skip
        if done.returncode == CANNOT:
            raise NotHereError(done.stdout.strip())
        assert done.returncode == 0, done.stdout + done.stderr
        pid = int((folder / "pid").read_text())
        return cls(f"http://127.0.0.1:{port}", (folder / "token").read_text(), folder, pid)

    def stop(self) -> None:
        # Not SIGINT: as root that makes the server change the owner of its folders.
        os.killpg(self.pid, signal.SIGTERM)

    async def anna_writes(self, ticket: str, text: str) -> None:
        await self._as_anna("POST", f"ticket/{ticket}/correspond", {"Content": text, "ContentType": "text/plain"})

    async def anna_notes(self, ticket: str, text: str) -> None:
        await self._as_anna("POST", f"ticket/{ticket}/comment", {"Content": text, "ContentType": "text/plain"})

    async def anna_sets(self, ticket: str, status: str) -> None:
        await self._as_anna("PUT", f"ticket/{ticket}", {"Status": STATUSES[status]})

    async def files(self, ticket: str) -> list[bytes]:
        """The content of every file on a ticket, oldest first."""
        login = {"Authorization": f"token {self.token}"}
        async with httpx.AsyncClient(trust_env=False, headers=login, timeout=60) as client:
            listing = f"{self.url}/REST/2.0/ticket/{ticket}/attachments"
            items = (await client.get(listing, params={"fields": "Filename"})).json()["items"]
            named = sorted(int(item["id"]) for item in items if item["Filename"])
            whole = [(await client.get(f"{self.url}/REST/2.0/attachment/{each}")).json() for each in named]
        return [base64.b64decode(each["Content"]) for each in whole]

    async def _as_anna(self, method: str, path: str, body: dict[str, str]) -> None:
        async with httpx.AsyncClient(auth=("anna", "agent-local-only"), trust_env=False, timeout=60) as client:
            response = await client.request(method, f"{self.url}/REST/2.0/{path}", json=body)
            assert response.status_code in {200, 201}, response.text
