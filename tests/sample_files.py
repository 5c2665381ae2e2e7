"""The small invented files in tests/data: the same columns as the network's own files, other places."""

from pathlib import Path

DATA = Path(__file__).parent / "data"
GENT_CAFES = DATA / "gent_cafes.csv"
BRUSSELS_MERCHANTS = DATA / "brussels_merchants.geojson"
OWN_LIST = DATA / "own_list.csv"
