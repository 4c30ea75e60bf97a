"""Login, desk and trainers' pages (not written yet)."""

from fastapi import APIRouter, FastAPI

router = APIRouter()


def mount_static(app: FastAPI) -> None:
    """Serve what the staff pages need."""
