"""What one walk through the pages costs whoever takes it."""

FIELDS = """() => {
  const open = [...document.querySelectorAll("main :is(input, select, textarea)")].filter(
    (f) => !["hidden", "submit"].includes(f.type) && f.checkVisibility());
  const name = (f) => f.closest("[data-year-month]")?.querySelector("input").name ?? f.name;
  return new Set(open.map(name)).size;
}"""
WATCH = f"""
  const fields = {FIELDS};
  const labels = () => [...document.querySelectorAll("main :is(label, legend)")]
    .filter((l) => l.checkVisibility()).map((l) => l.textContent.trim().replace("（选填）", ""));
  const tell = (click, more) => window.walked(
    {{ click, fields: fields(), labels: labels(), path: location.pathname, ...more }});
  addEventListener("DOMContentLoaded", () => tell(0));
  addEventListener("click", (event) => event.isTrusted && tell(1), true);
  addEventListener("focusin", (event) => {{
    if (!event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])")) return;
    if (event.target.matches("[type=file]")) return; // its click was counted
    tell(1, {{ dated: event.target.type === "date" }});
  }});
"""


class Walk:
    """Pages loaded, clicks (into a field counts as one), fields at most, where dates were typed."""

    def __init__(self, me):
        self.pages, self.clicks, self.fields = 0, 0, 0
        self.labels: dict[str, set[str]] = {}
        self.dated: set[str] = set()
        me.page.context.expose_binding("walked", self._note)
        me.page.context.add_init_script(WATCH)
        me.page.on("domcontentloaded", self._loaded)

    def _loaded(self, page):
        self.pages += 1

    def _note(self, source, told):
        self.clicks += told["click"]
        self.fields = max(self.fields, told["fields"])
        self.labels.setdefault(told["path"], set()).update(told["labels"])
        if told.get("dated"):
            self.dated.add(told["path"])

    def asked_on(self, label: str) -> int:
        """How many pages ask for this."""
        return sum(label in labels for labels in self.labels.values())
