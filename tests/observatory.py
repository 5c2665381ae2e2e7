"""MDN's HTTP Observatory, which gives the headers of a site a mark. `python -m tests.observatory` fetches it once, by npm, into var/.

It asks port 80 and port 443 of a name. Here both lead to servers on ports of their own (`tests/observatory.cjs`), and nothing of the
machine is changed. The lists it fetches for itself are left out: of names that browsers know by heart, ours is none.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

PACKAGE = "@mdn/mdn-http-observatory@1.4.8"
# Found without settings: it is also run by itself.
TESTS = Path(__file__).resolve().parent
HOME = TESTS.parent / "var" / "observatory"
INSIDE = HOME / "node_modules" / "@mdn" / "mdn-http-observatory"
NAME = "enchante.test"


def is_here():
    return (INSIDE / "src" / "scan.js").exists() and shutil.which("node") and shutil.which("openssl")


def fetch():
    HOME.mkdir(parents=True, exist_ok=True)
    subprocess.run(["npm", "install", "--prefix", HOME, "--ignore-scripts", "--no-audit", "--no-fund", PACKAGE], check=True)
    (INSIDE / "conf" / "hsts-preload.json").write_text("{}")


def make_certificate(folder):
    """Signed by nobody but itself: (certificate, key)."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    asked = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", f"/CN={NAME}", "-days", "2"]
    command = ["openssl", "req", "-x509", *asked, "-addext", f"subjectAltName=DNS:{NAME}", "-out", certificate, "-keyout", key]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key


def look(*, plain_port, tls_port, certificate):
    """What it says of the home page: its own JSON."""
    environment = os.environ | {
        "NODE_EXTRA_CA_CERTS": str(certificate),
        "PLAIN_PORT": str(plain_port),
        "TLS_PORT": str(tls_port),
        # Of its own requests, in milliseconds: a machine may be busy.
        "ABORT_TIMEOUT": "60000",
        "CLIENT_TIMEOUT": "50000",
    }
    command = ["node", "--require", TESTS / "observatory.cjs", INSIDE / "src" / "scan.js", NAME]
    return json.loads(subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout)


if __name__ == "__main__":
    fetch()
