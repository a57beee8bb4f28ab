"""The log names no person: whatever gets into a line, private numbers in it are covered (F3)."""

import logging
import re

#: 身份证号 of 15 and 18 characters, 手机号; longer runs of letters and digits are something else.
PRIVATE_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:\d{17}[\dXx]|\d{15}|1[3-9]\d{9})(?![0-9A-Za-z])")


class PrivateFormatter(logging.Formatter):
    """Covers them in the finished line, so that addresses and tracebacks are held to it too."""

    def format(self, record):
        return PRIVATE_NUMBER.sub("[number]", super().format(record))
