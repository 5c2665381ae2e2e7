// In a frame: tells the page around it how high everything is. That page may do with it what it likes; nothing else is told.
const tell = () => {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  parent.postMessage({ enchante: "height", height }, "*");
};

if (parent !== window) {
  new ResizeObserver(tell).observe(document.body);
  // The page around may have begun to listen later.
  addEventListener("message", ({ data }) => data?.enchante === "how high" && tell());
}
