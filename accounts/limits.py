"""How often a stranger may guess: a count per place and address, forgotten after a while.

The count is a row of the database, so it holds over all processes and machines of the site.
"""

from dataclasses import dataclass
from datetime import timedelta

from axes.helpers import get_client_ip_address
from django.db import transaction
from django.db.models import F

from .models import Misses
from .secrets import blind_index


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `times` misses within `minutes` for one `scope` from one address, or from all.

    Many people of a unit share one address: a limit by address alone must let an office work.
    """

    scope: str
    times: int
    minutes: int = 15
    by_address: bool = True

    def reached(self, request, subject: str = "") -> bool:
        key = self._key(request, subject)
        return Misses.objects.filter(key=key, until__gt=request.now, times__gte=self.times).exists()

    def count(self, request, subject: str = "") -> None:
        """One more miss; the time runs from the first."""
        key = self._key(request, subject)
        until = request.now + timedelta(minutes=self.minutes)
        with transaction.atomic():
            Misses.objects.filter(until__lte=request.now).delete()
            _, first = Misses.objects.get_or_create(key=key, defaults={"until": until})
            if not first:
                Misses.objects.filter(key=key).update(times=F("times") + 1)

    def _key(self, request, subject: str) -> str:
        address = get_client_ip_address(request) if self.by_address else ""
        return blind_index(f"limit:{self.scope}:{address}:{subject}")
