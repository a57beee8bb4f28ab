// review.js: the keys of the review page. Loaded only while they are switched on.
(() => {
  "use strict";
  const all = (selector) => [...document.querySelectorAll(selector)];
  const points = () => all(".zc-check").filter((point) => point.querySelector("input[type='radio']"));
  const pages = () => all("[data-leaf], .zc-pane .zc-page");
  let at = -1;

  const open = (point) => {
    const folded = point.closest("details");
    if (folded) folded.open = true;
    all(".zc-check[data-at]").forEach((other) => delete other.dataset.at);
    point.dataset.at = "";
    point.scrollIntoView({ block: "center" });
    (point.querySelector("input:checked") || point.querySelector("input")).focus({ preventScroll: true });
  };
  const move = (step) => {
    const list = points();
    at = Math.max(0, Math.min(list.length - 1, at + step));
    open(list[at]);
  };
  const choose = (value) => {
    const list = points();
    if (at < 0) move(1);
    const radio = list[at].querySelector(`input[value='${value}']`);
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    if (value === "pass") return move(1);
    const words = list[at].querySelector("textarea");
    if (words) words.focus();
  };
  const turn = (step) => {
    const list = pages();
    const top = (page) => page.getBoundingClientRect().top;
    const here = list.findLastIndex((page) => top(page) < innerHeight / 2);
    const next = list[Math.max(0, Math.min(list.length - 1, here + step))];
    if (next) next.scrollIntoView({ block: "start" });
  };
  const KEYS = {
    j: () => move(1), k: () => move(-1), 1: () => choose("pass"), 2: () => choose("fail"),
    "[": () => turn(-1), "]": () => turn(1),
  };

  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest("textarea, select, input:not([type='radio'])");
    const act = KEYS[event.key.toLowerCase()];
    if (!act || writing || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("focusin", (event) => {
    const point = event.target.closest(".zc-check");
    if (point) at = points().indexOf(point);
  });
})();
