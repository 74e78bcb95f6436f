import gzip
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from csr.core.photo.photo import PhotoError
from csr.core.photo.raster import DecodeError
from csr.core.photo.reader import PhotoReader
from csr.core.photo.readers import svg
from PIL import Image

pytest.importorskip("PySide6.QtSvg")
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SQUARE = HEAD + ' width="20" height="10"><rect width="10" height="10" fill="rgb(200,100,50)"/></svg>'


@pytest.fixture(scope="module")
def reader() -> "PhotoReader":
    """Drawings are drawn in the reading process, as in the program."""
    reader = PhotoReader()
    yield reader  # type: ignore[misc]
    reader.close()


@pytest.mark.parametrize("name", ["a.svg", "a.svgz"])
def test_a_drawing_is_drawn_at_a_stated_size(reader: PhotoReader, tmp_path: Path, name: str) -> None:
    data = SQUARE.encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("z") else data)
    photo = reader.read(tmp_path / name).photo
    assert photo.size == (1040, 520)  # the least whole factor to 1024
    assert "20 × 10" in photo.notes[0] and "1040 × 520" in photo.notes[0]
    assert photo.alpha is not None
    assert (photo.pixels[:, :520] == (200, 100, 50)).all() and (photo.alpha[:, :520] == 255).all()
    assert (photo.alpha[:, 521:] == 0).all()


def test_nothing_outside_of_the_file_is_fetched(reader: PhotoReader, tmp_path: Path) -> None:
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

    server = HTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Image.new("RGB", (8, 8), (255, 0, 0)).save(tmp_path / "red.png")
    places = [f"http://127.0.0.1:{server.server_port}/a.png", (tmp_path / "red.png").as_uri(), "red.png"]
    images = "".join(f'<image width="20" height="10" xlink:href="{place}"/>' for place in places)
    style = f"<style>@import url({places[0]}); rect {{fill: url({places[0]})}}</style>"
    entity = f'<!DOCTYPE svg [<!ENTITY e SYSTEM "{places[1]}">]>'
    (tmp_path / "a.svg").write_text(entity + SQUARE.replace("<rect", f"{style}{images}<rect"))
    photo = reader.read(tmp_path / "a.svg").photo
    server.shutdown()
    server.server_close()
    assert asked == []
    assert not (photo.pixels == (255, 0, 0)).all(axis=2).any()


@pytest.mark.parametrize("text", ["", "no xml", "<svg", "<html/>", HEAD + ' width="0" height="10"/>'])
def test_what_is_no_drawing_is_refused(reader: PhotoReader, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.svg").write_text(text)
    with pytest.raises(PhotoError, match=r"a\.svg"):
        reader.read(tmp_path / "a.svg")


def test_entities_do_not_grow(reader: PhotoReader, tmp_path: Path) -> None:
    lines = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    bomb = f'<!DOCTYPE svg [<!ENTITY a0 "aaaaaaaaaa">{lines}]>'
    (tmp_path / "a.svg").write_text(bomb + SQUARE.replace("<rect", "<text>&a11;</text><rect"))
    with pytest.raises(PhotoError):
        reader.read(tmp_path / "a.svg")


def test_without_qts_module_a_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtSvg", None)
    (tmp_path / "a.svg").write_text(SQUARE)
    with (tmp_path / "a.svg").open("rb") as file, pytest.raises(DecodeError, match="SVG module"):
        svg.read(file, "a.svg", None)


def test_references_within_the_drawing_stay() -> None:
    inner = '<use xlink:href="#a"/><rect fill="url(#g)"/><rect style="fill:url(&quot;#g&quot;)"/>'
    kept = svg._without_references(f"{HEAD}>{inner}</svg>".encode())
    assert kept.count(b"#g") == 2 and b'xlink:href="#a"' in kept


def test_a_drawing_larger_than_memory_is_refused(reader: PhotoReader, tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(SQUARE.replace('width="20" height="10"', 'width="19999" height="19999"'))
    with pytest.raises(PhotoError, match="memory"):
        reader.read(tmp_path / "a.svg")
