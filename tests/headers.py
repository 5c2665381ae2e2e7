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
POLICY = {"default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"}


def lacking(response):
    """The names of headers that are not there or not as they must be."""
    told = {name for name, fine in ALWAYS.items() if response.headers.get(name) not in fine}
    policy = response.headers.get("Content-Security-Policy", "")
    is_tight = POLICY <= set(policy.split("; ")) and "unsafe-" not in policy and "http" not in policy
    return told | (set() if is_tight else {"Content-Security-Policy"})
