"""A browser's name for itself and a network address, in words a person recognises as their own."""

import ipaddress

#: What the User-Agent holds → the word. First match wins: many browsers also call themselves
#: Chrome, Chrome calls itself Safari.
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("AlipayClient", "支付宝"),
    ("DingTalk", "钉钉"),
    ("HuaweiBrowser", "华为浏览器"),
    ("MiuiBrowser", "小米浏览器"),
    ("MQQBrowser", "QQ浏览器"),
    ("QQBrowser", "QQ浏览器"),
    ("UCBrowser", "UC浏览器"),
    ("QIHU", "360浏览器"),
    ("360SE", "360浏览器"),
    ("Edg", "Edge浏览器"),
    ("Firefox", "火狐浏览器"),
    ("Trident", "IE浏览器"),
    ("MSIE", "IE浏览器"),
    ("Chrome", "谷歌浏览器"),
    ("Safari", "Safari浏览器"),
)
MACHINES = (
    ("HarmonyOS", "鸿蒙手机"),
    ("OpenHarmony", "鸿蒙手机"),
    ("iPhone", "苹果手机"),
    ("iPad", "苹果平板"),
    ("Android", "安卓手机"),
    ("Windows", "Windows电脑"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux电脑"),
)


def browser_words(user_agent: str) -> str:
    """「Windows电脑，Edge浏览器」; 「不认识的浏览器」 when nothing is recognised."""
    found = [
        next((word for sign, word in table if sign in user_agent), "")
        for table in (MACHINES, BROWSERS)
    ]
    return "，".join(word for word in found if word) or "不认识的浏览器"


def masked_address(text: str) -> str:
    """The front half of an address: enough to tell home from work, too little to find a house."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "未知"
    if address.version == 4:
        first, second, *_ = text.split(".")
        return f"{first}.{second}.*.*"
    return ":".join(address.exploded.split(":")[:3]) + ":*"
