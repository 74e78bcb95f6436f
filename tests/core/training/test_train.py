import io
from pathlib import Path

import numpy as np
import pytest
import torch
from csr.core.cli import train as command
from csr.core.cli.main import command_line
from csr.core.network.light import LightConfig, LightNetwork
from csr.core.network.weights import load_network
from csr.core.training import data, light
from csr.core.utils.errors import CsrError
from csr.core.utils.file_header import read_file_header
from PIL import Image


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    rng = np.random.default_rng(0)
    for i in range(2):
        coarse = rng.integers(0, 256, (24, 24, 3), dtype=np.uint8)
        Image.fromarray(coarse).resize((420, 388), Image.Resampling.NEAREST).save(folder / f"{i}.png")
    return folder


def saved(what: object) -> bytes:
    file = io.BytesIO()
    torch.save(what, file)
    return file.getvalue()


def csr_train(*words: str) -> None:
    command.run(command_line().parse_args(["train", *words]))


def tiny(seed: int = 0) -> light.LightTraining:
    torch.manual_seed(seed)
    network = LightNetwork(LightConfig(channels=8, blocks=(1, 1, 1), features=16, details=2), "tiny")
    return light.LightTraining(network, torch.device("cpu"), 1e6, 0)


def test_batches_depend_on_seed_and_number_alone(pictures: Path) -> None:
    loaded = data.load_pictures(pictures)
    training = tiny()
    stream = training.batches(loaded, rain=False)
    next(stream)
    second = next(stream)
    training.step = 1
    again = next(training.batches(loaded, rain=False))
    assert [g.view for g in second] == [g.view for g in again]
    for a, b in zip(second, again, strict=True):
        assert all(torch.equal(x, y) for x, y in ((a.target, b.target), (a.downsampled, b.downsampled)))
        assert torch.equal(a.strength, b.strength)
    for group in second:
        sizes = light.CROPS
        assert group.downsampled.shape == (sizes.batch // light.GROUPS, 3, sizes.side, sizes.side)
        assert group.target.shape[-1] == group.view.width <= sizes.window
        assert 1 <= group.view.scale <= light.LARGEST_SCALE


def test_training_starts_from_given_weights(pictures: Path, tmp_path: Path) -> None:
    first, second = str(tmp_path / "a.safetensors"), str(tmp_path / "b.safetensors")
    words = [str(pictures), first, "--minutes", "0.005", "--channels", "8", "--blocks", "1,1,1"]
    csr_train(*words)
    csr_train(str(pictures), second, "--minutes", "0.005", "--init", first, "--name", "again")
    again = load_network(second)
    assert isinstance(again, LightNetwork) and again.config == LightConfig(channels=8, blocks=(1, 1, 1))
    assert again.name == "again"
    third = str(tmp_path / "c.safetensors")
    csr_train(str(pictures), third, "--minutes", "0.005", "--init", first, "--blocks", "1,2,1")
    assert load_network(third).sizes["blocks"] == (1, 2, 1)
    with pytest.raises(CsrError, match="only grow"):
        csr_train(str(pictures), str(tmp_path / "d.safetensors"), "--init", third, "--blocks", "1,1,1")


def test_a_dead_unit_is_counted() -> None:
    network = tiny().light_network
    pixels = torch.rand(2, 4, 16, 16)
    assert light.live_units(network, pixels)[1] == 8 + 16 + 8
    before = light.live_units(network, pixels)[0]
    with torch.no_grad():
        for block in network.encoder.every_block():
            block.first.weight[0] = 0
            block.first.bias[0] = -1  # type: ignore[index]
    assert light.live_units(network, pixels)[0] < before


def test_a_short_training_lowers_the_loss_and_goes_on(
    pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(light, "WARM_UP_STEPS", 1)
    training = tiny()
    groups = next(training.batches(data.load_pictures(pictures), rain=False))
    losses = [float(training.one_step(groups, False)) for _ in range(160)]
    assert losses[-1] < 0.98 * losses[0]
    assert "live units" in training.describe()
    out, checkpoint = tmp_path / "w.safetensors", tmp_path / "w.checkpoint"
    training.save(out, checkpoint)
    assert load_network(str(out)).name == "tiny"
    other = tiny(1)
    other.load(checkpoint)
    assert other.step == 160
    after, expected = (float(t.one_step(groups, False)) for t in (other, training))
    assert after == pytest.approx(expected, rel=1e-4)


def test_a_training_that_diverges_ends_and_keeps_its_checkpoint(
    pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rising(self: light.LightTraining, *_: object) -> torch.Tensor:
        self.step += 1
        self.elapsed += 1
        return torch.tensor(0.03 if self.step < 5 else 1e3)

    monkeypatch.setattr(light.LightTraining, "one_step", rising)
    out = tmp_path / "w.safetensors"
    checkpoint = out.with_suffix(".checkpoint")
    with pytest.raises(CsrError, match="diverged"):
        csr_train(str(pictures), str(out), "--minutes", "10", "--channels", "8", "--blocks", "1,1,1")
    assert not checkpoint.exists() and not out.exists()


def test_a_noisy_beginning_is_no_divergence(
    pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def noisy(self: light.LightTraining, *_: object) -> torch.Tensor:
        self.step += 1
        self.elapsed += 1
        if self.step == 30:
            raise KeyboardInterrupt
        return torch.tensor(-8.0 if self.step == 1 else -5.0)  # a logarithm of few crops' errors

    monkeypatch.setattr(light.LightTraining, "one_step", noisy)
    words = [str(pictures), str(tmp_path / "w.safetensors"), "--minutes", "10"]
    with pytest.raises(KeyboardInterrupt):
        csr_train(*words, "--channels", "8", "--blocks", "1,1,1")


def test_a_training_that_is_stopped_is_kept(
    pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(self: light.LightTraining, *_: object) -> torch.Tensor:
        if self.step == 2:
            raise KeyboardInterrupt
        self.step += 1
        return torch.zeros(())

    out = tmp_path / "w.safetensors"
    words = [str(pictures), str(out), "--channels", "8", "--blocks", "1,1,1"]
    with monkeypatch.context() as patch:
        patch.setattr(light.LightTraining, "one_step", stopped)
        with pytest.raises(KeyboardInterrupt):
            csr_train(*words)
    assert read_file_header(out).steps == 2
    csr_train(*words, "--minutes", "0.001", "--resume")
    assert read_file_header(out).steps == 3


def test_the_command_trains_validates_and_refuses_to_overwrite(pictures: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "w.safetensors")
    words = [str(pictures), out, "--minutes", "0.02", "--channels", "8", "--blocks", "1,1,1"]
    csr_train(*words, "--validation", str(pictures))
    assert load_network(out).sizes["channels"] == 8
    with pytest.raises(CsrError, match="exists"):
        csr_train(*words)
    csr_train(*words[:3], "0.03", *words[4:], "--resume")
    with pytest.raises(CsrError, match="another architecture: channels 8"):
        csr_train(*words[:4], "--channels", "4", "--resume")


def test_what_could_not_be_written_or_read_is_told_before_the_training(
    pictures: Path, tmp_path: Path
) -> None:
    for out, said in (("w.png", "ends in"), ("nowhere/w.safetensors", "no folder")):
        with pytest.raises(CsrError, match=said):
            csr_train(str(pictures), str(tmp_path / out))
    out = tmp_path / "w.safetensors"
    for content in (b"no checkpoint", saved([1]), saved({"step": 1}), saved({"architecture": {"sizes": 2}})):
        out.with_suffix(".checkpoint").write_bytes(content)
        with pytest.raises(CsrError, match="damaged"):
            csr_train(str(pictures), str(out), "--resume")
    out.with_suffix(".checkpoint").unlink()
    (pictures / "text.png").write_text("text")
    with pytest.raises(CsrError, match=r"text\.png is not a picture"):
        csr_train(str(pictures), str(out))


def test_folders_without_pictures_are_refused(tmp_path: Path) -> None:
    for source, said in (("", "no pictures"), ("none", "no folder"), ("none.zip", "no file")):
        with pytest.raises(CsrError, match=said):
            csr_train(str(tmp_path / source), str(tmp_path / "w.safetensors"))
    with pytest.raises(CsrError, match="no checkpoint"):
        csr_train(str(tmp_path), str(tmp_path / "w.safetensors"), "--resume")
