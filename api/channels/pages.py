"""The chat page, the widget and the guide pages (not written yet)."""

from fastapi import APIRouter, FastAPI

router = APIRouter()


def mount_static(app: FastAPI) -> None:
    """Serve scripts and style sheets."""
