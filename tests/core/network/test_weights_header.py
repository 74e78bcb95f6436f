"""Weights files are refused by their header, before torch is loaded."""

import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from csr.core.network.weights_header import WeightsError, check_weights

SAMPLE = Path(__file__).parents[3] / "resources" / "sample.jpg"


def weights_file(folder: Path, architecture: str, **more: str) -> Path:
    metadata = {"format": "csr-weights", "version": "1", "name": "x", "architecture": architecture} | more
    header = json.dumps({"__metadata__": metadata}).encode()
    path = folder / "w.safetensors"
    path.write_bytes(struct.pack("<Q", len(header)) + header)
    return path


HOSTILE = {
    "huge": '{"channels": 1024, "blocks": 256, "features": 1024}',
    "a list": "[1]",
    "no JSON": "{",
    "deep": "[" * 100_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_describes_no_network_is_refused(tmp_path: Path, kind: str) -> None:
    with pytest.raises(WeightsError, match=r"w\.safetensors does not describe a network"):
        check_weights(str(weights_file(tmp_path, HOSTILE[kind])))


def test_bundled_weights_and_real_files_are_not_refused(tmp_path: Path) -> None:
    check_weights("light")
    check_weights(str(SAMPLE.parent / "weights" / "fine.safetensors"))
    with pytest.raises(WeightsError, match="version 9"):
        check_weights(str(weights_file(tmp_path, "{}", version="9")))
    (tmp_path / "no.safetensors").write_bytes(b"\xff" * 20)
    with pytest.raises(WeightsError, match="cannot be read"):
        check_weights(str(tmp_path / "no.safetensors"))


PROGRAM = """
import sys
from csr.core.cli.main import main
code = main(sys.argv[1:])
print(code, "torch" in sys.modules)
"""


@pytest.mark.slow
@pytest.mark.parametrize("command", ["render", "evaluate", "export-onnx", "field"])
def test_no_command_loads_torch_to_refuse_weights(tmp_path: Path, command: str) -> None:
    bad = str(weights_file(tmp_path, HOSTILE["huge"]))
    words = {
        "render": ["render", str(SAMPLE), str(tmp_path / "o.png"), "--weights", bad],
        "field": ["field", str(SAMPLE), str(tmp_path / "o.safetensors"), "--weights", bad],
        "evaluate": ["evaluate", str(SAMPLE.parent), "--weights", bad],
        "export-onnx": ["export-onnx", bad, str(tmp_path / "o.onnx")],
    }[command]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words], capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["2", "False"], done.stderr
    assert "does not describe a network" in done.stderr and list(tmp_path.iterdir()) == [Path(bad)]
