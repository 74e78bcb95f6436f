"""Where a shorter number format makes a network quicker."""

from __future__ import annotations

from typing import Any, cast

import torch


def has_fast_bfloat16(device: torch.device) -> bool:
    """Whether convolutions in bfloat16 have units of their own on a CPU or GPU; else they crawl."""
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    if device.type != "cpu":
        return False
    told = cast("Any", getattr(torch.cpu, "get_capabilities", dict))()
    return bool(told.get("avx512_bf16") or told.get("amx_bf16"))
