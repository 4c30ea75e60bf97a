"""Which files are let in, and what they are called afterwards."""

import pytest

from api.chat.sniff import safe_name, sniff

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (PNG, "skärm.png", "image/png"),
        (PNG, "innocent.exe", "image/png"),
        (b"\xff\xd8\xff\xe0rest", "foto.JPG", "image/jpeg"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "bild", "image/webp"),
        (b"GIF89a....", "x.gif", "image/gif"),
        (b"%PDF-1.7 ...", "blankett.pdf", "application/pdf"),
        ("felet står här: å ä ö\n".encode(), "fel.log", "text/plain"),
    ],
)
def test_six_kinds_are_let_in_by_their_content(content: bytes, name: str, media_type: str) -> None:
    assert sniff(content, name) == media_type


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00\x03", "program.exe"),
        (b"MZ\x90\x00\x03", "skarmbild.png"),
        (b"\x7fELF\x02\x01", "bild.jpg"),
        (b"PK\x03\x04", "arkiv.zip"),
        (b"#!/bin/sh\nrm -rf /\n", "las.txt"),
        (b"@echo off\r\nformat c:\r\n", "las.bat"),
        (b"WScript.Echo 1", "las.vbs"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "bild.svg"),
        (b"<html><script>alert(1)</script>", "sida.html"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", "ljud.webp"),
        (b"\xfe\xff\x00h", "gammal.txt"),
        (b"noll\x00byte", "x.txt"),
        (b"", "tom.txt"),
        (b"", "tom.png"),
    ],
)
def test_everything_else_is_not(content: bytes, name: str) -> None:
    assert sniff(content, name) is None


@pytest.mark.parametrize(
    ("name", "media_type", "kept"),
    [
        ("Skärmbild (2).png", "image/png", "Skärmbild (2).png"),
        ("foto.jpeg", "image/jpeg", "foto.jpeg"),
        ("../../etc/passwd", "text/plain", "passwd.txt"),
        ("C:\\temp\\bild.png", "image/png", "bild.png"),
        ("virus.exe", "image/png", "virus.png"),
        ('a"\r\nSet-Cookie: x=1.png', "image/png", "a---Set-Cookie- x-1.png"),
        ("", "image/gif", "fil.gif"),
        ("\u202egnp.exe", "image/png", "gnp.png"),
        ("å" * 300 + ".png", "image/png", "å" * 80 + ".png"),
    ],
)
def test_a_name_is_made_safe_and_true(name: str, media_type: str, kept: str) -> None:
    assert safe_name(name, media_type) == kept
