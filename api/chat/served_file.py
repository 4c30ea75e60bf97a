"""A person's file as an HTTP answer that no browser takes for a page of ours."""

from urllib.parse import quote

from fastapi.responses import Response

from api.chat.attachments import Stored

SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def file_response(stored: Stored, content: bytes) -> Response:
    """Pictures are shown, everything else is downloaded; nothing in it can run or reach us."""
    shown = "inline" if stored.is_image else "attachment"
    return Response(
        content,
        media_type=stored.media_type,
        headers={
            "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(stored.name)}",
            "Content-Security-Policy": SANDBOX,
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
            "Referrer-Policy": "no-referrer",
        },
    )
