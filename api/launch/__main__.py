"""`python -m api.launch run|prepare|train|index`: what `make` calls. Needs nothing but Python itself."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from api.launch import plan
from api.launch.checks import CannotStartError, check_guides, check_ports, check_town
from api.launch.settings import LaunchSettings, SettingError, environment, read_settings
from api.launch.steps import StepRunner, in_words, tell
from api.launch.supervise import Manager


def prepare(settings: LaunchSettings, *, groups: tuple[str, ...], password_file: Path | None = None) -> None:
    """Do every set-up step whose inputs changed: both environments side by side, then what needs them."""
    check_guides(settings.guides)
    ours = {
        "BOLLPLANK_VAR_DIR": str(settings.var),
        "BOLLPLANK_GUIDES_DIR": str(settings.guides),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    steps = StepRunner(root=settings.root, var=settings.var, environment={**environment(), **ours})
    steps.run(plan.installer(settings))
    steps.run(plan.bundled_model(settings))
    main_lane = [
        lambda: plan.main_environment(settings, groups=groups),
        lambda: plan.guide_index(settings),
    ]
    if password_file:
        made = password_file
        main_lane.append(lambda: plan.database(settings, password_file=made))
    bot_lane = [
        lambda: plan.bot_environment(settings),
        lambda: plan.bot_model(settings),
        lambda: plan.trained_bot(settings),
    ]
    steps.run_lanes(main_lane, bot_lane)


def run(settings: LaunchSettings) -> int:
    """Set up what is missing, start everything, stay until Ctrl-C."""
    started = time.monotonic()
    check_ports(settings)
    check_town(settings)
    with tempfile.TemporaryDirectory() as secret_folder:
        password_file = Path(secret_folder) / "first-admin"
        prepare(settings, groups=("run",), password_file=password_file)
        manager = Manager(settings, environment())
        try:
            manager.start()
            manager.wait_until_answering()
            _welcome(settings, seconds=time.monotonic() - started, password_file=password_file)
            password_file.unlink(missing_ok=True)
            return manager.wait()
        finally:
            manager.stop()


def _welcome(settings: LaunchSettings, *, seconds: float, password_file: Path) -> None:
    base = f"http://{settings.host}:{settings.port}"
    print(f"\n  Bollplank answers, {in_words(seconds)} after the start.\n")
    print(f"    Chat        {base}/\n    Desk        {base}/desk")
    print(f"    Trainers    {base}/trainers\n    API         {base}/docs\n")
    if password_file.exists():
        password = password_file.read_text("utf-8").strip()
        print(f"    First login at the desk: name `admin`, password `{password}`")
        print("    It is shown only this once: keep it, or make a new one with `make admin`.\n")
    print("  Ctrl-C stops everything. Logs are in", settings.var / "logs", flush=True)


def tell_about_browser() -> None:
    """Name Chromium when it is missing; where we are root on Debian, install it."""
    if shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome"):
        return
    apt = shutil.which("apt-get")
    tell("Chromium is missing; the browser tests need it.")
    if apt and os.getuid() == 0:
        tell("Chromium: installing it with apt-get, takes about 40 s")
        subprocess.run([apt, "update", "-q"], check=False, stdout=subprocess.DEVNULL)
        subprocess.run(
            [apt, "install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
            check=False, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    else:
        tell("Install it (Debian, Ubuntu: sudo apt-get install chromium), or the browser tests are skipped.")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m api.launch", description=__doc__)
    parser.add_argument("command", choices=["run", "prepare", "prepare-tests"])
    command = parser.parse_args().command
    try:
        settings = read_settings()
        if command == "run":
            return run(settings)
        prepare(settings, groups=("run", "test") if command == "prepare-tests" else ("run",))
        if command == "prepare-tests":
            tell_about_browser()
    except (CannotStartError, SettingError) as error:
        print(f"\n  Bollplank cannot start: {error}\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n  Stopped. What is done already is kept; run the command again to go on.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
