// uploads.js: says how far an upload is. Without it the 上传 button sends the form as usual.
(() => {
  "use strict";
  const state = (form) => form.closest(".zc-paper").querySelector(".zc-paper__state");
  const names = (form) => [...form.querySelector("[type='file']").files].map((f) => `“${f.name}”`).join("、");

  document.addEventListener("htmx:xhr:progress", (event) => {
    const form = event.target.closest("[data-upload]");
    if (!form || !event.detail.lengthComputable) return;
    const done = Math.round((event.detail.loaded / event.detail.total) * 100);
    state(form).textContent = done < 100
      ? `正在上传${names(form)}，已完成${done}%`
      : `${names(form)}传完了，正在检查`;
  });
  document.addEventListener("htmx:sendError", (event) => {
    const form = event.target.closest("[data-upload]");
    if (!form) return;
    state(form).textContent = "网络断开，连上后请再选一次";
    form.reset();
  });
  document.addEventListener("htmx:responseError", (event) => {
    const form = event.target.closest("[data-upload]");
    if (!form) return;
    state(form).textContent = event.detail.xhr.status === 413
      ? `没有上传成功：${names(form)}超过10MB。可以压缩后再传，或拆成两个文件`
      : "没有上传成功，请再选一次";
    form.reset();
  });
})();
