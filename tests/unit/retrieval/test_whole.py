"""All sections of one guide, as the dialogue asks for them after an answer."""

from pathlib import Path

from tests.guide_builders import write_guide
from tests.unit.retrieval.test_serve import served, until


async def test_a_guide_comes_section_by_section_in_the_askers_language_else_in_swedish(tmp_path: Path) -> None:
    shelf = tmp_path / "guides"
    write_guide(shelf, "vpn-hemifran", "VPN hemifrån", sections=("Första gången", "Det fungerar inte"))
    write_guide(
        shelf, "vpn-hemifran.en", "VPN", language="en", sections=("First time",), extra="translation_of: vpn-hemifran\n"
    )
    async with served(shelf, tmp_path / "var") as client:
        await until(client, lambda health: health["status"] == "ok")
        swedish = (await client.get("/v1/guides/vpn-hemifran?language=sv&audience=alla")).json()
        english = (await client.get("/v1/guides/vpn-hemifran?language=en")).json()
        finnish = (await client.get("/v1/guides/vpn-hemifran?language=fi")).json()

    assert [hit["section"] for hit in swedish["sections"]] == ["Första gången", "Det fungerar inte"]
    assert swedish["sections"][1]["url"] == "/guides/vpn-hemifran#det-fungerar-inte"
    assert [hit["section"] for hit in english["sections"]] == ["First time"]
    assert finnish["sections"] == swedish["sections"]


async def test_a_guide_that_is_not_there_has_no_sections(tmp_path: Path) -> None:
    shelf = tmp_path / "guides"
    write_guide(shelf, "vpn-hemifran", "VPN hemifrån")
    async with served(shelf, tmp_path / "var") as client:
        await until(client, lambda health: health["status"] == "ok")
        answer = await client.get("/v1/guides/hemlig")

    assert answer.json() == {"guide": "hemlig", "sections": []}
