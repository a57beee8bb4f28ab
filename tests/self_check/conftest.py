import pytest


@pytest.fixture
def visitor(client, world, clock):
    clock("11-16 09:00")
    return client
