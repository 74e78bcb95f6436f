"""Training in several processes: `torchrun --nproc-per-node N -m csr.train FOLDER OUT.safetensors ...`.

Every rank makes the same batch, takes its share of each group's crops, and averages gradients with the others
by DistributedDataParallel: NCCL between GPUs, Gloo between CPUs. So a training does not depend on how many
ranks there are, but for rounding, and goes on from its checkpoint with another number of them.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import Any, cast

import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel

from ..utils.errors import CsrError
from .crops import Group


@dataclass(frozen=True)
class Ranks:
    """Which of how many processes this one is. Alone by default."""

    rank: int = 0
    count: int = 1
    local_rank: int = 0
    """Among those of this machine: the number of its GPU."""
    restarted: bool = False
    """True if torchrun started this process anew, after one of them had ended."""

    @property
    def leads(self) -> bool:
        """True if this is the process that measures, tells and writes."""
        return self.rank == 0

    def device(self) -> torch.device:
        """The device of this process: a GPU of its own, or the CPU."""
        if not torch.cuda.is_available():
            return torch.device("cpu")
        return torch.device("cuda", self.local_rank) if self.count > 1 else torch.device("cuda")

    def replica(self, network: nn.Module, *, all_used: bool) -> nn.Module:
        """The network as it is run in training: its backward averages gradients over the ranks.

        Args:
            network: what is trained.
            all_used: whether each of its parameters has a part in the loss.
        """
        if self.count == 1:
            return network
        return DistributedDataParallel(network, find_unused_parameters=not all_used)

    def without_averaging(self, replica: nn.Module) -> AbstractContextManager[Any]:
        """Within it a replica's backward only adds up: for all but the last part of a batch."""
        return replica.no_sync() if isinstance(replica, DistributedDataParallel) else nullcontext()

    def share(self, group: Group) -> tuple[Group, float]:
        """This rank's crops of a group, and what the mean of its loss over them is multiplied with.

        So multiplied, the ranks' average is the mean over all of the group's crops.

        Raises:
            CsrError: if there are fewer crops than ranks.
        """
        if self.count == 1:
            return group, 1.0
        total = len(group.target)
        if total < self.count:
            raise CsrError(
                f"groups of {total} crops cannot be shared by {self.count} processes: give a larger --batch"
            )
        part = slice(self.rank, None, self.count)
        arrays = (group.downsampled, group.target, group.strength)
        downsampled, target, strength = (array[part].contiguous() for array in arrays)
        own = replace(group, downsampled=downsampled, target=target, strength=strength)
        return own, self.weight(len(target), total)

    def weight(self, own: int, total: int) -> float:
        """The factor of a mean over this rank's own crops: with it, the ranks' average is over all crops."""
        return own * self.count / total

    def agreed(self, number: float) -> float:
        """The first rank's number, on all of them."""
        if self.count == 1:
            return number
        where = f"cuda:{self.local_rank}" if dist.get_backend() == "nccl" else "cpu"
        shared = torch.tensor([number], dtype=torch.float64, device=where)
        dist.broadcast(shared, 0)
        return float(shared)

    def mean(self, value: torch.Tensor) -> torch.Tensor:
        """The mean of the ranks' values of a scalar."""
        if self.count > 1:
            value = value.clone()
            dist.all_reduce(value)
            value /= self.count
        return value


ALONE = Ranks()


@contextmanager
def joined_ranks() -> Generator[Ranks]:
    """This process among those that torchrun started, which meet here; alone where it did not start them."""
    environment = os.environ
    count = int(environment.get("WORLD_SIZE", "1"))
    if "TORCHELASTIC_RUN_ID" not in environment or count == 1:
        yield ALONE
        return
    attempt = int(environment.get("TORCHELASTIC_RESTART_COUNT", "0"))
    ranks = Ranks(
        int(environment["RANK"]),
        count,
        int(environment["LOCAL_RANK"]),
        attempt > 0,
    )
    gpu = torch.cuda.is_available()
    if gpu:
        torch.cuda.set_device(ranks.local_rank)
    untyped = cast(Any, dist)
    store, rank, _ = next(untyped.rendezvous("env://"))
    # Without a prefix, Gloo would find the addresses of the processes that were there before a restart.
    meeting = untyped.PrefixStore(f"csr_{attempt}", store)
    backend = "nccl" if gpu else "gloo"
    untyped.init_process_group(backend, store=meeting, rank=rank, world_size=count)
    try:
        yield ranks
    finally:
        dist.destroy_process_group()
