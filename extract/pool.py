"""The same function over many items, in several processes where there is much to do."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Below it starting processes takes longer than the work: a worker is ready after about half a second.
LEAST_WORK = 4_000_000
CHUNKS = 8  # per worker: enough that none is idle at the end


def map_items(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    work: int,
    initializer: Callable[..., None] | None = None,
    initargs: tuple[Any, ...] = (),
) -> Iterator[Result]:
    """The results in the order of the items; ``work`` is about how many characters or bytes there are in all.

    ``function`` and ``initializer`` must stand at the top of their modules: processes are spawned, as Windows does.
    """
    workers = min(os.cpu_count() or 1, len(items))
    if workers < 2 or work < LEAST_WORK:
        if initializer:
            initializer(*initargs)
        yield from map(function, items)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=initializer, initargs=initargs) as pool:
        yield from pool.map(function, items, chunksize=max(1, len(items) // (workers * CHUNKS)))
