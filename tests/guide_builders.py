"""Guide files for tests, with everything filled in that a test does not care for."""

from pathlib import Path

from knowledge.collection import load_collection
from knowledge.guide import Guide


def guide_text(
    guide: str = "vpn-hemifran",
    title: str = "VPN hemifrån",
    *,
    questions: tuple[str, ...] = ("ett", "två", "tre", "fyra"),
    sections: tuple[str, ...] = ("Första gången",),
    steps: tuple[str, ...] = ("Öppna programmet.", "Välj **Connect**.", "Logga in.", "Klart."),
    extra: str = "",
    language: str = "sv",
    lead: str = "Så här gör du.",
) -> str:
    asked = "".join(f"  - {question}\n" for question in questions)
    body = "".join(
        f"\n## {section}\n\n" + "".join(f"{number}. {step}\n" for number, step in enumerate(steps, 1))
        for section in sections
    )
    return (
        f"---\nid: {guide}\ntitle: {title}\nlanguage: {language}\nowner: it-kansliet\n"
        f"reviewed: 2026-09-12\nreview_every: 180d\naudience: [alla]\nquestions:\n{asked}"
        f"status: published\n{extra}---\n# {title}\n\n{lead}\n{body}"
    )


def write_guide(folder: Path, guide: str = "vpn-hemifran", title: str = "VPN hemifrån", **parts: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{guide}.md"
    path.write_text(guide_text(guide, title, **parts), encoding="utf-8")  # type: ignore[arg-type]
    return path


def town_shelf(folder: Path) -> Path:
    """A folder of five guides, one of them also in English and Finnish."""
    write_guide(folder, "vpn-hemifran", "VPN hemifrån", questions=("kommer int åt nätet hemma",))
    write_guide(
        folder,
        "vpn-hemifran.en",
        "VPN from home",
        language="en",
        sections=("First time",),
        lead="At home.",
        steps=("Open the program.", "Connect.", "Sign in.", "Done."),
        extra="translation_of: vpn-hemifran\n",
        questions=("cannot reach the network from home",),
    )
    write_guide(
        folder,
        "vpn-hemifran.fi",
        "VPN kotona",
        language="fi",
        sections=("Ensimmäinen kerta",),
        lead="Kotona.",
        steps=("Avaa ohjelma.", "Yhdistä.", "Kirjaudu.", "Valmis."),
        extra="translation_of: vpn-hemifran\n",
        questions=("verkko ei toimi kotona",),
    )
    write_guide(
        folder,
        "skrivare-skriver-inte",
        "Skrivaren skriver inte ut",
        sections=("Kön har fastnat",),
        steps=("Öppna skrivarkön.", "Ta bort utskriften.", "Skriv ut igen.", "Vänta."),
        questions=("printern e död",),
    )
    write_guide(
        folder,
        "byt-losenord",
        "Byt lösenord",
        sections=("Byt i tid", "Det gick inte"),
        steps=("Tryck Ctrl+Alt+Del.", "Välj lösenord.", "Skriv det nya.", "Spara."),
        questions=("nytt passord",),
    )
    write_guide(
        folder,
        "rektorns-rum",
        "Rektorns bokning",
        sections=("Boka",),
        questions=("boka rektorns rum",),
        steps=("Öppna kalendern.", "Välj rum.", "Bjud in.", "Skicka."),
        extra="",
    )
    path = folder / "rektorns-rum.md"
    path.write_text(path.read_text(encoding="utf-8").replace("[alla]", "[rektorer]"), encoding="utf-8")
    return folder


def guides_in(folder: Path) -> list[Guide]:
    return list(load_collection(folder).guides.values())
