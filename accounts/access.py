"""Who may open a page, said on the view itself. A URL without a declaration is refused."""

from dataclasses import dataclass

from .roles import Role


@dataclass(frozen=True, slots=True)
class Access:
    """Either `public`, or any signed-in person (`roles` empty), or the roles named."""

    public: bool = False
    roles: frozenset[Role] = frozenset()

    def admits(self, user, acting) -> bool:
        if self.public:
            return True
        if not user.is_authenticated:
            return False
        return not self.roles or (acting is not None and acting.role in self.roles)


PUBLIC = Access(public=True)
SIGNED_IN = Access()


def access(*who: Access | Role):
    """Declare who may open a view: `PUBLIC`, `SIGNED_IN`, or one or more roles."""
    if len(who) == 1 and isinstance(who[0], Access):
        declared = who[0]
    else:
        declared = Access(roles=frozenset(Role(role) for role in who))
        if not declared.roles:
            raise TypeError("access() needs PUBLIC, SIGNED_IN or at least one Role")

    def mark(view):
        if getattr(view, "access", declared) != declared:
            raise TypeError(f"{view.__name__} has been declared otherwise already")
        view.access = declared
        return view

    return mark
