// Read from a disk (file://), a link to a folder must name its index.html, which hosts add by themselves.
if (location.protocol === "file:") {
  addEventListener("DOMContentLoaded", () => {
    for (const link of document.querySelectorAll("a[href]")) {
      const [path, ...rest] = link.getAttribute("href").split("#");
      if (path.endsWith("/") && !/^[a-z]+:/.test(path)) {
        link.setAttribute("href", [path + "index.html", ...rest].join("#"));
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
