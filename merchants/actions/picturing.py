"""Pictures: whatever somebody uploads is drawn anew, upright, small, and without what the camera noted (where, when, with which phone).

Only what is drawn here is kept. What a browser says about a file is not believed: the first bytes say what it is, and only three kinds
of picture are read at all.
"""

import struct
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from merchants.models import Merchant, Photo

LARGEST_UPLOAD = 10_000_000
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1280
LARGEST_KEPT = 200_000
READ = ["JPEG", "PNG", "WEBP"]
# First the quality is lowered, and only a picture that is all noise has to shrink as well.
TRIES = [(side, quality) for side in (LONGEST_SIDE, 960, 640, 400) for quality in (85, 75, 65, 50, 35)]

# The reader looks at these as well, before it makes room for what a small file says it unfolds to.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
TOO_MANY = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# What comes out of the reader for files that are cut off, damaged, or made to break it.
DAMAGED = (OSError, SyntaxError, ValueError, EOFError, TypeError, IndexError, KeyError, OverflowError, struct.error)


class PictureRefused(ValueError):
    """`str(error)` is a kind sentence for whoever uploaded it, in the active language."""


@dataclass(frozen=True)
class Picture:
    """A JPEG that is ours."""

    content: bytes
    width: int
    height: int


def redraw(upload):
    """The Picture of an uploaded file (with `size`, `read` and `seek`). Raises PictureRefused."""
    if upload.size > LARGEST_UPLOAD:
        raise PictureRefused(_("This picture is larger than 10 MB. A smaller one is good enough: we show it about as wide as a screen."))
    try:
        image = _opened(upload)
        if image.width * image.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        return _packed(_drawn(image))
    except TOO_MANY:
        raise PictureRefused(_("This picture has more than 40 megapixels. Please make it smaller first.")) from None
    except PictureRefused:
        raise
    except DAMAGED:
        raise PictureRefused(
            _("This picture is damaged: we could not read it to the end. Please send it again, or choose another.")
        ) from None


@transaction.atomic
def hang_photo(*, merchant, subject, picture):
    """Keep this Picture as the one photo of a place with this subject. Nobody sees it before the team nods. Locks the place."""
    merchant = Merchant.objects.select_for_update(no_key=True).get(pk=merchant.pk)
    photo = Photo.objects.filter(merchant=merchant, subject=subject).first() or Photo(merchant=merchant, subject=subject)
    fill(photo, picture)
    photo.save()
    return photo


def fill(photo, picture):
    """Put this Picture in the frame of a photo; whoever saves it writes a new row."""
    if photo.pk:
        # A nod on its way, from a page that was open already or from a tick in a list, is for the picture before and must miss this one.
        photo.delete()
    photo.content, photo.width, photo.height = picture.content, picture.width, picture.height
    frame(photo)


def frame(photo):
    """Give a photo its address, and let it wait for a nod. Its place and subject are part of it: two places may show the same street."""
    photo.digest = sha256(f"{photo.merchant_id} {photo.subject} ".encode() + photo.content).hexdigest()
    photo.approved_on = None


def nod(photos, today=None):
    """Everybody may see these photos from now on. Returns those that were still waiting."""
    waiting = list(photos.filter(approved_on=None).defer("content"))
    Photo.objects.filter(pk__in=[photo.pk for photo in waiting]).update(approved_on=today or timezone.localdate())
    return waiting


def _opened(upload):
    upload.seek(0)
    beginning = upload.read(1000).lower()
    upload.seek(0)
    try:
        return Image.open(upload, formats=READ)
    except TOO_MANY:
        raise
    except DAMAGED:
        pass
    if b"<svg" in beginning:
        raise PictureRefused(_("This is a drawing (SVG), which may hold more than a picture. Please save it as JPEG or PNG first."))
    raise PictureRefused(
        _("We can read pictures of the kinds JPEG, PNG and WebP. Take one with your phone, or save this one as JPEG first.")
    )


def _drawn(image):
    """The picture alone, upright on white paper."""
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # A large JPEG is read no larger than needed.
    if image.mode not in {"RGB", "RGBA", "L"}:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A") if upright.mode == "RGBA" else None)
    return paper


def _packed(image):
    for side, quality in TRIES:
        image.thumbnail((side, side))
        packed = BytesIO()
        image.save(packed, "JPEG", quality=quality, optimize=True, progressive=True)
        if packed.tell() <= LARGEST_KEPT:
            break
    return Picture(packed.getvalue(), image.width, image.height)
