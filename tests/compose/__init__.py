"""compose.yaml started by one command, used, struck, stopped, renewed and lost. `tests/try_compose.sh` makes a world for it."""
