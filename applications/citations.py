"""Clauses of a round's notice as citations that open in place."""

import re

from components.shapes import Citation
from eligibility import Article, Ruleset


def citation(rules: Ruleset, key: str, *marks: str) -> Citation:
    """The article `key` (3-3) with the words to highlight. Raises KeyError for an unknown key."""
    article = rules.articles[key]
    gap = " " if article.clause[-1].isdigit() else ""
    return Citation(
        clause=f"{article.clause}{gap}{article.heading or article.name}",
        text=article.text,
        document=rules.document,
        mark=marks,
    )


def citations(rules: Ruleset) -> dict[str, Citation]:
    """Every article by its key as a template writes it: `cite.c3_3`."""
    return {f"c{key.replace('-', '_')}": citation(rules, key) for key in rules.articles}


def document_key(document: str) -> str:
    """`2021-24` of 「阳工信函字〔2021〕24号」: the address of its full text."""
    return "-".join(re.findall(r"\d+", document))


def numbered(rules: Ruleset) -> tuple[Article, ...]:
    """The clauses of the notice proper, without title, opening, annexes and signature."""
    return tuple(article for key, article in rules.articles.items() if key[0].isdigit())
