"""Load and faults: many clients tap, buy and pay, while everything below them is killed. `make chaos` prints what came of it.

- `house.py` is what can be killed: PostgreSQL, gunicorn, the worker, with a mail server (`mailbox.py`) and a Mollie of our own beside them;
- `clients.py` are people who try again with the same key until they are told, and the journal of what they were told;
- `faults.py` strikes, and counts a strike only when requests were under way and somebody noticed;
- `checker.py` reads the database by plain SQL, and lays it beside the journal, the bank and the mail;
- `two_machines.py` is a house of two, where one of each can be lost for good;
- `storm.py` lets all of them loose. Its control takes the guards away first: what is not seen then would never be seen.
"""
