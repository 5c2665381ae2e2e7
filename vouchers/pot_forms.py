"""How many of each treat a coordinator takes from the pot of a city."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from merchants.money import euro
from vouchers.forms import ChoiceForm


class SpendForm(ChoiceForm):
    """As whoever gives chooses, but paid from the pot, with no receipt."""

    email = None
    nothing_chosen = _("Choose at least one: write a number beside what you would like to give.")

    def __init__(self, data=None, *, treats, balance, **kwargs):
        super().__init__(data, treats=treats, **kwargs)
        self.balance = balance

    def check_choice(self):
        super().check_choice()
        if self.errors:
            return
        amounts = {"total": euro(self.total), "balance": euro(self.balance)}
        if self.total > self.balance:
            sentence = _("That comes to %(total)s, and the pot holds %(balance)s. Take fewer.")
            raise ValidationError(sentence, code="much", params=amounts)
        if self.total != self.shown.total:
            raise ValidationError(_("That comes to %(total)s. Press again if it is fine for you."), code="ask", params=amounts)
