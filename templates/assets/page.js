// What every page needs at once. How the reader wants it to look, the clear edition and the size of the
// text, is applied before anything is shown and remembered by this browser alone.
(() => {
  const KEY = "gongbao-view";
  const KEYS = "gongbao-keys";
  const root = document.documentElement;

  function stored(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage is refused
    }
  }

  function read() {
    try {
      return JSON.parse(stored(KEY)) ?? {};
    } catch {
      return {}; // it holds what is not ours
    }
  }

  function apply(view) {
    root.classList.toggle("care", view.care === true);
    root.dataset.size = view.size ?? "";
  }

  function keep(change) {
    const view = { ...read(), ...change };
    apply(view);
    try {
      localStorage.setItem(KEY, JSON.stringify(view));
    } catch {
      // then it holds for this page
    }
  }

  function show() {
    const view = read();
    apply(view);
    document.querySelector("[data-care]").checked = view.care === true;
    document.querySelector("[data-size-choice]").value = view.size ?? "";
  }

  // Read from a disk (file://), a way to a folder must name its index.html, which hosts add by themselves.
  function nameFiles() {
    document.querySelector("[data-on-disk]")?.removeAttribute("hidden");
    for (const name of ["href", "action"]) {
      for (const way of document.querySelectorAll(`a[${name}], form[${name}]`)) {
        const [, path, rest] = /^([^?#]*)(.*)$/.exec(way.getAttribute(name));
        if (path.endsWith("/") && !/^[a-z]+:/.test(path)) way.setAttribute(name, path + "index.html" + rest);
      }
    }
  }

  // At once, so that what is typed next is typed there. A box that is not shown (on a phone it is a
  // page of its own) is none.
  function goToSearch() {
    const boxes = [...document.querySelectorAll("main input[name=q], header input[name=q]")];
    const box = boxes.find((one) => one.offsetParent);
    box?.focus();
    box?.select();
  }

  // What other keys do comes with the first of them.
  function press(event) {
    const isTyping = event.target.closest?.("input:not([type=checkbox]), textarea, select, dialog, [popover], [contenteditable]");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !"/?jknpc".includes(event.key)) return;
    if (event.key !== "/") return void import("./keys.js").then((keys) => keys.press(event.key));
    event.preventDefault(); // in some browsers it opens a search of their own
    if (stored(KEYS) !== "off") goToSearch();
  }

  root.classList.add("is-scripted");
  apply(read());
  addEventListener("keydown", press);
  addEventListener("DOMContentLoaded", () => {
    show();
    if (location.protocol === "file:") nameFiles();
    document.querySelector("[data-care]").addEventListener("change", (event) => keep({ care: event.target.checked }));
    document.querySelector("[data-size-choice]").addEventListener("change", (event) => keep({ size: event.target.value }));
    document.querySelector("[data-keys-open]").addEventListener("click", () => import("./keys.js").then((keys) => keys.open()));
  });
  addEventListener("pageshow", (event) => event.persisted && show());
})();
