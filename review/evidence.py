"""公示结果证明材料 (五（3）): photographs of the posted sheets. And the unit's package, begun and
brought."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.roles import OrganisationKind, Role
from applications import uploads

from . import services
from .engine import Refused
from .models import NoticePhoto, Package

MOST = 20


def add_photo(notice, *, acting, now, upload) -> NoticePhoto:
    """Keep a photograph of the unit's posted sheet, through the one file gate.

    Raises `Refused` for a stopped notice or too many photographs, `UploadRefused` with the gate's
    sentence, and `PermissionDenied` when it is another unit's notice.
    """
    if acting.role != Role.UNIT or notice.unit_id != acting.organisation_id:
        raise PermissionDenied
    if notice.stopped_at:
        raise Refused("这次公示已终止，不能再上传照片。")
    if notice.photos.count() >= MOST:
        raise Refused(f"每次公示最多{MOST}张照片。")
    checked = uploads.check(upload)
    path = uploads.store(checked)
    with transaction.atomic():
        return NoticePhoto.objects.create(
            notice=notice,
            sha256=checked.sha256,
            path=path,
            name=checked.name,
            content_type=checked.content_type,
            uploaded_at=now,
            uploaded_by=acting.user,
        )


def begin_package(*, acting, round) -> Package:
    """The unit's package of the round under way, opened by 单位人事 if there is none yet."""
    if acting.role != Role.UNIT or acting.organisation.kind != OrganisationKind.UNIT:
        raise PermissionDenied
    return services.assembling_package(round, acting.organisation)


def name_courier(package, *, acting, courier: str, courier_phone: str) -> None:
    """Who of the unit brings the bags to room 303 (单位专人, 六（三）)."""
    if acting.role != Role.UNIT or package.unit_id != acting.organisation_id:
        raise PermissionDenied
    package.courier, package.courier_phone = courier, courier_phone
    package.save(update_fields=["courier", "courier_phone"])
