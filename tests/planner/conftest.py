"""Dask beside our own processes."""

import pytest
from distributed import Client, LocalCluster

from doorstep.planner.visits.run import warm_up


@pytest.fixture(scope="session")
def dask():
    """Two workers of Dask, each a process of its own, as on two computers."""
    warm_up()  # the workers find the machine code on disk
    with (
        # a port of its own, on the loopback address: several of these run side by side
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client.get_executor()
