import json
from pathlib import Path

import numpy as np
import pytest
import torch
from csr.core.cli.main import main
from csr.core.network.level import LevelConfig, LevelNetwork
from csr.core.network.onnx_export import export_onnx
from csr.core.network.weights import load_network


@pytest.mark.slow
def test_onnxruntime_makes_the_same_kernels(tmp_path: Path) -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    pytest.importorskip("onnxscript")
    path = tmp_path / "light.onnx"
    assert main(["export-onnx", "light", str(path), "--tile", "24"]) == 0
    network = load_network("light")
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    about = json.loads(session.get_modelmeta().custom_metadata_map["csr"])
    assert about["side"] == 24 and about["licence"] == network.licence and about["name"] == network.name
    side = 24 + 2 * about["border"]
    pixels = torch.rand(1, 3, side, side, generator=torch.Generator().manual_seed(0))
    box, input_box = (0, 0, 24, 24), network.input_box((0, 0, 24, 24), (24, 24))
    with torch.no_grad():
        ours = network.kernels(pixels, box, input_box).numpy()
    (theirs,) = session.run(["kernels"], {"pixels": pixels.numpy()})
    assert theirs.shape == ours.shape and np.abs(theirs - ours).max() < 1e-4 < ours.std()


def test_refusals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export-onnx", "light", str(tmp_path / "light.pt")]) == 2
    assert "ends in .onnx" in capsys.readouterr().err
    (tmp_path / "there.onnx").touch()
    assert main(["export-onnx", "light", str(tmp_path / "there.onnx")]) == 2


@pytest.mark.slow
def test_a_level_and_its_details(tmp_path: Path) -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    pytest.importorskip("onnxscript")
    torch.manual_seed(0)
    network = LevelNetwork(LevelConfig(channels=8, blocks=(1, 1, 1), features=8), "tiny").eval()
    torch.nn.init.normal_(network.head.weight, std=0.1)
    export_onnx(network, tmp_path / "t.onnx", 12, overwrite=False)
    session = onnxruntime.InferenceSession(tmp_path / "t.onnx", providers=["CPUExecutionProvider"])
    box, input_box = (0, 0, 12, 12), network.input_box((0, 0, 12, 12), (12, 12))
    about = json.loads(session.get_modelmeta().custom_metadata_map["csr"])
    side, spare = 12 + 2 * about["border"], about["border"] + input_box[0]
    pixels = torch.rand(1, 4, side, side)
    with torch.no_grad():
        ours = network.kernels(pixels[..., spare : side - spare, spare : side - spare], box, input_box)
    level, details = session.run(None, {"pixels": pixels.numpy()})
    assert np.abs(level[0] - ours.level.numpy()).max() < 1e-4
    flat = details[0].reshape(8, -1)
    there = (flat[5:] != 0).any(0)
    assert there.sum() == ours.details.shape[1] > 0
    assert np.abs(flat[:, there] - ours.details.numpy()).max() < 1e-4
