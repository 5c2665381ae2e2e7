// The two spots of a picture of a city: a tap on it fills in where they are, the first one and then the other. Without a script they are
// typed in percent.

const LARGEST = 900;
const field = (name) => document.getElementById(`id_${name}`);
let next = 1;

function put(target, { clientX, clientY }) {
  const box = target.getBoundingClientRect();
  const [left, top] = [(clientX - box.left) / box.width, (clientY - box.top) / box.height];
  if (left < 0 || left > 1 || top < 0 || top > 1) return;
  field(`left${next}`).value = (left * 100).toFixed(1);
  field(`top${next}`).value = (top * 100).toFixed(1);
  field(`where${next}`).focus({ preventScroll: true });
  next = 3 - next;
}

// Whoever is busy with a spot taps for that one.
for (const number of [1, 2]) {
  for (const name of ["left", "top"]) field(`${name}${number}`)?.addEventListener("focus", () => { next = number; });
}

const drawn = document.querySelector("[data-picture]");
if (drawn && field("left1")) drawn.addEventListener("click", (event) => put(drawn, event));

const upload = field("upload");
if (upload) {
  const canvas = document.createElement("canvas");
  canvas.className = "map-picture";
  canvas.hidden = true;
  upload.after(canvas);
  canvas.addEventListener("click", (event) => put(canvas, event));
  upload.addEventListener("change", async () => {
    const [file] = upload.files, picture = file && await createImageBitmap(file).catch(() => null);
    canvas.hidden = !picture;
    if (!picture) return;
    const scale = Math.min(1, LARGEST / Math.max(picture.width, picture.height));
    [canvas.width, canvas.height] = [picture.width * scale, picture.height * scale];
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    next = 1;
  });
}
