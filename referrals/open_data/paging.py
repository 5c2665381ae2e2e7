"""Lists page by page, as the HSDS API describes them. Whatever is asked, an answer comes: a page, or a sentence about what is wrong."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from referrals.reading import shortened

PER_PAGE, MOST_PER_PAGE = 50, 100
_LONGEST_NUMBER = 7


class NotUnderstood(Exception):
    """What was asked, in a sentence."""


@dataclass(frozen=True)
class Asked:
    page: int
    per_page: int

    @property
    def span(self):
        return slice((self.page - 1) * self.per_page, self.page * self.per_page)


def read(params):
    """Raises NotUnderstood."""
    refuse_others(params, {"page", "per_page", "format"})
    refuse_other_formats(params)
    asked = Asked(_number(params, "page", 1), _number(params, "per_page", PER_PAGE))
    if asked.per_page > MOST_PER_PAGE:
        raise NotUnderstood(_("A page holds at most %(number)d.") % {"number": MOST_PER_PAGE})
    return asked


def refuse_others(params, known):
    """A wish nobody knows must not look as if it were granted."""
    if strange := [name for name in params if name not in known]:
        raise NotUnderstood(_("We did not understand “%(text)s”.") % {"text": shortened(", ".join(strange))})


def refuse_other_formats(params):
    if params.get("format", "json") != "json":
        raise NotUnderstood(_("Lists come as JSON only. For tables take the ZIP file."))


def page_of(contents, asked, total):
    pages = -(-total // asked.per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def _number(params, name, otherwise):
    text = params.get(name, str(otherwise))
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else 0
    if not number:
        raise NotUnderstood(
            _("“%(text)s” is no number from 1 on. Write it like %(name)s=2.") % {"text": shortened(text.replace("\0", "")), "name": name}
        )
    return number
