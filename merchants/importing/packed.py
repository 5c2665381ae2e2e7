"""What comes packed, an XLSX or the tables of HSDS: whether we unpack it, asked before any of it is."""

import zipfile

from django.utils.translation import gettext as _

# A file of 10 MB unfolds to a hundred times as much, if somebody means harm. No part unfolds further than it says here.
LARGEST_UNFOLDED = 100_000_000
# Others unfold gigabytes in one gulp, however little is asked for.
WAYS_OF_PACKING = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
WITH_PASSWORD = 0x1


def why_not(archive):
    """Why it stays packed, or ""."""
    parts = archive.infolist()
    if any(part.flag_bits & WITH_PASSWORD for part in parts):
        return _("This file has a password. Save it without one, and try again.")
    if any(part.compress_type not in WAYS_OF_PACKING for part in parts):
        return _("This file is packed in an unusual way. Pack it as a plain ZIP file, please.")
    if sum(part.file_size for part in parts) > LARGEST_UNFOLDED:
        return _("This file unfolds to more than 100 MB. Split it, please.")
    return ""
