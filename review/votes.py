"""Quorum and majority in integers (domain.md §5.4; 40号令 19, 20). Pure."""

from dataclasses import dataclass


def quorum(size: int) -> int:
    """The fewest members of `size` who must be present: two thirds, rounded up."""
    return -(-2 * size // 3)


def is_quorate(present: int, size: int) -> bool:
    return 3 * present >= 2 * size


def needed(voters: int) -> int:
    """The fewest 赞成 among `voters`: two thirds, rounded up."""
    return -(-2 * voters // 3)


@dataclass(frozen=True, slots=True)
class Count:
    """One person's votes. Abstaining and invalid votes count against (domain.md §5.4)."""

    size: int
    present: int
    recused: int
    yes: int
    no: int
    abstain: int = 0
    invalid: int = 0

    def __post_init__(self):
        if min(self.recused, self.yes, self.no, self.abstain, self.invalid) < 0:
            raise ValueError("票数不能是负数")
        if self.yes + self.no + self.abstain + self.invalid != self.voters:
            raise ValueError("赞成、反对、弃权、无效之和不等于参加表决人数")
        if self.present > self.size:
            raise ValueError("参加人数多于总人数")

    @property
    def voters(self) -> int:
        """Present and not recused for this person (D18)."""
        return self.present - self.recused

    @property
    def passed(self) -> bool:
        return self.voters > 0 and 3 * self.yes >= 2 * self.voters

    @property
    def needs_remark(self) -> bool:
        """The result would differ if recused members stayed in the base (D18): 需秘书确认."""
        return self.passed != (3 * self.yes >= 2 * self.present)
