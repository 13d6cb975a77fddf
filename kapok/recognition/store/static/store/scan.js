// The counter's camera: reads a pickup code and looks it up. Without a camera the field is enough.
const button = document.querySelector("[data-scan]");
const view = document.querySelector("[data-scan-view]");

if (button && view && navigator.mediaDevices?.getUserMedia) {
  button.hidden = false;
  button.addEventListener("click", start);
}

async function start() {
  const status = view.querySelector("[data-scan-status]");
  const video = view.querySelector("[data-scan-video]");
  view.hidden = false;
  try {
    const wanted = { video: { facingMode: "environment" }, audio: false };
    video.srcObject = await navigator.mediaDevices.getUserMedia(wanted);
    await video.play();
  } catch {
    status.textContent = status.dataset.denied;
    return;
  }
  status.textContent = status.dataset.looking;
  const canvas = document.createElement("canvas");
  look(video, canvas, canvas.getContext("2d", { willReadFrequently: true }));
}

function look(video, canvas, context) {
  const [width, height] = [video.videoWidth, video.videoHeight];
  if (width && height) {
    Object.assign(canvas, { width, height });
    context.drawImage(video, 0, 0, width, height);
    const found = window.jsQR(context.getImageData(0, 0, width, height).data, width, height);
    if (found?.data) {
      stop(video);
      document.querySelector("#code").value = found.data.slice(0, 40);
      document.querySelector("#code-form").requestSubmit();
      return;
    }
  }
  setTimeout(() => look(video, canvas, context), 150);
}

function stop(video) {
  for (const track of video.srcObject.getTracks()) track.stop();
}
