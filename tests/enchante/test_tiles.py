"""The map may ask its tile server for pictures, and nobody else."""

import pytest

from enchante.settings import tile_hosts


@pytest.mark.parametrize(
    ("url", "hosts"),
    [
        ("", []),
        ("https://tile.example/{z}/{x}/{y}.png", ["https://tile.example"]),
        ("https://maps.example:8443/styles/calm/{z}/{x}/{y}.png?key=1", ["https://maps.example:8443"]),
        ("https://{s}.tile.example/{z}/{x}/{y}.png", ["https://*.tile.example"]),
    ],
)
def test_tiles_may_come_from_the_host_of_their_server(url, hosts):
    assert tile_hosts(url) == hosts
