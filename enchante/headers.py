"""What every answer says to the browser beside Django's own: what a page may use of a phone, and who may use what is sent."""

from http import HTTPStatus

# Where somebody is, asked for by a tap on "near me", and the key of a login. Nothing else of a phone is ever needed.
MAY_USE = {"geolocation": "(self)", "publickey-credentials-create": "(self)", "publickey-credentials-get": "(self)"}
MAY_NOT_USE = [
    *["accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "gyroscope", "hid", "idle-detection"],
    *["interest-cohort", "magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking"],
]
PERMISSIONS = ", ".join(f"{name}={who}" for name, who in sorted({**MAY_USE, **dict.fromkeys(MAY_NOT_USE, "()")}.items()))
# What a page may say of itself otherwise than the rest of the house.
OF_THE_PAGE = ["Content-Security-Policy", "Cross-Origin-Resource-Policy"]


class HeadersMiddleware:
    """Stands first, so that files, redirects and errors carry them too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        # What is open data may be read from any page.
        is_open = "Access-Control-Allow-Origin" in response.headers
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if is_open else "same-origin")
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            # A browser keeps these as they came with the page. What stands here would take their place, and knows nothing of that page.
            for name in OF_THE_PAGE:
                response.headers.pop(name, None)
        return response
