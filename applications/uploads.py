"""The one gate through which a file comes in.

Size, then type by content and by extension, then the virus scanner where there is one, then
parsing in a limited child process (`applications/inspection.py`), re-encoding of images, and
storage under the hash of the bytes. The row is written only after the bytes are kept, on the disk
(`documents.storage.DurableStorage`) or in an object store.
"""

import hashlib
import logging
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from applications import antivirus, sandbox
from applications.errors import UploadRefused

log = logging.getLogger(__name__)

LARGEST = 10 * 1024 * 1024
EXTENSIONS = {
    "application/pdf": ("pdf",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
}
TYPE_WORDS = {"application/pdf": "PDF", "image/jpeg": "JPG", "image/png": "PNG"}
PHONE_PICTURES = (b"ftypheic", b"ftypheix", b"ftypheif", b"ftypmif1", b"ftyphevc", b"ftypavif")
NAME_LENGTH = 80
RESERVED = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was let in: cleaned name, the bytes as they are kept, and what they are.

    Of a picture also its width, a small JPEG of it and a hint (`applications.legibility`).
    """

    name: str
    data: bytes
    content_type: str
    pages: int
    sha256: str
    width: int = 0
    thumbnail: bytes = b""
    hint: str = ""

    @property
    def path(self) -> str:
        """Where the bytes lie, by their hash."""
        extension = EXTENSIONS[self.content_type][0]
        return f"papers/{self.sha256[:2]}/{self.sha256}.{extension}"


def check(file: UploadedFile) -> Checked:
    """Let one file in, or raise UploadRefused with a sentence that names it and says what to do."""
    name = clean_name(file.name or "")
    if file.size > LARGEST:
        size = f"{file.size / 1024 / 1024:.1f}"
        raise UploadRefused(f"“{name}”有{size}MB，超过10MB。可以压缩后再传，或拆成两个文件")
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UploadRefused(f"“{name}”超过10MB。可以压缩后再传，或拆成两个文件")
    if not data:
        raise UploadRefused(f"“{name}”是空文件，请换一个")
    content_type = _type_of(name, data)
    antivirus.scan(name, data)
    answer, drawn = _inspect(data)
    if refused := answer.get("refused"):
        raise UploadRefused(_refusal(name, refused, answer))
    kept, thumbnail = drawn or (data, b"")
    return Checked(
        name=name,
        data=kept,
        content_type=content_type,
        pages=answer["pages"],
        sha256=hashlib.sha256(kept).hexdigest(),
        width=answer.get("width", 0),
        thumbnail=thumbnail,
        hint=answer.get("hint", ""),
    )


def store(checked: Checked) -> str:
    """Put the bytes on the disk, flushed, and return their path. Equal bytes lie there once.

    Raises UploadRefused when the disk or the object store does not take them.
    """
    try:
        if checked.thumbnail:
            keep(thumbnail_path(checked.sha256), checked.thumbnail)
        return keep(checked.path, checked.data)
    except OSError as error:
        log.error("a file could not be kept: %s", error)
        raise UploadRefused(
            f"“{checked.name}”没有存成，系统现在写不进文件。已填的内容都在，请过几分钟再传"
        ) from error


def keep(path: str, data: bytes) -> str:
    """Write what belongs at a path named by a hash, unless it lies there already."""
    if default_storage.exists(path):
        return path
    return default_storage.save(path, ContentFile(data))


def thumbnail_path(sha256: str) -> str:
    """Where the small JPEG of a picture lies: by the picture's hash."""
    return f"thumbnails/{sha256[:2]}/{sha256}.jpg"


def clean_name(name: str) -> str:
    """A name fit for pages and headers: no folders, no control or direction signs, ≤80 long."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/")
    name = PurePosixPath(name).name
    kept = (c for c in name if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*/')
    name = "".join(kept).strip(" .")
    stem, dot, extension = name.rpartition(".")
    if not dot:
        stem, extension = name, ""
    if stem.lower() in RESERVED:
        stem = f"_{stem}"
    stem = (stem or "文件")[: NAME_LENGTH - len(extension) - 1]
    return f"{stem}.{extension}" if extension else stem


def _type_of(name: str, data: bytes) -> str:
    extension = name.rpartition(".")[2].lower()
    if data[4:12] in PHONE_PICTURES or extension in ("heic", "heif"):
        raise UploadRefused(f"“{name}”是HEIC格式，请在手机上改存为JPG，或打印成PDF后再传")
    if data.startswith(b"%PDF-"):
        content_type = "application/pdf"
    elif data.startswith(b"\xff\xd8\xff"):
        content_type = "image/jpeg"
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        content_type = "image/png"
    elif extension in ("doc", "docx", "wps", "xls", "xlsx", "ppt", "pptx"):
        raise UploadRefused(f"“{name}”是办公软件的文件，请另存为PDF后再传")
    else:
        raise UploadRefused(f"“{name}”不是PDF、JPG或PNG，请改成这三种再传")
    if extension not in EXTENSIONS[content_type]:
        word = TYPE_WORDS[content_type]
        ending = EXTENSIONS[content_type][0]
        raise UploadRefused(
            f"“{name}”的内容是{word}，文件名的结尾却不是.{ending}，请改好文件名再传"
        )
    return content_type


def _inspect(data: bytes) -> tuple[dict, list[bytes]]:
    """Ask the child. A child that was stopped is an answer too."""
    try:
        return sandbox.ask("applications.inspection", {}, [data])
    except sandbox.Stopped:
        return {"refused": "stopped"}, []


def _refusal(name: str, why: str, answer: dict) -> str:
    return {
        "locked": f"“{name}”设了密码，请去掉密码再传",
        "active": f"“{name}”里带有脚本、附件或可执行的动作，请用“打印成PDF”另存一份再传",
        "pages": f"“{name}”有{answer.get('pages')}页，超过60页，请拆成几个文件",
        "pixels": (
            f"“{name}”有{answer.get('width')}×{answer.get('height')}像素，超过4000万像素，"
            "请缩小后再传"
        ),
        "bomb": f"“{name}”解开后太大，请用“打印成PDF”另存一份再传",
        "stopped": f"“{name}”太复杂，没能检查完，请用“打印成PDF”另存一份或拍照再传",
    }.get(why, f"“{name}”打不开，可能已损坏，请换一个")
