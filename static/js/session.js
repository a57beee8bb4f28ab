// session.js: two minutes before an idle session ends, ask. Without scripts it just ends, and the
// sign-in page leads back.
(() => {
  "use strict";
  const dialog = document.getElementById("session-dialog");
  if (!dialog || !dialog.showModal) return;
  const WARN = 120;
  const line = dialog.querySelector("[data-countdown]");
  const saved = document.querySelector("#section[hx-post]") !== null;
  dialog.querySelector("[data-saved]").hidden = !saved;
  dialog.querySelector("[data-unsaved]").hidden = saved;
  let ends = 0, timer = 0;

  const expect = (seconds) => {
    ends = Date.now() + seconds * 1000;
    clearTimeout(timer);
    timer = setTimeout(check, Math.min(Math.max(0, seconds - WARN), 86400) * 1000);
  };
  // Another tab or a save may have kept the session: only the server knows. Asking is no activity.
  const ask = async (method) => {
    const token = dialog.querySelector("[name='csrfmiddlewaretoken']").value;
    const answer = await fetch(dialog.dataset.url, {
      method, credentials: "same-origin", headers: { "X-CSRFToken": token },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).left;
  };
  const leave = () => {
    const here = location.pathname + location.search;
    location.assign(`${dialog.dataset.signIn}?next=${encodeURIComponent(here)}`);
  };
  const check = async () => {
    let left = Math.round((ends - Date.now()) / 1000);
    try { left = await ask("GET"); } catch { /* offline: the page's own count must do */ }
    if (left > WARN) { dialog.close(); expect(left); return; }
    if (left <= 0) { leave(); return; }
    ends = Date.now() + left * 1000;
    if (!dialog.open) {
      dialog.showModal();
      dialog.querySelector("[data-stay]").focus();
    }
    count();
  };
  // Said when it changes, not every second: at two minutes, one minute, twenty seconds.
  const count = () => {
    if (!dialog.open) return;
    const left = Math.ceil((ends - Date.now()) / 1000);
    if (left <= 0) { check(); return; }
    const words = left > 60 ? "还有2分钟" : left > 20 ? "还有1分钟" : "还有20秒";
    if (line.textContent !== words) line.textContent = words;
    clearTimeout(timer);
    timer = setTimeout(count, 1000);
  };
  // It closes once the server has kept the session, not on the mere wish.
  const stay = async () => {
    try { expect(await ask("POST")); dialog.close(); } catch { check(); }
  };
  dialog.querySelector("[data-stay]").addEventListener("click", stay);
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); stay(); });
  expect(Number(dialog.dataset.left));
})();
