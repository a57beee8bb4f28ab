// scan.js: the counter of room 303. Without it every code is a form of its own.
(() => {
  "use strict";
  const form = document.querySelector("[data-scan]");
  if (!form) return;
  const field = form.elements.code, counter = document.getElementById("counter");
  const offline = document.querySelector("[data-offline]"), view = document.querySelector("[data-view]");
  const token = form.elements.csrfmiddlewaretoken.value;
  const waiting = [];
  let busy = false;

  // A scanner is quicker than the line: codes wait in their order, the field is free at once.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const code = field.value.trim();
    field.value = "";
    field.focus();
    if (code) take(code);
  }, true);
  const take = (code) => {
    waiting.push(code);
    if (!busy) next();
  };

  async function next() {
    busy = true;
    while (waiting.length) {
      try {
        const body = new URLSearchParams({ code: waiting[0], csrfmiddlewaretoken: token });
        const answer = await fetch(location.href, { method: "POST", body, headers: { "HX-Request": "true" } });
        if (answer.redirected) { location.assign(answer.url); return; }
        if (!answer.ok) throw new Error(String(answer.status));
        counter.innerHTML = await answer.text();
        waiting.shift();
        offline.hidden = true;
        sound(counter.querySelector("[data-answer]"));
      } catch {
        offline.querySelector("[data-left]").textContent = String(waiting.length);
        offline.hidden = false;
        await new Promise((again) => setTimeout(again, 3000));
      }
    }
    busy = false;
  }

  // Keys typed anywhere else than into a control go to the field.
  document.addEventListener("keydown", (event) => {
    const elsewhere = !event.target.closest("input, button, a, select, textarea, summary");
    if (elsewhere && event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey) field.focus();
  });
  addEventListener("beforeunload", (event) => waiting.length && !offline.hidden && event.preventDefault());

  // A high short tone: taken. A low long one: look at the line.
  const toggle = form.querySelector("[data-sound]");
  let player = null;
  toggle.closest("label").hidden = !window.AudioContext;
  try { toggle.checked = localStorage.getItem("scan-sound") === "on"; } catch { /* storage is off */ }
  toggle.addEventListener("change", () => {
    try { localStorage.setItem("scan-sound", toggle.checked ? "on" : "off"); } catch { /* storage is off */ }
    field.focus();
  });
  function sound(line) {
    if (!line || !toggle.checked) return;
    player = player || new AudioContext();
    const ok = line.dataset.answer === "ok", tone = player.createOscillator();
    tone.frequency.value = ok ? 880 : 220;
    tone.connect(player.destination);
    tone.start();
    tone.stop(player.currentTime + (ok ? 0.08 : 0.4));
  }

  // The camera of a phone, where the browser reads codes itself.
  const camera = form.querySelector("[data-camera]");
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  camera.hidden = false;
  camera.addEventListener("click", async () => {
    try {
      view.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      camera.textContent = "没有摄像头，请手写编号";
      return;
    }
    view.hidden = false;
    await view.play();
    const reader = new window.BarcodeDetector({ formats: ["qr_code", "code_128"] });
    let last = "";
    setInterval(async () => {
      const [found] = await reader.detect(view);
      if (!found || found.rawValue === last) return;
      last = found.rawValue;
      take(last);
    }, 250);
  });
})();
