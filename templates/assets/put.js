// Where what is opened stands: beside a box, within the edges of the screen.
const EDGE = 8; // pixels

// Below the box, above it where the screen ends; on a narrow screen the style has its own place.
export function put(element, box) {
  const { offsetWidth: width, offsetHeight: height } = element;
  const { clientWidth, clientHeight } = document.documentElement;
  const below = box.bottom + EDGE;
  const y = below + height + EDGE <= clientHeight ? below : Math.max(EDGE, box.top - height - EDGE);
  const x = Math.max(EDGE, Math.min(box.left, clientWidth - width - EDGE));
  element.style.setProperty("--x", `${x + scrollX}px`);
  element.style.setProperty("--y", `${y + scrollY}px`);
}
