"""What a form or an address never expects, from people who mean harm and from phones that mean well, and how it is sent."""

from io import BytesIO
from urllib.parse import urlencode, urlsplit

MARK = "<zq9 "  # Stands in no page of ours: where it is found as it is, somebody's words became markup.
EXPRESSION, OUTCOME = "{{ 111111*7 }}{% debug %}${111111*7}", "777777"
NASTY = [
    *[
        "",
        " ",
        "\0",
        "a\0b",
        "\ud800",
        "a\udfff",
        "\u202eabc\u202d",
        "\ufeff",
        "\u200b\u2028\u2029",
        "e" + "\u0301" * 400,
        "👩‍👩‍👧",
        "\r\n\r\nSet-Cookie: a=b",
    ],
    *[
        f'"><{MARK[1:]}onload=a>',
        f"'><{MARK[1:]}onload=a>",
        f"</script>{MARK}a>",
        f"</textarea>{MARK}a>",
        "javascript:alert(1)",
        "//example.org/",
    ],
    *["=1+1", "+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1"],
    *[EXPRESSION, "%(a)s %s %n", "{0.__class__}", "{name}", "{", "}", "%", "%zz", "%00", "&lt;", "\\", "\\u0000"],
    *["' OR 1=1 --", "'; DROP TABLE merchants_user; --", "1)) UNION SELECT NULL--", "a' AND pg_sleep(9)--", ":*", "!", "& |", "a:*&!("],
    *["0", "-1", "00", "1e999", "nan", "inf", "-inf", "1_000", "٣", "½", "²", "0x10", "1,5", "1.5", "9" * 19, "9" * 400, "-" + "9" * 30],
    *["2147483647", "2147483648", "-2147483649", "9223372036854775808", "32768", "0.0000000000000000000000001"],
    *["0000-00-00", "2026-02-30", "9999-12-31", "0001-01-01", "2026-03-29T02:30", "9999-12-31T23:59", "24:00", "99:99", "2026-11-31 25:61"],
    *[
        "00000000-0000-0000-0000-000000000000",
        "true",
        "null",
        "None",
        "[]",
        "{}",
        "[[[[",
        '{"a": "\\ud800"}',
        "../../etc/passwd",
        "a/b",
        ".",
    ],
    *[
        "a@b",
        "a@example.org\nBcc: b@example.org",
        "ä@exämple.org",
        "BE00 0000 0000 0000",
        "http://[",
        "https://example.org:99999/",
        "x" * 5_000,
    ],
    "x" * 1_000_000,
]
# What is longer never reaches a page (gunicorn.conf.py).
LONGEST_LINE = 20_000
# Names, kinds and contents of files nobody should send.
FILES = [
    *[
        ("leeg.csv", b""),
        ("a\0b.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
        ("../../x.jpg", b"\xff\xd8\xff\xe0" + b"\xff" * 300),
        ("x.svg", b"<svg onload='a()'/>"),
    ],
    *[
        ("x.xlsx", b"PK\x03\x04" + b"\0" * 60),
        ("x.zip", b"PK\x05\x06" + b"\0" * 18),
        ("x.csv", b"naam;straat\n=1+1;\0\n"),
        ("x.csv", b"\xff\xfe\x00\xd8" * 20),
    ],
    *[
        ("x.csv", b'"' * 999),
        ("x.csv", ("naam" + ";" * 5_000).encode()),
        ("x.geojson", b"[" * 5_000),
        ("x.json", b'{"type": "FeatureCollection", "features": 1}'),
    ],
    *[("x.geojson", b'{"type":"FeatureCollection","features":[{"geometry":{"type":"Point","coordinates":[1e999,"a"]}}]}')],
    *[("x.gif", b"GIF89a\xff\xff\xff\xff\0\0\0"), ("x" * 300 + ".png", b"x"), ("\u202egnp.exe", b"MZ"), ("x.png", b"x" * 3_000_000)],
    (
        "x.bmp",
        b"BM"
        + (70).to_bytes(4, "little")
        + b"\0" * 4
        + (54).to_bytes(4, "little")
        + (40).to_bytes(4, "little")
        + b"\xff\xff\xff\x7f" * 2
        + b"\1\0\x18\0"
        + b"\0" * 40,
    ),
]


def ask(client, address, values):
    """Ask for this page with these names and values, put as raw bytes, as no browser would but anybody can."""
    return client.generic("GET", urlsplit(address).path, QUERY_STRING=_encoded(values)[:LONGEST_LINE])


def send(client, address, values, files=None):
    """Send a form: with files in parts, else as one line."""
    if not files:
        return _post(client, address, _encoded(values).encode(), "application/x-www-form-urlencoded")
    parts = [(f'name="{name}"', value.encode("utf-8", "surrogatepass")) for name, value in values]
    parts += [(f'name="{name}"; filename="{called}"', content) for name, (called, content) in files.items()]
    body = b"".join(
        b"--zq9\r\nContent-Disposition: form-data; " + head.encode() + b"\r\n\r\n" + content + b"\r\n" for head, content in parts
    )
    return _post(client, address, body + b"--zq9--\r\n", "multipart/form-data; boundary=zq9")


def _post(client, address, body, content_type):
    # What a server gives to read ends by itself; that of Django's client breaks for whoever reads on.
    return client.generic("POST", address, body, content_type=content_type, **{"wsgi.input": BytesIO(body)})


def _encoded(values):
    return urlencode(values, errors="surrogatepass")
