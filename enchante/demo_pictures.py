"""Pictures for the demo town: drawn shop fronts, so that nobody's door is shown and everything works without a camera."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from merchants.actions import hang_photo, picturing
from merchants.models import Merchant, Photo

WIDTH, HEIGHT = 1280, 800
PAVEMENT, DOOR, GLASS, LIGHT, WOOD = 700, (900, 1120), "#dfeaea", "#fbe7b0", "#5a3a22"
# place -> (wall, awning, whether the team nodded)
FRONTS = {
    "Koffiebar De Eerste Zon": ("#d9a05b", "#a6381a", True),
    "Soepbar Lepel": ("#8fa58a", "#754a00", True),
    "Kapsalon Knip & Klets": ("#b9c7d6", "#842a12", True),
    "Café Het Rabothuis": ("#c98b74", "#1c6044", False),
}


def hang_fronts(today):
    """A photo of the door for these places, once; one of them still waits for a nod."""
    for name, (wall, awning, nodded) in FRONTS.items():
        merchant = Merchant.objects.listed().filter(name=name).first()
        if merchant and not merchant.photos.exists():
            photo = hang_photo(merchant=merchant, subject=Photo.Subject.DOOR, picture=picturing.redraw(_upload(wall, awning)))
            if nodded:
                picturing.nod(Photo.objects.filter(pk=photo.pk), today)


def _upload(wall, awning):
    written = BytesIO()
    _front(wall, awning).save(written, "PNG")
    return SimpleUploadedFile("front.png", written.getvalue(), content_type="image/png")


def _front(wall, awning):
    """A wall with two windows above, and below a shop window with lamps, a door and an awning."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), "#e9eef0")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((90, 0, WIDTH - 90, PAVEMENT), wall)
    draw.rectangle((0, PAVEMENT, WIDTH, HEIGHT), "#b8aea3")
    for left in (240, 560, 880):
        draw.rectangle((left, 40, left + 170, 190), GLASS, "#ffffff", 10)
    draw.rectangle((180, 390, 800, 640), LIGHT, WOOD, 14)
    draw.rectangle((DOOR[0], 360, DOOR[1], PAVEMENT), WOOD)
    draw.rectangle((DOOR[0] + 40, 400, DOOR[1] - 40, 560), LIGHT)
    for stripe in range(20):
        left, colour = 140 + stripe * 50, awning if stripe % 2 else "#f6ead6"
        draw.rectangle((left, 260, left + 50, 340), colour)
        draw.ellipse((left, 315, left + 50, 365), colour)
    for left in (320, 490, 660):
        draw.line((left, 404, left, 450), WOOD, 5)
        draw.pieslice((left - 38, 445, left + 38, 515), 180, 360, awning)
    return picture
