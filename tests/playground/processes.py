"""What runs: the product with its gateway behind the relay, and Microsoft's Agents Playground."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import yaml

from tests.playground.gateway import KEYS
from tests.playground.relay import Relay
from tests.product import ROOT, Product
from tests.stand_ins.connector import BOT, TENANT

PACKAGE = "@microsoft/m365agentsplayground@0.2.28"
COLLEAGUES = ("Bertil Öberg", "Carin Sund", "David Lind", "Eva Holm", "Filip Berg")
"""The Playground wants five, neither more nor fewer."""
STARTS_WITHIN_S = 60


class NotHereError(Exception):
    """The Playground cannot run on this machine."""


def install(folder: Path) -> Path:
    """Fetch the Playground unless it is there; returns its start file. Kept outside the repository.

    Raises:
        NotHereError: no Node.js, or the package registry does not answer.
    """
    start = folder / "node_modules/@microsoft/m365agentsplayground/cli.js"
    if start.exists():
        return start
    npm = shutil.which("npm")
    if npm is None:
        raise NotHereError("Node.js with npm is needed to run Microsoft's Agents Playground.")
    folder.mkdir(parents=True, exist_ok=True)
    command = [npm, "install", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", PACKAGE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NotHereError(f"{PACKAGE} could not be fetched:\n{done.stderr[-1000:]}")
    return start


@contextmanager
def product_behind(relay: Relay, product: Product) -> Iterator[None]:
    """The whole product, its gateway exchanged for one that takes the relay for Microsoft."""
    product.start()
    product.control("stop", "gateway")
    process = _start_gateway(relay, product)
    try:
        _wait_for(f"{product.base}/healthz", process)
        product.wait_for_part("rasa", up=True)
        yield
    finally:
        _end(process)
        product.stop()


@contextmanager
def playground(start: Path, folder: Path, *, port: int, endpoint: str, person: str) -> Iterator[str]:
    """The Playground with one person in front of it; yields the page's address."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "m365agentsplayground.yml"
    config.write_text(yaml.safe_dump(_town(person), allow_unicode=True), encoding="utf-8")
    environment = {
        **os.environ,
        "NODE_OPTIONS": f"--require {Path(__file__).with_name('loopback.cjs')}",
        "TEAMSAPPTESTER_BROWSER": "none",
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(config),
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(folder / "playground.log"),
    }
    command = ["node", str(start), "start", "-e", endpoint, "-c", "msteams", "-p", str(port), "--disable-telemetry"]
    process = subprocess.Popen(
        command, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}/"
    try:
        _wait_for(url, process)
        yield url
    finally:
        _end(process)


def _town(person: str) -> dict[str, object]:
    """Who is there, in the words of the Playground's own file."""

    def user(identifier: str, name: str, number: int) -> dict[str, str]:
        given, _, family = name.partition(" ")
        mail = f"{identifier.partition(':')[2]}@example.ax"
        return {
            "id": identifier,
            "name": name,
            "givenName": given,
            "surname": family,
            "email": mail,
            "userPrincipleName": mail,
            "aadObjectId": f"33333333-3333-4333-8333-{number:012d}",
        }

    return {
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": BOT,
        "currentUser": user(f"29:{person}", "Anna Karlsson", sum(map(ord, person))),
        "users": [user(f"29:colleague{n}", name, n) for n, name in enumerate(COLLEAGUES, 1)],
        "personalChat": {"id": f"a:{person}"},
        "groupChat": {"id": f"19:{person}@thread.v2", "name": "IT"},
        "team": {
            "id": f"19:{person}-town@thread.tacv2",
            "name": "Town",
            "aadGroupId": "00000000-0000-4000-8000-000000000031",
            "channels": [{"id": f"19:{person}-help@thread.tacv2", "name": "Help"}],
        },
    }


def _start_gateway(relay: Relay, product: Product) -> "subprocess.Popen[bytes]":
    ports = product.ports
    ours = {
        "BOLLPLANK_VAR_DIR": str(product.var),
        "BOLLPLANK_GUIDES_DIR": str(product.guides),
        "BOLLPLANK_RETRIEVAL_URL": f"http://127.0.0.1:{ports['RETRIEVAL_PORT']}",
        "BOLLPLANK_RASA_URL": f"http://127.0.0.1:{ports['RASA_PORT']}",
        "BOLLPLANK_TRACKER_DB": str(product.var / "tracker.db"),
        KEYS: relay.keys,
    }
    words = ["uvicorn", "--factory", "tests.playground.gateway:create", "--port", str(ports["PORT"]), "--no-access-log"]
    with (product.var / "logs/playground-gateway.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", *words], env={**os.environ, **ours}, cwd=ROOT, stdout=log, stderr=log
        )


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < end:
        try:
            if httpx.get(url, trust_env=False, timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            if process.poll() is not None:
                raise NotHereError(f"{process.args} ended by itself") from None
        time.sleep(0.2)
    raise NotHereError(f"nothing answers at {url}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
