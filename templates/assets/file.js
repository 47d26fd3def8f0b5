// Read from a disk (file://), a way to a folder must name its index.html, which hosts add by themselves.
if (location.protocol === "file:") {
  addEventListener("DOMContentLoaded", () => {
    document.querySelector("[data-on-disk]")?.removeAttribute("hidden");
    for (const name of ["href", "action"]) {
      for (const way of document.querySelectorAll(`a[${name}], form[${name}]`)) {
        const [, path, rest] = /^([^?#]*)(.*)$/.exec(way.getAttribute(name));
        if (path.endsWith("/") && !/^[a-z]+:/.test(path)) way.setAttribute(name, path + "index.html" + rest);
      }
    }
  });
}

// On every page, / leads to the search box.
addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.querySelector("input[type=search]");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
