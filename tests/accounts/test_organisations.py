"""Organisations from TOML: created once, changed where the file says so, never half loaded."""

import pytest
from django.core.management import CommandError, call_command

from accounts import organisations
from accounts.models import Organisation
from accounts.roles import OrganisationKind

pytestmark = pytest.mark.django_db


def write(folder, text):
    path = folder / "some.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_own_files_load_with_their_tree():
    organisations.load(path=organisations.DATA / "organisations.toml")

    created, changed = organisations.load(path=organisations.DATA / "demo_units.toml")

    unit = Organisation.objects.get(name="阳城县析城山煤业有限责任公司")
    assert (created, changed) == (15, 0)
    assert unit.parent.name == "阳城县能源局"
    assert Organisation.objects.filter(kind=OrganisationKind.BUREAU).count() == 1


def test_second_load_changes_nothing(capsys):
    path = organisations.DATA / "organisations.toml"
    organisations.load(path=path)

    call_command("load_organisations", str(path))

    assert "0 created, 0 changed" in capsys.readouterr().out


def test_changed_row_is_updated_and_others_are_left_alone(tmp_path):
    Organisation.objects.create(name="甲局", kind=OrganisationKind.DEPARTMENT, phone="1")
    Organisation.objects.create(name="乙局", kind=OrganisationKind.DEPARTMENT, phone="2")
    path = write(tmp_path, '[[organisation]]\nname = "甲局"\nkind = "department"\nphone = "3"\n')

    assert organisations.load(path=path) == (0, 1)

    assert Organisation.objects.get(name="甲局").phone == "3"
    assert Organisation.objects.get(name="乙局").phone == "2"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ('kind = "department"\ncolour = "red"', "colour"),
        ('kind = "shop"', "kind 'shop'"),
        ('kind = "unit"\nunit_kind = "private"\nparent = "没有的局"', "没有的局"),
        ('kind = "unit"', "请选择单位性质"),
    ],
)
def test_bad_row_names_itself_and_nothing_is_kept(tmp_path, row, words):
    good = '[[organisation]]\nname = "甲局"\nkind = "department"\n'
    path = write(tmp_path, f'{good}[[organisation]]\nname = "某单位"\n{row}\n')

    with pytest.raises(ValueError, match="某单位") as caught:
        organisations.load(path=path)

    assert words in str(caught.value)
    assert not Organisation.objects.exists()


def test_command_says_which_file_is_wrong(tmp_path):
    path = write(tmp_path, '[[organisation]]\nname = "甲"\nkind = "shop"\n')

    with pytest.raises(CommandError, match=r"some\.toml: 甲"):
        call_command("load_organisations", str(path))
