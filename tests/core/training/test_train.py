import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from csr.core.cli import train as command
from csr.core.cli.main import command_line
from csr.core.network.dictionary import write_dictionary
from csr.core.network.light import Architecture, Network
from csr.core.network.weights import load_network
from csr.core.training import data, train
from csr.core.training.degradation import as_camera_file
from csr.core.training.losses import LEAST_SQUARED_ERROR, log_error, loss
from csr.core.utils.file_header import read_checkpoint
from PIL import Image


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    rng = np.random.default_rng(0)
    for i in range(2):
        coarse = rng.integers(0, 256, (24, 24, 3), dtype=np.uint8)
        Image.fromarray(coarse).resize((240, 200), Image.Resampling.NEAREST).save(folder / f"{i}.png")
    return folder


def saved(what: object) -> bytes:
    file = io.BytesIO()
    torch.save(what, file)
    return file.getvalue()


def csr_train(*words: str) -> None:
    command.run(command_line().parse_args(["train", *words]))


def test_batches_depend_on_seed_and_number_alone(pictures: Path) -> None:
    loaded = data.load_pictures(pictures)
    stream = data.batches(loaded, 3, 0)
    next(stream)
    second = next(stream)
    again = next(data.batches(loaded, 3, 1))
    assert [g.scale for g in second] == [g.scale for g in again]
    assert all(torch.equal(a.target, b.target) for a, b in zip(second, again, strict=True))
    for group in second:
        side = round(data.PATCH * group.scale)
        assert group.reduced.shape == (data.CROPS_PER_GROUP, 3, data.PATCH, data.PATCH)
        assert group.target.shape == (data.CROPS_PER_GROUP, 3, side, side)
        assert 1 <= group.scale <= data.LARGEST_SCALE


def test_camera_files_are_degraded_but_their_targets_are_not(pictures: Path) -> None:
    loaded = data.load_pictures(pictures)
    clean = next(data.batches(loaded, 3, 0))
    degraded = [g for k in range(4) for g in next(data.batches(loaded, 3, k, as_camera_file))]
    assert {data.PATCH} == {g.reduced.shape[-1] for g in degraded}
    assert any(not torch.equal(a.reduced, b.reduced) for a, b in zip(clean, degraded[:4], strict=True))
    assert torch.equal(clean[0].target, degraded[0].target)


def test_training_starts_from_given_weights(pictures: Path, tmp_path: Path) -> None:
    first, second = str(tmp_path / "a.safetensors"), str(tmp_path / "b.safetensors")
    words = [str(pictures), first, "--minutes", "0.005", "--channels", "8", "--blocks", "1"]
    csr_train(*words)
    csr_train(str(pictures), second, "--minutes", "0.005", "--init", first, "--name", "again")
    assert load_network(second).architecture == load_network(first).architecture
    assert load_network(second).name == "again"
    third = str(tmp_path / "c.safetensors")
    csr_train(str(pictures), third, "--minutes", "0.005", "--init", first, "--blocks", "2", "--half-turn")
    assert load_network(third).architecture == replace(
        load_network(first).architecture, blocks=2, half_turn=True
    )
    with pytest.raises(ValueError, match="only grow"):
        csr_train(str(pictures), str(tmp_path / "d.safetensors"), "--init", third, "--blocks", "1")


def test_the_loss_is_zero_only_for_equal_pictures() -> None:
    a = torch.rand(1, 3, 8, 8)
    assert float(loss(a, a)) == 0
    assert float(loss(a, a + 0.1)) == pytest.approx(0.1 + 0.05 * 0.1 * 8 / 40, rel=1e-4)


def test_the_logarithmic_error_falls_as_psnr_rises() -> None:
    target = torch.rand(2, 3, 8, 8)
    far, near = target + 0.1, target + 0.01
    # 20 dB are a factor of 100 in the mean squared error, but for what is added to it
    assert float(log_error(far, target)) == pytest.approx(np.log(0.01 + LEAST_SQUARED_ERROR), rel=1e-3)
    assert float(log_error(near, target)) == pytest.approx(np.log(1e-4 + LEAST_SQUARED_ERROR), rel=1e-3)


def test_a_short_training_lowers_the_loss_and_goes_on(
    pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "WARM_UP_STEPS", 1)
    for module in (data, train):
        monkeypatch.setattr(module, "PATCH", 24)
    torch.manual_seed(0)
    network = Network(Architecture(channels=8, blocks=1), "tiny")
    training = train.Training(network, torch.device("cpu"), 1e6, 0)
    groups = next(data.batches(data.load_pictures(pictures), 0, 2))  # none of its crops is flat
    losses = [float(training.one_step(groups, False)) for _ in range(45)]
    assert losses[-1] < 0.98 * losses[0]
    out, checkpoint = tmp_path / "w.safetensors", tmp_path / "w.checkpoint"
    training.save(out, checkpoint)
    assert load_network(str(out)).name == "tiny"
    other = train.Training(Network(Architecture(channels=8, blocks=1), "tiny"), torch.device("cpu"), 1e6, 0)
    other.load(checkpoint)
    assert other.step == 45
    after, expected = (float(t.one_step(groups, False)) for t in (other, training))
    assert after == pytest.approx(expected, rel=1e-4)


def test_a_training_that_is_stopped_is_kept(
    pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(self: train.Training, *_: object) -> torch.Tensor:
        if self.step == 2:
            raise KeyboardInterrupt
        self.step += 1
        return torch.zeros(())

    out = tmp_path / "w.safetensors"
    words = [str(pictures), str(out), "--channels", "8", "--blocks", "1"]
    with monkeypatch.context() as patch:
        patch.setattr(train.Training, "one_step", stopped)
        with pytest.raises(KeyboardInterrupt):
            csr_train(*words)
    assert read_checkpoint(out).steps == 2
    csr_train(*words, "--minutes", "0.001", "--resume")
    assert read_checkpoint(out).steps == 3


def test_the_command_trains_validates_and_refuses_to_overwrite(pictures: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "w.safetensors")
    axes = ((0.0, 0.5, 3.0), (-1.0, 0.0, 1.0), (0.0, 0.4, 2.0))
    write_dictionary(tmp_path / "d.json", axes, {})
    words = [str(pictures), out, "--minutes", "0.02", "--channels", "8", "--blocks", "1"]
    words += ["--dictionary", str(tmp_path / "d.json")]
    csr_train(*words, "--validation", str(pictures))
    assert load_network(out).architecture.channels == 8
    assert load_network(out).architecture.dictionary == axes
    with pytest.raises(ValueError, match="exists"):
        csr_train(*words)
    csr_train(*words[:3], "0.03", *words[4:], "--resume")
    with pytest.raises(ValueError, match="another architecture: channels 8, blocks 1"):
        csr_train(*words[:4], "--channels", "4", "--resume")


def test_what_could_not_be_written_or_read_is_told_before_the_training(
    pictures: Path, tmp_path: Path
) -> None:
    for out, said in (("w.png", "ends in"), ("nowhere/w.safetensors", "no folder")):
        with pytest.raises(ValueError, match=said):
            csr_train(str(pictures), str(tmp_path / out))
    out = tmp_path / "w.safetensors"
    for content in (b"no checkpoint", saved([1]), saved({"step": 1}), saved({"architecture": {"sizes": 2}})):
        out.with_suffix(".checkpoint").write_bytes(content)
        with pytest.raises(ValueError, match="damaged"):
            csr_train(str(pictures), str(out), "--resume")
    out.with_suffix(".checkpoint").unlink()
    (pictures / "text.png").write_text("text")
    with pytest.raises(ValueError, match=r"text\.png is not a picture"):
        csr_train(str(pictures), str(out))


def test_folders_without_pictures_are_refused(tmp_path: Path) -> None:
    for source, said in (("", "no pictures"), ("none", "no folder"), ("none.zip", "no file")):
        with pytest.raises(ValueError, match=said):
            csr_train(str(tmp_path / source), str(tmp_path / "w.safetensors"))
    with pytest.raises(ValueError, match="no checkpoint"):
        csr_train(str(tmp_path), str(tmp_path / "w.safetensors"), "--resume")
