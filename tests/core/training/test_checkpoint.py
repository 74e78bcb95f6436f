"""Checkpoints that were changed: the training goes on, or a sentence says why it cannot."""

import copy
import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from csr.core.network.light import LightConfig, LightNetwork
from csr.core.training.light import LightTraining
from csr.core.utils.errors import CsrError
from fuzz.mutation import Rng, by_bytes

EXAMPLES = 20
OTHERS = (
    None,
    -1,
    0,
    1.5,
    float("nan"),
    10**30,
    "x",
    b"",
    [],
    {},
    (1,),
    True,
    torch.zeros(2),
    torch.tensor(1 + 1j),
)
"""What a value of a checkpoint may be instead."""


def training() -> LightTraining:
    torch.manual_seed(0)
    network = LightNetwork(LightConfig(channels=4, blocks=(1, 1, 1), features=4, details=2), "tiny")
    return LightTraining(network, torch.device("cpu"), 1e6, 0)


def step(of: LightTraining) -> None:
    """What a step does with a checkpoint's content, without the pictures."""
    of.set_rate(1e-3)
    for parameter in of.network.parameters():
        parameter.grad = torch.full_like(parameter, 1e-3)
    for optimiser in of.optimisers:
        optimiser.step()
    of.average.update_parameters(of.network)


def in_the_pickle(content: bytes, rng: Rng) -> bytes:
    """Change bytes of a part of the archive, whose check sums are right."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(buffer, "w") as other:
        for entry in whole.infolist():
            part = whole.read(entry)
            other.writestr(entry.filename, by_bytes(part, rng) if entry.filename.endswith(".pkl") else part)
    return buffer.getvalue()


def in_a_value(content: bytes, rng: Rng) -> bytes:
    """Put another value in the place of one."""
    state = copy.deepcopy(torch.load(io.BytesIO(content)))
    place: Any = state
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = keys[rng.integers(len(keys))]
        inside = place[key]
        if isinstance(inside, dict | list) and inside and rng.random() < 0.85:
            place = inside
        else:
            break
    if rng.random() < 0.2:
        del place[key]
    elif isinstance(inside, torch.Tensor) and rng.random() < 0.7:
        place[key] = inside.flatten()[:1] if rng.integers(2) else inside.to(torch.float16) * torch.nan
    else:
        place[key] = OTHERS[rng.integers(len(OTHERS))]
    buffer = io.BytesIO()
    torch.save(state, buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("change", [by_bytes, in_the_pickle, in_a_value])
def test_checkpoints(change: Any, tmp_path: Path) -> None:
    first, rng = training(), np.random.default_rng(0)
    step(first)
    checkpoint = tmp_path / "w.checkpoint"
    first.save(tmp_path / "w.safetensors", checkpoint)
    whole = checkpoint.read_bytes()
    refused = 0
    for number in range(EXAMPLES):
        checkpoint.write_bytes(change(whole, rng))
        other = training()
        try:
            other.load(checkpoint)
        except CsrError as error:
            assert str(checkpoint) in str(error)
            refused += 1
            continue
        step(other)
        assert other.step >= 0 and 0 <= other.elapsed < float("inf"), number
        assert all(bool(torch.isfinite(value).all()) for value in other.network.state_dict().values()), number
    assert refused


def without_a_layer(state: dict[str, Any]) -> None:
    del state["average"][next(iter(state["average"]))]


def of_fewer_optimisers(state: dict[str, Any]) -> None:
    state["optimisers"].pop()


def of_another_number(state: dict[str, Any]) -> None:
    learned = state["optimisers"][0]["state"]
    learned[len(learned) + 1] = learned.pop(0)


def with_one_name_more(state: dict[str, Any]) -> None:
    state["optimisers"][1]["state"][0]["other"] = torch.zeros(())


def with_sizes_nobody_can_compare(state: dict[str, Any]) -> None:
    state["architecture"]["channels"] = torch.zeros(2)


@pytest.mark.parametrize(
    "change",
    [
        without_a_layer,
        of_fewer_optimisers,
        of_another_number,
        with_one_name_more,
        with_sizes_nobody_can_compare,
    ],
)
def test_an_entry_that_does_not_fit_is_told_before_anything_is_taken_over(
    change: Any, tmp_path: Path
) -> None:
    first = training()
    step(first)
    checkpoint = tmp_path / "w.checkpoint"
    first.save(tmp_path / "w.safetensors", checkpoint)
    state = torch.load(checkpoint)
    change(state)
    torch.save(state, checkpoint)
    other = training()
    before = copy.deepcopy(other.network.state_dict())
    with pytest.raises(CsrError, match="damaged"):
        other.load(checkpoint)
    assert other.step == 0
    assert all(torch.equal(value, before[name]) for name, value in other.network.state_dict().items())


def test_an_error_of_the_program_is_not_told_as_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = training()
    step(first)
    first.save(tmp_path / "w.safetensors", tmp_path / "w.checkpoint")
    other = training()

    def broken(_state: object) -> None:
        raise TypeError("ours")

    monkeypatch.setattr(other.network, "load_state_dict", broken)
    with pytest.raises(TypeError, match="ours"):
        other.load(tmp_path / "w.checkpoint")
