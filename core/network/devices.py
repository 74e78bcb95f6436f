"""Devices that networks run on: found, chosen, and their number formats."""

from __future__ import annotations

import logging
from typing import Any, cast

import torch

from ..utils.errors import DeviceError

log = logging.getLogger(__name__)


def devices() -> dict[str, str]:
    """Devices for the network, best first: name, and an empty text or the reason why not."""
    xpu = getattr(torch, "xpu", None)
    return {
        "cuda": "" if torch.cuda.is_available() else "torch finds no CUDA or ROCm device",
        "xpu": "" if xpu is not None and xpu.is_available() else "torch finds no Intel GPU",
        "mps": "" if torch.backends.mps.is_available() else "torch finds no Apple GPU",
        "cpu": "",
    }


def choose_device(name: str) -> torch.device:
    """The device of a name (cuda, xpu, mps, cpu), or the best one for "auto".

    Raises:
        DeviceError: if there is no such device here.
    """
    known = devices()
    if name == "auto":
        name = next(n for n, reason in known.items() if not reason)
        log.debug("the network runs on %s; %s", name, known)
    if name not in known:
        raise DeviceError(f"there is no device '{name}'; there are: auto, {', '.join(known)}")
    if known[name]:
        raise DeviceError(f"'{name}' cannot be used here: {known[name]}")
    return torch.device(name)


def has_fast_bfloat16(device: torch.device) -> bool:
    """True if convolutions in bfloat16 have units of their own on a CPU or GPU; else they crawl."""
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    if device.type != "cpu":
        return False
    told = cast("Any", getattr(torch.cpu, "get_capabilities", dict))()
    return bool(told.get("avx512_bf16") or told.get("amx_bf16"))
