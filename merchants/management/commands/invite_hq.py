from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from merchants.actions import invite_hq


class Command(BaseCommand):
    help = "Let somebody in as HQ, who may do everything, with a letter to this address. Safe to repeat."

    def add_arguments(self, parser):
        parser.add_argument("mail")

    def handle(self, mail, **options):
        try:
            validate_email(mail)
        except ValidationError:
            raise CommandError(f"{mail} is not an e-mail address.") from None
        is_new = invite_hq(email=mail, what=_("the whole network"))
        self.stdout.write(f"invited {mail}" if is_new else f"{mail} was invited before, nothing changed")
