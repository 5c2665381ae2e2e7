"""What can happen to places."""

from .answering import note_answer
from .beginning import begin_city, texts_to_look_at, tick, untick
from .changing import ChangedMeanwhile, change_place, marks
from .checking import check_today
from .closing import StoppedAlready, close, lead_on
from .ending_logins import end_logins
from .erasing import erase
from .inviting import TooManyLetters, TooManyPeople, invite_hq, let_in, let_in_colleague, list_up
from .inviting_places import invite_place, take_back
from .joining import CHARTER_VERSION, AlreadyDecided, InvitationClosed, accept, alike, apply, approve, decline, free_slug
from .keeping import rebuild_all_open_minutes, rebuild_open_minutes
from .leaving import LastCoordinator, come_back, leave_team, stop_looking_after, stop_taking_part, take_off_team
from .mapping import compact_map, mend_map
from .offering import change_offer, offer_marks, offer_of
from .papering import ask_for_paper, send_paper
from .pausing import RestsNow, call_off_break, end_breaks, rest, take_a_break, wake
from .picturing import PictureRefused, hang_photo
from .ringing import ring
from .rounds import RoundIsOver, begin_round, end_overdue_rounds, end_round, places_to_ask, remind_all, write_down_answer
from .verifying import LinkIsOver, NoAddress, answer_whether_true, ask_all_whether_true, ask_whether_true
from .weathering import a_week_from, call_off, call_weather, forget_weather
from .wording import CannotBeSaid, SaidMeanwhile, leave_as_is, mark_of, names_now, say_as_shipped, say_otherwise, words_now

__all__ = [
    "CHARTER_VERSION",
    "AlreadyDecided",
    "CannotBeSaid",
    "ChangedMeanwhile",
    "InvitationClosed",
    "LastCoordinator",
    "LinkIsOver",
    "NoAddress",
    "PictureRefused",
    "RestsNow",
    "RoundIsOver",
    "SaidMeanwhile",
    "StoppedAlready",
    "TooManyLetters",
    "TooManyPeople",
    "a_week_from",
    "accept",
    "alike",
    "answer_whether_true",
    "apply",
    "begin_city",
    "approve",
    "ask_all_whether_true",
    "ask_for_paper",
    "ask_whether_true",
    "begin_round",
    "call_off",
    "call_off_break",
    "call_weather",
    "change_offer",
    "change_place",
    "check_today",
    "close",
    "come_back",
    "compact_map",
    "decline",
    "end_breaks",
    "end_logins",
    "end_overdue_rounds",
    "end_round",
    "erase",
    "forget_weather",
    "free_slug",
    "hang_photo",
    "invite_hq",
    "invite_place",
    "lead_on",
    "leave_as_is",
    "leave_team",
    "let_in",
    "let_in_colleague",
    "list_up",
    "mark_of",
    "marks",
    "mend_map",
    "names_now",
    "note_answer",
    "offer_marks",
    "offer_of",
    "places_to_ask",
    "rebuild_all_open_minutes",
    "rebuild_open_minutes",
    "remind_all",
    "rest",
    "ring",
    "say_as_shipped",
    "say_otherwise",
    "send_paper",
    "stop_looking_after",
    "stop_taking_part",
    "take_a_break",
    "take_back",
    "take_off_team",
    "texts_to_look_at",
    "tick",
    "untick",
    "wake",
    "write_down_answer",
    "words_now",
]
