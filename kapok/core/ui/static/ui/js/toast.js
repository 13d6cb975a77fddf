// A message leaves by its button; good news also leaves by itself, unless somebody is reading it.
const READING_TIME = 8000;

function prepare(toast) {
  if (toast.dataset.ready) return;
  toast.dataset.ready = "yes";
  const close = toast.querySelector("[data-toast-close]");
  close.hidden = false;
  close.addEventListener("click", () => toast.remove());
  if (toast.classList.contains("note-error") || toast.classList.contains("note-warning")) return;
  const leave = () => {
    if (toast.matches(":hover, :focus-within")) setTimeout(leave, READING_TIME);
    else toast.remove();
  };
  setTimeout(leave, READING_TIME);
}

export function watchToasts() {
  const all = () => document.querySelectorAll("[data-toast]").forEach(prepare);
  all();
  const place = document.getElementById("toasts");
  if (place) new MutationObserver(all).observe(place, { childList: true });
}
