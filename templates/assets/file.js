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

// Keys lead through every page; what they do comes with the first of them.
addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input:not([type=checkbox]), textarea, select, dialog, [popover], [contenteditable]");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !"/?jknpc".includes(event.key)) return;
  if (event.key === "/") event.preventDefault(); // in some browsers it opens a search of their own
  import("./keys.js").then(({ press }) => press(event.key));
});
document.querySelector("[data-keys-open]").addEventListener("click", () => {
  import("./keys.js").then(({ open }) => open());
});
