// panel.js: a link with [data-panel] opens the [data-panel-body] of its page in the dialog #panel.
// Without a script, or when the answer is another page (signed out), the link is simply followed.
(() => {
  "use strict";
  const panel = document.getElementById("panel");
  if (!panel || !panel.showModal) return;
  const place = panel.querySelector("[data-panel-place]");
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-panel]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    let body = null;
    try {
      const answer = await fetch(link.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok) body = page.querySelector("[data-panel-body]");
    } catch { /* followed below */ }
    if (!body) { location.assign(link.href); return; }
    place.replaceChildren(document.adoptNode(body));
    panel.showModal();
    panel.scrollTop = 0;
    const card = link.hash && place.querySelector(`#${CSS.escape(link.hash.slice(1))}`);
    if (card) card.scrollIntoView();
  });
  // A press beside the panel closes it, as Esc does.
  panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
})();
