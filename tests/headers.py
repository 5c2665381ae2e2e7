"""What every answer must carry, whoever asks for whatever."""

from enchante.headers import PERMISSIONS

ALWAYS = {
    "Strict-Transport-Security": {"max-age=31536000; includeSubDomains; preload"},
    "X-Content-Type-Options": {"nosniff"},
    "X-Frame-Options": {"DENY"},
    "Referrer-Policy": {"same-origin"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Cross-Origin-Resource-Policy": {"same-origin", "cross-origin"},
    "Permissions-Policy": {PERMISSIONS},
}
POLICY = {"default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'"}
UNFRAMED, FRAMED = "frame-ancestors 'none'", "frame-ancestors *"


def lacking(response, *, may_be_framed=False):
    """The names of headers that are not there or not as they must be."""
    always = ALWAYS | ({"X-Frame-Options": {None}} if may_be_framed else {})
    told = {name for name, fine in always.items() if response.headers.get(name) not in fine}
    policy = response.headers.get("Content-Security-Policy", "")
    asked = POLICY | {FRAMED if may_be_framed else UNFRAMED}
    is_tight = asked <= set(policy.split("; ")) and "unsafe-" not in policy and "http" not in policy
    return told | (set() if is_tight else {"Content-Security-Policy"})
