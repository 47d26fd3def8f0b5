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
