import json
from pathlib import Path

import numpy as np
import pytest
import torch
from csr.core.cli.main import main
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
