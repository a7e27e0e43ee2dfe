"""What tests of windows that share a record share."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from tests.shared.cluster import Cluster


@asynccontextmanager
async def dead(cluster: Cluster) -> AsyncGenerator[None]:
    """The server is killed, and runs again at the end: the other tests want it."""
    await asyncio.to_thread(cluster.kill)
    try:
        yield
    finally:
        await asyncio.to_thread(cluster.start)
