"""What a page of the repository refers to is there: files, and headings in them."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([\w-]+))?\)")
CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
PAGES = [ROOT / "README.md", *(p for f in ("core", "viewer", "resources") for p in (ROOT / f).rglob("*.md"))]


def headings(page: Path) -> set[str]:
    """The names by which a page's headings are linked to: lower case, dashes for spaces, no other signs."""
    found = re.findall(r"^#+ (.*)$", CODE.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


def dead_links(page: Path) -> list[str]:
    """Links of a page that lead nowhere."""
    dead: list[str] = []
    for file, heading in LINK.findall(page.read_text("utf-8")):
        target = page.parent / file if file else page
        if not target.exists() or (heading and heading not in headings(target)):
            dead.append(f"{file}#{heading}")
    return dead


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    assert not dead_links(page)


def test_dead_links_are_found(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("# One, of `many`\n```\n# no heading\n```\n")
    page = tmp_path / "page.md"
    page.write_text("[a](other.md#one-of-many) [b](other.md#no-heading) [c](gone.md) [d](#e) [f](https://g)")
    assert dead_links(page) == ["other.md#no-heading", "gone.md#", "#e"]
