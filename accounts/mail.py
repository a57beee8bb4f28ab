"""Mail: Django's own sending behind one function. deploy/README.md says how to set it."""

import logging
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import send_mail

log = logging.getLogger(__name__)

SUBJECT = "阳城县初级职称评审：您有新的消息"


def is_offered() -> bool:
    """Whether the site can send mail at all; nothing may depend on it."""
    return bool(settings.EMAIL_URL)


def send(address: str, text: str, *, subject: str = SUBJECT) -> str:
    """Send `text` to `address`; why the server did not take it, or nothing. Never raises."""
    if not is_offered():
        return "没有设置邮件服务器"
    try:
        send_mail(subject, text, None, [address])
    except SMTPRecipientsRefused:
        return "邮件服务器不收这个邮箱"
    except (OSError, SMTPException) as error:  # the answer may quote the address: not logged
        log.error("mail server: %s", type(error).__name__)
        refused = isinstance(error, SMTPException)
        return "邮件服务器没有收下" if refused else "连不上邮件服务器"
    return ""
