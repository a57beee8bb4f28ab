// zc.js: progressive enhancement. Every page works without it.
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  root.classList.remove("no-js");

  // Menu on narrow screens.
  const nav = document.getElementById("nav");
  const toggle = nav && nav.querySelector(".zc-nav__toggle");
  if (toggle) toggle.addEventListener("click", () => {
    const open = nav.toggleAttribute("data-open");
    toggle.setAttribute("aria-expanded", String(open));
  });

  // 大字版: a cookie, so that the server draws the next page at the right size.
  const sizer = document.querySelector("[data-type-toggle]");
  if (sizer) sizer.addEventListener("click", (event) => {
    event.preventDefault();
    const large = root.dataset.typeSize !== "large";
    if (large) root.dataset.typeSize = "large"; else delete root.dataset.typeSize;
    sizer.setAttribute("aria-pressed", String(large));
    const age = large ? 31536000 : 0;
    document.cookie = `type-size=large; path=/; max-age=${age}; samesite=lax`;
  });

  // The schedule: bring today into view.
  all(".zc-plan").forEach((box) => {
    const today = box.querySelector("thead .is-today"), first = box.querySelector("thead th");
    if (today) box.scrollLeft = today.offsetLeft - first.offsetWidth - today.offsetWidth * 2;
  });

  // On paper every quotation is open.
  addEventListener("beforeprint", () => all("details:is(.zc-cite, .zc-sum, .zc-faq):not([open])").forEach((d) => {
    d.open = true;
    d.dataset.reclose = "";
  }));
  addEventListener("afterprint", () => all("details[data-reclose]").forEach((d) => {
    d.open = false;
    delete d.dataset.reclose;
  }));
  all("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });

  // 复制引用: what stands before the button; without a script it is selected with one press.
  all("[data-copy]").forEach((button) => {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.previousElementSibling.textContent);
      button.textContent = "已复制";
    });
  });

  // The error summary has the focus; its links lead into the field, not only to it.
  const summary = document.querySelector(".zc-errors[data-focus]");
  if (summary) summary.focus();
  // An entry just added or taken away: its heading or 撤销 has the focus, after the browser has
  // gone to the place itself.
  const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const spot = place && place.querySelector("[data-focus], [tabindex='-1']");
  if (spot && !summary) addEventListener("load", () => setTimeout(() => spot.focus(), 0));
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".zc-errors a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    field.focus({ preventScroll: true });
    (field.closest(".zc-field, fieldset") || field).scrollIntoView({ block: "center" });
  });

  // 年月: 2019.7, 2019-07, 201907 or 2019年7月 in the year box fills both boxes.
  document.addEventListener("focusout", (event) => {
    const pair = event.target.closest("[data-year-month]");
    if (!pair) return;
    const [year, month] = all("input", pair);
    if (event.target !== year || month.value) return;
    const plain = year.value.normalize("NFKC").replace(/\s/g, "");
    const found = /^(\d{4})(?:[.\-/年](\d{1,2})月?|(\d{2}))$/.exec(plain);
    if (!found) return;
    year.value = found[1];
    month.value = String(Number(found[2] || found[3]));
    month.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // A second press of the same button is not sent. [data-again]: a form that gives a file.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented || "again" in form.dataset) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    const button = event.submitter;
    if (!button) return;
    button.setAttribute("aria-disabled", "true");
    setTimeout(() => {
      if (!form.dataset.sent || button.classList.contains("zc-link")) return;
      button.dataset.label = button.textContent;
      button.textContent = "正在提交";
    }, 800);
  });
  // Coming back with the browser's button: the page is fresh again.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    all("form[data-sent]").forEach((form) => delete form.dataset.sent);
    all("[aria-disabled='true']:not(.btn-off)").forEach((button) => {
      button.removeAttribute("aria-disabled");
      if (button.dataset.label) button.textContent = button.dataset.label;
    });
  });

  // Counters: <textarea maxlength data-counter="id"> and <p id role="status">.
  const count = (box) => {
    const left = box.dataset.limit - [...box.value.normalize("NFC")].length;
    const line = document.getElementById(box.dataset.counter);
    line.textContent = left >= 0 ? `还可以写${left}字` : `多了${-left}字`;
    line.setAttribute("aria-live", left <= 20 ? "polite" : "off");
  };
  // How much is written in all: the characters of every box whose name begins so.
  const sum = (line) => {
    const boxes = all(`textarea[name^="${line.dataset.sumOf}"]`);
    const plain = boxes.map((box) => box.value.replace(/\s/g, "")).join("");
    line.querySelector("strong").textContent = [...plain].length;
  };
  all("[data-counter]").forEach(count);
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-counter]")) count(event.target);
    all("[data-sum-of]").forEach(sum);
  });

  // Pieces swapped in by htmx: the focus goes to what is new.
  document.addEventListener("htmx:afterSwap", (event) => {
    const piece = event.detail.elt;
    const aim = piece.matches("[data-focus]") ? piece : piece.querySelector("[data-focus]")
      || piece.querySelector("[tabindex='-1']");
    if (aim) aim.focus();
  });

  // Signing out forgets what this tab kept.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-sign-out]")) return;
    try { sessionStorage.clear(); } catch { /* storage is off */ }
  });

  const section = document.getElementById("section");
  settleSent();
  if (section && section.hasAttribute("hx-post")) autosave(section);

  // A form sent by its button stays in this tab until another page of the site answers; while the
  // sign-in page stands between, or nothing answered, the text comes back into its fields.
  function settleSent() {
    if (document.querySelector("input[type='password']")) return;
    try {
      const here = section && `zc-draft:${section.getAttribute("hx-post")}`;
      Object.keys(sessionStorage)
        .filter((key) => key.startsWith("zc-draft:") && key !== here)
        .filter((key) => JSON.parse(sessionStorage.getItem(key)).sent)
        .forEach((key) => sessionStorage.removeItem(key));
    } catch { /* storage is off */ }
  }

  // Autosave. The form carries hx-post, hx-trigger and hx-swap="none"; the server
  // answers 200 with #save-state and #version out of band, 409 with #conflict, 401 when signed out.
  // What could not be sent is kept in this tab's sessionStorage, without [data-private] fields.
  function autosave(form) {
    const key = `zc-draft:${form.getAttribute("hx-post")}`;
    const strip = document.getElementById("save-strip");
    const phone = form.dataset.phone || "0356-4220191";
    let state = "saved", failures = 0, timer = 0, slow = 0, lastSaid = 0;
    let underWay = 0, pressed = null, unsent = 0;

    const show = (next, words, more = "") => {
      const line = document.getElementById("save-state");
      // Assertive once when something turns wrong; the hourglass is never announced.
      line.setAttribute("aria-live", next === "saving" ? "off" : next === state ? "polite" : "assertive");
      line.dataset.state = next;
      line.textContent = words;
      if (next !== "saving") state = next;
      if (!strip) return;
      strip.hidden = !more;
      strip.replaceChildren(more);
    };
    const send = () => window.htmx.trigger(form, "zc:now");
    const retry = (seconds) => {
      clearTimeout(timer);
      timer = setTimeout(send, seconds * 1000);
    };
    const pause = () => [5, 15, 30][Math.min(failures++, 2)];

    // name#1, name#2 … → value, for everything typed here that may be kept.
    const fields = () => {
      const seen = {};
      return new Map(all("input, select, textarea", form)
        .filter((f) => f.name && !("private" in f.dataset)
          && !["hidden", "file", "password", "submit"].includes(f.type))
        .map((f) => [`${f.name}#${seen[f.name] = (seen[f.name] || 0) + 1}`, f]));
    };
    const ticked = (f) => f.type === "checkbox" || f.type === "radio";
    const version = () => document.getElementById("version");
    const keep = (sent = false) => {
      const named = [...fields()];
      const values = named.map(([name, f]) => [name, ticked(f) ? f.checked : f.value]);
      const [at] = named.find(([, f]) => f === document.activeElement) || [];
      const kept = { version: version() && version().value, values, at, sent };
      try { sessionStorage.setItem(key, JSON.stringify(kept)); } catch { /* storage is off */ }
    };
    const forget = () => {
      try { sessionStorage.removeItem(key); } catch { /* storage is off */ }
    };
    const restore = () => {
      let kept = null;
      try { kept = JSON.parse(sessionStorage.getItem(key)); } catch { /* storage is off */ }
      if (!kept) return false;
      if (kept.sent && kept.version !== version()?.value) { forget(); return false; }
      // The old version number goes back too: the server then sees a newer text and asks.
      if (version() && kept.version) version().value = kept.version;
      const now = fields();
      kept.values.forEach(([name, value]) => {
        const field = now.get(name);
        if (field && ticked(field)) field.checked = value;
        else if (field) field.value = value;
      });
      const last = now.get(kept.at);
      if (last) last.focus();
      return true;
    };

    const offline = () => {
      keep();
      show("offline", "网络断开，内容暂存在本机", "连上网后自动补存。请先不要关闭这个页面。");
      retry(pause());
    };
    const failed = () => {
      keep();
      const seconds = pause();
      const more = failures >= 3 ? `请复制要紧的文字，或致电${phone}` : "";
      show("failed", "没有保存成功，正在重试", more);
      retry(seconds);
    };
    const signedOut = () => {
      keep();
      const link = document.createElement("a");
      link.href = form.dataset.signIn || "/accounts/sign-in/";
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = "在新窗口登录后会自动补存";
      show("signed-out", "登录已过期", link);
    };
    const conflict = (html) => {
      keep();
      show("conflict", "另一处刚改过这一节");
      const panel = new DOMParser().parseFromString(html, "text/html").getElementById("conflict");
      if (!panel) return;
      const old = document.getElementById("conflict");
      if (old) old.replaceWith(panel); else form.prepend(panel);
      panel.focus();
    };
    // Signing in again changes the CSRF token: take the new one from a fresh copy of the page.
    const renew = async () => {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const token = page.querySelector("#section [name='csrfmiddlewaretoken']");
      if (!answer.ok || !token) return;
      document.body.setAttribute("hx-headers", page.body.getAttribute("hx-headers"));
      all("[name='csrfmiddlewaretoken']").forEach((input) => { input.value = token.value; });
      send();
    };

    form.addEventListener("htmx:beforeRequest", (event) => {
      if (event.target !== form) return;
      // Two texts are on the table: choosing between them is not typing.
      if (form.dataset.sent || state === "conflict") return event.preventDefault();
      underWay += 1;
      unsent = 0;
      clearTimeout(slow);
      if (state === "saved") slow = setTimeout(() => show("saving", "正在保存"), 800);
    });
    form.addEventListener("htmx:afterRequest", (event) => {
      if (event.target !== form) return;
      clearTimeout(slow);
      settled();
      const { successful, xhr } = event.detail;
      if (!successful) return;
      if (!xhr.responseText.includes("save-state")) return signedOut();  // sent to the sign-in page
      clearTimeout(timer);
      state = "saved";
      failures = 0;
      if (strip) strip.hidden = true;
      const line = document.getElementById("save-state");
      line.setAttribute("aria-live", Date.now() - lastSaid < 60000 ? "off" : "polite");
      if (Date.now() - lastSaid >= 60000) lastSaid = Date.now();
      forget();
    });
    form.addEventListener("htmx:sendError", (event) => {
      if (event.target !== form) return;
      clearTimeout(slow);
      offline();
    });
    form.addEventListener("htmx:responseError", (event) => {
      if (event.target !== form) return;
      clearTimeout(slow);
      const { status, responseText } = event.detail.xhr;
      if (status === 409) conflict(responseText);
      else if (status === 401) signedOut();
      else if (status === 403 && state !== "failed") { failed(); renew(); }
      else failed();
    });
    // While nothing can be sent, every letter is kept at once. Whoever types without a pause is
    // saved every three seconds all the same.
    form.addEventListener("input", () => {
      if (state !== "saved") return keep();
      unsent = unsent || Date.now();
      if (Date.now() - unsent >= 3000 && !underWay) send();
    });
    addEventListener("offline", offline);
    addEventListener("online", () => state === "offline" && send());
    addEventListener("focus", () => state === "signed-out" && renew());
    addEventListener("beforeunload", (event) => {
      const open = ["offline", "failed", "conflict"].includes(state);
      if (open && !form.dataset.sent) event.preventDefault();
    });
    // A button pressed while a save is under way waits for it: two saves with one version would
    // be taken for two people.
    const settled = () => {
      underWay -= 1;
      if (underWay || !pressed) return;
      const { submitter } = pressed;
      pressed = null;
      form.requestSubmit(submitter);
    };
    form.addEventListener("submit", (event) => {
      if (!navigator.onLine) { event.preventDefault(); offline(); return; }
      if (underWay) { event.preventDefault(); pressed = event; return; }
      keep(true);
    });
    if (restore()) setTimeout(send, 0);
  }
})();
