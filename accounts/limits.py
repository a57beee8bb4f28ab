"""How often a stranger may guess: a count per place and address, forgotten after a while."""

from dataclasses import dataclass

from axes.helpers import get_client_ip_address
from django.core.cache import cache


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `times` misses within `minutes` for one `scope` from one address."""

    scope: str
    times: int
    minutes: int = 15

    def reached(self, request, subject: str = "") -> bool:
        return cache.get(self._key(request, subject), 0) >= self.times

    def count(self, request, subject: str = "") -> None:
        """One more miss; the time runs from the first."""
        key = self._key(request, subject)
        if not cache.add(key, 1, self.minutes * 60):
            cache.incr(key)

    def _key(self, request, subject: str) -> str:
        return f"limit:{self.scope}:{get_client_ip_address(request)}:{subject}"
