// Where what is opened stands: beside a box, within the edges of the screen.
const EDGE = 8; // pixels

// Below the box, else above it, else beside it: what was asked about stays in sight. On a narrow
// screen the style has its own place.
export function put(element, box) {
  const { offsetWidth: width, offsetHeight: height } = element;
  const { clientWidth, clientHeight } = document.documentElement;
  const within = (start, size, end) => Math.max(EDGE, Math.min(start, end - size - EDGE));
  const below = box.bottom + EDGE;
  const above = box.top - height - EDGE;
  const left = box.left - width - EDGE;
  const isBelow = below + height + EDGE <= clientHeight;
  const isBeside = !isBelow && above < EDGE;
  const y = isBelow ? below : isBeside ? within(box.top, height, clientHeight) : above;
  const x = within(!isBeside ? box.left : left < EDGE ? box.right + EDGE : left, width, clientWidth);
  element.style.setProperty("--x", `${x + scrollX}px`);
  element.style.setProperty("--y", `${y + scrollY}px`);
}
