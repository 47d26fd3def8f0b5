// How the reader wants pages to look: the clear edition and the size of the text. Applied before anything
// is shown, remembered by this browser alone.
(() => {
  const KEY = "gongbao-view";
  const root = document.documentElement;

  function read() {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch {
      return {}; // storage is refused, or holds what is not ours
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

  root.classList.add("is-scripted");
  apply(read());
  addEventListener("DOMContentLoaded", () => {
    show();
    document.querySelector("[data-care]").addEventListener("change", (event) => keep({ care: event.target.checked }));
    document.querySelector("[data-size-choice]").addEventListener("change", (event) => keep({ size: event.target.value }));
  });
  addEventListener("pageshow", (event) => event.persisted && show());
})();
