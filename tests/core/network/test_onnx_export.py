import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from csr.core.cli.main import main
from csr.core.network.light import LightConfig, LightNetwork
from csr.core.network.onnx_export import export_onnx
from csr.core.network.weights import load_network


def test_refusals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export-onnx", "light", str(tmp_path / "light.pt")]) == 2
    assert "ends in .onnx" in capsys.readouterr().err
    (tmp_path / "there.onnx").touch()
    assert main(["export-onnx", "light", str(tmp_path / "there.onnx")]) == 2


@pytest.mark.slow
def test_onnxruntime_makes_the_same_kernels(tmp_path: Path) -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    pytest.importorskip("onnxscript")
    network = LightNetwork(LightConfig(channels=8, blocks=(1, 1, 1), features=8), "tiny").eval()
    torch.nn.init.normal_(network.head.weight, std=0.1, generator=torch.Generator().manual_seed(0))
    export_onnx(network, tmp_path / "t.onnx", 12, overwrite=False)
    _compare(network, onnxruntime.InferenceSession(tmp_path / "t.onnx", providers=["CPUExecutionProvider"]))


@pytest.mark.slow
def test_onnxruntime_makes_the_same_kernels_by_the_light_weights(tmp_path: Path) -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    pytest.importorskip("onnxscript")
    path = tmp_path / "light.onnx"
    assert main(["export-onnx", "light", str(path), "--tile", "12"]) == 0
    network = load_network("light")
    assert isinstance(network, LightNetwork)
    _compare(network, onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"]))


def _compare(network: LightNetwork, session: Any) -> None:
    """Kernels of the network and of its file agree to 1e-4, for tiles of 12 photo pixels."""
    box, input_box = (0, 0, 12, 12), network.input_box((0, 0, 12, 12), (12, 12))
    about = json.loads(session.get_modelmeta().custom_metadata_map["csr"])
    assert about["side"] == 12 and about["licence"] == network.licence and about["name"] == network.name
    side, spare = 12 + 2 * about["border"], about["border"] + input_box[0]
    pixels = torch.rand(1, 4, side, side, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        ours = network.kernels(pixels[..., spare : side - spare, spare : side - spare], box, input_box)
    level, details = session.run(["level", "details"], {"pixels": pixels.numpy()})
    assert np.abs(level[0] - ours.level.numpy()).max() < 1e-4
    flat = details[0].reshape(8, -1)
    there = (flat[5:] != 0).any(0)
    assert there.sum() == ours.details.shape[1] > 0
    assert np.abs(flat[:, there] - ours.details.numpy()).max() < 1e-4
