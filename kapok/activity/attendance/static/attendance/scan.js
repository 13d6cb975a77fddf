// The camera looks for a card and sends what it reads through the form that also works by hand.
const view = document.querySelector("[data-scanner]");
const video = view.querySelector("video");
const start = document.querySelector("[data-scanner-start]");
const refused = document.querySelector("[data-scanner-refused]");
const form = document.querySelector("[data-scanner-form]");
const canvas = document.createElement("canvas");
const WIDTH = 480;
const SAME_CARD = 5000; // a card held before the camera is one scan
let last = { text: "", at: 0 };

const newNonce = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

const send = (text) => {
  if (text === last.text && Date.now() - last.at < SAME_CARD) return;
  last = { text, at: Date.now() };
  form.elements.payload.value = text;
  navigator.vibrate?.(60);
  form.requestSubmit();
};

const look = () => {
  if (video.readyState === video.HAVE_ENOUGH_DATA) {
    canvas.width = WIDTH;
    canvas.height = Math.round((video.videoHeight / video.videoWidth) * WIDTH);
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    const picture = pen.getImageData(0, 0, canvas.width, canvas.height);
    const found = window.jsQR(picture.data, picture.width, picture.height, { inversionAttempts: "dontInvert" });
    if (found?.data) send(found.data);
  }
  setTimeout(look, 150);
};

const open = async () => {
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    await video.play();
    view.hidden = false;
    start.hidden = true;
    look();
  } catch {
    refused.hidden = false;
    start.hidden = true;
  }
};

// Each answer is the end of one scan: the next one gets a nonce of its own.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.target !== form) return;
  form.elements.nonce.value = newNonce();
  form.elements.payload.value = "";
});

if (navigator.mediaDevices?.getUserMedia) {
  start.hidden = false;
  start.addEventListener("click", open);
} else {
  refused.hidden = false;
}
