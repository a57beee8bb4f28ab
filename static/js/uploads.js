// uploads.js: says how far an upload is. Without it the 上传 button sends the form as usual.
(() => {
  "use strict";
  const MB = 1024 * 1024, LARGEST = 10, TOGETHER = 60;
  const size = (bytes) => (bytes / MB).toFixed(1);
  const state = (form) => form.closest(".zc-paper").querySelector(".zc-paper__state");
  const files = (form) => [...form.querySelector("[type='file']").files];
  const names = (form) => files(form).map((file) => `“${file.name}”`).join("、");
  const on = (event, act) => document.addEventListener(event, (e) => {
    const form = e.target.closest("[data-upload]");
    if (form) act(form, e);
  });
  const refuse = (form, words) => {
    const line = document.createElement("span");
    line.className = "zc-field__error";
    line.textContent = words;
    state(form).replaceChildren(line);
    form.reset();
  };

  // What the server would refuse is said before it is sent.
  on("htmx:beforeRequest", (form, event) => {
    const chosen = files(form), large = chosen.find((file) => file.size > LARGEST * MB);
    const sum = chosen.reduce((total, file) => total + file.size, 0);
    const words = large ? `“${large.name}”有${size(large.size)}MB，超过${LARGEST}MB。可以压缩后再传，或拆成两个文件`
      : sum > TOGETHER * MB ? `这几个文件合计${size(sum)}MB，一次最多${TOGETHER}MB，请分几次传`
        : chosen.length > 10 ? `选了${chosen.length}个文件，一次最多10个，请分几次传` : "";
    if (!words && chosen.length) return;
    event.preventDefault();
    if (words) refuse(form, `没有上传：${words}`);
  });
  on("htmx:xhr:progress", (form, event) => {
    if (!event.detail.lengthComputable) return;
    const done = Math.round((event.detail.loaded / event.detail.total) * 100);
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.value = done;
    bar.setAttribute("aria-hidden", "true"); // the words say it
    state(form).replaceChildren(done < 100
      ? `正在上传${names(form)}，已完成${done}%`
      : `${names(form)}传完了，正在检查`, bar);
  });
  on("htmx:sendError", (form) => refuse(form, "网络断开，连上后请再选一次"));
  on("htmx:responseError", (form, event) => refuse(form, event.detail.xhr.status === 413
    ? `没有上传成功：${names(form)}太大。单个文件不超过${LARGEST}MB，一次合计不超过${TOGETHER}MB`
    : "没有上传成功，请再选一次"));
})();
